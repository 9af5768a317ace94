"""Exports: what was written out of the ledger, and where to. The trail tells who and when."""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import faults

if TYPE_CHECKING:
    from kamcli.errors import Unavailable
    from kamcli.ledger.database import Ledger


class ExportKind(StrEnum):
    """What can be written out of a ledger."""

    TABLES = "tables"
    WORKBOOK = "workbook"
    CARDS = "cards"
    CALENDAR = "calendar"


class NewExport(Struct, frozen=True, kw_only=True):
    """What was written out: to which file or folder, and whether personal data was left out."""

    what: ExportKind
    target: Path
    rows: int
    redacted: bool


def note_export(ledger: Ledger, new: NewExport) -> int:
    """Note what is about to leave the ledger, and return the id."""
    return ledger.insert(
        "exports",
        {
            "what": new.what,
            "target": str(new.target.absolute()),
            "rows": new.rows,
            "redacted": new.redacted,
        },
    )


def is_closed(error: Unavailable) -> bool:
    """Return whether nothing can be noted because of where the ledger lies, however long one waits.

    It is then read-only, damaged, or on a full disk; one that is in use is free again soon.
    """
    cause = error.__cause__
    soon = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return isinstance(cause, sqlite3.DatabaseError) and faults.kind_of(cause) not in soon
