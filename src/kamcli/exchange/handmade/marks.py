"""Ticks, grades and other words that a salesperson puts into a cell."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules import labels, words
from kamcli.writing import even, quoted

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw

_Value = TypeVar("_Value", bound=StrEnum)

_TICKS = frozenset("√ ✓ ✔ ☑ ✅ v y yes true 1 是 有 对 ● ○ * x".split()) - {"x", "○"}
_CROSSES = frozenset("× ✗ ✘ ❌ x n no false 0 否 无 不是 ☐ ○".split())


def is_tick(raw: Raw) -> bool:
    """Tell whether a cell is ticked: √, 是, yes, 1."""
    return _word(raw) in _TICKS


def is_cross(raw: Raw) -> bool:
    """Tell whether a cell is crossed: ×, 否, no, 0."""
    return _word(raw) in _CROSSES


def _word(raw: Raw) -> str:
    return even(str(raw)).casefold()


def read_legacy_grade(text: str) -> str:
    """Return the letter of a grade as other systems write it: A级, A类, b; other text as it is."""
    try:
        return words.read_grade(text).value
    except NotUnderstood:
        return text.strip()


@lru_cache(maxsize=2_000)
def read_word(values: type[_Value], text: str) -> _Value:
    """Read a value, also one that is named inside a longer text: 第123届广交会 is a fair.

    Raises `NotUnderstood` where none is named, or several.
    """
    found = words.named_in(values, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotUnderstood(
            _('"{text}" names {values}: leave one.').format(
                text=quoted(text), values=", ".join(map(labels.label, found))
            )
        )
    return words.read_value(values, text)
