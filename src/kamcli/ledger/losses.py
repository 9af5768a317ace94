"""What a ledger holds that another state of it does not: the commands after the last common one."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kamcli.ledger.days import instant_or_none


class Loss(Struct, frozen=True, kw_only=True):
    """How many commands, and when the first and the last of them were (UTC)."""

    commands: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


# The chain of the trail says what two states have in common: a digest covers all before it.
_LAST_COMMON = """
SELECT coalesce(max(mine.command_id), 0) FROM main.trail AS mine
JOIN restored.trail AS other ON other.id = mine.id AND other.digest = mine.digest
"""
_LATER = """
SELECT count(*) AS commands, min(recorded_at) AS first_at, max(recorded_at) AS last_at
FROM main.commands AS command WHERE id > :last
    AND EXISTS (SELECT 1 FROM main.trail WHERE command_id = command.id)
"""


def loss(connection: sqlite3.Connection, restored: Path) -> Loss:
    """Return what the ledger of a connection holds that another file of it does not."""
    connection.execute("ATTACH DATABASE :path AS restored", {"path": str(restored)})
    last = connection.execute(_LAST_COMMON).fetchone()[0]
    row = connection.execute(_LATER, {"last": last}).fetchone()
    return Loss(
        commands=row["commands"],
        first_at=instant_or_none(row["first_at"]),
        last_at=instant_or_none(row["last_at"]),
    )
