"""Rows that are not what the trail says: something other than `kam` has changed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.json import decode

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

# What is worked out, what never goes back, and what says who did what: no row of these is noted.
_NOT_NOTED = frozenset(
    {
        *("alembic_version", "commands", "contact_points", "counters", "firm_marks"),
        *("grade_changes", "import_batches", "ledger_settings", "standings", "trail"),
    }
)


class Outside(StrEnum):
    """What was done to a row from outside."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Drift(Struct, frozen=True, kw_only=True):
    """A row that is not as the trail left it; of one that was changed, the first such column."""

    table: str
    row: int
    customer_id: int | None
    what: Outside
    column: str | None = None
    noted: Any = None
    found: Any = None


def drifts(ledger: Ledger) -> Iterator[Drift]:
    """Go through all rows that the trail does not account for; flat memory.

    What was erased from the trail nobody can compare; it is passed over.
    """
    for table in noted_tables(ledger):
        yield from _drifts_in(ledger, table)


def noted_tables(ledger: Ledger) -> list[str]:
    """Return the tables of which every change stands in the trail."""
    # what was shown to people has ids that are never given again
    rows = ledger.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        " ORDER BY name"
    )
    return [row["name"] for row in rows if row["name"] not in _NOT_NOTED]


class _Image(Struct, kw_only=True):
    """A row as the trail has it: whether it is there, and its columns as far as they are known."""

    row: int
    customer_id: int | None = None
    there: bool = False
    complete: bool = False
    known: dict[str, Any] = field(default_factory=dict)


_NOTED = """
SELECT row_id, customer_id, change, content FROM trail
WHERE table_name = :table AND change <> 'erase' ORDER BY row_id, id
"""


def _images(ledger: Ledger, table: str) -> Iterator[_Image]:
    noted = ledger.each(_NOTED, {"table": table})
    for row_id, changes in groupby(noted, key=lambda row: int(row["row_id"])):
        yield _image(row_id, changes)


def _image(row_id: int, changes: Iterable[Row]) -> _Image:
    image = _Image(row=row_id)
    for change in changes:
        image.customer_id = change["customer_id"]
        content = None if change["content"] is None else decode(change["content"])
        if change["change"] == "update":
            if content is None:
                image.known, image.complete = {}, False
            else:
                image.known |= {name: pair[1] for name, pair in content.items()}
        else:
            image.there = change["change"] == "insert"
            image.known, image.complete = dict(content or {}), content is not None
    return image


def _drifts_in(ledger: Ledger, table: str) -> Iterator[Drift]:
    """Go through the rows and what the trail has of them side by side, both in order of ids."""
    usual = _defaults(ledger, table)
    images = _images(ledger, table)
    image = next(images, None)
    for row in ledger.each(f"SELECT * FROM {table} ORDER BY id"):
        while image is not None and image.row < row["id"]:
            yield from _gone(table, image)
            image = next(images, None)
        if image is None or image.row != row["id"] or not image.there:
            yield _drift(table, row["id"], _customer_of(table, row), Outside.ADDED)
        else:
            yield from _changed(table, row, image, usual)
        if image is not None and image.row == row["id"]:
            image = next(images, None)
    while image is not None:
        yield from _gone(table, image)
        image = next(images, None)


def _gone(table: str, image: _Image) -> Iterator[Drift]:
    if image.there:
        yield _drift(table, image.row, image.customer_id, Outside.REMOVED)


def _drift(table: str, row: int, customer_id: int | None, what: Outside) -> Drift:
    return Drift(table=table, row=row, customer_id=customer_id, what=what)


def _changed(table: str, row: Row, image: _Image, usual: Mapping[str, object]) -> Iterator[Drift]:
    for name in row.keys():  # noqa: SIM118 -- iterating over a row of SQLite gives its values
        if name == "id" or not (name in image.known or image.complete):
            continue
        noted = image.known[name] if name in image.known else usual[name]
        if row[name] != noted:
            yield Drift(
                table=table,
                row=row["id"],
                customer_id=image.customer_id,
                what=Outside.CHANGED,
                column=name,
                noted=noted,
                found=row[name],
            )
            return


def _customer_of(table: str, row: Row) -> int | None:
    if table == "customers":
        return int(row["id"])
    return row["customer_id"] if "customer_id" in row.keys() else None  # noqa: SIM118 -- the same


def _defaults(ledger: Ledger, table: str) -> dict[str, object]:
    """Return what a column holds that an insert did not name."""
    found: dict[str, object] = {}
    for row in ledger.rows(f"PRAGMA table_info({table})"):
        said = row["dflt_value"]
        found[row["name"]] = None if said is None else ledger.value(f"SELECT {said}")
    return found
