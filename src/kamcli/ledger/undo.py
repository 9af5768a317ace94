"""Take a command back: the rows it changed, as they were, in reverse order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger import grades
from kamcli.ledger.commands import ERASE, EXPORT, INIT, PastCommand, taken_back
from kamcli.ledger.obstacles import (
    Change,
    Later,
    check_agents,
    check_as_left,
    check_belongs,
    check_free,
    check_not_pointed_to,
    check_orders,
)
from kamcli.ledger.records import Scope
from kamcli.ledger.sendings import has_sent
from kamcli.ledger.submissions import frozen_by
from kamcli.ledger.ties import DERIVED

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Undone(Struct, frozen=True, kw_only=True):
    """What was taken back: a command, how many changes it had made, and the undo's own id."""

    undone: int
    command: str
    changes: int
    id: int


def take_back(ledger: Ledger, command: PastCommand, *, as_of: date) -> Undone:
    """Take a command back exactly; whom it touched is graded anew when the undo is kept.

    A policy touches everyone. Counters stay: a number once given is never given again. Raises
    `Refused` where later work builds on it, naming the later command, and for the making of the
    ledger.
    """
    gone = taken_back(ledger)
    _check_may(command, gone.get(command.id))
    _check_not_frozen(ledger, command)
    _check_not_out(ledger, command)
    ledger.trail.command.undoes_id = command.id
    undo_id = ledger.trail.command_id(ledger)
    # A later command and its undo, later too, have come to nothing: neither is in the way.
    settled = {undo for taken, undo in gone.items() if taken > command.id}
    later = Later(ledger=ledger, command=command, gone={*gone, *settled}, running=undo_id)
    changes = _changes(ledger, command)
    for change in changes:
        _take_back(later, change)
    _check_whole(later, changes)
    if any(change.table == "policy_settings" for change in changes):
        grades.regrade(ledger, Scope(), as_of=as_of, replays=True)
    return Undone(undone=command.id, command=command.name, changes=len(changes), id=undo_id)


def _check_may(command: PastCommand, taken_by: int | None) -> None:
    if command.name == INIT:
        raise Refused(
            _('Command {id} "{name}" made the ledger: it cannot be taken back.').format(
                id=command.id, name=command.name
            ),
            hint="kam audit --limit 10",
        )
    if command.name == ERASE:
        raise Refused(
            _(
                'Command {id} "{name}" cannot be taken back: what was erased is nowhere kept.'
            ).format(id=command.id, name=command.name),
            hint="kam audit --limit 10",
        )
    if taken_by is not None:
        raise Refused(
            _('Command {id} "{name}" is taken back already, by command {undo}.').format(
                id=command.id, name=command.name, undo=taken_by
            ),
            hint=f"kam undo {taken_by}",
        )


def _check_not_frozen(ledger: Ledger, command: PastCommand) -> None:
    """Raise `Refused` for a submission: a week that was handed in is frozen (rules.md 5)."""
    week = frozen_by(ledger, command.id)
    if week is not None:
        raise Refused(
            _(
                'Command {id} "{name}" cannot be taken back: the week to Friday {week} is frozen.'
            ).format(id=command.id, name=command.name, week=week),
            hint=f"kam report submit --week {week} --resubmit",
        )


def _check_not_out(ledger: Ledger, command: PastCommand) -> None:
    """Raise `Refused` for a mail and for an export: they lie in somebody's box or folder."""
    if command.name == EXPORT:
        raise Refused(
            _('Command {id} "{name}" cannot be taken back: what it wrote is out already.').format(
                id=command.id, name=command.name
            ),
            hint="kam audit --limit 10",
        )
    if has_sent(ledger, command.id):
        raise Refused(
            _('Command {id} "{name}" cannot be taken back: a mail cannot be called back.').format(
                id=command.id, name=command.name
            ),
            hint="kam audit --limit 10",
        )


def _changes(ledger: Ledger, command: PastCommand) -> list[Change]:
    """Return the changes of a command, the last one first."""
    rows = ledger.rows(
        "SELECT * FROM trail WHERE command_id = :id ORDER BY id DESC", {"id": command.id}
    )
    return [
        Change(
            id=row["id"],
            table=row["table_name"],
            row_id=row["row_id"],
            kind=row["change"],
            content=None if row["content"] is None else json.loads(row["content"]),
        )
        for row in rows
    ]


def _take_back(later: Later, change: Change) -> None:
    if change.content is None:
        raise Refused(
            _('Command {id} "{name}" cannot be taken back: what it wrote was erased.').format(
                id=later.command.id, name=later.command.name
            ),
            hint="kam audit --limit 10",
        )
    match change.kind:
        case "insert":
            _remove(later, change, change.content)
        case "update":
            _restore(later, change, change.content)
        case _:
            _bring_back(later, change, change.content)


def _remove(later: Later, change: Change, content: Mapping[str, Any]) -> None:
    check_as_left(later, change, {"id": change.row_id, **content})
    check_not_pointed_to(later, change.table, {"id": change.row_id, **content})
    if change.table == "customers":
        for table in DERIVED:
            later.ledger.execute(
                f"DELETE FROM {table} WHERE customer_id = :id", {"id": change.row_id}
            )
    later.ledger.delete(change.table, change.row_id)


def _restore(later: Later, change: Change, content: Mapping[str, Any]) -> None:
    check_as_left(later, change, {name: after for name, (_before, after) in content.items()})
    before = {name: before for name, (before, _after) in content.items()}
    now = later.ledger.row(f"SELECT * FROM {change.table} WHERE id = :id", {"id": change.row_id})
    assert now is not None
    check_free(later, change.table, {**dict(now), **before}, before)
    check_belongs(later, change.table, before)
    later.ledger.update(change.table, change.row_id, before)


def _bring_back(later: Later, change: Change, content: Mapping[str, Any]) -> None:
    row = {"id": change.row_id, **content}
    check_free(later, change.table, row, row)
    check_belongs(later, change.table, row)
    later.ledger.insert(change.table, row)


def _check_whole(later: Later, changes: Sequence[Change]) -> None:
    """Check what no single row shows: amounts of orders, and who brought whom."""
    orders: set[int] = set()
    customers: set[int] = set()
    for change in changes:
        content = change.content or {}
        if change.table == "orders":
            orders.add(change.row_id)
        elif change.table == "adjustments":
            orders.update(_orders_of(later.ledger, change))
        elif change.table == "customers" and "via_agent_id" in content:
            customers.add(change.row_id)
    check_orders(later, orders)
    check_agents(later, customers)


def _orders_of(ledger: Ledger, adjustment: Change) -> list[int]:
    rows = ledger.rows("SELECT order_id FROM adjustments WHERE id = :id", {"id": adjustment.row_id})
    removed = (adjustment.content or {}).get("order_id")
    return [row["order_id"] for row in rows] + ([removed] if removed else [])
