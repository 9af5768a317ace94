"""How often a customer is contacted, and until when it is left in peace: one row a customer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kamcli.errors import Refused
from kamcli.i18n import _

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

LONGEST_CADENCE = 3650


def set_cadence(ledger: Ledger, customer_id: int, days: int | None) -> None:
    """Give a customer its own number of days between contacts, or none: then its grade says it.

    Raises `Refused` for less than a day or more than ten years.
    """
    if days is not None and not 1 <= days <= LONGEST_CADENCE:
        raise Refused(
            _('"{days}" is no cadence: 1 to {most} days.').format(days=days, most=LONGEST_CADENCE),
            hint="kam cadence --help",
            typed=str(days),
            better="30",
        )
    _keep(ledger, customer_id, {"days": days})


def snooze(ledger: Ledger, customer_id: int, *, until: date, as_of: date, why: str) -> None:
    """Hold back what is due of a customer through a day after today; raises `Refused`."""
    if until <= as_of:
        raise Refused(
            _('A snooze lasts until a day after today, not "{day}".').format(day=until),
            hint="--until +7d",
        )
    _keep(ledger, customer_id, {"snoozed_until_on": until, "why": why})


def _keep(ledger: Ledger, customer_id: int, values: dict[str, Any]) -> None:
    """Keep the values in the customer's row; a row that says nothing any more goes."""
    row = ledger.row("SELECT * FROM cadences WHERE customer_id = :id", {"id": customer_id})
    if row is None:
        if any(value is not None for value in values.values()):
            ledger.insert("cadences", {"customer_id": customer_id, **values})
        return
    after = {**dict(row), **values}
    if after["days"] is None and after["snoozed_until_on"] is None:
        ledger.delete("cadences", row["id"])
    else:
        ledger.update("cadences", row["id"], values)
