"""Whether the index of texts, contact points and marks are what the rows add up to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kamcli.ledger import index, marks
from kamcli.ledger.contact_points import wrong_points
from kamcli.ledger.database import Ledger

if TYPE_CHECKING:
    from kamcli.ledger.database import Row


def wrong_tables(ledger: Ledger) -> Iterator[str]:
    """Go through the tables whose texts are not found as they should be.

    The index is made anew in a file of SQLite's own and both are compared word by word: flat
    memory, as much time as `kam import` takes for the index.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        right = Ledger(connection, Path(), None)
        connection.execute("BEGIN")
        for table, each in index.INDEXED.items():
            sql = ledger.value(
                "SELECT sql FROM sqlite_master WHERE name = :name", {"name": each.name}
            )
            if sql is None:
                yield table
                continue
            right.execute(sql)
            index.fill_from(ledger, right, table)
            if not _same(_words(ledger, each.name), _words(right, each.name)):
                yield table
    if next(wrong_points(ledger), None) is not None:
        yield "contact_points"
    if not marks.fit(ledger):
        yield "firm_marks"


def _words(ledger: Ledger, name: str) -> Iterator[Row]:
    """Go through the words of an index in order, with how many rows have each and how often."""
    # Made in SQLite's own temporary file, which it takes for a change nevertheless.
    ledger.execute("PRAGMA query_only = 0")
    ledger.execute(f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab(main, {name}, row)")
    yield from ledger.each(f"SELECT term, doc, cnt FROM temp.{name}_words ORDER BY term")


def _same(left: Iterator[Row], right: Iterator[Row]) -> bool:
    """Return whether two go through the same rows to the same end."""
    for row in left:
        other = next(right, None)
        if other is None or tuple(row) != tuple(other):
            return False
    return next(right, None) is None
