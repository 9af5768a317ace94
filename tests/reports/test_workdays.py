"""Working days at home, against the State Council's lists."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from kamcli.reports.workdays import is_workday


def _lists(folder: Path) -> dict[str, bool]:
    """Return whether each day that the State Council named is off."""
    return {
        day["date"]: day["isOffDay"]
        for path in sorted(folder.glob("[0-9]*.json"))
        for day in json.loads(path.read_text(encoding="utf-8"))["days"]
    }


@pytest.mark.parametrize("year", range(2007, 2024))
def test_every_day_agrees_with_the_state_council(shared: Path, year: int) -> None:
    lists = _lists(shared / "calendar")
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    differing = [
        day
        for day in days
        if is_workday(day) is lists.get(day.isoformat(), day.weekday() in {5, 6})
    ]
    assert not differing
    assert sum(day.startswith(str(year)) for day in lists) > 20


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 9, 25), False),  # Mid-Autumn, a Friday
        (date(2026, 9, 20), True),  # a Sunday that is made up
        (date(2026, 10, 10), True),  # a Saturday that is made up
        (date(2026, 10, 7), False),
    ],
)
def test_days_off_and_make_up_workdays(day: date, works: bool) -> None:
    assert is_workday(day) is works
