"""Where a customer stands, and until when that holds."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.rules.grading import Facts
from kamcli.rules.policy import PolicyBook, PolicySetting
from kamcli.rules.record import Dated, OrderRecord, Record
from kamcli.rules.standing import Standing, standing
from kamcli.rules.vocabulary import Grade

PROCEDURE = PolicyBook()
TODAY = date(2026, 11, 20)
ORDER = OrderRecord(ordered_on=date(2026, 3, 1), amount=60_000_000)
CUSTOMER = Record(existed_from=date(2026, 3, 1), contacts=(date(2026, 11, 1),), orders=(ORDER,))


def book(key: str, value: str, from_on: date) -> PolicyBook:
    return PolicyBook([PolicySetting(version=7, key=key, value=value, from_on=from_on)])


def test_a_customer_in_touch() -> None:
    assert standing(CUSTOMER, as_of=TODAY, policies=PROCEDURE) == Standing(
        as_of=TODAY,
        facts=Facts(
            last_contact_on=date(2026, 11, 1),
            cooperated=True,
            asked=False,
            evidence=False,
            annual_amount=60_000_000,
        ),
        grade=Grade.A,
        silent=False,
        in_touch_through=date(2027, 2, 1),
        grade_before=None,
        amount_before=None,
        own_amount=60_000_000,
        via_amount=0,
        ordered_recently=True,
        turns_x_on=date(2027, 2, 2),
        changes_next_on=date(2027, 2, 2),
        changes_next_to=Grade.X,
        holds_until=date(2027, 2, 2),
        window_after=date(2025, 11, 20),
        window_through=TODAY,
        policy_version=0,
    )


def test_an_x_keeps_the_grade_and_the_amount_of_its_last_day_in_touch() -> None:
    earlier = OrderRecord(ordered_on=date(2025, 3, 1), amount=40_000_000)
    customer = Record(
        existed_from=date(2025, 3, 1), contacts=(date(2025, 11, 28),), orders=(earlier,)
    )
    now = standing(customer, as_of=date(2026, 2, 28), policies=PROCEDURE)
    assert (now.grade, now.grade_before) == (Grade.B, None)
    later = standing(customer, as_of=date(2026, 3, 1), policies=PROCEDURE)
    assert (later.grade, later.grade_before) == (Grade.X, Grade.B)
    assert (later.facts.annual_amount, later.amount_before) == (0, 40_000_000)
    assert later.turns_x_on is None
    assert later.changes_next_on is None
    assert later.holds_until is None


def test_the_grade_before_is_that_of_the_policy_of_its_day() -> None:
    policies = book("grading.annual_threshold", "700000.00", date(2027, 2, 2))
    now = standing(CUSTOMER, as_of=date(2027, 2, 2), policies=policies)
    assert (now.grade, now.grade_before, now.policy_version) == (Grade.X, Grade.A, 7)
    policies = book("grading.annual_threshold", "700000.00", date(2027, 2, 1))
    now = standing(CUSTOMER, as_of=date(2027, 2, 2), policies=policies)
    assert (now.grade, now.grade_before) == (Grade.X, Grade.B)


def test_the_grade_before_is_none_of_silence_even_where_silence_was_shorter() -> None:
    policies = PolicyBook(
        [
            PolicySetting(
                version=1, key="grading.silent_months", value="1", from_on=date(2026, 1, 1)
            ),
            PolicySetting(
                version=2, key="grading.silent_months", value="3", from_on=date(2027, 3, 1)
            ),
        ]
    )
    now = standing(CUSTOMER, as_of=date(2027, 3, 1), policies=policies)
    assert (now.grade, now.in_touch_through) == (Grade.X, date(2027, 2, 1))
    assert (now.grade_before, now.amount_before) == (Grade.A, 60_000_000)


def test_an_x_without_any_contact_was_nothing_before() -> None:
    asked = Record(existed_from=TODAY, asked_on=TODAY)
    now = standing(asked, as_of=TODAY, policies=PROCEDURE)
    assert (now.grade, now.grade_before, now.amount_before) == (Grade.X, None, None)
    assert now.turns_x_on is None


@pytest.mark.parametrize(
    ("from_on", "next_on", "next_to"),
    [
        (date(2026, 11, 20), date(2027, 2, 2), Grade.X),
        (date(2026, 11, 21), date(2026, 11, 21), Grade.B),
        (date(2027, 2, 1), date(2027, 2, 1), Grade.B),
        (date(2027, 2, 2), date(2027, 2, 2), Grade.X),
    ],
)
def test_a_policy_already_made_changes_the_grade_on_its_day(
    from_on: date, next_on: date, next_to: Grade
) -> None:
    policies = book("grading.annual_threshold", "700000.00", from_on)
    now = standing(CUSTOMER, as_of=TODAY, policies=policies)
    assert (now.changes_next_on, now.changes_next_to) == (next_on, next_to)
    assert now.holds_until == next_on


def test_a_policy_that_touches_no_grade_ends_what_was_stored_all_the_same() -> None:
    policies = book("cadence.a", "20", date(2026, 12, 1))
    now = standing(CUSTOMER, as_of=TODAY, policies=policies)
    assert now.holds_until == date(2026, 12, 1)
    assert now.changes_next_on == date(2027, 2, 2)
    assert now.policy_version == 0


def test_the_day_of_silence_is_told_by_the_policy_of_the_day() -> None:
    policies = book("grading.silent_months", "1", date(2026, 12, 24))
    now = standing(CUSTOMER, as_of=TODAY, policies=policies)
    assert now.turns_x_on == date(2027, 2, 2)
    assert (now.changes_next_on, now.changes_next_to) == (date(2026, 12, 24), Grade.X)


def test_an_order_that_leaves_the_window_ends_what_holds() -> None:
    small = OrderRecord(ordered_on=date(2026, 1, 10), amount=100)
    customer = Record(
        existed_from=date(2026, 1, 10), contacts=(TODAY,), orders=(small, ORDER), brought=(small,)
    )
    now = standing(customer, as_of=TODAY, policies=PROCEDURE)
    assert (now.own_amount, now.via_amount) == (60_000_100, 100)
    assert now.holds_until == date(2027, 1, 10)
    brought = Record(existed_from=TODAY, contacts=(TODAY,), brought=(small,))
    told = standing(brought, as_of=TODAY, policies=PROCEDURE)
    assert (told.own_amount, told.via_amount, told.ordered_recently) == (0, 100, False)
    assert told.holds_until == date(2027, 1, 10)


def test_the_last_twelve_months_are_told_under_a_calendar_window_too() -> None:
    policies = book("grading.annual_window", "calendar", date(2026, 1, 1))
    january = standing(CUSTOMER, as_of=date(2027, 1, 1), policies=policies)
    assert (january.own_amount, january.ordered_recently) == (0, True)
    customer = Record(existed_from=date(2026, 3, 1), contacts=(date(2027, 1, 20),), orders=(ORDER,))
    now = standing(customer, as_of=date(2027, 1, 20), policies=policies)
    assert (now.grade, now.ordered_recently, now.holds_until) == (
        Grade.B,
        True,
        date(2027, 3, 1),
    )


def test_under_a_policy_that_counts_what_was_brought_sums_take_the_own_amount() -> None:
    policies = book("grading.agent_amount", "brought", date(2026, 1, 1))
    agent = Record(existed_from=TODAY, contacts=(TODAY,), brought=(ORDER,))
    now = standing(agent, as_of=TODAY, policies=policies)
    assert now.grade is Grade.A
    assert (now.facts.annual_amount, now.own_amount, now.via_amount) == (
        60_000_000,
        0,
        60_000_000,
    )


def test_what_is_dated_later_is_not_looked_at() -> None:
    later = date(2026, 12, 1)
    order = OrderRecord(
        ordered_on=date(2026, 3, 1),
        amount=60_000_000,
        cancelled_on=later,
        adjustments=(Dated(on=later, amount=-60_000_000),),
        payments=(Dated(on=later, amount=1),),
    )
    customer = Record(
        existed_from=date(2026, 3, 1), contacts=(date(2026, 11, 1), later), orders=(order,)
    )
    assert standing(customer, as_of=TODAY, policies=PROCEDURE) == standing(
        CUSTOMER, as_of=TODAY, policies=PROCEDURE
    )
