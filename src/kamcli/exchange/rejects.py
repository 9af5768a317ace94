"""Rejected rows, given back in a file of the same columns with the line and the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kamcli.errors import Unavailable
from kamcli.exchange.faults import Tally
from kamcli.exchange.headings import plain
from kamcli.exchange.reading import REJECTS, TOLD, Source, raw_rows
from kamcli.exchange.writing import Line, write_table
from kamcli.guard import guarded
from kamcli.i18n import _


def place_of(source: Source) -> Path:
    """Return where the rejected rows of a file go: beside it, else into the current folder."""
    beside, here = _places(source)
    return beside if os.access(beside.parent, os.W_OK) else here


def write_rejects(tally: Tally) -> Path:
    """Write the rejected rows as they stood in their file, and return where; raises `Unavailable`.

    They go beside it, or into the current folder where that cannot be written.
    """
    beside, here = _places(tally.source)
    try:
        write_table(beside, _lines(tally))
    except OSError:
        return _write_here(tally, here)
    return beside


def _write_here(tally: Tally, path: Path) -> Path:
    try:
        write_table(path, _lines(tally))
    except OSError as error:
        raise Unavailable(
            _('The rejected rows cannot be written to "{path}": {why}.').format(
                path=path, why=error.strerror
            ),
            hint="kam import --dry-run …",
        ) from error
    return path


def _places(source: Source) -> tuple[Path, Path]:
    name = f"{source.stem}{REJECTS}.csv"
    return source.path.with_name(name), Path(name)


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
