"""Orders: confirmed sales, and what happened to their amounts since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.ledger.records import chunks
from kamcli.rules.amount import net_on
from kamcli.rules.amounts import OtherCurrency, read_amount
from kamcli.rules.codes import normalise_code
from kamcli.rules.instalments import overdue, paid_on
from kamcli.rules.money import Money
from kamcli.rules.record import Dated, OrderRecord
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.records import Scope


class Order(Struct, frozen=True, kw_only=True):
    """An order with its customer, its record for the rules, and its instalments."""

    id: int
    number: str
    customer_id: int
    code: str
    name: str
    record: OrderRecord
    instalments: tuple[Dated, ...]
    remarks: str | None

    def money(self, amount: int) -> Money:
        """Return minor units as money of this order's currency."""
        return Money(amount=amount, currency=self.record.currency)

    def read(self, text: str, *, signed: bool = False) -> Money:
        """Read an amount that a person typed, in this order's currency.

        Raises `Refused` for another currency, `NotUnderstood` as `read_amount` does.
        """
        try:
            return read_amount(text, currency=self.record.currency, signed=signed)
        except OtherCurrency as error:
            raise Refused(
                _('Order "{number}" is in {currency}, and "{text}" is not.').format(
                    number=self.number, currency=self.record.currency, text=quoted(text)
                ),
                hint=f"kam order list {self.code}",
            ) from error


class OrderLine(Struct, frozen=True, kw_only=True):
    """An order in a list, as of a day.

    `amount`, `net_amount` (after adjustments; 0 once cancelled), `paid` and `overdue_amount` are in
    the order's `currency`; `rate` is CNY for one unit. `overdue_instalments` counts those whose day
    is past and that payments do not cover; the earliest of them was due on `overdue_since_on`.
    """

    number: str
    customer: str
    name: str
    on: date
    amount: Money
    currency: str
    rate: Decimal
    net_amount: Money
    paid: Money
    cancelled_on: date | None
    overdue_instalments: int
    overdue_amount: Money
    overdue_since_on: date | None
    remarks: str | None


_ORDERS = """
SELECT orders.*, customers.code, customers.name FROM orders
JOIN customers ON customers.id = orders.customer_id
WHERE {where} ORDER BY ordered_on DESC, orders.id DESC
"""
_DATED = """
SELECT order_id, {day} AS day, amount FROM {table}
WHERE order_id IN (SELECT id FROM orders WHERE {where}) ORDER BY {day}, id
"""

_SINCE = """
SELECT id FROM orders WHERE customer_id IN ({ids}) AND (ordered_on >= :since OR EXISTS (
    SELECT 1 FROM payments WHERE order_id = orders.id AND paid_on >= :since))
ORDER BY ordered_on DESC, id DESC
"""
_DUE = """
SELECT DISTINCT order_id FROM instalments
WHERE due_on < :as_of AND order_id IN (
    SELECT id FROM orders WHERE customer_id IN ({ids}) AND ordered_on <= :as_of)
"""


def list_orders(ledger: Ledger, *, as_of: date, customer_id: int | None = None) -> list[OrderLine]:
    """Return the orders through a day, the latest first; of one customer, or of all."""
    where = "ordered_on <= :as_of" + (" AND customer_id = :id" if customer_id else "")
    parameters: dict[str, Any] = {"as_of": as_of}
    if customer_id:
        parameters["id"] = customer_id
    return [line_of(order, as_of=as_of) for order in _gather(ledger, where, parameters)]


def line_of(order: Order, *, as_of: date) -> OrderLine:
    """Return an order as a list shows it: what is dated after the day does not exist."""
    record = order.record
    late = overdue(record, order.instalments, as_of=as_of)
    cancelled_on = record.cancelled_on
    return OrderLine(
        number=order.number,
        customer=order.code,
        name=order.name,
        on=record.ordered_on,
        amount=order.money(record.amount),
        currency=record.currency,
        rate=record.rate,
        net_amount=order.money(net_on(record, as_of)),
        paid=order.money(paid_on(record, as_of)),
        cancelled_on=cancelled_on if cancelled_on and cancelled_on <= as_of else None,
        overdue_instalments=late.count,
        overdue_amount=order.money(late.amount),
        overdue_since_on=late.since_on,
        remarks=order.remarks,
    )


def the_order(ledger: Ledger, number: str) -> Order:
    """Return the order of this number; raises `NotFound` with the nearest ones."""
    order_id = find_number(ledger, number)
    if order_id is None:
        raise _unknown(ledger, number)
    return order_of(ledger, order_id)


