"""What `kam init` said, and who is at work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.days import day_or_none
from kamcli.rules.vocabulary import Department

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Settings(Struct, frozen=True, kw_only=True):
    """The ledger's own settings, and the manager who works on it."""

    prefix: str
    graded_on: date | None
    manager: str
    manager_name: str
    department: Department | None


def read_settings(ledger: Ledger, *, manager: str | None) -> Settings | None:
    """Return the settings, with the manager of this code, else the one that `kam init` named.

    Returns nothing when the ledger has no such manager.
    """
    row = ledger.row(
        "SELECT s.prefix, s.graded_on, m.code, m.name, m.department FROM ledger_settings s"
        " JOIN managers m ON m.code = coalesce(:manager, s.manager)",
        {"manager": manager},
    )
    if row is None:
        return None
    return Settings(
        prefix=row["prefix"],
        graded_on=day_or_none(row["graded_on"]),
        manager=row["code"],
        manager_name=row["name"],
        department=Department(row["department"]) if row["department"] else None,
    )
