"""What stands in the way of an undo: later work that builds on what would be taken back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import N_, _
from kamcli.ledger.commands import PastCommand, the_command
from kamcli.ledger.orders import order_of
from kamcli.ledger.ties import pointing_from, pointing_to, uniques_of
from kamcli.rules.amount import lowest_net

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Values = Mapping[str, Any]


class Obstacle(Enum):
    """How later work builds on a command, as it is told."""

    CHANGED = N_(
        'Command {id} "{name}" cannot be taken back: command {later} "{by}" has changed'
        " the same since."
    )
    POINTED_TO = N_(
        'Command {id} "{name}" cannot be taken back: command {later} "{by}" has added to it since.'
    )
    TAKEN = N_(
        'Command {id} "{name}" cannot be taken back: command {later} "{by}" has given'
        ' "{value}" to another since.'
    )
    GONE = N_(
        'Command {id} "{name}" cannot be taken back: command {later} "{by}" has removed'
        " what it belongs to."
    )
    BELOW_ZERO = N_(
        'Command {id} "{name}" cannot be taken back: after command {later} "{by}" the order'
        ' "{value}" would go below zero.'
    )
    CIRCLE = N_(
        'Command {id} "{name}" cannot be taken back: after command {later} "{by}" the agents'
        ' of "{value}" would form a circle.'
    )


class Change(Struct, frozen=True, kw_only=True):
    """A row of the trail; `content` is none where it was erased."""

    id: int
    table: str
    row_id: int
    kind: str
    content: Mapping[str, Any] | None


class Later(Struct, frozen=True, kw_only=True):
    """Finds the later command that is in the way of taking one back.

    `gone` are the commands that have come to nothing: they are in nobody's way. `running` is the
    undo.
    """

    ledger: Ledger
    command: PastCommand
    gone: Collection[int]
    running: int

    def on_row(self, table: str, row_id: int, columns: Collection[str] = ()) -> int | None:
        """Return the last command after this one that gave these columns of a row a value.

        Without columns, or where a content is erased, any change of the row is one.
        """
        rows = self.ledger.rows(
            "SELECT command_id, change, content FROM trail WHERE table_name = :table"
            " AND row_id = :row_id AND command_id > :this ORDER BY id DESC",
            {"table": table, "row_id": row_id, "this": self.command.id},
        )
        for row in rows:
            if row["command_id"] == self.running or row["command_id"] in self.gone:
                continue
            content = row["content"]
            if row["change"] != "update" or content is None or not columns:
                return int(row["command_id"])
            if not set(columns).isdisjoint(json.loads(content)):
                return int(row["command_id"])
        return None

    def on_key(self, table: str, key: str, value: object) -> int | None:
        """Return the last command after this one that removed the row with this key."""
        rows = self.ledger.rows(
            "SELECT row_id, content FROM trail WHERE table_name = :table AND change = 'delete'"
            " AND command_id > :this ORDER BY id DESC",
            {"table": table, "this": self.command.id},
        )
        for row in rows:
            if row["content"] is not None and json.loads(row["content"]).get(key) == value:
                return self.on_row(table, row["row_id"])
        return None

    def refusal(self, obstacle: Obstacle, later: int | None, value: object = "") -> Refused:
        """Say what is in the way, and what would clear it."""
        if later is None:
            return Refused(
                _(
                    'Command {id} "{name}" cannot be taken back: the ledger has changed since.'
                ).format(id=self.command.id, name=self.command.name),
                hint="kam audit --limit 10",
            )
        by = the_command(self.ledger, later).name
        return Refused(
            _(obstacle.value).format(
                id=self.command.id, name=self.command.name, later=later, by=by, value=value
            ),
            hint=f"kam undo {later}",
        )


def check_as_left(later: Later, change: Change, expected: Values) -> None:
    """Raise `Refused` where a row is not as the command left it.

    `expected` may leave out columns: those that were empty, or did not exist yet.
    """
    row = later.ledger.row(f"SELECT * FROM {change.table} WHERE id = :id", {"id": change.row_id})
    if row is None:
        raise later.refusal(Obstacle.CHANGED, later.on_row(change.table, change.row_id))
    found = dict(row)
    others = [name for name, value in expected.items() if found.get(name) != value]
    if change.kind == "insert":
        filled = [name for name in found if name not in expected and found[name] is not None]
        filled = [name for name in filled if later.on_row(change.table, change.row_id, [name])]
        others += [name for name in filled if name != "id"]
    if others:
        culprit = later.on_row(change.table, change.row_id, others)
        raise later.refusal(Obstacle.CHANGED, culprit)


def check_not_pointed_to(later: Later, table: str, row: Values) -> None:
    """Raise `Refused` where other rows point to one that would go."""
    for pointer in pointing_to(table):
        found = later.ledger.row(
            f"SELECT * FROM {pointer.table} WHERE {pointer.column} = :value ORDER BY 1 DESC",
            {"value": row.get(pointer.key)},
        )
        if found is not None:
            culprit = later.on_row(pointer.table, found["id"], [pointer.column])
            raise later.refusal(Obstacle.POINTED_TO, culprit)


def check_free(later: Later, table: str, row: Values, changed: Collection[str]) -> None:
    """Raise `Refused` where another row has by now what a row would get back."""
    for columns in (each.columns for each in uniques_of(table)):
        if set(columns).isdisjoint(changed):
            continue
        where = " AND ".join(f"{name} = :{name}" for name in columns)
        found = later.ledger.row(
            f"SELECT id FROM {table} WHERE {where} AND id <> :id",
            {**{name: row.get(name) for name in columns}, "id": row["id"]},
        )
        if found is not None:
            culprit = later.on_row(table, found["id"], columns)
            raise later.refusal(Obstacle.TAKEN, culprit, row[columns[-1]])


def check_belongs(later: Later, table: str, values: Values) -> None:
    """Raise `Refused` where what a row would point to is no more."""
    for pointer in pointing_from(table):
        value = values.get(pointer.column)
        if value is None:
            continue
        found = later.ledger.value(
            f"SELECT count(*) FROM {pointer.target} WHERE {pointer.key} = :value",
            {"value": value},
        )
        if not found:
            culprit = later.on_key(pointer.target, pointer.key, value)
            raise later.refusal(Obstacle.GONE, culprit)


def check_orders(later: Later, order_ids: Collection[int]) -> None:
    """Raise `Refused` where an order would go below zero on some day (rules.md 3)."""
    for order_id in sorted(order_ids):
        number = later.ledger.value("SELECT number FROM orders WHERE id = :id", {"id": order_id})
        if number is None or lowest_net(order_of(later.ledger, order_id).record) >= 0:
            continue
        adjustments = later.ledger.rows(
            "SELECT id FROM adjustments WHERE order_id = :id", {"id": order_id}
        )
        culprits = [later.on_row("adjustments", row["id"]) for row in adjustments]
        culprits.append(later.on_row("orders", order_id, ["amount"]))
        raise later.refusal(Obstacle.BELOW_ZERO, _last(culprits), number)


def check_agents(later: Later, customer_ids: Collection[int]) -> None:
    """Raise `Refused` where following the agents of a customer would lead back to it."""
    for customer_id in sorted(customer_ids):
        chain = [customer_id]
        while (agent := _agent_of(later.ledger, chain[-1])) is not None and agent not in chain:
            chain.append(agent)
        if agent == customer_id:
            culprits = [later.on_row("customers", each, ["via_agent_id"]) for each in chain]
            code = later.ledger.value(
                "SELECT code FROM customers WHERE id = :id", {"id": customer_id}
            )
            raise later.refusal(Obstacle.CIRCLE, _last(culprits), code)


def _agent_of(ledger: Ledger, customer_id: int) -> int | None:
    found: int | None = ledger.value(
        "SELECT via_agent_id FROM customers WHERE id = :id", {"id": customer_id}
    )
    return found


def _last(culprits: Iterable[int | None]) -> int | None:
    return max((each for each in culprits if each is not None), default=None)
