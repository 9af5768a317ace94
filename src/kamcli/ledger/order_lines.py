"""Orders with all that happened to their amounts, as a customer's page and the morning show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kamcli.ledger.days import day_or_none
from kamcli.ledger.records import Scope
from kamcli.rules.record import Dated, OrderRecord

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order of a customer; `instalments` are its parts and the days they are due."""

    number: str
    customer_id: int
    code: str
    name: str
    record: OrderRecord
    instalments: tuple[Dated, ...]


_LINES = """
SELECT orders.*, customers.code, customers.name FROM orders
JOIN customers ON customers.id = orders.customer_id
WHERE {where} ORDER BY ordered_on DESC, orders.id DESC
"""
_DATED = """
SELECT order_id, {day} AS day, amount FROM {table}
WHERE order_id IN (SELECT orders.id FROM orders
    JOIN customers ON customers.id = orders.customer_id WHERE {where})
ORDER BY order_id, {day}, {table}.id
"""


def order_lines(ledger: Ledger, customer_id: int) -> list[OrderLine]:
    """Return the orders of a customer, the latest first."""
    return _lines(ledger, "customers.id = :id", {"id": customer_id})


def brought_lines(ledger: Ledger, agent_id: int) -> list[OrderLine]:
    """Return the orders of the customers that an agent brought, the latest first."""
    where = "customers.via_agent_id = :id AND customers.status = 'active'"
    return _lines(ledger, where, {"id": agent_id})


def instalment_lines(ledger: Ledger, scope: Scope, *, as_of: date) -> list[OrderLine]:
    """Return the orders of a scope's customers that have an instalment due before the day."""
    where = (
        f"customers.id IN ({scope.ids}) AND orders.id IN"
        " (SELECT order_id FROM instalments WHERE due_on < :as_of)"
    )
    return _lines(ledger, where, {**scope.parameters, "as_of": as_of})


def _lines(ledger: Ledger, where: str, parameters: Mapping[str, object]) -> list[OrderLine]:
    rows = ledger.rows(_LINES.format(where=where), parameters)
    if not rows:
        return []
    dated = {
        table: _dated(ledger, _DATED.format(table=table, day=day, where=where), parameters)
        for table, day in (
            ("adjustments", "adjusted_on"),
            ("payments", "paid_on"),
            ("instalments", "due_on"),
        )
    }
    return [_line(row, dated) for row in rows]


def _line(row: Row, dated: Mapping[str, Mapping[int, list[Dated]]]) -> OrderLine:
    return OrderLine(
        number=row["number"],
        customer_id=row["customer_id"],
        code=row["code"],
        name=row["name"],
        record=OrderRecord(
            ordered_on=date.fromisoformat(row["ordered_on"]),
            amount=row["amount"],
            currency=row["currency"],
            rate=Decimal(row["rate"]),
            cancelled_on=day_or_none(row["cancelled_on"]),
            adjustments=tuple(dated["adjustments"].get(row["id"], ())),
            payments=tuple(dated["payments"].get(row["id"], ())),
        ),
        instalments=tuple(dated["instalments"].get(row["id"], ())),
    )


def _dated(
    ledger: Ledger, question: str, parameters: Mapping[str, object]
) -> Mapping[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    for row in ledger.each(question, parameters):
        found[row["order_id"]].append(
            Dated(on=date.fromisoformat(row["day"]), amount=row["amount"])
        )
    return found
