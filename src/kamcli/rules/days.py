"""Days and months as the procedure counts them.

Both functions stop at the first and the last day that a `date` can hold, so that every rule built
on them is total: a ledger asked about the year 9999 answers.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FIRST = date.min.toordinal()
_LAST = date.max.toordinal()
_DECEMBER = 12


def add_days(day: date, days: int) -> date:
    """Return the day that many days later, or earlier for a negative number."""
    ordinal = day.toordinal() + days
    return date.fromordinal(max(_FIRST, min(_LAST, ordinal)))


# A ledger has few days and many facts: the same month is counted again and again.
@lru_cache(maxsize=16384)
def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or the last day of a month that is too short.

    30 November + 3 months is 28 or 29 February; 29 February - 12 months is 28 February
    (rules.md 1).
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    month = month0 + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return last_of_month(year, month)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == _DECEMBER:
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
