"""A sheet as it is read: lines of cells, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kamcli.exchange.spreadsheets.shape import Raw


class Line(Struct, frozen=True, kw_only=True):
    """A line of a sheet, counted from 1, and its cells from the first column on."""

    number: int
    cells: Sequence[Raw]


class Merge(Struct, frozen=True, kw_only=True):
    """A merged cell: the lines, from 1, and the places, from 0, on which it begins and ends."""

    top: int
    bottom: int
    left: int
    right: int


class Grid(Struct, frozen=True, kw_only=True):
    """A sheet of a file; its lines can be gone through once."""

    sheet: str
    lines: Iterator[Line]
    merges: tuple[Merge, ...] = ()
    from_1904: bool = False


def cell(value: Raw) -> Raw:
    """Return a cell as `shape.Raw` says: whole numbers as such, None for an empty one."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str) and (not value or value.isspace()):
        return None
    return value


def is_blank(cells: Sequence[Raw]) -> bool:
    """Tell whether no cell of a line holds anything."""
    return all(each is None for each in cells)
