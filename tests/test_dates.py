"""Days as people type them: every form of cli.md, Dates, and what is refused."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.dates import Reading, Toward, read_day, read_iso
from kamcli.errors import NotUnderstood

SATURDAY = date(2026, 11, 21)
FRIDAY = date(2026, 11, 20)
PAST, FUTURE = Toward.PAST, Toward.FUTURE


def day_of(text: str, toward: Toward = PAST, *, as_of: date = SATURDAY) -> str:
    return read_day(text, as_of=as_of, toward=toward).day.isoformat()


def refusal(text: str, toward: Toward = PAST, *, as_of: date = SATURDAY) -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        read_day(text, as_of=as_of, toward=toward)
    return caught.value


@pytest.mark.parametrize("toward", Toward)
@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        " 2026-11-20 ",
        "2026/11/20",
        "2026.11.20",
        "2026 11 20",
        "20261120",
        "２０２６－１１－２０",
        "2026年11月20日",
        "2026 年 11 月 20 日",
        "2026年11月20号",
        "2026年11月20",
        "二〇二六年十一月二十日",
        "二零二六年十一月二十日",
        "Nov 20 2026",
        "Nov. 20, 2026",
        "20 nov 2026",
        "20-Nov-2026",
        "2026-nov-20",
        "20th of November, 2026",
        "november the 20th of 2026",
        "2026-11-20 周五",
        "2026-11-20（星期五）",
        "fri, 20 nov 2026",
        "2026-11-20 (Fri)",
    ],
)
def test_a_full_date_is_itself(text: str, toward: Toward) -> None:
    reading = read_day(text, as_of=date(2020, 2, 29), toward=toward)
    assert reading == Reading(day=FRIDAY, phrase=False)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("11-20", "2026-11-20", "2027-11-20"),
        ("11-21", "2026-11-21", "2026-11-21"),
        ("11-22", "2025-11-22", "2026-11-22"),
        ("1-2", "2026-01-02", "2027-01-02"),
        ("11/20", "2026-11-20", "2027-11-20"),
        ("20/11", "2026-11-20", "2027-11-20"),
        ("11.20", "2026-11-20", "2027-11-20"),
        ("5/5", "2026-05-05", "2027-05-05"),
        ("11月20日", "2026-11-20", "2027-11-20"),
        ("11月22号", "2025-11-22", "2026-11-22"),
        ("１１月２０日", "2026-11-20", "2027-11-20"),
        ("十一月二十日", "2026-11-20", "2027-11-20"),
        ("11月20日 周五", "2026-11-20", None),
        ("Nov 20", "2026-11-20", "2027-11-20"),
        ("20 Nov", "2026-11-20", "2027-11-20"),
        ("20th November", "2026-11-20", "2027-11-20"),
        ("twentieth of november", "2026-11-20", "2027-11-20"),
        ("May twenty-first", "2026-05-21", "2027-05-21"),
        ("may thirtieth", "2026-05-30", "2027-05-30"),
        ("may thirty one", "2026-05-31", "2027-05-31"),
        ("fri 20 nov", "2026-11-20", None),
        ("20 nov (fri)", "2026-11-20", None),
        ("nov 20, friday", "2026-11-20", None),
        ("20日", "2026-11-20", "2026-12-20"),
        ("20号", "2026-11-20", "2026-12-20"),
        ("二十一号", "2026-11-21", "2026-11-21"),
        ("31日", "2026-10-31", "2026-12-31"),
        ("the 20th", "2026-11-20", "2026-12-20"),
        ("20th", "2026-11-20", "2026-12-20"),
        ("the 20", "2026-11-20", "2026-12-20"),
        ("friday the 20th", "2026-11-20", None),
        ("friday", "2026-11-20", "2026-11-27"),
        ("Fri", "2026-11-20", "2026-11-27"),
        ("on friday", "2026-11-20", "2026-11-27"),
        ("saturday", "2026-11-21", "2026-11-21"),
        ("周五", "2026-11-20", "2026-11-27"),
        ("星期五", "2026-11-20", "2026-11-27"),
        ("礼拜六", "2026-11-21", "2026-11-21"),
        ("週日", "2026-11-15", "2026-11-22"),
        ("星期天", "2026-11-15", "2026-11-22"),
        ("2月29日", "2024-02-29", "2028-02-29"),
        ("2-29", "2024-02-29", "2028-02-29"),
        ("feb 29", "2024-02-29", "2028-02-29"),
        ("10月底", "2026-10-31", "2027-10-31"),
        ("十二月底", "2025-12-31", "2026-12-31"),
        ("end of november", "2025-11-30", "2026-11-30"),
        ("end of feb", "2026-02-28", "2027-02-28"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, past: str, future: str | None) -> None:
    assert day_of(text, PAST) == past
    if future is None:
        assert "contradicts itself" in refusal(text, FUTURE).message
    else:
        assert day_of(text, FUTURE) == future
    assert read_day(text, as_of=SATURDAY, toward=PAST).phrase


@pytest.mark.parametrize("toward", Toward)
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("Yesterday", "2026-11-20"),
        ("tomorrow", "2026-11-22"),
        ("day before yesterday", "2026-11-19"),
        ("the day after tomorrow", "2026-11-23"),
        ("今天", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("大前天", "2026-11-18"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("後天", "2026-11-23"),
        ("大后天", "2026-11-24"),
        ("next fri", "2026-11-27"),
        ("last friday", "2026-11-13"),
        ("this friday", "2026-11-20"),
        ("this sunday", "2026-11-22"),
        ("friday next week", "2026-11-27"),
        ("friday of last week", "2026-11-13"),
        ("next week on friday", "2026-11-27"),
        ("下周三", "2026-11-25"),
        ("下周周三", "2026-11-25"),
        ("下 周三", "2026-11-25"),
        ("上周五", "2026-11-13"),
        ("本周五", "2026-11-20"),
        ("这周五", "2026-11-20"),
        ("这个星期日", "2026-11-22"),
        ("下下周一", "2026-11-30"),
        ("上上個週三", "2026-11-04"),
        ("+3d", "2026-11-24"),
        ("+ 3 days", "2026-11-24"),
        ("+2w", "2026-12-05"),
        ("-3d", "2026-11-18"),
        ("-1m", "2026-10-21"),
        ("+1y", "2027-11-21"),
        ("in 2 weeks", "2026-12-05"),
        ("in two weeks", "2026-12-05"),
        ("3 days ago", "2026-11-18"),
        ("three days ago", "2026-11-18"),
        ("twenty-one days ago", "2026-10-31"),
        ("twenty days ago", "2026-11-01"),
        ("a week ago", "2026-11-14"),
        ("in a month", "2026-12-21"),
        ("two days from now", "2026-11-23"),
        ("two days later", "2026-11-23"),
        ("two days before yesterday", "2026-11-18"),
        ("a week after tomorrow", "2026-11-29"),
        ("1 month, 21 days ago", "2026-09-30"),
        ("1 month and 21 days ago", "2026-09-30"),
        ("三天前", "2026-11-18"),
        ("3天前", "2026-11-18"),
        ("３天以前", "2026-11-18"),
        ("二十天前", "2026-11-01"),
        ("两周后", "2026-12-05"),
        ("两个星期之后", "2026-12-05"),
        ("3个月后", "2027-02-21"),
        ("一年前", "2025-11-21"),
        ("半年前", "2026-05-21"),
        ("半年后", "2027-05-21"),
        ("+3天", "2026-11-24"),
        ("-2周", "2026-11-07"),
        ("-1个月", "2026-10-21"),
        ("end of month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("month end", "2026-11-30"),
        ("year end", "2026-12-31"),
        ("end of last year", "2025-12-31"),
        ("月底", "2026-11-30"),
        ("月末", "2026-11-30"),
        ("下个月底", "2026-12-31"),
        ("上月底", "2026-10-31"),
        ("年底", "2026-12-31"),
        ("去年底", "2025-12-31"),
        ("下个月5号", "2026-12-05"),
        ("上个月5日", "2026-10-05"),
        ("上上个月三号", "2026-09-03"),
        ("本月十日", "2026-11-10"),
        ("当月10号", "2026-11-10"),
        ("20th of next month", "2026-12-20"),
        ("next month on the 5th", "2026-12-05"),
        ("5th last month", "2026-10-05"),
        ("今年3月5日", "2026-03-05"),
        ("去年3月5号", "2025-03-05"),
        ("明年三月五日", "2027-03-05"),
        ("nov 20 last year", "2025-11-20"),
        ("26年11月20日", "2026-11-20"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("13.5.2026", "2026-05-13"),
        ("05/05/2026", "2026-05-05"),
    ],
)
def test_a_phrase_is_one_day_in_either_direction(text: str, day: str, toward: Toward) -> None:
    reading = read_day(text, as_of=SATURDAY, toward=toward)
    assert reading == Reading(day=date.fromisoformat(day), phrase=True)


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        ("in a month", date(2026, 1, 31), "2026-02-28"),
        ("一个月后", date(2028, 1, 31), "2028-02-29"),
        ("3 months ago", date(2026, 5, 31), "2026-02-28"),
        ("1年前", date(2028, 2, 29), "2027-02-28"),
        ("下周一", date(2026, 11, 22), "2026-11-23"),
        ("下周一", date(2026, 11, 23), "2026-11-30"),
        ("本周一", date(2026, 11, 22), "2026-11-16"),
        ("next mon", date(2026, 11, 22), "2026-11-23"),
        ("月底", date(2028, 2, 1), "2028-02-29"),
        ("下月底", date(2026, 12, 31), "2027-01-31"),
        ("上个月31号", date(2027, 1, 5), "2026-12-31"),
    ],
)
def test_months_clamp_and_weeks_begin_on_monday(text: str, as_of: date, day: str) -> None:
    assert day_of(text, as_of=as_of) == day


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("03/05/2026", "2026-03-05", "2026-05-03"),
        ("3-5-2026", "2026-03-05", "2026-05-03"),
        ("5.3.2026", "2026-03-05", "2026-05-03"),
        ("3/5", "2026-03-05", "2026-05-03"),
        ("12/1", "2025-12-01", "2026-01-12"),
    ],
)
def test_a_day_in_either_order_is_refused_with_both(text: str, first: str, second: str) -> None:
    error = refusal(text)
    assert error.message == f'"{text}" could be {first} or {second}.'
    assert error.hint == f"write {first} or {second}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "20261320",
        "11-31",
        "2-30",
        "20-11",
        "0-0",
        "31/31",
        "2月30日",
        "2026年2月29日",
        "32日",
        "feb 30",
        "the 32nd",
        "31st of this month",
        "本月31号",
        "13月底",
        "end of thirteen",
        "9999年后",
        "9999 years ago",
        "0000-01-01",
    ],
)
def test_a_day_of_no_calendar_is_refused(text: str) -> None:
    message = refusal(text).message
    assert f'"{text}"' in message


def test_no_such_day_says_so() -> None:
    error = refusal("2026-02-30")
    assert error.message == 'There is no such day as "2026-02-30".'
    assert error.hint == "write year, month and day: 2026-11-21"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "15",
        "1120",
        "2026",
        "2026-11",
        "261120",
        "21/04/16",
        "26-11-20",
        "2026-11/20",
        "2026-11-20T10:00",
        "2026-11-20 10:00",
        "11-20 or 11-21",
        "11~20",
        "11–20",
        "1①-20",
        "11-2²",
        "٢٠٢٦-١١-٢٠",
        "next week",
        "next month",
        "next year",
        "last week",
        "weekend",
        "end of week",
        "few days ago",
        "second days ago",
        "third tuesday",
        "1st sunday",
        "the first friday of july",
        "nov",
        "nov 2026",
        "nov 20 26",
        "nov 20-25",
        "20/21 nov",
        "20 foo",
        "next foo",
        "friday foo",
        "foo, friday",
        "foo (bar)",
        "mon fri",
        "mon-fri",
        "fri in 2 weeks",
        "3d",
        "3 days",
        "+3",
        "+3x",
        "+3d-1w",
        "+99999d",
        "-3 days ago",
        "1.5 weeks ago",
        "3-4 days ago",
        "1 day 2 days ago",
        "3 moons ago",
        "in four business days",
        "next 周五",
        "前",
        "天前",
        "以前",
        "最近",
        "周末",
        "下周",
        "下个月",
        "月初",
        "上旬",
        "二三天前",
        "三五天后",
        "一百五天前",
        "3月前",
        "5日前",
        "3天内",
        "半个月前",
        "11月",
        "11月2 0日",
        "2 0日",
        "11月二三日",
        "二三日",
        "二三月底",
        "百月底",
        "98年1月1日",
        "百年11月20日",
        "八月十五",
        "二零零四年八月十五",
        "正月初一",
        "农历八月十五",
        "去年本月十日",
        "foo 周五",
        "周五周五",
    ],
)
@pytest.mark.parametrize("toward", Toward)
def test_what_is_not_understood_is_refused(text: str, toward: Toward) -> None:
    error = refusal(text, toward)
    assert error.message == f'"{text.strip()}" cannot be read as a day.'
    assert error.hint == "for example 2026-11-21, 11-20, yesterday, next fri, +3d or 下周三"


@pytest.mark.parametrize(
    "text", ["11-20 周四", "11月20日(星期四)", "thursday 20 nov", "thu the 20th"]
)
def test_a_weekday_must_agree_with_its_day(text: str) -> None:
    error = refusal(text)
    assert error.message == f'"{text}" contradicts itself: 2026-11-20 is a Friday.'
    assert error.hint == "write year, month and day: 2026-11-20"


@pytest.mark.parametrize("text", ["0206-11-20", "1899-12-31", "-200y", "5 December 1391"])
def test_a_mistyped_year_is_refused(text: str) -> None:
    assert refusal(text).message == f'"{text}" is a day before the year 1900.'


def test_examples_in_the_hint_can_be_typed() -> None:
    hint = refusal("?").hint
    assert hint is not None
    examples = hint.removeprefix("for example ").replace(" or ", ", ").split(", ")
    assert len(examples) == 6
    assert all(day_of(example) for example in examples)


def test_the_calendar_has_an_end() -> None:
    last = date.max
    assert day_of("9999-12-31") == "9999-12-31"
    assert "no such day" in refusal("tomorrow", as_of=last).message
    assert "no such day" in refusal("next month 1st", FUTURE, as_of=last).message
    assert "no such day" in refusal("月底", as_of=last).message
    assert "no such day" in refusal("end of december", FUTURE, as_of=last).message
    assert "no such day" in refusal("monday", FUTURE, as_of=last).message


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
# a nearest past day must not lie before 1900
TODAYS = st.dates(min_value=date(1910, 1, 1), max_value=date(2199, 12, 31))
WORDS = """
    11 20 3 2026 - / . + , ( ) 年 月 日 号 周 星期 三 五 十 二十 两 上 下 本 这 个 前 后 天
    底 半 去 今 next last this week month fri nov day days ago in a the of end 20th
    """
SCRAPS = st.sampled_from([" ", *WORDS.split()])
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@given(day=DAYS, as_of=TODAYS, toward=st.sampled_from(Toward))
def test_written_days_come_back(day: date, as_of: date, toward: Toward) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y"):
        assert read_day(day.strftime(form), as_of=as_of, toward=toward).day == day
    assert read_iso(day.isoformat()) == day


@given(day=DAYS, as_of=TODAYS, toward=st.sampled_from(Toward))
def test_a_month_and_day_are_the_nearest(day: date, as_of: date, toward: Toward) -> None:
    found = read_day(f"{day:%m-%d}", as_of=as_of, toward=toward).day
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= as_of if toward is PAST else found >= as_of
    between = range(min(found, as_of).year, max(found, as_of).year + 1)
    closer = [
        date(year, day.month, day.day)
        for year in between
        if (day.month, day.day) != (2, 29) or isleap(year)
    ]
    assert not [other for other in closer if min(found, as_of) < other < max(found, as_of)]
    assert as_of not in closer or found == as_of


@given(as_of=TODAYS, weekday=st.integers(0, 6), toward=st.sampled_from(Toward))
def test_a_weekday_is_less_than_a_week_away(as_of: date, weekday: int, toward: Toward) -> None:
    chinese = "周" + "一二三四五六日"[weekday]
    english = ENGLISH_WEEKDAYS[weekday]
    found = read_day(chinese, as_of=as_of, toward=toward).day
    assert found.weekday() == weekday
    distance = (as_of - found if toward is PAST else found - as_of).days
    assert 0 <= distance < 7
    assert read_day(english, as_of=as_of, toward=toward).day == found


@given(as_of=TODAYS, days=st.integers(0, 999), toward=st.sampled_from(Toward))
def test_days_ago_and_ahead_in_both_languages(as_of: date, days: int, toward: Toward) -> None:
    ahead = as_of + timedelta(days=days)
    for text in (f"+{days}d", f"in {days} days", f"{days}天后", f"+{days}天"):
        assert read_day(text, as_of=as_of, toward=toward).day == ahead


@given(text=st.text() | st.lists(SCRAPS, max_size=8).map("".join), as_of=st.dates())
@pytest.mark.parametrize("toward", Toward)
def test_any_text_is_a_day_or_refused(text: str, toward: Toward, as_of: date) -> None:
    try:
        day = read_day(text, as_of=as_of, toward=toward).day
    except NotUnderstood:
        return
    assert day.year >= 1900


def test_an_error_is_one_short_printable_line() -> None:
    message = refusal("a\x1b[31m\n\ud800" + "b" * 999).message
    assert message.isprintable()
    assert message.startswith('"a?[31m ?bbb')
    assert message.endswith('bbb…" cannot be read as a day.')
    assert len(message) < 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026/11/20",
        "20261120",
        "2026-11-2",
        "2026-02-30",
        "today",
        " 2026-11-20",
        "２０２６-11-20",
    ],
)
def test_a_machine_writes_iso_only(text: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a day") as caught:
        read_iso(text)
    assert caught.value.hint == "written like 2026-11-20"


def test_a_zero_of_a_spreadsheet_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="before the year 1900"):
        read_iso("1899-12-30")
