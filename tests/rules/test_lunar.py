"""The lunar calendar: every month of 200 years against another reckoning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import LunarYear

from kamcli.rules.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    LunarMonth,
    celebrated_on,
    leap_month,
    months_of,
)

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
years = st.sampled_from(YEARS)


def _other_months(year: int) -> Iterator[LunarMonth]:
    """Go through the months of a lunar year as lunar-python reckons them."""
    for month in LunarYear.fromYear(year).getMonthsInYear():
        # a Julian day begins at noon
        begins_on = date.fromordinal(int(month.getFirstJulianDay() + 0.5) - 1721425)
        yield LunarMonth(
            number=abs(month.getMonth()),
            leap=month.getMonth() < 0,
            begins_on=begins_on,
            days=month.getDayCount(),
        )


@pytest.mark.parametrize("decade", range(FIRST_YEAR, LAST_YEAR, 10))
def test_every_month_agrees_with_another_reckoning(decade: int) -> None:
    for year in range(decade, decade + 10):
        assert months_of(year) == tuple(_other_months(year))


def test_every_month_agrees_with_the_shared_list(shared: Path) -> None:
    path = shared / "calendar" / "lunar_python_month_starts_1901_2100.txt"
    listed = path.read_text(encoding="utf-8").splitlines()

    ours = [
        f"{month.begins_on} {month.number} {int(month.leap)}"
        for year in YEARS
        for month in months_of(year)
    ]
    assert ours == listed
    assert len(ours) == 2473


@given(years)
def test_months_follow_each_other_without_a_gap(year: int) -> None:
    months = [*months_of(year), *months_of(year + 1)[:1]]

    for month, after in pairwise(months):
        assert month.days in {29, 30}
        assert month.begins_on + timedelta(days=month.days) == after.begins_on


@given(years)
def test_a_year_has_twelve_months_and_at_most_one_again(year: int) -> None:
    months = months_of(year)

    assert [each.number for each in months if not each.leap] == [*range(1, 13)]
    assert [each.number for each in months if each.leap] == [m for m in [leap_month(year)] if m]


@pytest.mark.parametrize("year", [1900, 2101])
def test_outside_the_table_there_is_no_day(year: int) -> None:
    assert months_of(year) == ()
    assert leap_month(year) is None
    assert celebrated_on(year, month=1, day=1) is None


@pytest.mark.parametrize(
    ("year", "month", "day", "on"),
    [
        (2026, 1, 1, date(2026, 2, 17)),  # 春节
        (2026, 5, 5, date(2026, 6, 19)),  # 端午
        (2026, 8, 15, date(2026, 9, 25)),  # 中秋
        (2026, 12, 30, date(2027, 2, 5)),  # twelfth month of 29 days
        (2033, 11, 1, date(2033, 11, 22)),
        (2100, 12, 29, date(2101, 1, 28)),
    ],
)
def test_a_lunar_day_of_a_year(year: int, month: int, day: int, on: date) -> None:
    assert celebrated_on(year, month=month, day=day) == on


def test_a_leap_month_is_kept_in_the_ordinary_one_of_other_years() -> None:
    assert leap_month(2025) == 6
    assert leap_month(2026) is None

    assert celebrated_on(2025, month=6, day=3, leap=True) == date(2025, 7, 27)
    assert celebrated_on(2025, month=6, day=3) == date(2025, 6, 27)
    assert celebrated_on(2026, month=6, day=3, leap=True) == date(2026, 7, 16)


@given(years, st.integers(1, 12), st.booleans())
def test_the_30th_of_a_short_month_is_kept_on_the_29th(year: int, month: int, leap: bool) -> None:
    kept = celebrated_on(year, month=month, day=30, leap=leap)
    eve = celebrated_on(year, month=month, day=29, leap=leap)
    months = [each for each in months_of(year) if each.number == month]
    days = (months[-1] if leap else months[0]).days

    assert kept is not None
    assert eve is not None
    assert (kept - eve).days == days - 29
