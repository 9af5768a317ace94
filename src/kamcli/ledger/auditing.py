"""Who did what and when, read from the trail: columns and codes as people know them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from kamcli.ledger.commands import past_command, taken_back
from kamcli.ledger.records import chunks
from kamcli.rules.money import Money, is_currency

if TYPE_CHECKING:
    from kamcli.ledger.commands import PastCommand
    from kamcli.ledger.database import Ledger, Row

Values = Mapping[str, Any]


class Mail(Struct, frozen=True, kw_only=True):
    """A mail: to whom, of which week (named by its Friday), in which version."""

    address: str
    week: date
    version: int


class AuditedChange(Struct, frozen=True, kw_only=True):
    """A row that a command added (`before` is none), changed, or removed (`after` is none).

    A change holds the columns that changed only. Neither is there where the content was erased.
    `customer` is the code of whose row it is, `row` its number in the table; `mail` is there where
    the row tells of one.
    """

    table: str
    row: int
    customer: str | None
    change: str
    before: Values | None
    after: Values | None
    mail: Mail | None


class Audited(Struct, frozen=True, kw_only=True):
    """A command, what it changed, and the commands that took it back or that it took back.

    `why` is its reason, where none of the rows keeps it.
    """

    id: int
    at: datetime
    by: str
    login: str
    command: str
    why: str | None
    undone_by: int | None
    undoes: int | None
    changes: tuple[AuditedChange, ...]


class Search(Struct, frozen=True, kw_only=True):
    """Which commands: of a customer, since a day, by a manager's code or a login.

    With `exports` only those by which something left the ledger, mails included.
    """

    customer_id: int | None = None
    since: date | None = None
    by: str | None = None
    exports: bool = False
    limit: int | None = None


def audit(ledger: Ledger, search: Search) -> list[Audited]:
    """Return commands with their changes, the newest first; of a customer, only its own rows."""
    commands = [past_command(row) for row in _commands(ledger, search)]
    changes = _changes(ledger, [each.id for each in commands], search.customer_id)
    undone_by = taken_back(ledger)
    return [
        Audited(
            id=each.id,
            at=each.at,
            by=each.by,
            login=each.login,
            command=each.name,
            why=each.why,
            undone_by=undone_by.get(each.id),
            undoes=each.undoes,
            changes=tuple(changes.get(each.id, ())),
        )
        for each in commands
    ]


def audit_of(ledger: Ledger, command: PastCommand) -> tuple[AuditedChange, ...]:
    """Return what one command changed."""
    return tuple(_changes(ledger, [command.id], None).get(command.id, ()))


def customer_that_was(ledger: Ledger, code: str) -> int | None:
    """Return the id of a customer that is gone because its registration was taken back."""
    rows = ledger.each(
        "SELECT row_id, content FROM trail WHERE table_name = 'customers' AND change = 'delete'"
        " AND content IS NOT NULL ORDER BY id DESC"
    )
    return next((r["row_id"] for r in rows if json.loads(r["content"])["code"] == code), None)


# Tables whose rows tell that something left the ledger.
_LEAVING = "'exports', 'sendings'"


def _commands(ledger: Ledger, search: Search) -> list[Row]:
    where = ["1 = 1"]
    if search.customer_id is not None:
        where.append("id IN (SELECT command_id FROM trail WHERE customer_id = :customer_id)")
    if search.since is not None:
        where.append("entered_on >= :since")
    if search.by is not None:
        where.append("(recorded_by = :by OR login = :by)")
    if search.exports:
        where.append(f"id IN (SELECT command_id FROM trail WHERE table_name IN ({_LEAVING}))")
    limit = "" if search.limit is None else " LIMIT :limit"
    return ledger.rows(
        f"SELECT * FROM commands WHERE {' AND '.join(where)} ORDER BY id DESC{limit}",
        {
            "customer_id": search.customer_id,
            "since": search.since,
            "by": search.by,
            "limit": search.limit,
        },
    )


def _changes(
    ledger: Ledger, command_ids: Sequence[int], customer_id: int | None
) -> Mapping[int, list[AuditedChange]]:
    found: dict[int, list[AuditedChange]] = defaultdict(list)
    reader = _Reader(ledger=ledger)
    for ids in chunks(command_ids):
        marks = ", ".join(f":id_{index}" for index in range(len(ids)))
        parameters: dict[str, Any] = {f"id_{index}": each for index, each in enumerate(ids)}
        own = ""
        if customer_id is not None:
            own, parameters["customer_id"] = " AND customer_id = :customer_id", customer_id
        question = f"SELECT * FROM trail WHERE command_id IN ({marks}){own} ORDER BY id"
        for row in ledger.rows(question, parameters):
            found[row["command_id"]].append(reader.change(row))
    return found


# What is kept for the machine's sake: other columns say the same.
_HIDDEN = frozenset({"id", "name_key", "code_manager", "code_serial", "command_id", "content"})
# What people call a column whose name is the database's.
CALLED = {
    "customer_id": "customer",
    "referred_by_id": "referred_by",
    "via_agent_id": "via_agent",
    "order_id": "order",
    "with_name": "with",
    "is_primary": "primary",
    "happened_on": "on",
    "ordered_on": "on",
    "adjusted_on": "on",
    "paid_on": "on",
    "quoted_on": "on",
    "since_on": "since",
    "snoozed_until_on": "snoozed_until",
    "week_on": "week",
    "rows_read": "read",
}
_FLAGS = frozenset({"attempt", "unsolicited", "opt_out", "is_primary", "redacted"})


class _Reader(Struct, kw_only=True):
    """Reads rows of the trail; codes and numbers of rows that are gone are read from it too."""

    ledger: Ledger
    known: dict[tuple[str, int], Values] = field(default_factory=dict)

    def change(self, row: Row) -> AuditedChange:
        """Return a row of the trail as a change."""
        before = after = None
        if row["content"] is not None:
            content = json.loads(row["content"])
            if row["change"] == "update":
                before = self._read(row, {name: pair[0] for name, pair in content.items()})
                after = self._read(row, {name: pair[1] for name, pair in content.items()})
            elif row["change"] == "insert":
                after = self._read(row, content)
            else:
                before = self._read(row, content)
        customer_id = row["customer_id"]
        return AuditedChange(
            table=row["table_name"],
            row=row["row_id"],
            customer=self._called("customers", customer_id, "code") if customer_id else None,
            change=row["change"],
            before=before,
            after=after,
            mail=self._mail(row["row_id"]) if row["table_name"] == "sendings" else None,
        )

    def _mail(self, row_id: int) -> Mail | None:
        """Return the mail of a row; nothing where its content was erased."""
        sending = self._row("sendings", row_id)
        if not sending:
            return None
        submission = self._row("submissions", sending["submission_id"])
        return Mail(
            address=sending["address"],
            week=date.fromisoformat(submission["week_on"]),
            version=submission["version"],
        )

    def _read(self, row: Row, content: Values) -> Values:
        # whose row it is goes without saying, unless that is what was changed
        own = {} if row["change"] == "update" else {"customer_id": row["customer_id"]}
        return {
            CALLED.get(name, name): self._value(row, name, value, content)
            for name, value in content.items()
            if name not in _HIDDEN and own.get(name, ...) != value
        }

    def _value(self, row: Row, name: str, value: Any, content: Values) -> Any:
        if value is None:
            return None
        match name:
            case "customer_id" | "referred_by_id" | "via_agent_id":
                return self._called("customers", value, "code")
            case "order_id":
                return self._called("orders", value, "number")
            case "amount":
                currency = self._currency(row, content)
                return Money(amount=value, currency=currency) if is_currency(currency) else value
        return bool(value) if name in _FLAGS else value

    def _currency(self, row: Row, content: Values) -> str:
        if content.get("currency"):
            return str(content["currency"])
        if row["table_name"] in ("orders", "interactions"):
            return self._called(row["table_name"], row["row_id"], "currency")
        stored = self._row(row["table_name"], row["row_id"])
        order_id = content.get("order_id") or stored.get("order_id") or 0
        return self._called("orders", order_id, "currency")

    def _called(self, table: str, row_id: int, column: str) -> str:
        return str(self._row(table, row_id).get(column) or row_id)

    def _row(self, table: str, row_id: int) -> Values:
        """Return a row as it is, or as it was when it was added."""
        key = (table, row_id)
        if key not in self.known:
            row = self.ledger.row(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})
            self.known[key] = self._as_it_was(table, row_id) if row is None else dict(row)
        return self.known[key]

    def _as_it_was(self, table: str, row_id: int) -> Values:
        content = self.ledger.value(
            "SELECT content FROM trail WHERE table_name = :table AND row_id = :row_id"
            " AND change <> 'update' AND content IS NOT NULL ORDER BY id DESC LIMIT 1",
            {"table": table, "row_id": row_id},
        )
        found: Values = json.loads(content) if content else {}
        return found
