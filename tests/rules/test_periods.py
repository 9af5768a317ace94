"""The periods that figures are told for."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.rules.periods import (
    Period,
    month_to_date,
    months_of_year,
    week_to_date,
    year_to_date,
)
from kamcli.rules.weeks import week_of


def period(begin: str, through: str) -> Period:
    return Period(begin=date.fromisoformat(begin), through=date.fromisoformat(through))


def test_a_week_is_compared_with_the_same_weekdays() -> None:
    found = week_to_date(week_of(date(2026, 11, 18)), through=date(2026, 11, 18))

    assert found.now == period("2026-11-14", "2026-11-18")
    assert found.before == period("2025-11-15", "2025-11-19")


def test_a_month_and_a_year_with_the_same_days() -> None:
    day = date(2026, 11, 20)

    assert month_to_date(day).now == period("2026-11-01", "2026-11-20")
    assert month_to_date(day).before == period("2025-11-01", "2025-11-20")
    assert year_to_date(day).now == period("2026-01-01", "2026-11-20")
    assert year_to_date(day).before == period("2025-01-01", "2025-11-20")


def test_a_leap_day_is_compared_with_the_last_of_february() -> None:
    assert month_to_date(date(2028, 2, 29)).before == period("2027-02-01", "2027-02-28")


def test_both_ends_belong_to_a_period() -> None:
    span = period("2026-11-14", "2026-11-20")

    assert date(2026, 11, 14) in span
    assert date(2026, 11, 20) in span
    assert date(2026, 11, 13) not in span
    assert date(2026, 11, 21) not in span


@pytest.mark.parametrize(
    ("day", "month", "now", "before"),
    [
        ("2026-11-20", 1, "2026-01-01 2026-01-31", "2025-01-01 2025-01-31"),
        ("2026-11-20", 11, "2026-11-01 2026-11-20", "2025-11-01 2025-11-30"),
        ("2026-11-20", 12, "2026-12-01 2026-12-31", "2025-12-01 2025-12-31"),
        ("2025-03-01", 2, "2025-02-01 2025-02-28", "2024-02-01 2024-02-29"),
        ("2024-12-31", 12, "2024-12-01 2024-12-31", "2023-12-01 2023-12-31"),
    ],
)
def test_months_stand_beside_those_of_the_year_before(
    day: str, month: int, now: str, before: str
) -> None:
    found = months_of_year(date.fromisoformat(day))

    assert len(found) == 12
    pair = found[month - 1]
    assert f"{pair.now.begin} {pair.now.through}" == now
    assert f"{pair.before.begin} {pair.before.through}" == before


def test_on_its_first_day_a_month_is_one_day_long() -> None:
    november = months_of_year(date(2026, 11, 1))[10]

    assert november.now == period("2026-11-01", "2026-11-01")
