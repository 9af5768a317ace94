"""Birthdays of both calendars."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.errors import NotUnderstood
from kamcli.rules.birthdays import Birthday, read_birthday
from kamcli.rules.vocabulary import Calendar


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1980-05-01", "1980-05-01"),
        ("1980/5/1", "1980-05-01"),
        ("1980.5.1", "1980-05-01"),
        ("19800501", "1980-05-01"),
        ("1980年5月1日", "1980-05-01"),
        ("１９８０年５月１号", "1980-05-01"),
        ("05-01", "05-01"),
        ("5-1", "05-01"),
        ("5月1日", "05-01"),
        ("五月一日", "05-01"),
        ("十二月三十一日", "12-31"),
        ("5 月 1 日", "05-01"),
        ("02-29", "02-29"),
        ("1980-02-29", "1980-02-29"),
        ("公历5月1日", "05-01"),
    ],
)
def test_reads_a_birthday(text: str, kept: str) -> None:
    read = read_birthday(text)

    assert (str(read), read.calendar) == (kept, Calendar.SOLAR)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("08-15", "08-15"),
        ("八月十五", "08-15"),
        ("正月初一", "01-01"),
        ("腊月廿三", "12-23"),
        ("腊月廿", "12-20"),
        ("冬月三十", "11-30"),
        ("1980年二月三十", "1980-02-30"),
        ("农历八月十五", "08-15"),
        ("闰四月初一", "04L-01"),
        ("农历閏四月初一", "04L-01"),
        ("2025年闰六月初三", "2025-06L-03"),
        ("2025-06L-03", "2025-06L-03"),
        ("6l-3", "06L-03"),
        ("1900-08L-01", "1900-08L-01"),
    ],
)
def test_reads_a_lunar_birthday(text: str, kept: str) -> None:
    read = read_birthday(text, calendar=Calendar.LUNAR)

    assert (str(read), read.calendar) == (kept, Calendar.LUNAR)
    assert read_birthday(str(read), calendar=Calendar.LUNAR) == read


def test_the_calendar_in_the_text_comes_first() -> None:
    assert read_birthday("农历 08-15").calendar is Calendar.LUNAR
    assert read_birthday("阳历8月15日", calendar=Calendar.LUNAR).calendar is Calendar.SOLAR


@pytest.mark.parametrize(
    "text",
    ["", "May", "13-01", "00-10", "02-30", "1981-02-29", "1899-12-31", "5/1", "19800431", "五月",
     "闰四月初一", "04L-01", "4月", "5月x日", "yesterday", "初五月初一", "廿廿月一",
     "五月初", "五月初x"],
)  # fmt: skip
def test_refuses_what_is_no_solar_birthday(text: str) -> None:
    with pytest.raises(NotUnderstood) as raised:
        read_birthday(text)
    assert raised.value.message == f'"{text}" is not a birthday.'
    assert raised.value.hint == "written like 1980-05-01 or 05-01"


@pytest.mark.parametrize(
    "text",
    ["13-01", "12-31", "00-01", "01-00", "闰13月初一", "2026-06L-03", "2025-05L-01", "1901-05L-01"],
)
def test_refuses_what_is_no_lunar_birthday(text: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a birthday"):
        read_birthday(text, calendar=Calendar.LUNAR)


@pytest.mark.parametrize(
    ("birthday", "after"),
    [
        (Birthday(year=2026, month=11, day=20), False),
        (Birthday(year=2026, month=11, day=21), True),
        (Birthday(year=2027, month=1, day=1), True),
        (Birthday(year=2025, month=12, day=31), False),
        (Birthday(month=12, day=31), False),
        (Birthday(year=2026, month=12, day=30, calendar=Calendar.LUNAR), False),
        (Birthday(year=2027, month=1, day=1, calendar=Calendar.LUNAR), True),
    ],
)
def test_nobody_is_born_after_today(birthday: Birthday, after: bool) -> None:
    assert birthday.after(date(2026, 11, 20)) is after
