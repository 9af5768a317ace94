"""Goals: how many new customers a manager wants to win in a week (开发目标)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.weeks import Week


class Goal(Struct, frozen=True, kw_only=True):
    """A goal; `week` is the Friday that names it."""

    manager: str
    week: date
    customers: int
    note: str | None


def set_goal(ledger: Ledger, manager: str, week: Week, *, customers: int, note: str | None) -> Goal:
    """Set the goal of a manager's week; it takes the place of one that was set before."""
    row_id = ledger.value(
        "SELECT id FROM goals WHERE manager = :manager AND week_on = :week",
        {"manager": manager, "week": week.friday},
    )
    values = {"customers": customers, "note": note}
    if row_id is None:
        ledger.insert("goals", {"manager": manager, "week_on": week.friday, **values})
    else:
        ledger.update("goals", row_id, values)
    return Goal(manager=manager, week=week.friday, customers=customers, note=note)


def list_goals(ledger: Ledger) -> list[Goal]:
    """Return all goals, the latest week first."""
    rows = ledger.rows("SELECT * FROM goals ORDER BY week_on DESC, manager")
    return [
        Goal(
            manager=row["manager"],
            week=date.fromisoformat(row["week_on"]),
            customers=row["customers"],
            note=row["note"],
        )
        for row in rows
    ]
