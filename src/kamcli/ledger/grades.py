"""Grades as the ledger stores them: where each customer stands, and the history of changes.

What is stored here is worked out from the facts and can be worked out again: it leaves no trail
of its own and needs no undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import encode

from kamcli.ledger.days import day_or_none
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope, Summary, full_record, summaries, these
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


_COLUMNS = (
    "customer_id graded_on holds_until_on existed_from_on grade grade_before amount_before"
    " annual_amount own_amount via_amount last_contact_on in_touch_through_on cooperated asked"
    " evidence ordered_recently turns_x_on changes_next_on changes_next_to policy_version"
    " last_attempt_on offer_on answered tries wish_on replied_on"
).split()
_STORE = (
    f"INSERT INTO standings ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"
    " ON CONFLICT (customer_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)


def settle(ledger: Ledger, *, as_of: date) -> list[Regraded]:
    """Grade the customers that the running command has touched so far, and their agents.

    Returns those whose grade changed. Void and merged customers lose their standing.
    """
    touched = ledger.trail.take_touched()
    if not touched:
        return []
    changed = []
    for ids in chunks(sorted(touched | _agents_of(ledger, touched))):
        _forget_inactive(ledger, these(ids))
        changed += regrade(ledger, these(ids), as_of=as_of, replays=True)
    return changed


def refresh(ledger: Ledger, *, as_of: date, full: bool) -> list[Regraded]:
    """Store what the passing of days has changed; `full` works everyone out again."""
    if full:
        return regrade(ledger, Scope(), as_of=as_of, replays=True)
    due = ledger.rows(
        "SELECT customers.id FROM customers LEFT JOIN standings"
        " ON standings.customer_id = customers.id WHERE status = 'active'"
        " AND (graded_on IS NULL OR holds_until_on <= :as_of) ORDER BY customers.id",
        {"as_of": as_of},
    )
    changed = []
    for ids in chunks([row["id"] for row in due]):
        changed += regrade(ledger, these(ids), as_of=as_of, replays=False)
    mark_graded(ledger, as_of=as_of)
    return changed


def regrade(ledger: Ledger, scope: Scope, *, as_of: date, replays: bool) -> list[Regraded]:
    """Work out the customers of a scope and store where they stand.

    The history of those whose day had come is replayed; with `replays`, that of all.
    """
    policies = policy_book(ledger)
    stored = _stored(ledger, scope)
    changed = []
    for summary in summaries(ledger, scope, as_of=as_of):
        now = standing(summary.record, as_of=as_of, policies=policies)
        before = stored.get(summary.customer_id)
        ledger.execute(_STORE, stored_form(summary, now))
        last = None
        if replays or before is None or _day_came(before, now, as_of=as_of):
            last = _store_history(ledger, summary.customer_id, policies, as_of=as_of)
        if before is None or before.grade is not now.grade:
            changed.append(
                Regraded(
                    customer_id=summary.customer_id,
                    before=before.grade if before else None,
                    after=now.grade,
                    on=last.on if last else as_of,
                    facts=last.facts if last else now.facts,
                )
            )
    mark_graded(ledger, as_of=as_of)
    return changed


def mark_graded(ledger: Ledger, *, as_of: date) -> None:
    """Keep the last day on which grades were stored."""
    ledger.execute(
        "UPDATE ledger_settings SET graded_on = :as_of"
        " WHERE graded_on IS NULL OR graded_on < :as_of",
        {"as_of": as_of},
    )


def stored_form(summary: Summary, now: Standing) -> dict[str, object]:
    """Return a standing as the columns of its table."""
    return {
        "customer_id": summary.customer_id,
        "graded_on": now.as_of,
        "holds_until_on": now.holds_until,
        "existed_from_on": summary.record.existed_from,
        "grade": now.grade,
        "grade_before": now.grade_before,
        "amount_before": now.amount_before,
        "annual_amount": now.facts.annual_amount,
        "own_amount": now.own_amount,
        "via_amount": now.via_amount,
        "last_contact_on": now.facts.last_contact_on,
        "in_touch_through_on": now.in_touch_through,
        "cooperated": now.facts.cooperated,
        "asked": now.facts.asked,
        "evidence": now.facts.evidence,
        "ordered_recently": now.ordered_recently,
        "turns_x_on": now.turns_x_on,
        "changes_next_on": now.changes_next_on,
        "changes_next_to": now.changes_next_to,
        "policy_version": now.policy_version,
        "last_attempt_on": summary.last_attempt_on,
        "offer_on": summary.offer_on,
        "answered": summary.answered,
        "tries": summary.tries,
        "wish_on": summary.wish_on,
        "replied_on": summary.replied_on,
    }


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


def _store_history(
    ledger: Ledger, customer_id: int, policies: PolicyBook, *, as_of: date
) -> GradeChange | None:
    """Make the stored history that of the facts: what a late fact disproves is superseded.

    Returns the latest change, none for a customer of a later day.
    """
    rows = ledger.rows(
        "SELECT id, changed_on, before, after, facts, policy_version FROM grade_changes"
        " WHERE customer_id = :id AND superseded_at IS NULL",
        {"id": customer_id},
    )
    kept = {tuple(row)[1:]: row["id"] for row in rows}
    changes = replay(full_record(ledger, customer_id), through=as_of, policies=policies)
    for change in changes:
        row = (
            change.on.isoformat(),
            change.before and change.before.value,
            change.after.value,
            facts_text(change),
            change.policy_version,
        )
        if kept.pop(row, None) is None:
            _add_change(ledger, customer_id, row)
    for row_id in kept.values():
        ledger.execute(
            "UPDATE grade_changes SET superseded_at = :now WHERE id = :id",
            {"now": ledger.trail.command.recorded_at, "id": row_id},
        )
    return changes[-1] if changes else None


def _add_change(ledger: Ledger, customer_id: int, row: Sequence[object]) -> None:
    names = ("changed_on", "before", "after", "facts", "policy_version")
    ledger.execute(
        "INSERT INTO grade_changes (customer_id, changed_on, before, after, facts,"
        " policy_version, recorded_at) VALUES (:customer_id, :changed_on, :before, :after,"
        " :facts, :policy_version, :now)",
        {
            "customer_id": customer_id,
            "now": ledger.trail.command.recorded_at,
            **dict(zip(names, row, strict=True)),
        },
    )


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


def _forget_inactive(ledger: Ledger, scope: Scope) -> None:
    """Remove the standing of customers that are no longer graded."""
    marks = ", ".join(f":{name}" for name in scope.parameters)
    ledger.execute(
        f"DELETE FROM standings WHERE customer_id IN ({marks})"
        " AND customer_id NOT IN (SELECT id FROM customers WHERE status = 'active')",
        scope.parameters,
    )


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Part many ids into lists that a statement can name one by one."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]
