"""Days and months as the procedure counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from kamcli.rules.days import add_days, add_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 2, 28), 3, date(2027, 5, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(9999, 12, 5), 0, date(9999, 12, 5)),
        (date(9999, 12, 5), 1, date.max),
        (date(1, 1, 5), 0, date(1, 1, 5)),
        (date(1, 1, 5), -1, date.min),
    ],
)
def test_months_are_counted_from_the_day(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_months_agree_with_a_calendar_library(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date.max, 0, date.max),
        (date.max, 1, date.max),
        (date.max - timedelta(days=1), 1, date.max),
        (date.min, -1, date.min),
        (date.min + timedelta(days=1), -1, date.min),
    ],
)
def test_days_stop_at_the_ends_of_the_calendar(day: date, days: int, expected: date) -> None:
    assert add_days(day, days) == expected
