"""When a customer is due again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kamcli.rules.cadence import Rhythm, days_between, due_on
from kamcli.rules.policy import PROCEDURE, Policy
from kamcli.rules.vocabulary import Grade

CONTACT = date(2026, 6, 1)
ATTEMPT = date(2026, 6, 20)
OFFER = date(2026, 5, 10)
REGISTERED = date(2026, 1, 1)
SHORT = Policy(
    cadence_a=1,
    cadence_b=2,
    cadence_c=3,
    cadence_d=4,
    cadence_x=5,
    cadence_x_was_ab=6,
    cadence_ladder=(7,),
    cadence_after_ladder=8,
)


def wait(
    rhythm: Rhythm,
    grade: Grade = Grade.C,
    *,
    before: Grade | None = None,
    own_days: int | None = None,
    policy: Policy = PROCEDURE,
) -> date:
    return due_on(
        rhythm,
        grade=grade,
        grade_before=before,
        registered_on=REGISTERED,
        own_days=own_days,
        policy=policy,
    )


@pytest.mark.parametrize(
    ("grade", "before", "days", "short"),
    [
        (Grade.A, None, 30, 1),
        (Grade.B, None, 45, 2),
        (Grade.C, None, 60, 3),
        (Grade.D, None, 90, 4),
        (Grade.X, Grade.A, 14, 6),
        (Grade.X, Grade.B, 14, 6),
        (Grade.X, Grade.C, 60, 5),
        (Grade.X, Grade.D, 60, 5),
        (Grade.X, None, 60, 5),
        (Grade.C, Grade.A, 60, 3),
    ],
)
def test_the_grade_says_how_often(
    grade: Grade, before: Grade | None, days: int, short: int
) -> None:
    assert days_between(grade, grade_before=before, policy=PROCEDURE) == days
    rhythm = Rhythm(last_contact_on=CONTACT)
    assert wait(rhythm, grade, before=before) == CONTACT + timedelta(days=days)
    assert wait(rhythm, grade, before=before, policy=SHORT) == CONTACT + timedelta(days=short)


def test_attempts_count_for_an_x_only() -> None:
    tried = Rhythm(last_contact_on=CONTACT, last_attempt_on=ATTEMPT)
    assert wait(tried, Grade.X, before=Grade.A) == ATTEMPT + timedelta(days=14)
    assert wait(tried, Grade.A) == CONTACT + timedelta(days=30)
    earlier = Rhythm(last_contact_on=CONTACT, last_attempt_on=OFFER)
    assert wait(earlier, Grade.X) == CONTACT + timedelta(days=60)
    only_tried = Rhythm(last_attempt_on=ATTEMPT)
    assert wait(only_tried, Grade.X) == ATTEMPT + timedelta(days=60)


def test_without_contact_the_registration_counts() -> None:
    assert wait(Rhythm(), Grade.D) == REGISTERED + timedelta(days=90)
    assert wait(Rhythm(last_attempt_on=ATTEMPT), Grade.D) == REGISTERED + timedelta(days=90)
    assert wait(Rhythm(), Grade.X) == REGISTERED + timedelta(days=60)


@pytest.mark.parametrize(("tries", "days"), [(0, 3), (1, 7), (2, 15), (3, 30)])
def test_an_offer_waits_for_its_answer_step_by_step(tries: int, days: int) -> None:
    waiting = Rhythm(last_contact_on=OFFER, last_attempt_on=ATTEMPT, offer_on=OFFER, tries=tries)
    assert wait(waiting) == OFFER + timedelta(days=days)
    assert wait(waiting, Grade.A) == OFFER + timedelta(days=days)


def test_an_offer_of_months_ago_does_not_keep_an_x_from_being_called() -> None:
    waiting = Rhythm(last_contact_on=OFFER, last_attempt_on=ATTEMPT, offer_on=OFFER, tries=4)
    assert wait(waiting, Grade.X, before=Grade.A) == ATTEMPT + timedelta(days=14)


@pytest.mark.parametrize("tries", [4, 5])
def test_after_the_last_step_sixty_days_pass(tries: int) -> None:
    tried = Rhythm(last_attempt_on=ATTEMPT, offer_on=OFFER, tries=tries)
    assert wait(tried) == ATTEMPT + timedelta(days=60)
    earlier = Rhythm(last_attempt_on=OFFER - timedelta(days=1), offer_on=OFFER, tries=tries)
    assert wait(earlier) == OFFER + timedelta(days=60)
    assert wait(Rhythm(offer_on=OFFER, tries=tries)) == OFFER + timedelta(days=60)


def test_the_steps_are_policy() -> None:
    assert wait(Rhythm(offer_on=OFFER), policy=SHORT) == OFFER + timedelta(days=7)
    assert wait(Rhythm(offer_on=OFFER, tries=1), policy=SHORT) == OFFER + timedelta(days=8)


def test_an_answered_offer_waits_no_more() -> None:
    answered = Rhythm(last_contact_on=CONTACT, offer_on=OFFER, answered=True)
    assert wait(answered) == CONTACT + timedelta(days=60)


def test_the_customers_own_number_of_days_comes_first() -> None:
    waiting = Rhythm(last_contact_on=CONTACT, last_attempt_on=ATTEMPT, offer_on=OFFER)
    assert wait(waiting, own_days=10) == CONTACT + timedelta(days=10)
    assert wait(waiting, Grade.X, own_days=10) == ATTEMPT + timedelta(days=10)
    assert wait(Rhythm(), own_days=0) == REGISTERED
