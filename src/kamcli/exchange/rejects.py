"""Rejected rows, given back in a file of the same columns with the line and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kamcli.exchange.faults import Tally
from kamcli.exchange.headings import plain
from kamcli.exchange.reading import TOLD, Source, raw_rows
from kamcli.exchange.returns import give_back
from kamcli.exchange.writing import Line, write_lines
from kamcli.guard import guarded

ENDING = ".csv"


def write_rejects(tally: Tally) -> Path:
    """Write the rejected rows as they stood in their file, and return where; see `give_back`."""
    return give_back(named(tally.source), ENDING, lambda path: write_lines(path, _lines(tally)))


def named(source: Source) -> Path:
    """Return the file that the rejects of a table are named after; a sheet of a book is one."""
    return source.path.with_name(f"{source.stem}{ENDING}")


def _lines(tally: Tally) -> Iterator[Line]:
    rows = raw_rows(tally.source)
    head = next(rows).cells
    # A file of rejected rows that was mended in vain has these columns already.
    kept = [place for place, heading in enumerate(head) if plain(heading) not in TOLD]
    yield [*(head[place] for place in kept), *TOLD]
    for row in rows:
        reason = tally.reasons.get(row.line)
        if reason is not None:
            cells = [row.cells[place] if place < len(row.cells) else "" for place in kept]
            # What stands beyond the headings stays beyond them.
            beyond = row.cells[len(head) :]
            yield [*cells, str(row.line), guarded(reason), *beyond]
