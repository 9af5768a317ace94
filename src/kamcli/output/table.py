"""Tables: drawn on a terminal, aligned and uncut when piped, Markdown to paste."""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec import Struct

from kamcli.output import streams
from kamcli.output.text import padded, width, wrapped

Cells = Sequence[Sequence[str]]

# A column of text narrower than this says nothing; then each row is shown as a block of lines.
_NARROWEST = 6
# Days, codes and amounts up to this width are never broken.
_WIDEST_WHOLE = 14
_GAP = 2
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class Marked(Struct, frozen=True, kw_only=True):
    """The words, row by row, that a column says in bold on a terminal that shows it."""

    column: int
    words: Sequence[Sequence[str]]


def drawn(
    titles: Sequence[str], rows: Cells, *, rights: Sequence[bool], marked: Marked | None = None
) -> str:
    """Return rows as a table that fits the terminal, or whole where no terminal is."""
    if not streams.is_terminal():
        return aligned(titles, rows, rights=rights)
    loud = marked if streams.in_colour() else None
    return fitted(titles, rows, rights=rights, columns=streams.columns(), marked=loud)


def fitted(
    titles: Sequence[str],
    rows: Cells,
    *,
    rights: Sequence[bool],
    columns: int,
    marked: Marked | None = None,
) -> str:
    """Return rows as a table of at most so many columns, or as blocks where none fits."""
    least = [_least(title, [row[at] for row in rows]) for at, title in enumerate(titles)]
    inside = columns - _GAP * (len(titles) - 1)
    if sum(least) > inside:
        return blocks(titles, rows, columns=columns, marked=marked)
    widths = _shared_out(inside, least=least, natural=_widths(titles, rows))
    return _boxed(titles, rows, rights=rights, widths=widths, columns=columns, marked=marked)


def aligned(titles: Sequence[str], rows: Cells, *, rights: Sequence[bool]) -> str:
    """Return rows in columns of spaces, nothing cut and nothing drawn."""
    widths = _widths(titles, rows)
    return "\n".join(
        (" " * _GAP)
        .join(padded(cell, widths[index], right=rights[index]) for index, cell in enumerate(row))
        .rstrip()
        for row in (titles, *rows)
    )


def blocks(
    titles: Sequence[str], rows: Cells, *, columns: int, marked: Marked | None = None
) -> str:
    """Return each row as a block of `title: cell` lines, for a terminal too narrow for columns."""
    parts = []
    for number, row in enumerate(rows):
        lines = []
        for column, (title, cell) in enumerate(zip(titles, row, strict=True)):
            if cell:
                words = marked.words[number] if marked and marked.column == column else ()
                lines += [_with_bold(line, words) for line in wrapped(f"{title}: {cell}", columns)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _with_bold(line: str, words: Sequence[str]) -> str:
    for word in words:
        line = line.replace(word, f"{_BOLD}{word}{_PLAIN}", 1)
    return line


def markdown(titles: Sequence[str], rows: Cells) -> str:
    """Return rows as a Markdown table."""
    lines = [_marked(titles), "|" + " --- |" * len(titles)]
    return "\n".join([*lines, *(_marked(row) for row in rows)]) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#~" else char for char in text)


def _marked(row: Sequence[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in row) + " |"


def _widths(titles: Sequence[str], rows: Cells) -> list[int]:
    return [max(width(row[index]) for row in (titles, *rows)) for index in range(len(titles))]


def _least(title: str, cells: Sequence[str]) -> int:
    """Return the width that a column needs: that of whole days, codes and amounts."""
    widest = max((width(cell) for cell in cells), default=0)
    text = any(" " in cell or not cell.isascii() for cell in cells) or widest > _WIDEST_WHOLE
    return min(max(widest, width(title)), _NARROWEST) if text else max(widest, min(width(title), 4))


def _shared_out(room: int, *, least: Sequence[int], natural: Sequence[int]) -> list[int]:
    """Return the widths of columns: what they need, then as much as all of them may have."""
    widths = list(least)
    for level in range(1, room + 1):
        wider = [min(most, max(low, level)) for low, most in zip(least, natural, strict=True)]
        if sum(wider) > room:
            break
        widths = wider
    return widths


def _boxed(
    titles: Sequence[str],
    rows: Cells,
    *,
    rights: Sequence[bool],
    widths: Sequence[int],
    columns: int,
    marked: Marked | None,
) -> str:
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for title, right, taken in zip(titles, rights, widths, strict=True):
        made.add_column(
            Text(title),
            justify="right" if right else "left",
            width=taken,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        cells = [Text(cell) for cell in row]
        if marked is not None and marked.words[number]:
            cells[marked.column].highlight_words(marked.words[number], "bold")
        made.add_row(*cells)
    text = io.StringIO()
    plain = bool(os.environ.get("NO_COLOR"))
    Console(file=text, width=columns, force_terminal=True, no_color=plain, highlight=False).print(
        made
    )
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()).strip("\n")
