"""Birthdays: of the solar or the lunar calendar, with or without the year (公历, 农历)."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules.vocabulary import Calendar
from kamcli.writing import even, quoted, read_number

_FIRST_YEAR = 1900
# a leap year: whoever is born on 29 February may not say the year
_ANY_YEAR = 2000
_LUNAR_MONTHS = 12
_LUNAR_DAYS = 30

_CALENDARS = {
    "农历": Calendar.LUNAR,
    "阴历": Calendar.LUNAR,
    "旧历": Calendar.LUNAR,
    "公历": Calendar.SOLAR,
    "阳历": Calendar.SOLAR,
    "新历": Calendar.SOLAR,
}
_FORMS = (
    r"(?P<year>[0-9]{4})([-/. ])(?P<month>[0-9]{1,2})(?P<leap>[Ll]?)\2(?P<day>[0-9]{1,2})",
    "(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<leap>)(?P<day>[0-9]{2})",
    "(?P<year>)(?P<month>[0-9]{1,2})(?P<leap>[Ll]?)-(?P<day>[0-9]{1,2})",
    (
        "(?:(?P<year>[0-9]{4})年)? ?(?P<leap>[闰閏]?)"
        "(?P<month>[^年月日闰閏 ]{1,3}) ?月 ?(?P<day>[^年月日号 ]{1,3}) ?[日号]?"
    ),
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
# 初五 is the fifth, 廿三 the twenty-third
_TENS = {"初": 0, "廿": 20, "卅": 30}


class Birthday(Struct, frozen=True, kw_only=True):
    """A day of each year: month and day of its calendar, the year of birth where it is known.

    `leap` marks the leap month (闰月) of a lunar year.
    """

    month: int
    day: int
    year: int | None = None
    calendar: Calendar = Calendar.SOLAR
    leap: bool = False

    def __str__(self) -> str:
        """Return it as it is kept: `1980-05-01`, `05-01` without the year, `05L-01` in 闰五月.

        The L for a leap month is that of RFC 7529.
        """
        day = f"{self.month:02}{'L' if self.leap else ''}-{self.day:02}"
        return day if self.year is None else f"{self.year:04}-{day}"

    def after(self, day: date) -> bool:
        """Tell whether somebody born then is not born yet; of a lunar year only the year counts."""
        if self.year is None:
            return False
        if self.calendar is Calendar.LUNAR or self.year != day.year:
            return self.year > day.year
        return (self.month, self.day) > (day.month, day.day)


def read_birthday(text: str, *, calendar: Calendar = Calendar.SOLAR) -> Birthday:
    """Read a birthday: `1980-05-01`, `05-01`, `5月1日`, 农历八月十五, 农历闰五月初一.

    A calendar that the text names comes before the one given. Raises `NotUnderstood` for a text
    that is no such day: a lunar month has at most 30 days, and a leap month is one that the year,
    where it is told, had.
    """
    plain = even(text)
    named = _CALENDARS.get(plain[:2])
    found = _read(plain[2:].strip() if named else plain, named or calendar)
    if found is None or not _exists(found):
        raise NotUnderstood(
            _('"{text}" is not a birthday.').format(text=quoted(text)),
            hint=_("written like {day} or {short}").format(day="1980-05-01", short="05-01"),
        )
    return found


def _read(plain: str, calendar: Calendar) -> Birthday | None:
    for form in _FORMS:
        if parts := re.fullmatch(form, plain):
            month, day = _month(parts["month"]), _day(parts["day"])
            if month is None or day is None:
                return None
            year = int(parts["year"]) if parts["year"] else None
            leap = bool(parts["leap"])
            return Birthday(month=month, day=day, year=year, calendar=calendar, leap=leap)
    return None


def _month(text: str) -> int | None:
    return _MONTHS.get(text) or read_number(text)


def _day(text: str) -> int | None:
    tens = _TENS.get(text[0])
    if tens is None:
        return read_number(text)
    ones = read_number(text[1:]) if text[1:] else 0
    return None if ones is None else tens + ones


def _exists(birthday: Birthday) -> bool:
    if birthday.year is not None and birthday.year < _FIRST_YEAR:
        return False
    if birthday.calendar is Calendar.LUNAR:
        in_range = 1 <= birthday.month <= _LUNAR_MONTHS and 1 <= birthday.day <= _LUNAR_DAYS
        return in_range and (not birthday.leap or _had_leap_month(birthday))
    if birthday.leap:
        return False
    try:
        date(birthday.year or _ANY_YEAR, birthday.month, birthday.day)
    except ValueError:
        return False
    return True


def _had_leap_month(birthday: Birthday) -> bool:
    """Return whether the year of birth had that leap month, as far as both are known."""
    from kamcli.rules import lunar

    if birthday.year is None or birthday.year < lunar.FIRST_YEAR:
        return True
    return lunar.leap_month(birthday.year) == birthday.month
