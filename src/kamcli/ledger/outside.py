"""What left the ledger and may tell of a person: copies, exports, mails, files of submissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.config import read_config
from kamcli.ledger.backup_files import files_of
from kamcli.ledger.days import day_or_none

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.submissions import Submission


class Way(StrEnum):
    """How something left the ledger."""

    COPY = "copy"
    EXPORT = "export"
    MAIL = "mail"
    FILE = "file"


class Outside(Struct, frozen=True, kw_only=True):
    """Something that left the ledger: a file, a folder or an address, and the day if known."""

    way: Way
    where: str
    on: date | None


_EXPORTS = """
SELECT exports.target, commands.entered_on FROM exports
JOIN trail ON trail.table_name = 'exports' AND trail.row_id = exports.id AND change = 'insert'
JOIN commands ON commands.id = trail.command_id
WHERE redacted = 0 AND commands.id >= :since ORDER BY exports.id
"""


def outside_of(
    ledger: Ledger, *, since: int, submissions: Sequence[Submission]
) -> tuple[Outside, ...]:
    """Return what left the ledger since a command, and what submissions became, as far as known."""
    return (*_copies(ledger), *_exports(ledger, since), *_of_submissions(ledger, submissions))


def _copies(ledger: Ledger) -> Iterator[Outside]:
    """Go through the copies beside the ledger, and the backups where they are kept."""
    for path in sorted(ledger.path.parent.glob(f"{ledger.path.name}.before-*")):
        yield Outside(way=Way.COPY, where=str(path), on=None)
    named = read_config().backups
    folder = Path(named).expanduser() if named else ledger.path.parent / "backups"
    for each in files_of(ledger.path, folder):
        yield Outside(way=Way.COPY, where=str(each.path), on=None)


def _exports(ledger: Ledger, since: int) -> Iterator[Outside]:
    for row in ledger.rows(_EXPORTS, {"since": since}):
        on = day_or_none(row["entered_on"])
        yield Outside(way=Way.EXPORT, where=row["target"], on=on)


def _of_submissions(ledger: Ledger, submissions: Sequence[Submission]) -> Iterator[Outside]:
    for each in submissions:
        name = f"{each.week}-{each.manager}-v{each.version}.*"
        yield Outside(way=Way.FILE, where=name, on=each.submitted_at.date())
        rows = ledger.rows(
            "SELECT address, begun_at FROM sendings WHERE submission_id = :id ORDER BY id",
            {"id": each.id},
        )
        for row in rows:
            on = date.fromisoformat(row["begun_at"][:10])
            yield Outside(way=Way.MAIL, where=row["address"], on=on)