def order_of(ledger: Ledger, order_id: int) -> Order:
    """Return the order of this id as it stands now."""
    return _gather(ledger, "orders.id = :id", {"id": order_id})[0]


def orders_of(ledger: Ledger, customer_id: int) -> list[Order]:
    """Return the orders of a customer with their records, the latest first."""
    return _gather(ledger, "customer_id = :id", {"id": customer_id})


def orders_brought_by(ledger: Ledger, agent_id: int) -> list[Order]:
    """Return the orders of the active customers that an agent brought, the latest first."""
    brought = "SELECT id FROM customers WHERE via_agent_id = :id AND status = 'active'"
    return _gather(ledger, f"customer_id IN ({brought})", {"id": agent_id})


def orders_since(ledger: Ledger, scope: Scope, since: date) -> list[Order]:
    """Return the orders of a scope's customers, confirmed or paid on a day or later."""
    rows = ledger.rows(_SINCE.format(ids=scope.ids), {**scope.parameters, "since": since})
    return _these(ledger, [row["id"] for row in rows])


def list_overdue(ledger: Ledger, scope: Scope, *, as_of: date) -> list[OrderLine]:
    """Return the orders of a scope's customers with an instalment overdue, the oldest first."""
    rows = ledger.rows(_DUE.format(ids=scope.ids), {**scope.parameters, "as_of": as_of})
    due = _these(ledger, [row["order_id"] for row in rows])
    lines = [line_of(order, as_of=as_of) for order in due]
    late = [line for line in lines if line.overdue_instalments]
    return sorted(late, key=lambda line: (line.overdue_since_on or as_of, line.number))


def find_number(ledger: Ledger, number: str) -> int | None:
    """Return the id of the order with this number, in whatever case and width it is typed."""
    for spelling in (number.strip(), normalise_code(number)):
        found = ledger.value("SELECT id FROM orders WHERE number = :number", {"number": spelling})
        if found is not None:
            return int(found)
    found = ledger.value(
        "SELECT id FROM orders WHERE upper(number) = :number ORDER BY id",
        {"number": normalise_code(number)},
    )
    return None if found is None else int(found)


def _unknown(ledger: Ledger, number: str) -> NotFound:
    from difflib import get_close_matches

    rows = ledger.rows("SELECT number FROM orders ORDER BY id DESC LIMIT 20000")
    nearest = get_close_matches(normalise_code(number), [row["number"] for row in rows], n=3)
    if not nearest:
        return NotFound(
            _('There is no order "{number}".').format(number=quoted(number)), hint="kam order list"
        )
    return NotFound(
        _('There is no order "{number}"; nearest: {numbers}.').format(
            number=quoted(number), numbers=", ".join(nearest)
        ),
        hint="kam order list",
    )


def _these(ledger: Ledger, ids: Sequence[int]) -> list[Order]:
    """Return a few orders; each is found by its id, however many others there are."""
    return [
        order
        for chunk in chunks(ids)
        for order in _gather(ledger, f"orders.id IN ({', '.join(map(str, chunk))})", {})
    ]


def _gather(ledger: Ledger, where: str, parameters: Mapping[str, Any]) -> list[Order]:
    adjustments = _dated(ledger, "adjustments", "adjusted_on", where, parameters)
    payments = _dated(ledger, "payments", "paid_on", where, parameters)
    instalments = _dated(ledger, "instalments", "due_on", where, parameters)
    return [
        Order(
            id=row["id"],
            number=row["number"],
            customer_id=row["customer_id"],
            code=row["code"],
            name=row["name"],
            record=_record(row, adjustments, payments),
            instalments=tuple(instalments.get(row["id"], ())),
            remarks=row["remarks"],
        )
        for row in ledger.rows(_ORDERS.format(where=where), parameters)
    ]


def _record(
    row: Row, adjustments: Mapping[int, list[Dated]], payments: Mapping[int, list[Dated]]
) -> OrderRecord:
    return OrderRecord(
        ordered_on=date.fromisoformat(row["ordered_on"]),
        amount=row["amount"],
        currency=row["currency"],
        rate=Decimal(row["rate"]),
        cancelled_on=day_or_none(row["cancelled_on"]),
        adjustments=tuple(adjustments.get(row["id"], ())),
        payments=tuple(payments.get(row["id"], ())),
    )


def _dated(
    ledger: Ledger, table: str, day: str, where: str, parameters: Mapping[str, Any]
) -> Mapping[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    question = _DATED.format(table=table, day=day, where=where)
    for row in ledger.each(question, parameters):
        made = Dated(on=date.fromisoformat(row["day"]), amount=row["amount"])
        found[row["order_id"]].append(made)
    return found
