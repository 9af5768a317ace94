"""Who is writing to a ledger: told to those who wait for it in vain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
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
    note = _note(path)
    with suppress(OSError):
        note.write_text(f"{os.getpid()} {command}", encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()


def who(path: Path) -> Holder | None:
    """Return who holds the ledger, or nothing if no running process says so."""
    try:
        process, command = _note(path).read_text(encoding="utf-8").split(" ", 1)
        os.kill(int(process), 0)
    except (OSError, ValueError):
        return None
    return Holder(process=int(process), command=command)
