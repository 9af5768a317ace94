"""The figures of a period: visits, customers reached, orders and payments in CNY."""

from __future__ import annotations

from collections.abc import Iterable
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


def sums(ledger: Ledger, scope: Scope, orders: Iterable[Order], period: Period) -> Sums:
    """Add up a period as it stood on its last day.

    A customer is reached by any effective contact (rules.md 2), orders and payments included; a
    visit where nobody was met is none. Orders count with their amount on the last day of the
    period, converted at the rate fixed on each.
    """
    rows = ledger.rows(
        _REACHED.format(ids=scope.ids),
        {**scope.parameters, "begin": period.begin, "through": period.through},
    )
    reached = {row["customer_id"] for row in rows}
    ordered = received = 0
    for order in orders:
        record = order.record
        if record.ordered_on in period:
            ordered += _cny(order, net_on(record, period.through))
            reached.add(order.customer_id)
        paid = [made.amount for made in record.payments if made.on in period]
        received += sum(_cny(order, amount) for amount in paid)
        if paid:
            reached.add(order.customer_id)
    return Sums(
        visits=sum(row["visits"] for row in rows),
        customers_reached=len(reached),
        orders=ordered,
        payments=received,
    )


def _cny(order: Order, amount: int) -> int:
    return to_cny(amount, order.record.currency, order.record.rate)
