"""Commands as the trail keeps them, and which of them were taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound
from kamcli.i18n import _

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

INIT = "init"
UNDO = "undo"
ERASE = "contact erase"
EXPORT = "export"


class Command(Struct, kw_only=True):
    """A command as the trail keeps it: what, on which day, at which instant (UTC), by whom.

    `why` is the reason of one that no row keeps.
    """

    name: str
    entered_on: date
    recorded_at: datetime
    recorded_by: str
    login: str
    undoes_id: int | None = None
    why: str | None = None


class PastCommand(Struct, frozen=True, kw_only=True):
    """A command that changed the ledger; `undoes` is the id of the one it took back.

    `why` is its reason, where no row keeps it and it was not erased.
    """

    id: int
    at: datetime
    by: str
    login: str
    name: str
    undoes: int | None
    why: str | None


def taken_back(ledger: Ledger) -> dict[int, int]:
    """Return the id of each command that is taken back, with that of the undo that did it.

    An undo that was taken back itself has no effect: what it had taken back is there again.
    """
    found: dict[int, int] = {}
    undos = "SELECT id, undoes_id FROM commands WHERE undoes_id IS NOT NULL ORDER BY id DESC"
    for row in ledger.rows(undos):
        if row["id"] not in found:
            found[row["undoes_id"]] = row["id"]
    return found


def the_command(ledger: Ledger, command_id: int) -> PastCommand:
    """Return a command; raises `NotFound`."""
    row = ledger.row("SELECT * FROM commands WHERE id = :id", {"id": command_id})
    if row is None:
        raise unknown_command(str(command_id))
    return past_command(row)


def unknown_command(typed: str) -> NotFound:
    """Say that no command has this id."""
    return NotFound(_('There is no command "{id}".').format(id=typed), hint="kam audit --limit 10")


def last_command(ledger: Ledger, *, manager: str) -> PastCommand:
    """Return the last command of a manager that is not taken back and is no undo.

    Raises `NotFound` when there is none; the making of the ledger is not one, nor is an export,
    which changed nothing.
    """
    gone = taken_back(ledger)
    rows = ledger.each(
        "SELECT * FROM commands WHERE recorded_by = :manager AND undoes_id IS NULL"
        " AND name NOT IN (:init, :export) ORDER BY id DESC",
        {"manager": manager, "init": INIT, "export": EXPORT},
    )
    for row in rows:
        if row["id"] not in gone:
            return past_command(row)
    raise NotFound(
        _("Manager {manager} has no command left to take back.").format(manager=manager),
        hint="kam audit --limit 10",
    )


def past_command(row: Row) -> PastCommand:
    """Return the command of a row."""
    return PastCommand(
        id=row["id"],
        at=datetime.fromisoformat(row["recorded_at"]),
        by=row["recorded_by"],
        login=row["login"],
        name=row["name"],
        undoes=row["undoes_id"],
        why=row["why"],
    )
