"""Grades as the ledger stores them: where each customer stands, and the history of changes.

What is stored here is worked out from the facts and can be worked out again: it leaves no trail
of its own and needs no undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import encode

from kamcli.ledger.days import day_or_none, plain, plain_row
from kamcli.ledger.fingerprints import keep_fingerprints, unproven
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope, chunks, full_records, summaries, these
from kamcli.ledger.stored_standings import COLUMNS, REPLACING, stored_form
from kamcli.rules.grading import Facts
from kamcli.rules.history import GradeChange, replay
from kamcli.rules.standing import Standing, standing
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.policy import PolicyBook


class Regraded(Struct, frozen=True, kw_only=True):
    """A customer whose stored grade became another; `before` is none for a new customer.

    `on` is the day on which the new grade became true, by `facts`.
    """

    customer_id: int
    before: Grade | None
    after: Grade
    on: date
    facts: Facts


class _Stored(Struct, frozen=True, kw_only=True):
    """What a stored standing says of the grade."""

    grade: Grade
    changes_next_on: date | None


def settle(ledger: Ledger, *, as_of: date) -> list[Regraded]:
    """Grade the customers that the running command has touched so far, and their agents.

    Returns those whose grade changed. Void and merged customers lose their standing.
    """
    touched = ledger.trail.take_touched()
    if not touched:
        return []
    changed = []
    for ids in chunks(sorted(touched | _agents_of(ledger, touched))):
        _forget_inactive(ledger, ids)
        changed += _regrade(ledger, these(ids), as_of=as_of, replays=True)
    mark_graded(ledger, as_of=as_of)
    return changed


def refresh(ledger: Ledger, *, as_of: date, full: bool) -> list[Regraded]:
    """Store what the passing of days has changed.

    `full` also puts right whatever stands in the ledger that the facts do not add up to.
    """
    ledger.expect_much()
    if full:
        ids = unproven(ledger, Scope(), as_of=as_of)
    else:
        ids = [row["id"] for row in ledger.rows(_DUE, {"as_of": as_of})]
    return _regrade_all(ledger, ids, as_of=as_of, replays=full)


_DUE = (
    "SELECT customers.id FROM customers LEFT JOIN standings"
    " ON standings.customer_id = customers.id WHERE status = 'active'"
    " AND (graded_on IS NULL OR holds_until_on <= :as_of) ORDER BY customers.id"
)


def regrade(ledger: Ledger, scope: Scope, *, as_of: date, replays: bool) -> list[Regraded]:
    """Work out the customers of a scope and store where they stand.

    The history of those whose day had come is replayed; with `replays`, that of all.
    """
    ledger.expect_much()
    rows = ledger.rows(
        f"SELECT id FROM customers WHERE id IN ({scope.ids}) ORDER BY id", scope.parameters
    )
    return _regrade_all(ledger, [row["id"] for row in rows], as_of=as_of, replays=replays)


def _regrade_all(
    ledger: Ledger, ids: Sequence[int], *, as_of: date, replays: bool
) -> list[Regraded]:
    changed = []
    for some in chunks(ids):
        changed += _regrade(ledger, these(some), as_of=as_of, replays=replays)
    mark_graded(ledger, as_of=as_of)
    return changed


def _regrade(ledger: Ledger, scope: Scope, *, as_of: date, replays: bool) -> list[Regraded]:
    """Work out a few customers, and store what is worked out of them all at once."""
    policies = policy_book(ledger)
    stored = _stored(ledger, scope)
    rows, now, replayed = [], {}, []
    for summary in summaries(ledger, scope, as_of=as_of):
        found = standing(summary.record, as_of=as_of, policies=policies)
        before = stored.get(summary.customer_id)
        rows.append(plain_row([*stored_form(summary, found).values()]))
        now[summary.customer_id] = found
        if replays or before is None or _day_came(before, found, as_of=as_of):
            replayed.append(summary.customer_id)
    ledger.store("standings", COLUMNS, rows, or_else=REPLACING)
    latest = _store_histories(ledger, replayed, policies, as_of=as_of) if replayed else {}
    return [
        _regraded(customer_id, stored.get(customer_id), found, latest.get(customer_id))
        for customer_id, found in now.items()
        if customer_id not in stored or stored[customer_id].grade is not found.grade
    ]


def _regraded(
    customer_id: int, before: _Stored | None, now: Standing, last: GradeChange | None
) -> Regraded:
    return Regraded(
        customer_id=customer_id,
        before=before.grade if before else None,
        after=now.grade,
        on=last.on if last else now.as_of,
        facts=last.facts if last else now.facts,
    )


def mark_graded(ledger: Ledger, *, as_of: date) -> None:
    """Keep the last day on which grades were stored."""
    ledger.execute(
        "UPDATE ledger_settings SET graded_on = :as_of"
        " WHERE graded_on IS NULL OR graded_on < :as_of",
        {"as_of": as_of},
    )


def facts_text(change: GradeChange) -> str:
    """Return the facts that decided a change, as the history keeps them: compact JSON."""
    facts = change.facts
    return encode(
        {
            "last_contact_on": facts.last_contact_on and facts.last_contact_on.isoformat(),
            "cooperated": facts.cooperated,
            "asked": facts.asked,
            "evidence": facts.evidence,
            "annual_amount": facts.annual_amount,
        }
    ).decode()


def _day_came(before: _Stored, now: Standing, *, as_of: date) -> bool:
    next_on = before.changes_next_on
    return before.grade is not now.grade or (next_on is not None and next_on <= as_of)


def _stored(ledger: Ledger, scope: Scope) -> dict[int, _Stored]:
    rows = ledger.rows(
        "SELECT customer_id, grade, changes_next_on FROM standings"
        f" WHERE customer_id IN ({scope.ids})",
        scope.parameters,
    )
    return {
        row["customer_id"]: _Stored(
            grade=Grade(row["grade"]), changes_next_on=day_or_none(row["changes_next_on"])
        )
        for row in rows
    }


def _store_histories(
    ledger: Ledger, ids: Sequence[int], policies: PolicyBook, *, as_of: date
) -> dict[int, GradeChange]:
    """Make the stored histories those of the facts: what a late fact disproves is superseded.

    Returns each customer's latest change; one of a later day has none.
    """
    scope = these(ids)
    kept = kept_changes(ledger, scope)
    added: list[tuple[object, ...]] = []
    latest: dict[int, GradeChange] = {}
    for customer_id, record in full_records(ledger, scope):
        for change in replay(record, through=as_of, policies=policies):
            row = tuple(change_form(customer_id, change).values())
            if kept.pop(row, None) is None:
                added.append(row)
            latest[customer_id] = change
    now = plain(ledger.trail.command.recorded_at)
    ledger.store("grade_changes", (*_CHANGE, "recorded_at"), ((*row, now) for row in added))
    superseded = ({"now": now, "id": row_id} for row_id in kept.values())
    ledger.execute_many(_SUPERSEDE, superseded)
    keep_fingerprints(ledger, scope, as_of=as_of)
    return latest


_CHANGE = ("customer_id", "changed_on", "before", "after", "facts", "policy_version")
_SUPERSEDE = "UPDATE grade_changes SET superseded_at = :now WHERE id = :id"


def change_form(customer_id: int, change: GradeChange) -> dict[str, object]:
    """Return a change as the columns of its table, in the order of `_CHANGE`."""
    return {
        "customer_id": customer_id,
        "changed_on": change.on.isoformat(),
        "before": change.before and change.before.value,
        "after": change.after.value,
        "facts": facts_text(change),
        "policy_version": change.policy_version,
    }


def kept_changes(ledger: Ledger, scope: Scope) -> dict[tuple[object, ...], int]:
    """Return the ids of the changes that stand, by all that is stored of them."""
    rows = ledger.each(
        f"SELECT id, {', '.join(_CHANGE)} FROM grade_changes"
        f" WHERE customer_id IN ({scope.ids}) AND superseded_at IS NULL",
        scope.parameters,
    )
    return {tuple(row)[1:]: row["id"] for row in rows}


def _agents_of(ledger: Ledger, ids: set[int]) -> set[int]:
    """Return the agents of these customers: what they brought has changed."""
    found: set[int] = set()
    for chunk in chunks(sorted(ids)):
        scope = these(chunk)
        rows = ledger.rows(
            "SELECT DISTINCT via_agent_id AS id FROM customers"
            f" WHERE via_agent_id IS NOT NULL AND id IN ({scope.ids})",
            scope.parameters,
        )
        found.update(row["id"] for row in rows)
    return found


def _forget_inactive(ledger: Ledger, ids: Sequence[int]) -> None:
    """Remove the standing of customers that are no longer graded."""
    scope = these(ids)
    active = {row["id"] for row in ledger.each(scope.ids, scope.parameters)}
    gone = ({"id": each} for each in ids if each not in active)
    ledger.execute_many("DELETE FROM standings WHERE customer_id = :id", gone)
