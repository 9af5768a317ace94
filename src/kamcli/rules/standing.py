"""Where a customer stands on a day, and until when that holds if nothing happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from kamcli.rules.amount import annual, leaves_window_on, ordered_recently, window
from kamcli.rules.days import add_days
from kamcli.rules.grading import (
    Facts,
    Verdict,
    facts_on,
    grade,
    grade_in_touch,
    in_touch_through,
    last_contact_on,
)
from kamcli.rules.policy import PROCEDURE, Policy, PolicyBook
from kamcli.rules.record import Record, known_on
from kamcli.rules.vocabulary import AgentAmount, Grade


class Standing(Struct, frozen=True, kw_only=True):
    """A customer on a day; amounts in fen.

    `grade` is the computed one. `grade_before` and `amount_before` are those of the last day in
    touch, for an X only. `own_amount` is that of the customer's own orders and `via_amount` that of
    the customers it brought: sums over customers add `own_amount`. `turns_x_on` goes by the policy
    of the day, `changes_next_on` and `changes_next_to` by that of each day to come.

    `holds_until` is the first later day on which anything here but the day itself and its window
    would differ with no new facts; None where nothing ever will.
    """

    as_of: date
    facts: Facts
    grade: Grade
    silent: bool
    in_touch_through: date | None
    grade_before: Grade | None
    amount_before: int | None
    own_amount: int
    via_amount: int
    ordered_recently: bool
    turns_x_on: date | None
    changes_next_on: date | None
    changes_next_to: Grade | None
    holds_until: date | None
    window_after: date
    window_through: date
    policy_version: int


class _Before(Struct, frozen=True, kw_only=True):
    """The grade of the last day in touch, and the amount it had."""

    grade: Grade
    amount: int


class _Moment(Struct, frozen=True, kw_only=True):
    """What a day shows, apart from what it says of days to come."""

    facts: Facts
    verdict: Verdict
    before: _Before | None
    own_amount: int
    via_amount: int
    ordered_recently: bool
    turns_x_on: date | None
    policy_version: int


class _Ahead(Struct, frozen=True, kw_only=True):
    """The first day on which anything differs, and the first on which the grade does."""

    differs_on: date | None
    changes_on: date | None = None
    changes_to: Grade | None = None


def standing(record: Record, *, as_of: date, policies: PolicyBook) -> Standing:
    """Work out where a customer stands; facts dated after the day do not exist (rules.md 1, 7)."""
    known = known_on(record, day=as_of)
    here = _moment(known, as_of, policies)
    ahead = _look_ahead(known, here, as_of, policies)
    span = window(as_of, policies.on(as_of))
    return Standing(
        as_of=as_of,
        facts=here.facts,
        grade=here.verdict.grade,
        silent=here.verdict.silent,
        in_touch_through=here.verdict.in_touch_through,
        grade_before=here.before.grade if here.before else None,
        amount_before=here.before.amount if here.before else None,
        own_amount=here.own_amount,
        via_amount=here.via_amount,
        ordered_recently=here.ordered_recently,
        turns_x_on=here.turns_x_on,
        changes_next_on=ahead.changes_on,
        changes_next_to=ahead.changes_to,
        holds_until=ahead.differs_on,
        window_after=span.after,
        window_through=span.through,
        policy_version=here.policy_version,
    )


def _turning_days(record: Record, as_of: date, policies: PolicyBook) -> Iterator[date]:
    """Go through the days on which something may differ from the day before, with no new facts."""
    changes = policies.changes_after(as_of)
    yield from changes
    for policy in {policies.on(day) for day in (as_of, *changes)}:
        last = last_contact_on(record, day=as_of, policy=policy)
        if last is not None:
            yield add_days(in_touch_through(last, policy=policy), 1)
        for order in record.orders + record.brought:
            yield leaves_window_on(order, policy)
    for order in record.orders:
        yield leaves_window_on(order, PROCEDURE)


def _look_ahead(record: Record, here: _Moment, as_of: date, policies: PolicyBook) -> _Ahead:
    """Look for the next changes, on the days on which there may be some."""
    differs_on = None
    for day in sorted({day for day in _turning_days(record, as_of, policies) if day > as_of}):
        then = _moment(record, day, policies)
        if differs_on is None and then != here:
            differs_on = day
        if then.verdict.grade is not here.verdict.grade:
            return _Ahead(differs_on=differs_on, changes_on=day, changes_to=then.verdict.grade)
    return _Ahead(differs_on=differs_on)


def _moment(record: Record, day: date, policies: PolicyBook) -> _Moment:
    """Work out what a day shows."""
    policy = policies.on(day)
    facts = facts_on(record, day=day, policy=policy)
    verdict = grade(facts, as_of=day, policy=policy)
    through = verdict.in_touch_through
    may_turn_x = not verdict.silent and (facts.cooperated or facts.asked)
    return _Moment(
        facts=facts,
        verdict=verdict,
        before=_before(record, through, policies) if verdict.grade is Grade.X else None,
        own_amount=_own_amount(record, facts, day, policy),
        via_amount=annual(record.brought, as_of=day, policy=policy),
        ordered_recently=ordered_recently(record.orders, as_of=day),
        turns_x_on=add_days(through, 1) if through is not None and may_turn_x else None,
        policy_version=policies.version_on(day),
    )


def _own_amount(record: Record, facts: Facts, day: date, policy: Policy) -> int:
    """Return the annual amount of the customer's own orders, most often that of the facts."""
    if policy.agent_amount is AgentAmount.OWN:
        return facts.annual_amount
    return annual(record.orders, as_of=day, policy=policy)


def _before(record: Record, last_day: date | None, policies: PolicyBook) -> _Before | None:
    """Look up the last day in touch: an X without any contact had none.

    The day is graded as one in touch, by its own policy: what is silent now was not silent then.
    """
    if last_day is None:
        return None
    policy = policies.on(last_day)
    facts = facts_on(record, day=last_day, policy=policy)
    return _Before(grade=grade_in_touch(facts, policy=policy), amount=facts.annual_amount)
