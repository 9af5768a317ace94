"""What a command knows before it opens the ledger: which one, who, which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of `kam`: `as_of` is its today, `now` the instant (UTC) that the trail keeps.

    `manager` is the two-digit code that was asked for, or nothing: then the ledger's own.
    """

    ledger: Path
    manager: str | None
    as_of: date
    now: datetime
    login: str
    dry_run: bool = False
