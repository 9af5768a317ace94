"""The periods that figures are told for."""

from __future__ import annotations

from datetime import date

from kamcli.rules.periods import Period, month_to_date, week_to_date, year_to_date
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
