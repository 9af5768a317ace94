"""Orders of rows as they are taken in: each once, with its rate and a number of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.exchange.known import KnownOrder
from kamcli.exchange.trade import rate_on
from kamcli.i18n import _
from kamcli.rules.codes import normalise_code
from kamcli.rules.money import to_cny
from kamcli.rules.rates import plain_rate
from kamcli.writing import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamcli.exchange.handmade.batches import Batches
    from kamcli.exchange.handmade.entries import Sale
    from kamcli.exchange.intake import Desk


class NewOrder(Struct, frozen=True, kw_only=True):
    """An order that is not known yet, with the rate of its day."""

    sale: Sale
    rate: str


class Sales:
    """The orders that are known, by number, and by what they are where they have none."""

    def __init__(self, desk: Desk, batches: Batches) -> None:
        """Begin; what is there is loaded when first asked for."""
        self._desk = desk
        self._batches = batches

    @cached_property
    def _known(self) -> Counter[tuple[Any, ...]]:
        rows = self._desk.ledger.each(
            "SELECT customer_id, ordered_on, amount, currency FROM orders"
        )
        return Counter(tuple(row) for row in rows)

    @cached_property
    def _last(self) -> dict[int, int]:
        """The last number of its own that each customer's orders have: CODE-7."""
        found: dict[int, int] = defaultdict(int)
        rows = self._desk.ledger.each(
            "SELECT orders.customer_id AS id, number, code FROM orders"
            " JOIN customers ON customers.id = orders.customer_id"
        )
        for row in rows:
            _code, _hyphen, end = row["number"].rpartition(f"{row['code']}-")
            if end.isascii() and end.isdecimal():
                found[row["id"]] = max(found[row["id"]], int(end))
        return found

    def missing(self, sales: Sequence[Sale], customer_id: int | None) -> list[NewOrder]:
        """Return the orders that are not known yet.

        Raises `Refused` for a number that another order has, and for a currency without a rate.
        """
        met: Counter[tuple[Any, ...]] = Counter()
        found = []
        for sale in sales:
            if sale.number is not None and (known := self._numbered(sale)) is not None:
                self._check_same(sale, known, customer_id)
                continue
            key = _key(customer_id or 0, sale)
            met[key] += 1
            if customer_id is None or met[key] > self._known[key]:
                found.append(self._new(sale))
        return found

    def keep(self, orders: Sequence[NewOrder], customer_id: int, code: str) -> None:
        """Store orders; one without a number gets the customer's next."""
        for order in orders:
            sale = order.sale
            number = sale.number or self._next_number(customer_id, code)
            order_id = self._batches.add(
                "orders",
                {
                    "number": number,
                    "customer_id": customer_id,
                    "ordered_on": sale.on.isoformat(),
                    "amount": sale.money.amount,
                    "currency": sale.money.currency,
                    "rate": order.rate,
                    "remarks": sale.text,
                },
            )
            self._desk.known.orders[normalise_code(number)] = KnownOrder(
                id=order_id,
                customer_id=customer_id,
                ordered_on=sale.on,
                currency=sale.money.currency,
            )
            self._known[_key(customer_id, sale)] += 1

    def _numbered(self, sale: Sale) -> KnownOrder | None:
        return self._desk.known.orders.get(normalise_code(sale.number or ""))

    def _check_same(self, sale: Sale, known: KnownOrder, customer_id: int | None) -> None:
        """Refuse another order under a number that is taken."""
        same = (known.customer_id, known.ordered_on, known.currency)
        if same != (customer_id, sale.on, sale.money.currency):
            raise Refused(
                _('There is an order "{number}" already.').format(number=quoted(sale.number or ""))
            )

    def _new(self, sale: Sale) -> NewOrder:
        rate = rate_on(self._desk, sale.money.currency, sale.on)
        to_cny(sale.money.amount, sale.money.currency, rate)  # refuses what cannot be added up
        return NewOrder(sale=sale, rate=plain_rate(rate))

    def _next_number(self, customer_id: int, code: str) -> str:
        number = ""
        while not number or normalise_code(number) in self._desk.known.orders:
            self._last[customer_id] += 1
            number = f"{code}-{self._last[customer_id]}"
        return number


def _key(customer_id: int, sale: Sale) -> tuple[Any, ...]:
    return (customer_id, sale.on.isoformat(), sale.money.amount, sale.money.currency)
