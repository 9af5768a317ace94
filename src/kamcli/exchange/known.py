"""What the ledger knows already, looked up in memory while rows are taken in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.policies import policy_book
from kamcli.rules.codes import normalise_code
from kamcli.rules.rates import Quote
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.policy import PolicyBook


class KnownOrder(Struct, frozen=True, kw_only=True):
    """An order as the rows that refer to it need it."""

    id: int
    customer_id: int
    ordered_on: date
    currency: str


class Known:
    """Codes, numbers and names with the ids behind them; each kind is loaded when first asked for.

    Whoever adds to the ledger adds here too.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Begin with nothing loaded."""
        self._ledger = ledger

    @cached_property
    def managers(self) -> dict[str, int]:
        """Managers by code."""
        rows = self._ledger.each("SELECT id, code FROM managers")
        return {row["code"]: row["id"] for row in rows}

    @cached_property
    def customers(self) -> dict[str, int]:
        """Customers by code, whatever their status."""
        rows = self._ledger.each("SELECT id, code FROM customers")
        return {row["code"]: row["id"] for row in rows}

    @cached_property
    def aliases(self) -> dict[str, int]:
        """Customers by former code."""
        rows = self._ledger.each("SELECT alias, customer_id FROM aliases")
        return {row["alias"]: row["customer_id"] for row in rows}

    @cached_property
    def void(self) -> set[int]:
        """The customers that are void."""
        rows = self._ledger.each("SELECT id FROM customers WHERE status = 'void'")
        return {row["id"] for row in rows}

    @cached_property
    def merged(self) -> set[int]:
        """The customers that are merged: their codes are aliases of others."""
        rows = self._ledger.each("SELECT id FROM customers WHERE status = 'merged'")
        return {row["id"] for row in rows}

    @cached_property
    def orders(self) -> dict[str, KnownOrder]:
        """Orders by number, whatever its case and width."""
        rows = self._ledger.each("SELECT id, number, customer_id, ordered_on, currency FROM orders")
        return {
            normalise_code(row["number"]): KnownOrder(
                id=row["id"],
                customer_id=row["customer_id"],
                ordered_on=date.fromisoformat(row["ordered_on"]),
                currency=row["currency"],
            )
            for row in rows
        }

    @cached_property
    def rates(self) -> dict[str, list[Quote]]:
        """The rates quoted for each currency, by day; asked for when all rates are taken in."""
        found: dict[str, list[Quote]] = defaultdict(list)
        rows = self._ledger.each(
            "SELECT currency, quoted_on, rate FROM rates ORDER BY currency, quoted_on"
        )
        for row in rows:
            on, rate = date.fromisoformat(row["quoted_on"]), Decimal(row["rate"])
            found[row["currency"]].append(Quote(currency=row["currency"], on=on, rate=rate))
        return found

    @cached_property
    def policies(self) -> PolicyBook:
        """The policy of every day; asked for when all of it is taken in."""
        return policy_book(self._ledger)

    def find_customer(self, code: str) -> int | None:
        """Return the customer that has this code, or had it before it was merged or mended."""
        found = self.customers.get(code)
        if found is None or found in self.merged:
            return self.aliases.get(code, found)
        return found

    def registered(self, code: str) -> int | None:
        """Return the customer that was registered under this code, though it may be merged."""
        found = self.customers.get(code)
        return self.aliases.get(code) if found is None else found

    def customer(self, code: str) -> int:
        """Return the customer of a code; raises `NotFound`."""
        found = self.find_customer(code)
        if found is None:
            raise unknown_customer(code)
        return found

    def manager(self, code: str) -> str:
        """Return the code of a manager who is known; raises `NotFound`."""
        if code not in self.managers:
            raise NotFound(_('There is no manager "{code}".').format(code=code))
        return code

    def order(self, number: str) -> KnownOrder:
        """Return the order of a number; raises `NotFound`."""
        found = self.orders.get(normalise_code(number))
        if found is None:
            raise NotFound(_('There is no order "{number}".').format(number=quoted(number)))
        return found

    def latest_quote(self, currency: str, on: date) -> Quote | None:
        """Return the last rate quoted on or before a day, or nothing."""
        quotes = self.rates.get(currency, [])
        place = bisect_right(quotes, on, key=lambda quote: quote.on)
        return quotes[place - 1] if place else None


def unknown_customer(code: str) -> NotFound:
    """Say that nobody has a code, nor had it."""
    return NotFound(_('There is no customer "{code}".').format(code=quoted(code)))
