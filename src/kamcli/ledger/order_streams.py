"""The orders of customers with all that happened to their amounts, a customer at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kamcli.ledger.days import day_or_none
from kamcli.rules.record import Dated, OrderRecord

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.records import Scope


def _happened_to(table: str, day: str) -> str:
    """Say in SQL what happened to the amount of an order: `DAY AMOUNT,DAY AMOUNT`."""
    parts = f"group_concat({day} || ' ' || amount)"
    return f"(SELECT {parts} FROM {table} WHERE order_id = orders.id)"


_ORDER = (
    "ordered_on, orders.amount, currency, rate, cancelled_on,"
    f" {_happened_to('adjustments', 'adjusted_on')}, {_happened_to('payments', 'paid_on')}"
)
_ORDERS = f"""
SELECT customer_id, {_ORDER} FROM orders
WHERE customer_id IN ({{ids}}) ORDER BY customer_id, ordered_on, id
"""
_BROUGHT = f"""
SELECT via_agent_id, {_ORDER} FROM customers JOIN orders ON orders.customer_id = customers.id
WHERE via_agent_id IN ({{ids}}) AND status = 'active' ORDER BY via_agent_id
"""


class Stream:
    """Rows that begin with the id of a customer, ascending, taken a customer at a time."""

    def __init__(self, ledger: Ledger, question: str, scope: Scope) -> None:
        """Ask a question of the customers of a scope."""
        self._rows = ledger.each(question.format(ids=scope.ids), scope.parameters)
        self._next = next(self._rows, None)

    def of(self, customer_id: int) -> list[Row]:
        """Take the rows of a customer: each of the scope has to be asked for, by id."""
        found = []
        while self._next is not None and self._next[0] == customer_id:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


class Orders:
    """The orders that customers gave, or that the customers of agents gave."""

    def __init__(self, ledger: Ledger, scope: Scope, *, brought: bool = False) -> None:
        """Ask for the orders of the customers of a scope, or for those that these brought."""
        self._rows = Stream(ledger, _BROUGHT if brought else _ORDERS, scope)

    def of(self, customer_id: int) -> tuple[OrderRecord, ...]:
        """Take the orders of a customer: each of the scope has to be asked for, by id."""
        return tuple(map(_order, self._rows.of(customer_id)))


def _order(row: Row) -> OrderRecord:
    return OrderRecord(
        ordered_on=date.fromisoformat(row[1]),
        amount=row[2],
        currency=row[3],
        rate=_rate(row[4]),
        cancelled_on=day_or_none(row[5]),
        adjustments=_dated(row[6]),
        payments=_dated(row[7]),
    )


@lru_cache(maxsize=4096)
def _rate(text: str) -> Decimal:
    return Decimal(text)


def _dated(text: str | None) -> tuple[Dated, ...]:
    """Read what `_happened_to` wrote."""
    if text is None:
        return ()
    return tuple(
        Dated(on=date.fromisoformat(part[:10]), amount=int(part[11:])) for part in text.split(",")
    )
