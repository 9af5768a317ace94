"""The imports of the past: one batch each, with what became of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.commands import taken_back

if TYPE_CHECKING:
    from kamcli.exchange.faults import Counts
    from kamcli.ledger.database import Ledger


class Batch(Struct, frozen=True, kw_only=True):
    """An import of the past, as `kam import --list` shows it; `undone_by` took it back."""

    batch: int
    on: date
    recorded_at: datetime
    recorded_by: str
    source: str
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    undone_by: int | None


def keep_batch(ledger: Ledger, source: str, tallies: Sequence[Counts]) -> int:
    """Keep what an import came to, under the id of its command; return the id of the batch."""
    ledger.execute(
        "INSERT INTO import_batches"
        " (command_id, source, rows_read, created, updated, unchanged, rejected) VALUES"
        " (:command_id, :source, :read, :created, :updated, :unchanged, :rejected)",
        {
            "command_id": ledger.trail.command_id(ledger),
            "source": source,
            "read": sum(tally.read for tally in tallies),
            "created": sum(tally.created for tally in tallies),
            "updated": sum(tally.updated for tally in tallies),
            "unchanged": sum(tally.unchanged for tally in tallies),
            "rejected": sum(tally.rejected for tally in tallies),
        },
    )
    return ledger.last_id_given("import_batches")


def list_batches(ledger: Ledger) -> list[Batch]:
    """Return the imports of the past, the latest first."""
    rows = ledger.rows(
        "SELECT import_batches.*, entered_on, recorded_at, recorded_by FROM import_batches"
        " JOIN commands ON commands.id = import_batches.command_id ORDER BY import_batches.id DESC"
    )
    gone = taken_back(ledger)
    return [
        Batch(
            batch=row["id"],
            on=date.fromisoformat(row["entered_on"]),
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            recorded_by=row["recorded_by"],
            source=row["source"],
            read=row["rows_read"],
            created=row["created"],
            updated=row["updated"],
            unchanged=row["unchanged"],
            rejected=row["rejected"],
            undone_by=gone.get(row["command_id"]),
        )
        for row in rows
    ]
