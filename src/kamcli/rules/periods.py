"""The periods that figures are told for, each beside the same one a year before."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.rules.days import add_days, add_months
from kamcli.rules.weeks import Week

# A year before a week is the week with the same weekdays: Saturdays are compared with Saturdays.
_WEEKS_OF_A_YEAR = 52
_MONTHS_OF_A_YEAR = 12


class Period(Struct, frozen=True, kw_only=True):
    """Days from `begin` through `through`, both included."""

    begin: date
    through: date

    def __contains__(self, day: date) -> bool:
        """Whether a day is in the period."""
        return self.begin <= day <= self.through


class Comparison(Struct, frozen=True, kw_only=True):
    """A period, and the one a year before that it is compared with."""

    now: Period
    before: Period


def week_to_date(week: Week, *, through: date) -> Comparison:
    """Return a week as far as it has come, and as many days of the week 52 weeks before."""
    now = Period(begin=week.begin, through=through)
    days = -7 * _WEEKS_OF_A_YEAR
    before = Period(begin=add_days(now.begin, days), through=add_days(now.through, days))
    return Comparison(now=now, before=before)


def month_to_date(day: date) -> Comparison:
    """Return the month of a day as far as the day."""
    return _beside_last_year(Period(begin=day.replace(day=1), through=day))


def year_to_date(day: date) -> Comparison:
    """Return the year of a day as far as the day."""
    return _beside_last_year(Period(begin=day.replace(month=1, day=1), through=day))


def months_of_year(day: date) -> list[Comparison]:
    """Return the months of the day's year, each beside the whole month of the year before.

    The month of the day is told as far as the day; months after it are whole.
    """
    found = []
    for month in range(1, _MONTHS_OF_A_YEAR + 1):
        begin = date(day.year, month, 1)
        before = Period(begin=add_months(begin, -_MONTHS_OF_A_YEAR), through=_last_of(begin, -1))
        through = _last_of(begin, 0)
        if begin <= day:
            through = min(day, through)
        found.append(Comparison(now=Period(begin=begin, through=through), before=before))
    return found


def _last_of(begin: date, years: int) -> date:
    """Return the last day of the month that begins on a day, some years off."""
    return add_days(add_months(begin, _MONTHS_OF_A_YEAR * years + 1), -1)


def _beside_last_year(now: Period) -> Comparison:
    before = Period(
        begin=add_months(now.begin, -_MONTHS_OF_A_YEAR),
        through=add_months(now.through, -_MONTHS_OF_A_YEAR),
    )
    return Comparison(now=now, before=before)
