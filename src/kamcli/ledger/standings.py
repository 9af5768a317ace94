"""Where customers stand on a day: as stored while it holds, worked out in memory where it does not.

Reading never writes: a customer whose day has come, and every past or future day, is graded here
by the same rules that store grades.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.days import day_or_none
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope, Summary, chunks, exactly, summaries
from kamcli.rules.cadence import Rhythm
from kamcli.rules.standing import Standing as Worked
from kamcli.rules.standing import standing
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class Standing(Struct, frozen=True, kw_only=True):
    """A customer on a day: computed grade, amounts in fen, what comes next, and its rhythm."""

    customer_id: int
    existed_from: date
    grade: Grade
    silent: bool
    grade_before: Grade | None
    amount_before: int | None
    annual_amount: int
    own_amount: int
    via_amount: int
    last_contact_on: date | None
    in_touch_through: date | None
    cooperated: bool
    asked: bool
    evidence: bool
    ordered_recently: bool
    turns_x_on: date | None
    changes_next_on: date | None
    changes_next_to: Grade | None
    rhythm: Rhythm
    wish_on: date | None
    replied_on: date | None


_GRADES = {grade.value: grade for grade in Grade}
_ACTIVE = "SELECT id FROM customers WHERE status = 'active' AND id IN ({ids})"
_STORED = """
SELECT customer_id, existed_from_on, grade, grade_before, amount_before, annual_amount, own_amount,
    via_amount, last_contact_on, in_touch_through_on, cooperated, asked, evidence,
    ordered_recently, turns_x_on, changes_next_on, changes_next_to, last_attempt_on, offer_on,
    answered, tries, wish_on, replied_on
FROM standings WHERE customer_id IN ({ids}) AND graded_on <= :as_of
    AND (holds_until_on IS NULL OR holds_until_on > :as_of)
"""


def standings(ledger: Ledger, scope: Scope, *, as_of: date) -> dict[int, Standing]:
    """Return where each active customer of the scope stands that exists on the day, by id."""
    rows = ledger.rows(_ACTIVE.format(ids=scope.ids), scope.parameters)
    found: dict[int, Standing] = {}
    for ids in chunks([row[0] for row in rows]):
        found |= standings_of(ledger, ids, as_of=as_of)
    return found


def standings_of(ledger: Ledger, ids: Sequence[int], *, as_of: date) -> dict[int, Standing]:
    """Return where a few active customers stand, those that exist on the day, by id."""
    rows = ledger.each(_STORED.format(ids=exactly(ids).ids), {"as_of": as_of})
    found = {row[0]: _stored(row, as_of) for row in rows}
    rest = [each for each in ids if each not in found]
    if rest:
        found |= _worked_out(ledger, exactly(rest), as_of)
    return {key: value for key, value in found.items() if value.existed_from <= as_of}


def _worked_out(ledger: Ledger, scope: Scope, as_of: date) -> dict[int, Standing]:
    policies = policy_book(ledger)
    return {
        summary.customer_id: of_summary(
            summary, standing(summary.record, as_of=as_of, policies=policies)
        )
        for summary in summaries(ledger, scope, as_of=as_of)
    }


def of_summary(summary: Summary, now: Worked) -> Standing:
    """Return a standing that was just worked out."""
    return Standing(
        customer_id=summary.customer_id,
        existed_from=summary.record.existed_from,
        grade=now.grade,
        silent=now.silent,
        grade_before=now.grade_before,
        amount_before=now.amount_before,
        annual_amount=now.facts.annual_amount,
        own_amount=now.own_amount,
        via_amount=now.via_amount,
        last_contact_on=now.facts.last_contact_on,
        in_touch_through=now.in_touch_through,
        cooperated=now.facts.cooperated,
        asked=now.facts.asked,
        evidence=now.facts.evidence,
        ordered_recently=now.ordered_recently,
        turns_x_on=now.turns_x_on,
        changes_next_on=now.changes_next_on,
        changes_next_to=now.changes_next_to,
        rhythm=Rhythm(
            last_contact_on=now.facts.last_contact_on,
            last_attempt_on=summary.last_attempt_on,
            offer_on=summary.offer_on,
            answered=summary.answered,
            tries=summary.tries,
        ),
        wish_on=summary.wish_on,
        replied_on=summary.replied_on,
    )


def _stored(row: Row, as_of: date) -> Standing:
    """Return a stored standing; a row is taken apart at once, as it looks for every name anew."""
    (
        customer_id, existed_from, grade, grade_before, amount_before, annual, own, via,
        last_contact, in_touch, cooperated, asked, evidence, recently, turns_x, changes_next,
        changes_to, last_attempt, offer, answered, tries, wish, replied,
    ) = row  # fmt: skip
    through, last_contact_on = day_or_none(in_touch), day_or_none(last_contact)
    return Standing(
        customer_id=customer_id,
        existed_from=date.fromisoformat(existed_from),
        grade=_GRADES[grade],
        silent=through is None or as_of > through,
        grade_before=_GRADES[grade_before] if grade_before else None,
        amount_before=amount_before,
        annual_amount=annual,
        own_amount=own,
        via_amount=via,
        last_contact_on=last_contact_on,
        in_touch_through=through,
        cooperated=bool(cooperated),
        asked=bool(asked),
        evidence=bool(evidence),
        ordered_recently=bool(recently),
        turns_x_on=day_or_none(turns_x),
        changes_next_on=day_or_none(changes_next),
        changes_next_to=_GRADES[changes_to] if changes_to else None,
        rhythm=Rhythm(
            last_contact_on=last_contact_on,
            last_attempt_on=day_or_none(last_attempt),
            offer_on=day_or_none(offer),
            answered=bool(answered),
            tries=tries,
        ),
        wish_on=day_or_none(wish),
        replied_on=day_or_none(replied),
    )
