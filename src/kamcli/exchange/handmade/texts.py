"""Cells as text: what a cell says, and what is written in place of nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from kamcli.errors import NotUnderstood
from kamcli.guard import unguarded
from kamcli.i18n import _
from kamcli.writing import even

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw

_NOTHING = frozenset("- -- --- — —— – / \\ 无 暂无 n/a none nil null #n/a".split())
# with room for spaces around
_LONGEST_NOTHING = 8
# Columns say the same again and again, and a cell is asked for more than once.
_MET_AGAIN = 1024


def text_of(raw: Raw) -> str | None:
    """Return what a cell says, None for nothing; raises `NotUnderstood` for what is no text.

    Numbers and days are written as machines write them: `4280.5`, `2024-05-10`.
    """
    match raw:
        case None:
            return None
        case str():
            return _text(raw)
        case bool():
            return "TRUE" if raw else "FALSE"
        case datetime():
            return raw.isoformat(" ", "minutes") if raw.time() != time() else str(raw.date())
        case date():
            return raw.isoformat()
        case time():
            return raw.isoformat("minutes")
        case timedelta():
            return str(raw)
        case int() | float():
            return number_text(raw)


def number_text(number: float) -> str:
    """Return a number without an exponent, and a whole one without a point."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return str(number)


@lru_cache(maxsize=_MET_AGAIN)
def is_nothing(text: str) -> bool:
    """Tell whether a text stands in place of an empty cell: `-`, `无`, `N/A`."""
    if len(text) > _LONGEST_NOTHING:
        return text.isspace()
    plain = even(text).casefold()
    return not plain or plain in _NOTHING


def lines_of(text: str) -> list[str]:
    """Return the lines of a cell that say something, without the spaces around them."""
    return [line for line in map(str.strip, text.splitlines()) if not is_nothing(line)]


@lru_cache(maxsize=_MET_AGAIN)
def _text(raw: str) -> str | None:
    if "\0" in raw:
        raise NotUnderstood(_("A text cannot hold a zero byte."))
    text = unguarded(raw).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() or None
