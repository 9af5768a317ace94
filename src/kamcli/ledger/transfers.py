"""Transfers: a customer gets another owner and keeps its code (rules.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.finding import Found, check_active
from kamcli.ledger.managers import Manager, check_at_work

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def transfer_customers(
    ledger: Ledger, customers: Sequence[Found], *, to: Manager, on: date, why: str
) -> None:
    """Give customers to another manager from a day on.

    Raises `Refused`, and transfers none, when the manager has left, owns one of them already, or
    one was given to somebody after that day.
    """
    check_at_work(to)
    for customer in customers:
        check_active(customer)
        _check_day(ledger, customer, to, on)
        ledger.update("customers", customer.id, {"owner": to.code})
        ledger.insert(
            "owners",
            {"customer_id": customer.id, "owner": to.code, "from_on": on, "why": why},
        )


def _check_day(ledger: Ledger, customer: Found, to: Manager, on: date) -> None:
    """Refuse an owner it has already, and a day on which the present one was not known yet."""
    owner = ledger.value("SELECT owner FROM customers WHERE id = :id", {"id": customer.id})
    if owner == to.code:
        raise Refused(
            _("{code} {name} is owned by {manager} {manager_name} already.").format(
                code=customer.code, name=customer.name, manager=to.code, manager_name=to.name
            ),
            hint=f"kam show {customer.code}",
        )
    since = ledger.value(
        "SELECT max(from_on) FROM owners WHERE customer_id = :id", {"id": customer.id}
    )
    if since is not None and on.isoformat() < since:
        raise Refused(
            _('{code} {name} is owned by {owner} since {since}, which is after "{on}".').format(
                code=customer.code, name=customer.name, owner=owner, since=since, on=on
            ),
            hint=f'kam customer transfer {customer.code} --to {to.code} --on {since} --why "…"',
        )
