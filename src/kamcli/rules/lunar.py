"""The lunar calendar (农历) of 1901 to 2100: its months, and the solar days of lunar dates.

A lunar year is numbered by the solar year in which it begins. What is asked of years outside the
table is answered with nothing.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

FIRST_YEAR = 1901
LAST_YEAR = 2100
# the first day of the first month of 1901
_BEGINNING = date(1901, 2, 19).toordinal()
_SHORT = 29
_MONTHS = 12
_LEAP_SHIFT = 13

# A word a year. Its lowest bits are the months in their order, a leap month behind the one that it
# repeats: 1 where a month has 30 days, 0 where it has 29. Above bit 13 stands the number of the
# month that is repeated, 0 in a year without a leap month. The rules of the calendar are those of
# the national standard GB/T 33661-2017.
_YEARS = (
    "00752 00ea5 0b64a 0064b 00a9b 09556 0056a 00b59 05752 00752 "
    "0db25 00b25 00a4b 0b4ab 002ad 0056b 04b69 00da9 0fd92 00e92 "
    "00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92 0cd26 "
    "0052b 00a57 0b2b6 00b5a 006d4 06ec9 00749 0f693 00a93 0052b "
    "0ca5b 00aad 0056a 09b55 00ba4 00b49 05a93 00a95 0f52d 00536 "
    "00aad 0b5aa 005b2 00da5 07d4a 00d4a 10a95 00a97 00556 0cab5 "
    "00ad5 006d2 08ea5 00ea5 0064a 06c97 00a9b 0f55a 0056a 00b69 "
    "0b752 00b52 00b25 0964b 00a4b 114ab 002ad 0056d 0cb69 00da9 "
    "00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9 0be92 "
    "00e92 00d26 06a56 00a57 114d6 0035a 006d5 0b6c9 00749 00693 "
    "0952b 0052b 00a5b 0555a 0056a 0fb55 00ba4 00b49 0ba93 00a95 "
    "0052d 08aad 00ab5 135aa 005d2 00da5 0dd4a 00d4a 00c95 0952e "
    "00556 00ab5 055b2 006d2 0cea5 00725 0064b 0ac97 00cab 0055a "
    "06ad6 00b69 17752 00b52 00b25 0da4b 00a4b 004ab 0a55b 005ad "
    "00b6a 05b52 00d92 0fd25 00d25 00a55 0b4ad 004b6 005b5 06daa "
    "00ec9 11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755 00749 "
    "06e93 00693 0f52b 0052b 00a5b 0b55a 0056a 00b65 0974a 00b4a "
    "11a95 00a95 0052d 0caad 00ab5 005aa 08ba5 00da5 00d4a 07c95 "
    "00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0068b 10c97 "
    "004ab 0055b 0cad6 00b6a 00752 09725 00b45 00a8b 0549b 004ab"
)


class LunarMonth(Struct, frozen=True, kw_only=True):
    """A month of a lunar year: its number, whether it is the leap one (闰), its first solar day."""

    number: int
    leap: bool
    begins_on: date
    days: int


def months_of(year: int) -> tuple[LunarMonth, ...]:
    """Return the months of a lunar year in their order; none of a year outside the table."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    words = [int(word, 16) for word in _YEARS.split()[: year - FIRST_YEAR + 1]]
    begins = _BEGINNING + sum(map(_days, words[:-1]))
    found: list[LunarMonth] = []
    for index, number in enumerate(_numbers(words[-1])):
        days = _SHORT + (words[-1] >> index & 1)
        leap = bool(found) and found[-1].number == number
        begins_on = date.fromordinal(begins)
        found.append(LunarMonth(number=number, leap=leap, begins_on=begins_on, days=days))
        begins += days
    return tuple(found)


def leap_month(year: int) -> int | None:
    """Return the number of the month that a lunar year has twice, if it has one."""
    return next((month.number for month in months_of(year) if month.leap), None)


def celebrated_on(year: int, *, month: int, day: int, leap: bool = False) -> date | None:
    """Return the solar day on which a lunar day is kept in a lunar year of the table.

    A day of a leap month is kept in that month where the year has it, else in the ordinary month
    of the same number; the 30th of a month that has only 29 days is kept on the 29th.
    """
    named = [each for each in months_of(year) if each.number == month]
    if not named:
        return None
    kept = named[-1] if leap else named[0]
    return date.fromordinal(kept.begins_on.toordinal() + min(day, kept.days) - 1)


def _days(word: int) -> int:
    """Return how many days a year has."""
    return _SHORT * len(_numbers(word)) + (word & (1 << _LEAP_SHIFT) - 1).bit_count()


def _numbers(word: int) -> list[int]:
    """Return the numbers of the months of a year in their order."""
    leap = word >> _LEAP_SHIFT
    numbers = [*range(1, _MONTHS + 1)]
    return sorted([*numbers, leap]) if leap else numbers
