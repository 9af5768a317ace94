"""Rows with notes under them: a table where the terminal is wide enough, else a block each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest

from msgspec import Struct

from kamcli.output.page import Fact
from kamcli.output.text import clean_lines, padded, width, wrapped

_GAP = 2
_INDENT = 2
_NARROWEST = 16
_TITLE_LINES = 2
_PLAIN = "\x1b[0m"


class Emphasis(StrEnum):
    """How loud a cell is said on a terminal; the value is what the terminal is told."""

    NONE = ""
    BOLD = "\x1b[1m"
    ALARM = "\x1b[1;31m"


class Title(Struct, frozen=True, kw_only=True):
    """The title of a column; the `wide` one takes the room that is left."""

    text: str
    right: bool = False
    wide: bool = False


class Cell(Struct, frozen=True, kw_only=True):
    """A cell of one line."""

    text: str
    emphasis: Emphasis = Emphasis.NONE


class Card(Struct, frozen=True, kw_only=True):
    """A row and the notes under it; a note may have several lines, an empty one is not shown."""

    cells: Sequence[Cell]
    notes: Sequence[Fact]


class Deck(Struct, frozen=True, kw_only=True):
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
        parts = [list(_head(deck, widths, columns, loud=loud))]
        parts += [
            [*_row(deck, card, widths, loud=loud), *_notes(card, columns)] for card in deck.cards
        ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _widths(deck: Deck, columns: int | None) -> list[int] | None:
    """Return how wide each column is, or nothing where the wide one would be too narrow."""
    found = []
    for index, title in enumerate(deck.titles):
        widest = max((width(card.cells[index].text) for card in deck.cards), default=0)
        found.append(max(widest, _title_width(title, columns)))
    if columns is None:
        return found
    wide = next(index for index, title in enumerate(deck.titles) if title.wide)
    room = columns - _GAP * (len(found) - 1) - (sum(found) - found[wide])
    if room < min(_NARROWEST, found[wide]):
        return None
    found[wide] = min(found[wide], room)
    return found


def _title_width(title: Title, columns: int | None) -> int:
    """Return the least width in which a title takes few lines and no word of it is cut."""
    if columns is None or title.wide:
        return width(title.text)
    words = title.text.split() if title.text.isascii() else []
    least = max((width(word) for word in words), default=1)
    while len(wrapped(title.text, least)) > _TITLE_LINES:
        least += 1
    return least


def _head(deck: Deck, widths: Sequence[int], columns: int | None, *, loud: bool) -> Iterator[str]:
    """Go through the lines of the titles; one that is too long is broken evenly."""
    broken = [
        [title.text]
        if width(title.text) <= size
        else wrapped(title.text, _title_width(title, columns))
        for title, size in zip(deck.titles, widths, strict=True)
    ]
    said = Emphasis.BOLD if loud else Emphasis.NONE
    for pieces in zip_longest(*broken, fillvalue=""):
        yield _line(deck, pieces, [said] * len(widths), widths)


def _row(deck: Deck, card: Card, widths: Sequence[int], *, loud: bool) -> Iterator[str]:
    """Go through the lines of a row whose cells may be broken."""
    broken = [wrapped(cell.text, size) for cell, size in zip(card.cells, widths, strict=True)]
    said = [cell.emphasis if loud else Emphasis.NONE for cell in card.cells]
    for pieces in zip_longest(*broken, fillvalue=""):
        yield _line(deck, pieces, said, widths)


def _line(
    deck: Deck, pieces: Sequence[str], said: Sequence[Emphasis], widths: Sequence[int]
) -> str:
    cells = [
        _loud(padded(piece, size, right=title.right), piece, emphasis)
        for piece, size, title, emphasis in zip(pieces, widths, deck.titles, said, strict=True)
    ]
    return (" " * _GAP).join(cells).rstrip()


def _loud(cell: str, piece: str, emphasis: Emphasis) -> str:
    """Return a cell with its text made loud, the spaces around it left alone."""
    return cell.replace(piece, f"{emphasis}{piece}{_PLAIN}", 1) if emphasis and piece else cell


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
