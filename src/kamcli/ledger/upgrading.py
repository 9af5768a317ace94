"""Bring an older ledger up to date, after a copy: all of it, or it stays as it was."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from kamcli.i18n import _
from kamcli.ledger import faults, migrations


def bring_up_to_date(path: Path, *, wait: float) -> Path | None:
    """Copy an older ledger and upgrade it; return the copy.

    Returns nothing where another process has just done it. Raises `Unavailable` where it cannot
    be done; the ledger is then as it was, and no copy is left.
    """
    made: list[Path] = []

    @contextmanager
    def copied() -> Iterator[None]:
        with _kept_if_done(_copy(path)) as copy:
            made.append(copy)
            yield

    try:
        return made[0] if migrations.migrate(path, wait=wait, guard=copied) else None
    except migrations.MigrationFailed as error:
        raise faults.not_upgraded(path, str(error)) from error
    except OSError as error:
        raise faults.not_upgraded(path, f"{error.strerror}.") from error
    except sqlite3.OperationalError as error:
        if faults.kind_of(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
        raise faults.not_upgraded(path, _("it, or its folder, is read-only.")) from error


@contextmanager
def _kept_if_done(copy: Path) -> Iterator[Path]:
    done = False
    try:
        yield copy
        done = True
    finally:
        if not done:
            copy.unlink(missing_ok=True)


def _copy(path: Path) -> Path:
    """Copy the ledger while nobody writes to it; the copy has its name only when it is whole."""
    draft = path.with_name(f".{path.name}.before-{migrations.HEAD}")
    draft.unlink(missing_ok=True)  # of an upgrade that was interrupted
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO :copy", {"copy": str(draft)})
        os.fsync(handle)
        copy = _free_name(path)
        draft.rename(copy)
    finally:
        os.close(handle)
        draft.unlink(missing_ok=True)
    return copy


def _free_name(path: Path) -> Path:
    """Return `kam.db.before-0002`, with a number where such a copy lies there already."""
    first = path.with_name(f"{path.name}.before-{migrations.HEAD}")
    if not first.exists():
        return first
    numbered = (first.with_name(f"{first.name}.{number}") for number in count(2))
    return next(each for each in numbered if not each.exists())
