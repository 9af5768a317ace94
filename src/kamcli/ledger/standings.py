"""Where customers stand on a day: as stored while it holds, worked out in memory where it does not.

Reading never writes: a customer whose day has come, and every past or future day, is graded here
by the same rules that store grades.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.days import day_or_none
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope, Summary, summaries
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


def standings(ledger: Ledger, scope: Scope, *, as_of: date) -> dict[int, Standing]:
    """Return where each customer of the scope stands that exists on the day, by id."""
    found = {
        row["customer_id"]: _stored(row, as_of)
        for row in ledger.each(
            f"SELECT * FROM standings WHERE customer_id IN ({scope.ids}) AND graded_on <= :as_of"
            " AND (holds_until_on IS NULL OR holds_until_on > :as_of)",
            {**scope.parameters, "as_of": as_of},
        )
    }
    rest = Scope(
        ids=f"SELECT id FROM customers WHERE status = 'active' AND id IN ({scope.ids})"
        " AND id NOT IN (SELECT customer_id FROM standings WHERE graded_on <= :as_of"
        " AND (holds_until_on IS NULL OR holds_until_on > :as_of))",
        parameters={**scope.parameters, "as_of": as_of},
    )
    found.update((each.customer_id, each) for each in _worked_out(ledger, rest, as_of))
    return {key: value for key, value in found.items() if value.existed_from <= as_of}


def _worked_out(ledger: Ledger, scope: Scope, as_of: date) -> Iterable[Standing]:
    policies = policy_book(ledger)
    for summary in summaries(ledger, scope, as_of=as_of):
        yield of_summary(summary, standing(summary.record, as_of=as_of, policies=policies))


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
    through = day_or_none(row["in_touch_through_on"])
    return Standing(
        customer_id=row["customer_id"],
        existed_from=date.fromisoformat(row["existed_from_on"]),
        grade=Grade(row["grade"]),
        silent=through is None or as_of > through,
        grade_before=Grade(row["grade_before"]) if row["grade_before"] else None,
        amount_before=row["amount_before"],
        annual_amount=row["annual_amount"],
        own_amount=row["own_amount"],
        via_amount=row["via_amount"],
        last_contact_on=day_or_none(row["last_contact_on"]),
        in_touch_through=through,
        cooperated=bool(row["cooperated"]),
        asked=bool(row["asked"]),
        evidence=bool(row["evidence"]),
        ordered_recently=bool(row["ordered_recently"]),
        turns_x_on=day_or_none(row["turns_x_on"]),
        changes_next_on=day_or_none(row["changes_next_on"]),
        changes_next_to=Grade(row["changes_next_to"]) if row["changes_next_to"] else None,
        rhythm=Rhythm(
            last_contact_on=day_or_none(row["last_contact_on"]),
            last_attempt_on=day_or_none(row["last_attempt_on"]),
            offer_on=day_or_none(row["offer_on"]),
            answered=bool(row["answered"]),
            tries=row["tries"],
        ),
        wish_on=day_or_none(row["wish_on"]),
        replied_on=day_or_none(row["replied_on"]),
    )
