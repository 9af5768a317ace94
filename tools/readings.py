"""Tables of the documents that show what is read as what, by running the readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from kamcli.commands import add
from kamcli.dates import Toward, read_day
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import Language, use
from kamcli.rules import words
from kamcli.rules.amounts import read_amount
from kamcli.rules.birthdays import read_birthday
from kamcli.rules.codes import parse_code
from kamcli.rules.countries import country_name, market_of, read_country
from kamcli.rules.money import plain
from kamcli.rules.vocabulary import (
    Calendar,
    Department,
    Grade,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Via,
)
from kamcli.rules.weeks import week_of, week_of_goal, week_to_submit
from tables import code, table, yes

TODAY = date(2026, 11, 20)

OPTIONS: dict[str, type[StrEnum]] = {
    "--market": Market,
    "--nature": Nature,
    "--source": Source,
    "--kind": Kind,
    "--via": Via,
    "--layer": Layer,
    "--role": Role,
    "--department": Department,
    "--grade": Grade,
}
# Phrases that are read alike stand together in one row.
PHRASES = """
2026-11-02, 2026/11/2, 2026.11.2, 20261102, 2 Nov 2026, Nov 2 2026, 2026年11月2日, 二零二六年11月2日
12-05, 12/25, 5 Dec, Dec 5, 12月5日, 12月5号, 去年12月5日
the 25th, 25日, the 5th of next month, 下个月5号
today, 今天, yesterday, 昨天, the day before yesterday, 前天, 大前天, tomorrow, 明天, 后天
friday, fri, 周五, wednesday, 周三, 星期三, 礼拜三, last fri, 上周五, 本周三, next wed, 下周三
下下周一, +3d, in 3 days, 3 days ago, 三天前, 3天后, +2w, in 2 weeks, 两周后, +1m, 1个月后, 半年前
end of month, 月底, end of next month, 下月底, end of June, 6月底, year end, 年底
Fri 20 Nov, 11-20 (Fri), 11-20 周五
"""
UNREADABLE = "03/05, 3/5/2026, 11-20 (Mon), 2026-02-30, soon, 八月十五, 3月前, 最近, 1899-12-30"
AMOUNTS = """
1234.50; 1,234.50; ￥1,234.50; 1234.50元; CNY 1234.50; 12.5万; 十二万五千元; 1.2亿; 15k; 1.5 million
USD 4280; usd4,280.00; $4280; 4280美元; €99.90; 300港币; JPY 5000; KWD 1.234
"""
UNREADABLE_AMOUNTS = "12,34; 1.234; USD 5 EUR; 三万五; -20; 五元三毛; about 300"
CODES = ("JRW01001", "jrw01001", " ＪＲＷ０１００１ ", "JRN02017", "JRW011000")
NO_CODES = ("KFW01001", "JRX01001", "JRW0101", "JRW00001", "JRW01000", "JRW010999")
COUNTRIES = ("DE", "Germany", "德国", "中国", "Hong Kong", "澳门", "台湾", "U.S.A.", "Congo")
BIRTHDAYS = ("1980-05-01", "05-01", "5月1日", "农历八月十五", "农历腊月廿三", "农历闰六月初三")


def _each(text: str, mark: str) -> list[str]:
    """Part a list of phrases."""
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split(mark)]


def _alike(phrases: Iterable[str], read: Callable[[str], list[str]]) -> list[list[str]]:
    """Return a row for each run of phrases that are read alike."""
    runs = groupby(((phrase, read(phrase)) for phrase in phrases), key=lambda each: each[1])
    return [[", ".join(code(phrase) for phrase, _ in run), *said] for said, run in runs]


def _day(phrase: str, toward: Toward) -> str:
    return str(read_day(phrase, as_of=TODAY, toward=toward).day)


def days() -> str:
    """Return what phrases are read as, for a day that happened and for one to come."""
    rows = _alike(
        _each(PHRASES, ","), lambda text: [_day(text, Toward.PAST), _day(text, Toward.FUTURE)]
    )
    return table(["typed on Friday 2026-11-20", "happened (`--on`)", "to come (`--due`)"], rows)


def no_days() -> str:
    """Return what is refused as a day, and what is said."""
    rows = _alike(
        _each(UNREADABLE, ","), lambda text: [_refused(lambda: _day(text, Toward.FUTURE))]
    )
    return table(["typed", "answer"], rows)


def amounts() -> str:
    """Return what phrases are read as, as amounts."""
    return table(["typed", "read as"], _alike(_each(AMOUNTS, ";"), lambda text: [_amount(text)]))


def no_amounts() -> str:
    """Return what is refused as an amount, and what is said."""
    rows = _alike(
        _each(UNREADABLE_AMOUNTS, ";"), lambda text: [_refused(lambda: read_amount(text))]
    )
    return table(["typed", "answer"], rows)


def _amount(text: str) -> str:
    money = read_amount(text)
    return f"{money.currency} {plain(money.amount, money.currency)}"


def _refused(read: Callable[[], object]) -> str:
    """Return what is said of a text that must be refused."""
    try:
        found = read()
    except (NotUnderstood, Refused) as error:
        return error.message
    raise SystemExit(f"read as {found}, and the page says that it is refused")


def codes() -> str:
    """Return codes with what they say."""
    rows = []
    for text in CODES:
        found = parse_code(text)
        rows.append([code(text), str(found), found.market, found.manager, str(found.serial)])
    return table(["typed", "code", "market", "manager", "number"], rows)


def no_codes() -> str:
    """Return what is refused as a code, and what is said."""
    rows = [[code(text), _refused(lambda text=text: parse_code(text))] for text in NO_CODES]
    return table(["typed", "answer"], rows)


def values() -> str:
    """Return the values of each option, as shown in Chinese and as read beside themselves."""
    return table(["option", "value", "read as well"], _values())


def _values() -> Iterable[list[str]]:
    for option, kind in OPTIONS.items():
        for value in kind:
            also = words._ALSO[kind].get(value, "").split()
            wrong = [text for text in also if words.read_value(kind, text) is not value]
            if wrong:
                raise SystemExit(f"{option}: {wrong} are not read as {value}")
            if also:
                yield [code(option), code(value), " ".join(also)]


def countries() -> str:
    """Return what countries are read as, and the market they say."""
    rows = [_country(text) for text in COUNTRIES]
    return table(["typed", "kept as", "shown", "显示", "market"], rows)


def _country(text: str) -> list[str]:
    found = read_country(text)
    shown = []
    for language in (Language.ENGLISH, Language.CHINESE):
        use(language)
        shown.append(country_name(found))
    use(Language.ENGLISH)
    return [code(text), code(found), *shown, market_of(found)]


def departments() -> str:
    """Return the market of a customer that names no country, by the department of its owner."""
    rows = [[code(each), add._market(None, None, None, each)] for each in Department]
    return table(["department of the owner", "market"], rows)


def birthdays() -> str:
    """Return what birthdays are read as."""
    rows = []
    for text in BIRTHDAYS:
        found = read_birthday(text, calendar=Calendar.SOLAR)
        rows.append([code(text), code(str(found)), found.calendar])
    return table(["typed", "kept as", "calendar"], rows)


def weeks() -> str:
    """Return what each day of a week means to the commands of Friday."""
    rows = []
    for days_ahead in range(-6, 2):
        day = TODAY + timedelta(days=days_ahead)
        week = week_of(day)
        rows.append(
            [
                f"{day:%a} {day}",
                f"{week.begin} to {week.end}",
                yes(week.complete(as_of=day)),
                str(week_to_submit(as_of=day)),
                str(week_of_goal(as_of=day)),
            ]
        )
    titles = ["today", "running week", "complete", "`report submit` takes", "`goal set` means"]
    return table(titles, rows)
