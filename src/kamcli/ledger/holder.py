"""Who is writing to a ledger: told to those who wait for it in vain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct


class Holder(Struct, frozen=True, kw_only=True):
    """A process that holds the ledger, and the command it runs."""

    process: int
    command: str


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}-writer")


@contextmanager
def named(path: Path, command: str) -> Iterator[None]:
    """Leave a note beside the ledger for as long as the command writes.

    The note is a courtesy: where it cannot be written, on a full disk say, the command goes on.
    """
    text = f"{os.getpid()} {command}"
    with suppress(OSError):
        _write(_note(path), text)
    try:
        yield
    finally:
        with suppress(OSError):
            _take_away(_note(path), text)


def who(path: Path) -> Holder | None:
    """Return who holds the ledger, or nothing if no running process says so."""
    try:
        process, command = _note(path).read_text(encoding="utf-8").split(" ", 1)
        found = Holder(process=int(process), command=command)
    except (OSError, ValueError):
        return None
    return found if _runs(found.process) else None


def _write(note: Path, text: str) -> None:
    # Never through a link: somebody who can write in the folder would choose what is overwritten.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with open(note, "wb", opener=lambda name, _: os.open(name, flags, 0o600)) as file:
        file.write(text.encode())


def _take_away(note: Path, text: str) -> None:
    """Remove our own note; by now the next writer's may lie there."""
    if note.read_bytes() == text.encode():
        note.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True  # somebody else's
    except (OSError, OverflowError):
        return False
    return True
