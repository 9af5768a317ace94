"""Payments received on orders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import _
from kamcli.ledger.order_changes import check_above_zero
from kamcli.ledger.orders import Order, order_of
from kamcli.rules.amount import net_on
from kamcli.rules.instalments import paid_on
from kamcli.rules.money import Money, check_range, shown
from kamcli.rules.record import Dated

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Payment(Struct, frozen=True, kw_only=True):
    """A payment in a list; `number` is the order's, `amount` in its `currency`."""

    id: int
    number: str
    customer: str
    name: str
    on: date
    amount: Money
    currency: str


def add_payment(ledger: Ledger, order: Order, made: Dated, *, as_of: date) -> int:
    """Note money received on an order, cancelled or not, and return the id.

    More than the order's amount is told. Raises `Refused` for an amount of 0.
    """
    check_above_zero(order.money(made.amount))
    check_range(made.amount + sum(each.amount for each in order.record.payments))
    payment_id = ledger.insert(
        "payments", {"order_id": order.id, "paid_on": made.on, "amount": made.amount}
    )
    _tell_overpaid(ledger, order_of(ledger, order.id), as_of=as_of)
    return payment_id


def list_payments(ledger: Ledger, *, as_of: date, customer_id: int | None = None) -> list[Payment]:
    """Return payments through a day, the latest first; of one customer, or of all."""
    where = "paid_on <= :as_of" + (" AND customer_id = :id" if customer_id else "")
    rows = ledger.rows(
        "SELECT payments.*, orders.number, orders.currency, customers.code, customers.name"
        " FROM payments JOIN orders ON orders.id = payments.order_id"
        f" JOIN customers ON customers.id = orders.customer_id WHERE {where}"
        " ORDER BY paid_on DESC, payments.id DESC",
        {"as_of": as_of, "id": customer_id} if customer_id else {"as_of": as_of},
    )
    return [
        Payment(
            id=row["id"],
            number=row["number"],
            customer=row["code"],
            name=row["name"],
            on=date.fromisoformat(row["paid_on"]),
            amount=Money(amount=row["amount"], currency=row["currency"]),
            currency=row["currency"],
        )
        for row in rows
    ]


def _tell_overpaid(ledger: Ledger, order: Order, *, as_of: date) -> None:
    record = order.record
    paid, net = paid_on(record, as_of), net_on(record, as_of)
    if record.cancelled_on is None and record.ordered_on <= as_of and paid > net:
        ledger.notes.append(
            _("{paid} is paid on {number}, its amount is {net} {currency}.").format(
                paid=shown(paid, record.currency),
                number=order.number,
                net=shown(net, record.currency),
                currency=record.currency,
            )
        )
