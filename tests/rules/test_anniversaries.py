"""When a birthday comes round next."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.rules.anniversaries import kept_in, next_birthday
from kamcli.rules.birthdays import Birthday
from kamcli.rules.vocabulary import Calendar

LUNAR = Calendar.LUNAR
lunar_days = st.builds(
    Birthday,
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    calendar=st.just(LUNAR),
    leap=st.booleans(),
)


@pytest.mark.parametrize(
    ("born", "as_of", "on"),
    [
        (Birthday(month=11, day=20), date(2026, 11, 20), date(2026, 11, 20)),
        (Birthday(month=11, day=19), date(2026, 11, 20), date(2027, 11, 19)),
        (Birthday(month=2, day=29), date(2027, 1, 1), date(2027, 2, 28)),
        (Birthday(month=2, day=29), date(2028, 1, 1), date(2028, 2, 29)),
        (Birthday(month=8, day=15, calendar=LUNAR), date(2026, 9, 25), date(2026, 9, 25)),
        (Birthday(month=8, day=15, calendar=LUNAR), date(2026, 9, 26), date(2027, 9, 15)),
        # the last month of lunar 2026 lies in 2027
        (Birthday(month=12, day=23, calendar=LUNAR), date(2027, 1, 1), date(2027, 1, 30)),
        (Birthday(month=1, day=1, calendar=LUNAR), date(2026, 12, 31), date(2027, 2, 6)),
        (Birthday(month=6, day=3, calendar=LUNAR, leap=True), date(2025, 7, 1), date(2025, 7, 27)),
        (Birthday(month=12, day=30, calendar=LUNAR), date(2101, 1, 28), date(2101, 1, 28)),
        (Birthday(month=12, day=30, calendar=LUNAR), date(2101, 1, 29), None),
        (Birthday(month=8, day=15, calendar=LUNAR), date(1890, 1, 1), None),
        (Birthday(month=1, day=1), date(9999, 12, 31), None),
    ],
)
def test_the_next_birthday(born: Birthday, as_of: date, on: date | None) -> None:
    assert next_birthday(born, as_of=as_of) == on


@given(lunar_days, st.dates(date(1902, 3, 1), date(2099, 12, 31)))
def test_a_lunar_birthday_comes_within_thirteen_months(born: Birthday, as_of: date) -> None:
    found = next_birthday(born, as_of=as_of)

    assert found is not None
    assert 0 <= (found - as_of).days <= 30 * 13 + 30


@given(lunar_days, st.integers(1901, 2100))
def test_a_lunar_birthday_is_kept_once_in_each_lunar_year(born: Birthday, year: int) -> None:
    found = kept_in(born, year)

    assert found is not None
    assert found.year in {year, year + 1}


@pytest.mark.parametrize(("year", "there"), [(0, False), (1, True), (9999, True), (10000, False)])
def test_a_solar_birthday_is_kept_in_every_year_that_python_counts(year: int, there: bool) -> None:
    assert (kept_in(Birthday(month=5, day=1), year) is not None) is there
