"""Where a typed day is read from: the as-of day and the direction in which days are looked for."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.writing import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS_IN_YEAR = 12
_LONGEST_WAIT_FOR_29_FEBRUARY = 8
_LONGEST_WAIT_FOR_31ST = 2


class Toward(StrEnum):
    """Where a day without a year lies: it happened, or it is to come."""

    PAST = "past"
    FUTURE = "future"


class Reading(Struct, frozen=True, kw_only=True):
    """What a text was read as; a phrase is anything that was not a full date."""

    day: date
    phrase: bool


class Shift(Struct, frozen=True, kw_only=True):
    """A span of time to go back or ahead."""

    years: int = 0
    months: int = 0
    days: int = 0


class Viewpoint(Struct, frozen=True, kw_only=True):
    """The text being read, the day it is read on and the direction; months are counted from 1."""

    text: str
    as_of: date
    toward: Toward

    @property
    def _step(self) -> int:
        return -1 if self.toward is Toward.PAST else 1

    def _is_ahead(self, day: date) -> bool:
        return day <= self.as_of if self.toward is Toward.PAST else day >= self.as_of

    def dated(self, month: int, day: int, *, year: int | None = None) -> date:
        """Return the day of a year, or the nearest such day of any year, today included."""
        found = self.find_dated(month, day, year=year)
        if found is None:
            raise self.no_such_day()
        return found

    def find_dated(self, month: int, day: int, *, year: int | None) -> date | None:
        """Return the same day as `dated`, None where the calendar has none."""
        if year is not None:
            return _date(year, month, day)
        for years in range(_LONGEST_WAIT_FOR_29_FEBRUARY + 1):
            found = _date(self.as_of.year + years * self._step, month, day)
            if found and self._is_ahead(found):
                return found
        return None

    def day_of_month(self, day: int) -> date:
        """Return the nearest such day of a month, today included."""
        for months in range(_LONGEST_WAIT_FOR_31ST + 1):
            found = self._in_month(months * self._step, day)
            if found and self._is_ahead(found):
                return found
        raise self.no_such_day()

    def weekday(self, weekday: int) -> date:
        """Return the nearest such day of a week (Monday is 0), today included."""
        distance = (weekday - self.as_of.weekday()) * self._step % 7
        return self.shifted(Shift(days=distance * self._step))

    def weekday_of_week(self, weekday: int, *, weeks: int) -> date:
        """Return a day of the week so many weeks ahead; weeks begin on Monday."""
        return self.shifted(Shift(days=weekday - self.as_of.weekday() + 7 * weeks))

    def day_in_month(self, day: int, *, months: int) -> date:
        """Return a day of the month so many months ahead."""
        found = self._in_month(months, day)
        if found is None:
            raise self.no_such_day()
        return found

    def month_end(self, *, months: int) -> date:
        """Return the last day of the month so many months ahead."""
        first = self.day_in_month(1, months=months + 1)
        return self._moved(first, Shift(days=-1))

    def last_of_month(self, month: int) -> date:
        """Return the nearest last day of the month that has this number, today included."""
        for years in (0, 1):
            year = self.as_of.year + years * self._step
            following = _date(year + month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, 1)
            if following and month <= _MONTHS_IN_YEAR:
                found = self._moved(following, Shift(days=-1))
                if self._is_ahead(found):
                    return found
        raise self.no_such_day()

    def shifted(self, shift: Shift) -> date:
        """Return the day so far ahead; months end early where they must (31 January + 1 month)."""
        return self._moved(self.as_of, shift)

    def _moved(self, start: date, shift: Shift) -> date:
        try:
            if shift.years or shift.months:
                # slow to import, and few phrases count in months
                from dateutil.relativedelta import relativedelta

                start += relativedelta(years=shift.years, months=shift.months)
            return start + timedelta(days=shift.days)
        except (ValueError, OverflowError) as fault:
            raise self.no_such_day() from fault

    def _in_month(self, months: int, day: int) -> date | None:
        count = self.as_of.year * _MONTHS_IN_YEAR + self.as_of.month - 1 + months
        return _date(count // _MONTHS_IN_YEAR, count % _MONTHS_IN_YEAR + 1, day)

    def no_such_day(self) -> NotUnderstood:
        """Return the error for a day that is in no calendar."""
        return NotUnderstood(
            _('There is no such day as "{text}".').format(text=quoted(self.text)),
            hint=_("write year, month and day: {day}").format(day=self.as_of),
            typed=self.text,
            better=self.as_of.isoformat(),
        )

    def two_days(self, first: date, second: date) -> NotUnderstood:
        """Return the error for a text that two days fit."""
        return NotUnderstood(
            _('"{text}" could be {first} or {second}.').format(
                text=quoted(self.text), first=first, second=second
            ),
            hint=_("write {first} or {second}").format(first=first, second=second),
            typed=self.text,
            better=first.isoformat(),
        )

    def other_weekday(self, day: date) -> NotUnderstood:
        """Return the error for a text whose weekday is not that of its day."""
        return NotUnderstood(
            _('"{text}" contradicts itself: {day} is a {weekday}.').format(
                text=quoted(self.text), day=day, weekday=_(WEEKDAYS[day.weekday()])
            ),
            hint=_("write year, month and day: {day}").format(day=day),
            typed=self.text,
            better=day.isoformat(),
        )

    def not_understood(self) -> NotUnderstood:
        """Return the error for a text that is no day."""
        return NotUnderstood(
            _('"{text}" cannot be read as a day.').format(text=quoted(self.text)),
            hint=_("for example {day}, 11-20, yesterday, next fri, +3d or 下周三").format(
                day=self.as_of
            ),
        )


class Weekdayed(Struct, frozen=True, kw_only=True):
    """A text parted into a weekday (Monday is 0) and the day that it should agree with."""

    weekday: int
    rest: str


class Grammar(Struct, frozen=True, kw_only=True):
    """How a language says days; each reader takes evened, small-lettered text."""

    named_day: Callable[[str, Viewpoint], Reading | None]
    phrase: Callable[[str, Viewpoint], Reading | None]
    part_weekday: Callable[[str], Weekdayed | None]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
