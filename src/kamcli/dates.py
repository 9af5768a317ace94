"""Days as people type them, in both languages, and as machines write them."""

from __future__ import annotations

import re
from datetime import date

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.viewpoint import Grammar, Reading, Toward, Viewpoint
from kamcli.writing import even, is_chinese, quoted

__all__ = ["Reading", "Toward", "read_day", "read_iso"]

# what is typed as 0206 means 2026, and a spreadsheet's zero is 1899-12-30
_FIRST_YEAR = 1900

_YEAR_FIRST = r"(?P<year>[0-9]{4})([-/. ])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"
_EIGHT_DIGITS = "(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_YEAR_LAST = r"(?P<one>[0-9]{1,2})([-/.])(?P<two>[0-9]{1,2})\2(?P<year>[0-9]{4})"
_MONTH_DAY = "([0-9]{1,2})-([0-9]{1,2})"
_NO_YEAR = "(?P<one>[0-9]{1,2})[/.](?P<two>[0-9]{1,2})"


def read_day(text: str, *, as_of: date, toward: Toward) -> Reading:
    """Read a day that a person typed: `11-20`, `next fri`, `三天前` (cli.md, Dates).

    A day without a year is the nearest one in the direction, today included; last, this and next
    week begin on Monday. A reading that is no full date is a phrase: tell what it was read as.
    Raises NotUnderstood for a text that is not fully understood, that could be two days, or that
    names a day before the year 1900.
    """
    view = Viewpoint(text=text, as_of=as_of, toward=toward)
    reading = _read(even(text).lower(), view)
    if reading is None:
        raise view.not_understood()
    _check_year(reading.day, text)
    return reading


def read_iso(text: str) -> date:
    """Read a day written by a machine, strictly `2026-11-20`.

    Raises NotUnderstood for any other form and for a day before the year 1900.
    """
    day = _iso(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    if day is None:
        raise NotUnderstood(
            _('"{text}" is not a day.').format(text=quoted(text)),
            hint=_("written like {day}").format(day="2026-11-20"),
        )
    _check_year(day, text)
    return day


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _check_year(day: date, text: str) -> None:
    if day.year < _FIRST_YEAR:
        raise NotUnderstood(
            _('"{text}" is a day before the year {year}.').format(
                text=quoted(text), year=_FIRST_YEAR
            ),
            hint=_("check the year"),
        )


def _read(plain: str, view: Viewpoint) -> Reading | None:
    if numeric := _numeric(plain, view):
        return numeric
    grammar = _grammar(plain)
    if reading := grammar.named_day(plain, view) or grammar.phrase(plain, view):
        return reading
    parted = grammar.part_weekday(plain)
    if parted is None:
        return None
    reading = _numeric(parted.rest, view) or grammar.named_day(parted.rest, view)
    if reading and reading.day.weekday() != parted.weekday:
        raise view.other_weekday(reading.day)
    return reading


def _grammar(plain: str) -> Grammar:
    """Return the grammar of the language, loaded when it is first met."""
    if is_chinese(plain):
        from kamcli.dates_zh import CHINESE

        return CHINESE
    from kamcli.dates_en import ENGLISH

    return ENGLISH


def _numeric(plain: str, view: Viewpoint) -> Reading | None:
    """Read a day written in digits alone."""
    if parts := re.fullmatch(_YEAR_FIRST, plain) or re.fullmatch(_EIGHT_DIGITS, plain):
        year, month, day = (int(parts[name]) for name in ("year", "month", "day"))
        return Reading(day=view.dated(month, day, year=year), phrase=False)
    if parts := re.fullmatch(_MONTH_DAY, plain):
        return Reading(day=view.dated(int(parts[1]), int(parts[2])), phrase=True)
    if parts := re.fullmatch(_YEAR_LAST, plain) or re.fullmatch(_NO_YEAR, plain):
        year_last = parts.groupdict().get("year")
        return _either_order(
            view, int(parts["one"]), int(parts["two"]), year=int(year_last) if year_last else None
        )
    return None


def _either_order(view: Viewpoint, one: int, two: int, *, year: int | None) -> Reading:
    """Read `25/12` and `12/25`; refuse `03/05`, which is a day in either order."""
    month_first = view.find_dated(one, two, year=year)
    day_first = view.find_dated(two, one, year=year)
    if month_first and day_first and month_first != day_first:
        raise view.two_days(*sorted([month_first, day_first]))
    found = month_first or day_first
    if found is None:
        raise view.no_such_day()
    return Reading(day=found, phrase=True)
