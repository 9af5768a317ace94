"""Values as the database keeps them: days and instants are ISO text, flags 0 or 1."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


def day_or_none(text: str | None) -> date | None:
    """Return the day of a column that may be empty."""
    return None if text is None else date.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Return the instant (UTC) of a column that may be empty."""
    return None if text is None else datetime.fromisoformat(text)


def instant(moment: datetime) -> str:
    """Return an instant as the ledger stores it, UTC to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(value: Any) -> Any:
    """Return a value as the database stores it: days and instants as text, flags as 0 or 1."""
    if value is None or type(value) in (str, int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value
