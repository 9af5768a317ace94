"""Days and instants as the database gives them back: ISO text."""

from __future__ import annotations

from datetime import date, datetime


def day_or_none(text: str | None) -> date | None:
    """Return the day of a column that may be empty."""
    return None if text is None else date.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """Return the instant (UTC) of a column that may be empty."""
    return None if text is None else datetime.fromisoformat(text)
