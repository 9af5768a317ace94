"""Void customers: out of every count and never deleted (rules.md 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamcli.errors import Refused
from kamcli.i18n import ngettext
from kamcli.ledger.finding import Found, check_active
from kamcli.rules.vocabulary import CustomerStatus

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def void_customer(ledger: Ledger, customer: Found, *, why: str) -> None:
    """Make a customer void for a reason; raises `Refused` as `check_may_void` does."""
    check_may_void(ledger, customer)
    ledger.update("customers", customer.id, {"status": CustomerStatus.VOID, "status_reason": why})


def check_may_void(ledger: Ledger, customer: Found) -> None:
    """Raise `Refused` for a customer that is no longer active, or has orders."""
    check_active(customer)
    orders = ledger.value(
        "SELECT count(*) FROM orders WHERE customer_id = :id", {"id": customer.id}
    )
    if orders:
        raise Refused(
            ngettext(
                "{code} {name} has {count} order: only a customer without orders can be void.",
                "{code} {name} has {count} orders: only a customer without orders can be void.",
                orders,
            ).format(code=customer.code, name=customer.name, count=orders),
            hint=f"kam order list {customer.code}",
        )
