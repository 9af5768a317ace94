"""Backups as files: where they lie, what they are called, which of them are this ledger's."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from msgspec import Struct

from kamcli import config

_FOLDER = "backups"
_AT = "%Y%m%dT%H%M%SZ"
_MADE = r"(\d{8}T\d{6}Z)(?:-(\d{1,9}))?"
CLOSED = ".age"


class BackupFile(Struct, frozen=True, kw_only=True):
    """A file that is called as a backup of a ledger is: made at an instant (UTC).

    `number` tells those of one second apart.
    """

    path: Path
    at: datetime
    number: int
    encrypted: bool


def folder_for(ledger: Path, named: str | None) -> Path:
    """Return the folder of the backups: as named, that of the config, or `backups` beside it."""
    folder = named or config.read_config().backups
    return Path(folder).expanduser() if folder else ledger.parent / _FOLDER


def files_of(ledger: Path, folder: Path) -> list[BackupFile]:
    """Return the files in a folder that are called as backups of a ledger are, the newest first.

    A folder that is not there, or that nobody may look into, has none.
    """
    called = re.compile(f"{re.escape(ledger.stem)}-{_MADE}{re.escape(_end(ledger))}({CLOSED})?")
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            name = called.fullmatch(path.name)
            if name is not None and path.is_file() and not path.is_symlink():
                with suppress(ValueError):  # no such day
                    found.append(_file(path, name))
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)


def _file(path: Path, name: re.Match[str]) -> BackupFile:
    return BackupFile(
        path=path,
        at=datetime.strptime(name[1], _AT).replace(tzinfo=UTC),
        number=int(name[2] or 1),
        encrypted=name[3] is not None,
    )


def free_name(ledger: Path, folder: Path, *, at: datetime, encrypted: bool) -> Path:
    """Return a name for a backup made at an instant that no file has yet."""
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        name = f"{ledger.stem}-{at.strftime(_AT)}{again}{_end(ledger)}"
        if not any((folder / each).exists() for each in (name, name + CLOSED)):
            break
    return folder / (name + CLOSED if encrypted else name)


@contextmanager
def draft_in(folder: Path, name: str) -> Iterator[Path]:
    """Make an empty file that only its owner may read, and remove it at the end if it still is.

    What an interrupted process of the same number left under its name goes first.
    """
    draft = folder / f".{name}.{os.getpid()}"
    _remove(draft)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        _remove(draft)


def _remove(draft: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + end).unlink(missing_ok=True)


def give_name(draft: Path, name: Path) -> None:
    """Give a file that is complete its name; raises `FileExistsError` where another has it."""
    try:
        os.link(draft, name)
    except FileExistsError:
        raise
    except OSError:
        # A memory stick knows no second names; then the name is taken first, and filled.
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        draft.rename(name)
    keep_for_certain(name.parent)


def keep_for_certain(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _end(ledger: Path) -> str:
    return ledger.suffix or ".db"
