"""What a command knows before it opens the ledger: which one, who, which day."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct


def _unheard(text: str) -> None:
    """Say it to nobody."""


class Session(Struct, frozen=True, kw_only=True):
    """One run of `kam`: `as_of` is its today, `now` the instant (UTC) that the trail keeps.

    `manager` is the two-digit code that was asked for, or nothing: then the ledger's own. `tell`
    says to the person what happens to the ledger as it is opened.
    """

    ledger: Path
    manager: str | None
    as_of: date
    now: datetime
    login: str
    dry_run: bool = False
    tell: Callable[[str], None] = _unheard


def login() -> str:
    """Return the login of the person, for the trail."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            # bytes that are no UTF-8 cannot be stored
            return os.environ[name].encode("utf-8", "replace").decode()
    return str(os.getuid()) if hasattr(os, "getuid") else "?"


def is_there(ledger: Path) -> bool:
    """Return whether there is a ledger, or something that keeps us from telling."""
    try:
        return ledger.exists()
    except OSError:
        return True  # what is wrong with it, opening it says
