"""Rows with notes under them: a table where the terminal is wide enough, else a block each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from kamcli.output.page import Fact
from kamcli.output.text import clean_lines, padded, width, wrapped

_GAP = 2
_INDENT = 2
_NARROWEST = 16
_TITLE_LINES = 3
_PLAIN = "\x1b[0m"


class Emphasis(StrEnum):
    """How loud a cell is said on a terminal; the value is what the terminal is told."""

    NONE = ""
    BOLD = "\x1b[1m"
    ALARM = "\x1b[1;31m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of a column; the `wide` one takes the room that is left."""

    text: str
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of one line."""

    text: str
    emphasis: Emphasis = Emphasis.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A row and the notes under it; a note may have several lines, an empty one is not shown."""

    cells: Sequence[Cell]
    notes: Sequence[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Cards under common titles, one of which is wide."""

    titles: Sequence[Title]
    cards: Sequence[Card]


def drawn(deck: Deck, *, columns: int | None, loud: bool) -> str:
    """Return cards in so many columns; uncut and unwrapped where there is no limit.

    `loud` lets emphasis through, for a terminal that shows it.
    """
    widths = _widths(deck, columns)
    if widths is None:
        assert columns is not None
        parts = [_block(deck, card, columns) for card in deck.cards]
    else:
        titles = [Cell(text=title.text, emphasis=Emphasis.BOLD) for title in deck.titles]
        parts = [list(_line(deck, titles, widths, loud=loud))]
        parts += [
            [*_line(deck, card.cells, widths, loud=loud), *_notes(card, columns)]
            for card in deck.cards
        ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _widths(deck: Deck, columns: int | None) -> list[int] | None:
    """Return how wide each column is, or nothing where the wide one would be too narrow."""
    found = []
    for index, title in enumerate(deck.titles):
        widest = max((width(card.cells[index].text) for card in deck.cards), default=0)
        uncut = columns is None or title.wide
        found.append(max(widest, width(title.text) if uncut else _title_width(title.text)))
    if columns is None:
        return found
    wide = next(index for index, title in enumerate(deck.titles) if title.wide)
    room = columns - _GAP * (len(found) - 1) - (sum(found) - found[wide])
    if room < min(_NARROWEST, found[wide]):
        return None
    found[wide] = min(found[wide], room)
    return found


def _title_width(title: str) -> int:
    """Return the least width in which a title takes few lines and no word of it is cut."""
    least = max(width(word) for word in title.split()) if title.isascii() else 1
    while len(wrapped(title, least)) > _TITLE_LINES:
        least += 1
    return least


def _line(deck: Deck, cells: Sequence[Cell], widths: Sequence[int], *, loud: bool) -> Iterator[str]:
    """Go through the lines of a row whose cells may be broken."""
    broken = [wrapped(cell.text, size) for cell, size in zip(cells, widths, strict=True)]
    for pieces in zip_longest(*broken, fillvalue=""):
        line = (" " * _GAP).join(
            _said(
                padded(piece, size, right=title.right),
                cell.emphasis if loud and piece else Emphasis.NONE,
            )
            for piece, size, title, cell in zip(pieces, widths, deck.titles, cells, strict=True)
        )
        yield line.rstrip()


def _said(text: str, emphasis: Emphasis) -> str:
    return f"{emphasis}{text}{_PLAIN}" if emphasis else text


def _block(deck: Deck, card: Card, columns: int) -> list[str]:
    """Return a card as lines of `title: cell`."""
    lines = []
    for title, cell in zip(deck.titles, card.cells, strict=True):
        if cell.text:
            lines += _hanging(f"{title.text}: {cell.text}", columns, 0)
    return lines + _notes(card, columns, indent=0)


def _notes(card: Card, columns: int | None, *, indent: int = _INDENT) -> list[str]:
    lines = []
    for note in card.notes:
        first, *rest = clean_lines(note.value)
        if note.value:
            lines += _hanging(f"{note.name}: {first}", columns, indent)
        for line in rest:
            lines += _hanging(line, columns, indent + _INDENT)
    return lines


def _hanging(text: str, columns: int | None, indent: int) -> list[str]:
    """Break a text into lines; those after the first are moved in further."""
    if columns is None:
        return [" " * indent + text]
    first, *rest = wrapped(text, columns - indent - _INDENT) or [""]
    return [" " * indent + first, *(" " * (indent + _INDENT) + line for line in rest)]
