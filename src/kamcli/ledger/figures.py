"""The figures of a period: visits, customers reached, orders and payments in CNY."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.records import CONTACT
from kamcli.rules.amount import net_on
from kamcli.rules.money import to_cny

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.orders import Order
    from kamcli.ledger.records import Scope
    from kamcli.rules.periods import Period


class Sums(Struct, frozen=True, kw_only=True):
    """What a period adds up to; `orders` and `payments` in CNY fen."""

    visits: int
    customers_reached: int
    orders: int
    payments: int


_REACHED = f"""
SELECT customer_id, sum(CASE WHEN via = 'visit' THEN 1 ELSE 0 END) AS visits FROM interactions
WHERE customer_id IN ({{ids}}) AND happened_on BETWEEN :begin AND :through AND ({CONTACT})
GROUP BY customer_id
"""


class _Paid(Struct, frozen=True, kw_only=True):
    """A payment received, with its order."""

    on: date
    amount: int
    order: Order


class Sales:
    """Orders and payments in the order of their days: a period finds its own at once."""

    def __init__(self, orders: Iterable[Order]) -> None:
        """Lay out the orders."""
        self.orders = sorted(orders, key=lambda order: order.record.ordered_on)
        self._days = [order.record.ordered_on for order in self.orders]
        payments = (
            _Paid(on=made.on, amount=made.amount, order=order)
            for order in self.orders
            for made in order.record.payments
        )
        self._payments = sorted(payments, key=lambda payment: payment.on)
        self._payment_days = [payment.on for payment in self._payments]

    def ordered_in(self, period: Period) -> Sequence[Order]:
        """Return the orders confirmed in a period."""
        return self.orders[_slice(self._days, period)]

    def paid_in(self, period: Period) -> Sequence[_Paid]:
        """Return the payments received in a period."""
        return self._payments[_slice(self._payment_days, period)]


def _slice(days: Sequence[date], period: Period) -> slice:
    return slice(bisect_left(days, period.begin), bisect_right(days, period.through))


def sums(ledger: Ledger, scope: Scope, sales: Sales, period: Period) -> Sums:
    """Add up a period as it stood on its last day.

    A customer is reached by any effective contact (rules.md 2), orders and payments included; a
    visit where nobody was met is none. Orders count with their amount on the last day of the
    period, converted at the rate fixed on each.
    """
    rows = ledger.rows(
        _REACHED.format(ids=scope.ids),
        {**scope.parameters, "begin": period.begin, "through": period.through},
    )
    ordered, paid = sales.ordered_in(period), sales.paid_in(period)
    reached = {row["customer_id"] for row in rows}
    reached.update(order.customer_id for order in ordered)
    reached.update(payment.order.customer_id for payment in paid)
    return Sums(
        visits=sum(row["visits"] for row in rows),
        customers_reached=len(reached),
        orders=sum(cny_in(order, period) for order in ordered),
        payments=sum(_cny(payment.order, payment.amount) for payment in paid),
    )


def cny_in(order: Order, period: Period) -> int:
    """Return what an order counts for in a period, in fen: its amount on the last day."""
    return _cny(order, net_on(order.record, period.through))


def _cny(order: Order, amount: int) -> int:
    return to_cny(amount, order.record.currency, order.record.rate)
