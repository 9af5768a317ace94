"""Where the headings of a sheet are: below titles and notes, in one line or two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from kamcli.exchange.spreadsheets.grids import Line, Merge
from kamcli.exchange.spreadsheets.meanings import Meaning, meaning, spelling
from kamcli.exchange.spreadsheets.shape import Field, Raw

# Headings stand among the first lines, or nowhere.
LOOKED_AT = 40
# A heading may explain at length how to fill its column.
_LONGEST = 400
# What a row has below its headings, and a group of columns above them at most as its year.
_VALUE = re.compile("[-+]?[$¥￥€£]? ?[0-9][-0-9.,:/% ]*(?:[eE][-+]?[0-9]+)?")
_YEARS = range(1990, 2100)
_IN_BRACKETS = re.compile("[(（【\\[].*[)）】\\]]")
_OF_DAY = frozenset({Field.YEAR, Field.MONTH, Field.DAY})
# What every group may have one of: a day, a number, a name.
_GENERAL = _OF_DAY | {
    *(Field.NAME, Field.CODE, Field.LINE, Field.REGISTERED_ON, Field.AMOUNT, Field.CURRENCY),
    *(Field.STATUS, Field.REMARKS, Field.KIND, Field.VIA),
}


class Heading(Struct, frozen=True, kw_only=True):
    """What stands above a column, and what it means by itself."""

    text: str
    meaning: Meaning | None


class Head(Struct, frozen=True, kw_only=True):
    """The headings of a table: the places of their first and last line among those looked at.

    `known` counts the headings that mean something.
    """

    first: int
    last: int
    headings: tuple[Heading, ...]
    known: int


def find_head(
    lines: Sequence[Line], merges: Sequence[Merge], *, said: Collection[str]
) -> Head | None:
    """Return the head that most is known of; `said` are spellings that the person knows.

    Where nothing is known it is the first line of text that is as wide as the table. None where
    no line can be a head.
    """
    heads = list(_candidates(lines, merges, said))
    best = max(heads, key=lambda head: (head.known, head.first == head.last), default=None)
    if best and best.known and (best.known > 1 or _fills(best, lines)):
        return best
    plain = (each for each in heads if each.first == each.last and not each.known)
    return next((each for each in plain if _is_plain(each) and _fills(each, lines)), None)


def _candidates(
    lines: Sequence[Line], merges: Sequence[Merge], said: Collection[str]
) -> Iterator[Head]:
    """Go through the lines that can be heads: of two that are as good the earlier is meant."""
    for place, line in enumerate(lines[:LOOKED_AT]):
        if not all(map(_can_head, line.cells)):
            continue
        single = tuple(_heading(cell) for cell in line.cells)
        yield _head(place, place, single, said)
        below = lines[place + 1] if place + 1 < len(lines) else None
        if below is not None and _can_join(line, below):
            yield _head(place, place + 1, tuple(_joined(line, below, merges)), said)


def _head(first: int, last: int, headings: tuple[Heading, ...], said: Collection[str]) -> Head:
    known = sum(each.meaning is not None or spelling(each.text) in said for each in headings)
    return Head(first=first, last=last, headings=headings, known=known)


def _can_head(cell: Raw) -> bool:
    """Tell whether a cell can be a heading: a short text, or a year over its amounts."""
    if isinstance(cell, str):
        return len(cell) <= _LONGEST
    return cell is None or (isinstance(cell, int) and cell in _YEARS)


def _can_join(line: Line, below: Line) -> bool:
    """Tell whether the second line can be headings too, and is not the first row."""
    texts = [cell for cell in below.cells if cell is not None]
    return below.number == line.number + 1 and all(
        isinstance(cell, str) and len(cell) <= _LONGEST and not _VALUE.fullmatch(cell.strip())
        for cell in texts
    )


def _is_plain(head: Head) -> bool:
    """Tell whether headings that nobody knows are names, and not values of a row."""
    return not any(_VALUE.fullmatch(each.text) for each in head.headings)


def _fills(head: Head, lines: Sequence[Line]) -> bool:
    """Tell whether a head is as wide as what stands below it."""
    widest = max((_width(line.cells) for line in lines[head.last + 1 :]), default=0)
    return sum(bool(each.text) for each in head.headings) >= 0.8 * widest


def _width(cells: Sequence[Raw]) -> int:
    return sum(cell is not None for cell in cells)


def _heading(cell: Raw) -> Heading:
    text = " ".join(str(cell).split()) if cell is not None else ""
    return Heading(text=text, meaning=meaning(cell))


def _joined(above: Line, below: Line, merges: Sequence[Merge]) -> Iterator[Heading]:
    """Go through the headings of two lines, of which the upper one groups those below."""
    groups = _groups(above, below, merges)
    width = max(len(groups), len(below.cells))
    for place in range(width):
        group = groups[place] if place < len(groups) else None
        own = below.cells[place] if place < len(below.cells) else None
        yield _together(_heading(group), _heading(own))


def _groups(above: Line, below: Line, merges: Sequence[Merge]) -> list[Raw]:
    """Return the upper line, each group over all its columns.

    Where merged cells are not told, a blank cell over a heading belongs to the group before it.
    """
    cells = [*above.cells, *[None] * (len(below.cells) - len(above.cells))]
    for merge in merges:
        if merge.top == merge.bottom == above.number and merge.left < len(cells):
            for place in range(merge.left, min(merge.right + 1, len(cells))):
                cells[place] = cells[merge.left]
    if not merges:
        for place in range(1, len(cells)):
            has_own = place < len(below.cells) and below.cells[place] is not None
            if cells[place] is None and has_own and below.cells[place - 1] is not None:
                cells[place] = cells[place - 1]
    return cells


def _together(group: Heading, own: Heading) -> Heading:
    if not group.text or not own.text:
        return own if own.text else group
    text = f"{group.text} {own.text}"
    return Heading(text=text, meaning=meaning(text) or _in_group(group, own))


def _in_group(group: Heading, own: Heading) -> Meaning | None:
    """Return what a heading means below another: 日期 below 样品 is no day of registration."""
    if group.meaning is None:
        return own.meaning
    if own.meaning is None:
        return group.meaning if _IN_BRACKETS.fullmatch(own.text) else None
    if group.meaning.field is Field.REGISTERED_ON and own.meaning.field in _OF_DAY:
        return own.meaning
    return None if own.meaning.field in _GENERAL else own.meaning
