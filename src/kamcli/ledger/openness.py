"""Who else can open a ledger, or put another in its place: told whenever it is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kamcli.i18n import _

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def notes(path: Path, state: os.stat_result, *, writes: bool) -> Iterator[str]:
    """Say which of a ledger's files others can open, and what to type.

    Whoever `writes` looks at those beside it too, and at the folder.
    """
    if state.st_mode & _OTHERS:
        yield _told(path)  # those beside it are made alike
    elif writes:
        for end in ("-wal", "-shm"):
            with suppress(OSError):  # it is not there, or goes just now
                other = path.with_name(path.name + end)
                if other.stat().st_mode & _OTHERS:
                    yield _told(other)
    if writes:
        yield from of_folder(path.parent)


def of_folder(folder: Path) -> Iterator[str]:
    """Say that others can write in a folder: they could replace the ledger.

    A group that only its owner is in has that one's number.
    """
    state = folder.stat()
    own_group = state.st_gid == state.st_uid != 0
    others = stat.S_IWOTH if own_group else stat.S_IWGRP | stat.S_IWOTH
    if state.st_mode & others and not state.st_mode & stat.S_ISVTX:
        yield _('Others can write in the folder "{folder}".').format(folder=folder)


def _told(path: Path) -> str:
    import shlex

    return _('Others can open "{path}". To keep it yours: {command}').format(
        path=path, command=f"chmod 600 {shlex.quote(str(path))}"
    )
