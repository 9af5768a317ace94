"""The policy as the ledger keeps it: settings with the day from which each holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamcli.rules.policy import PolicyBook, PolicySetting

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def policy_book(ledger: Ledger) -> PolicyBook:
    """Return every setting of the policy, ready to be asked for any day."""
    rows = ledger.rows("SELECT id, key, value, from_on FROM policy_settings ORDER BY id")
    return PolicyBook(
        PolicySetting(
            version=row["id"],
            key=row["key"],
            value=row["value"],
            from_on=date.fromisoformat(row["from_on"]),
        )
        for row in rows
    )
