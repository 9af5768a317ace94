"""Where what an import rejected is given back: beside its file, else in the current folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kamcli.errors import Unavailable
from kamcli.exchange.outbox import Outbox
from kamcli.exchange.reading import REJECTS
from kamcli.i18n import _


def place_of(path: Path, ending: str) -> Path:
    """Return where the rejects of a file will lie; `ending` is that of their file."""
    beside = path.with_name(_name(path, ending))
    return beside if os.access(beside.parent, os.W_OK) else Path(beside.name)


def give_back(path: Path, ending: str, write: Callable[[Path], object]) -> Path:
    """Have the rejects of a file written, whole or not at all, and return where they lie.

    Raises `Unavailable` where they can be written neither beside it nor into the current folder.
    """
    beside = path.with_name(_name(path, ending))
    try:
        return _delivered(beside, write)
    except OSError:
        return _delivered_here(Path(beside.name), write)


def _delivered_here(here: Path, write: Callable[[Path], object]) -> Path:
    try:
        return _delivered(here, write)
    except OSError as error:
        raise Unavailable(
            _('What was rejected cannot be written to "{path}": {why}.').format(
                path=here, why=error.strerror
            ),
            hint=f'ls -ld "{here.absolute().parent}"',
        ) from error


def _delivered(place: Path, write: Callable[[Path], object]) -> Path:
    with Outbox() as outbox:
        write(outbox.draft(place))
        outbox.deliver()
    return place


def _name(path: Path, ending: str) -> str:
    """Return the name of the rejects; those of rejects that were mended in vain keep it."""
    return f"{path.stem.removesuffix(REJECTS)}{REJECTS}{ending}"
