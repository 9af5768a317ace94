"""Values as the database keeps them: days and instants are ISO text, flags 0 or 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any


# A ledger has few days and many facts: the same text is read again and again.
@lru_cache(maxsize=16384)
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
    kind = type(value)
    return value if kind in PLAIN else _FORMS[kind](value)


def plain_row(values: Sequence[Any]) -> Sequence[Any]:
    """Return values as the database stores them; most are plain already: an import asks often."""
    if PLAIN.issuperset(map(type, values)):
        return values
    return [value if type(value) in PLAIN else plain(value) for value in values]


class _Forms(dict[type, Callable[[Any], Any]]):
    """What makes values plain, by their type: those of a type are of one that it derives from."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        found = (form for known, form in self.items() if issubclass(kind, known))
        self[kind] = next(found, lambda value: value)
        return self[kind]


# What the database takes as it is.
PLAIN = frozenset({str, int, type(None)})
# The first that fits; an instant is a day too.
_FORMS = _Forms(
    {
        StrEnum: str,
        bool: int,
        datetime: instant,
        date: date.isoformat,
        Decimal: lambda value: format(value.normalize(), "f"),
    }
)
