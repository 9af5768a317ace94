"""Whether a ledger's file is whole: what SQLite finds in it, and how many rows its tables have."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

_MOST_TOLD = 20


class Dangling(Struct, frozen=True, kw_only=True):
    """A row that points to one that is not there."""

    table: str
    row: int
    target: str


class Content(Struct, frozen=True, kw_only=True):
    """What a ledger holds at a moment: rows by table, and the end of the trail's chain."""

    rows: Mapping[str, int]
    digest: str

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return sum(self.rows.values())


def damage(ledger: Ledger) -> list[str]:
    """Return what SQLite finds wrong with the pages of a ledger and its indexes.

    Its own check passes over the indexes of texts: what they are made of are plain rows to it.
    """
    found = [row[0] for row in ledger.rows(f"PRAGMA integrity_check({_MOST_TOLD})")]
    unread = [told for name in _indexes_of_texts(ledger) if (told := _unreadable(ledger, name))]
    return ([] if found == ["ok"] else found) + unread


def _indexes_of_texts(ledger: Ledger) -> list[str]:
    rows = ledger.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
    return [row["name"] for row in rows]


def _unreadable(ledger: Ledger, name: str) -> str | None:
    """Return why an index of texts cannot be opened, if it cannot."""
    try:
        ledger.row(f'SELECT rowid FROM "{name}" LIMIT 1')
    except sqlite3.DatabaseError as error:
        return f"{name}: {error}"
    return None


def dangling(ledger: Ledger) -> list[Dangling]:
    """Return the rows that point to nothing."""
    rows = ledger.rows("PRAGMA foreign_key_check")
    return [Dangling(table=row[0], row=row[1] or 0, target=row[2]) for row in rows]


def content(ledger: Ledger) -> Content:
    """Count the rows of every table; flat memory."""
    names = ledger.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " ORDER BY name"
    )
    rows = {row["name"]: ledger.value(f'SELECT count(*) FROM "{row["name"]}"') for row in names}
    digest = ledger.value("SELECT digest FROM trail ORDER BY id DESC LIMIT 1") or ""
    return Content(rows=rows, digest=digest)
