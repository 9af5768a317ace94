"""The week of the ledger, Saturday through Friday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood, Refused
from kamcli.rules.weeks import (
    Week,
    due_on,
    read_week,
    week_of,
    week_of_goal,
    week_to_submit,
    weeks_due,
)

FRIDAY = date(2026, 11, 20)
WEEK = Week(FRIDAY)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def november(day: int) -> date:
    return date(2026, 11, day)


def test_a_week_runs_from_saturday_through_friday() -> None:
    assert (WEEK.begin, WEEK.end) == (november(14), november(20))
    assert list(WEEK) == [november(day) for day in range(14, 21)]
    assert str(WEEK) == "2026-11-20"
    assert WEEK.previous == Week(november(13))
    assert WEEK.next == Week(november(27))
    assert WEEK.previous < WEEK < WEEK.next


@pytest.mark.parametrize(("day", "held"), [(13, False), (14, True), (20, True), (21, False)])
def test_a_week_holds_its_days(day: int, *, held: bool) -> None:
    assert (november(day) in WEEK) is held


@pytest.mark.parametrize("day", [19, 21])
def test_a_week_is_named_by_a_friday(day: int) -> None:
    with pytest.raises(ValueError, match=f"2026-11-{day} is not a Friday$"):
        Week(november(day))


@pytest.mark.parametrize(("day", "complete"), [(19, False), (20, True), (21, True)])
def test_a_week_is_complete_from_its_friday_on(day: int, *, complete: bool) -> None:
    assert WEEK.complete(as_of=november(day)) is complete


@given(DAYS)
def test_every_day_is_in_one_week(day: date) -> None:
    week = week_of(day)
    assert day in week
    assert day in list(week)
    assert day not in week.next
    assert day not in week.previous
    assert week_of(week.begin) == week_of(week.end) == week
    assert week.next.begin - week.end == timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "friday"),
    [
        ("this", 20),
        ("THIS", 20),
        (" this  week ", 20),
        ("本周", 20),
        ("本週", 20),
        ("这周", 20),
        ("last", 13),
        ("last week", 13),
        ("上周", 13),
        ("next", 27),
        ("next week", 27),
        ("下周", 27),
        ("2026-11-14", 20),
        ("2026-11-13", 13),
        ("11-14", 20),
        ("today", 20),
    ],
)
def test_a_week_is_read(text: str, friday: int) -> None:
    assert read_week(text, as_of=november(18)) == Week(november(friday))


def test_a_day_without_a_year_is_one_that_was() -> None:
    assert read_week("11-19", as_of=november(18)) == Week(date(2025, 11, 21))
    assert read_week("11-19", as_of=november(18), ahead=True) == Week(november(20))


@pytest.mark.parametrize("text", ["", "week", "上上", "2026-13-01"])
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_week(text, as_of=november(18))


@pytest.mark.parametrize(
    ("day", "friday"),
    [(14, 13), (15, 13), (16, 13), (17, 13), (18, 13), (19, 20), (20, 20), (21, 20)],
)
def test_the_running_week_is_handed_in_from_thursday_on(day: int, friday: int) -> None:
    assert week_to_submit(as_of=november(day)) == Week(november(friday))


@pytest.mark.parametrize("day", [14, 18])
def test_a_running_week_is_refused_before_thursday(day: int) -> None:
    with pytest.raises(Refused) as caught:
        week_to_submit(as_of=november(day), asked=WEEK)
    assert caught.value.message == (
        "the week that ends on 2026-11-20 can be submitted from Thursday 2026-11-19 on."
    )
    assert caught.value.hint == "kam report submit --week last"


@pytest.mark.parametrize("day", [14, 18, 19, 20])
def test_a_week_to_come_is_refused(day: int) -> None:
    with pytest.raises(Refused):
        week_to_submit(as_of=november(day), asked=WEEK.next)


@pytest.mark.parametrize("day", [19, 20, 21])
def test_a_week_that_was_asked_for_is_taken(day: int) -> None:
    assert week_to_submit(as_of=november(day), asked=WEEK) == WEEK
    assert week_to_submit(as_of=november(day), asked=WEEK.previous) == WEEK.previous


@pytest.mark.parametrize(
    ("day", "friday"), [(14, 20), (16, 20), (18, 20), (19, 27), (20, 27), (21, 27)]
)
def test_a_goal_is_for_the_next_week_from_thursday_on(day: int, friday: int) -> None:
    assert week_of_goal(as_of=november(day)) == Week(november(friday))


@pytest.mark.parametrize(
    ("off", "due"),
    [
        ((), 20),
        ((18, 19), 20),
        ((20,), 19),
        ((20, 21, 22), 19),
        ((19, 20), 21),
        ((19, 20, 21, 22), 23),
        (range(14, 27), 27),
    ],
)
def test_a_holiday_moves_the_day_a_report_is_due(off: Sequence[int], due: int) -> None:
    days = {november(day) for day in off}

    assert due_on(WEEK, works=lambda day: day not in days) == november(due)


@given(st.sets(st.integers(0, 13)), DAYS)
def test_every_report_is_due_once(off: set[int], start: date) -> None:
    days = {start + timedelta(days=n) for n in off}
    week = week_of(start)

    due = due_on(week, works=lambda day: day not in days)

    assert due not in days
    assert due >= week.end - timedelta(days=1)
    assert week in weeks_due(as_of=due, works=lambda day: day not in days)
