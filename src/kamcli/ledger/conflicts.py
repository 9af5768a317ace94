"""Two rows that become one: what one of them lacks is filled, where both say something else asked.

Columns that say one thing together (a birthday and its calendar) are taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kamcli.ledger.digits import digits_of
from kamcli.ledger.spelling import folded

Values = Mapping[str, Any]


class Keep(StrEnum):
    """Whose value is kept where two differ: that of the customer that goes, or that stays."""

    FROM = "from"
    INTO = "into"


class Conflict(Struct, frozen=True, kw_only=True):
    """Something that both rows say otherwise.

    `row_id` is the row of the customer that stays, `whose` the person it is about, if it is one.
    """

    table: str
    row_id: int
    columns: tuple[str, ...]
    whose: str | None
    gone: tuple[Any, ...]
    kept: tuple[Any, ...]


Decide = Callable[[Conflict], Keep]

# The columns of each table that two rows are compared in, those that belong together as one.
UNITS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "customers": (
        ("name",),
        ("short_name",),
        ("nature",),
        ("source", "source_detail"),
        ("country",),
        ("region",),
        ("website",),
        ("products",),
        ("key_reason",),
        ("via_agent_id",),
        ("referred_by_id",),
        ("legacy_code",),
        ("legacy_grade",),
    ),
    "contacts": (
        ("name",),
        ("title",),
        ("role",),
        ("phone",),
        ("mobile",),
        ("email",),
        ("im",),
        ("birthday", "birthday_calendar"),
        ("introduced_by",),
        ("preferences",),
        ("consent_on", "consent_purpose"),
    ),
    "cadences": (("days",), ("snoozed_until_on", "why")),
    "overrides": (("grade", "until_on", "approved_by", "why"),),
}
_PHONES = ("phone", "mobile")


def filled(
    table: str, gone: Values, kept: Values, *, whose: str | None, decide: Decide
) -> dict[str, Any]:
    """Return what a row gets from another of its table, each conflict as it is decided."""
    values: dict[str, Any] = {}
    for columns in UNITS[table]:
        theirs = tuple(gone[name] for name in columns)
        ours = tuple(kept[name] for name in columns)
        if theirs[0] is None or _says_as_much(columns[0], theirs, ours):
            continue
        if ours[0] is not None and not _says_more(columns[0], theirs, ours):
            conflict = Conflict(
                table=table,
                row_id=kept["id"],
                columns=columns,
                whose=whose,
                gone=theirs,
                kept=ours,
            )
            if decide(conflict) is Keep.INTO:
                continue
        values.update(zip(columns, theirs, strict=True))
    return values


def _says_as_much(column: str, theirs: Sequence[Any], ours: Sequence[Any]) -> bool:
    """Tell whether nothing is lost where only our values are kept."""
    pairs = zip(theirs[1:], ours[1:], strict=True)
    return _alike(column, theirs[0], ours[0]) and all(
        their is None or their == our for their, our in pairs
    )


def _says_more(column: str, theirs: Sequence[Any], ours: Sequence[Any]) -> bool:
    """Tell whether theirs is ours, with something beside it that we do not know."""
    pairs = zip(theirs[1:], ours[1:], strict=True)
    return _alike(column, theirs[0], ours[0]) and all(
        our is None or their == our for their, our in pairs
    )


def _alike(column: str, one: Any, other: Any) -> bool:
    if one is None or other is None or not isinstance(one, str):
        return bool(one == other)
    if column in _PHONES:
        return digits_of(one) == digits_of(str(other))
    return folded(one) == folded(str(other))
