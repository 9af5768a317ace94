"""Tables: drawn on a terminal, aligned and uncut when piped, Markdown to paste."""

from __future__ import annotations

import os
from collections.abc import Sequence

from kamcli.output import streams
from kamcli.output.text import padded, width, wrapped

Cells = Sequence[Sequence[str]]

# A column narrower than this says nothing; then each row is shown as a block of lines.
_NARROWEST = 8
_GAP = 2


def drawn(titles: Sequence[str], rows: Cells, *, rights: Sequence[bool]) -> str:
    """Return rows as a table that fits the terminal, or whole where no terminal is."""
    if not streams.is_terminal():
        return aligned(titles, rows, rights=rights)
    room = streams.columns()
    natural = _widths(titles, rows)
    if sum(min(each, _NARROWEST) for each in natural) + _GAP * (len(titles) - 1) > room:
        return blocks(titles, rows, columns=room)
    return _boxed(titles, rows, rights=rights, columns=room)


def aligned(titles: Sequence[str], rows: Cells, *, rights: Sequence[bool]) -> str:
    """Return rows in columns of spaces, nothing cut and nothing drawn."""
    widths = _widths(titles, rows)
    return "\n".join(
        (" " * _GAP)
        .join(padded(cell, widths[index], right=rights[index]) for index, cell in enumerate(row))
        .rstrip()
        for row in (titles, *rows)
    )


def blocks(titles: Sequence[str], rows: Cells, *, columns: int) -> str:
    """Return each row as a block of `title: cell` lines, for a terminal too narrow for columns."""
    parts = []
    for row in rows:
        lines = []
        for title, cell in zip(titles, row, strict=True):
            if cell:
                lines += wrapped(f"{title}: {cell}", columns)
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


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


def _boxed(titles: Sequence[str], rows: Cells, *, rights: Sequence[bool], columns: int) -> str:
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title, right, natural in zip(titles, rights, _widths(titles, rows), strict=True):
        made.add_column(
            Text(title),
            justify="right" if right else "left",
            min_width=min(natural, _NARROWEST),
            overflow="fold",
        )
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    text = io.StringIO()
    plain = bool(os.environ.get("NO_COLOR"))
    Console(file=text, width=columns, force_terminal=True, no_color=plain, highlight=False).print(
        made
    )
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()).strip("\n")
