"""When a customer is due again (联系周期, rules.md 8)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.rules.days import add_days
from kamcli.rules.policy import Policy
from kamcli.rules.vocabulary import Grade


class Rhythm(Struct, frozen=True, kw_only=True):
    """The days that a cadence counts from.

    `offer_on` is the latest request, sample or quote. It is `answered` by a talk, card, complaint
    or service of a later day, or by an order or payment of the same day or a later one. `tries`
    counts our attempts after it.
    """

    last_contact_on: date | None = None
    last_attempt_on: date | None = None
    offer_on: date | None = None
    answered: bool = False
    tries: int = 0


def due_on(
    rhythm: Rhythm,
    *,
    grade: Grade,
    grade_before: Grade | None,
    registered_on: date,
    own_days: int | None,
    policy: Policy,
) -> date:
    """Return the day on which a customer should hear from us again.

    `grade` is the shown one. The customer's own number of days comes before everything, then that
    of an X, then an offer that waits for its answer, then the grade: an offer of months ago must
    not keep a lost A or B from being called again.
    """
    last_on = _last_on(rhythm, grade=grade, registered_on=registered_on)
    if own_days is not None:
        return add_days(last_on, own_days)
    if rhythm.offer_on is not None and not rhythm.answered and grade is not Grade.X:
        return _next_try_on(rhythm, rhythm.offer_on, policy=policy)
    return add_days(last_on, days_between(grade, grade_before=grade_before, policy=policy))


def days_between(grade: Grade, *, grade_before: Grade | None, policy: Policy) -> int:
    """Return how many days may pass between contacts, by the shown grade."""
    if grade is Grade.X:
        was_ab = grade_before in (Grade.A, Grade.B)
        return policy.cadence_x_was_ab if was_ab else policy.cadence_x
    if grade is Grade.A:
        return policy.cadence_a
    if grade is Grade.B:
        return policy.cadence_b
    return policy.cadence_c if grade is Grade.C else policy.cadence_d


def _last_on(rhythm: Rhythm, *, grade: Grade, registered_on: date) -> date:
    """Return the day to count from: for an X attempts count too, without contact registration."""
    contact_on = rhythm.last_contact_on
    attempt_on = rhythm.last_attempt_on if grade is Grade.X else None
    if contact_on is None or attempt_on is None:
        return contact_on or attempt_on or registered_on
    return max(contact_on, attempt_on)


def _next_try_on(rhythm: Rhythm, offer_on: date, *, policy: Policy) -> date:
    """Return the next step of the ladder, or the day long after its last one."""
    if rhythm.tries < len(policy.cadence_ladder):
        return add_days(offer_on, policy.cadence_ladder[rhythm.tries])
    return add_days(max(rhythm.last_attempt_on or offer_on, offer_on), policy.cadence_after_ladder)
