"""Changes of grades: those that were, and those that come if nothing happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.days import day_or_none, instant_or_none
from kamcli.ledger.policies import policy_book
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import Scope, chunks, full_record, summaries, these
from kamcli.ledger.standings import standings
from kamcli.rules.grading import Facts, facts_on, grade
from kamcli.rules.history import replay
from kamcli.rules.record import known_on
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.rules.policy import PolicyBook


class Recorded(Struct, frozen=True, kw_only=True):
    """A change as the history keeps it, with the facts that decided.

    `recorded_at` is none for a change that no refresh has stored yet.
    """

    on: date
    before: Grade | None
    after: Grade
    facts: Facts
    policy_version: int
    recorded_at: datetime | None
    superseded_at: datetime | None


class Foretold(Struct, frozen=True, kw_only=True):
    """A change that comes if nothing happens."""

    customer: Portrait
    on: date
    before: Grade
    after: Grade


class Preview(Struct, frozen=True, kw_only=True):
    """A computed grade, and what it would be by another policy."""

    customer_id: int
    before: Grade
    after: Grade


def history(ledger: Ledger, customer_id: int, *, as_of: date) -> list[Recorded]:
    """Return the history of a customer through a day, oldest first, superseded changes included.

    What the passing of days has changed since the last refresh is worked out here.
    """
    rows = ledger.rows(
        "SELECT * FROM grade_changes WHERE customer_id = :id AND changed_on <= :as_of"
        " ORDER BY changed_on, id",
        {"id": customer_id, "as_of": as_of},
    )
    stored = [_recorded(row) for row in rows]
    return sorted([*stored, *_missing(ledger, customer_id, stored, as_of)], key=lambda it: it.on)


def _missing(
    ledger: Ledger, customer_id: int, stored: Sequence[Recorded], as_of: date
) -> Iterator[Recorded]:
    """Go through the changes of an active customer that are not stored."""
    if not ledger.rows(these([customer_id]).ids, these([customer_id]).parameters):
        return
    standing = {(each.on, each.after) for each in stored if each.superseded_at is None}
    policies = policy_book(ledger)
    for change in replay(full_record(ledger, customer_id), through=as_of, policies=policies):
        if (change.on, change.after) not in standing:
            yield Recorded(
                on=change.on,
                before=change.before,
                after=change.after,
                facts=change.facts,
                policy_version=change.policy_version,
                recorded_at=None,
                superseded_at=None,
            )


def forecast(ledger: Ledger, *, as_of: date, until: date) -> list[Foretold]:
    """Return every change after a day through another, if nothing happens, by day and code."""
    policies = policy_book(ledger)
    turning = [
        stand.customer_id
        for stand in standings(ledger, Scope(), as_of=as_of).values()
        if stand.changes_next_on is not None and stand.changes_next_on <= until
    ]
    found: list[Foretold] = []
    for ids in chunks(sorted(turning)):
        for portrait in portraits(ledger, these(ids), as_of=as_of):
            known = known_on(full_record(ledger, portrait.id), day=as_of)
            found += [
                Foretold(customer=portrait, on=change.on, before=change.before, after=change.after)
                for change in replay(known, through=until, policies=policies)
                if change.on > as_of and change.before is not None
            ]
    return sorted(found, key=lambda each: each.on)


def preview(ledger: Ledger, imagined: PolicyBook, *, as_of: date) -> list[Preview]:
    """Return every active customer's computed grade on a day, and what another policy makes it."""
    policy = imagined.on(as_of)
    now = standings(ledger, Scope(), as_of=as_of)
    return [
        Preview(
            customer_id=summary.customer_id,
            before=now[summary.customer_id].grade,
            after=grade(
                facts_on(summary.record, day=as_of, policy=policy), as_of=as_of, policy=policy
            ).grade,
        )
        for summary in summaries(ledger, Scope(), as_of=as_of)
        if summary.customer_id in now
    ]


def _recorded(row: Row) -> Recorded:
    return Recorded(
        on=date.fromisoformat(row["changed_on"]),
        before=Grade(row["before"]) if row["before"] else None,
        after=Grade(row["after"]),
        facts=_facts(row["facts"]),
        policy_version=row["policy_version"],
        recorded_at=instant_or_none(row["recorded_at"]),
        superseded_at=instant_or_none(row["superseded_at"]),
    )


def _facts(text: str) -> Facts:
    """Return the facts that `grades.facts_text` wrote."""
    import json

    kept = json.loads(text)
    return Facts(
        last_contact_on=day_or_none(kept["last_contact_on"]),
        cooperated=kept["cooperated"],
        asked=kept["asked"],
        evidence=kept["evidence"],
        annual_amount=kept["annual_amount"],
    )
