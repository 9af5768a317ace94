"""Working days at home: the State Council's days off and make-up workdays (节假日, 调休)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_HOME = "CN"


def is_workday(day: date) -> bool:
    """Return whether people work on a day: on weekdays that are not off, and on make-up workdays.

    What the State Council has not announced yet is not known: of such a year the `holidays` library
    knows the holidays of the law, and no day that is made up.
    """
    return _calendar(day.year).is_working_day(day)


@cache
def _calendar(year: int) -> HolidayBase:
    """Return the calendar of a year; around New Year it depends on the years beside it."""
    from holidays import country_holidays

    return country_holidays(_HOME, years=range(year - 1, year + 2))
