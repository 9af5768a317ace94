"""When a birthday comes round next, whichever calendar it is of."""

from __future__ import annotations

from datetime import date

from kamcli.rules.birthdays import Birthday
from kamcli.rules.days import last_of_month
from kamcli.rules.vocabulary import Calendar


def next_birthday(born: Birthday, *, as_of: date) -> date | None:
    """Return the next day, from a day on, on which a birthday is kept.

    That of 29 February is kept on the 28th in other years; a lunar one as `lunar.celebrated_on`
    says, and never beyond the years that the lunar calendar is known for.
    """
    # The lunar year of a day in January is that of the year before.
    years = (as_of.year - 1, as_of.year, as_of.year + 1)
    kept = (kept_in(born, year) for year in years)
    return next((day for day in kept if day is not None and day >= as_of), None)


def kept_in(born: Birthday, year: int) -> date | None:
    """Return the solar day of a birthday in a year of its own calendar, if there is such a day."""
    if born.calendar is Calendar.LUNAR:
        from kamcli.rules.lunar import celebrated_on

        return celebrated_on(year, month=born.month, day=born.day, leap=born.leap)
    if not date.min.year <= year <= date.max.year:
        return None
    last = last_of_month(year, born.month)
    return last.replace(day=min(born.day, last.day))
