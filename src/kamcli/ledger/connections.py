"""Connections to a ledger's file, as SQLite opens it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.ledger import faults, migrations
from kamcli.writing import quoted

LOCK_WAIT_SECONDS = 30.0


def lock_wait() -> float:
    """Return how many seconds to wait for other writers; raises `NotUnderstood`."""
    said = os.environ.get("KAM_LOCK_WAIT")
    try:
        return float(said) if said else LOCK_WAIT_SECONDS
    except ValueError as error:
        raise NotUnderstood(
            _('KAM_LOCK_WAIT is "{text}": a number of seconds is wanted.').format(
                text=quoted(said or "")
            ),
            hint="export KAM_LOCK_WAIT=30",
        ) from error


def for_writing(path: Path, *, immutable: bool = False, alone: bool = False) -> sqlite3.Connection:
    """Open the file, which must be there; SQLite would make one that is not.

    Whoever is `alone` has it from the first question on, and overwrites whatever goes.
    """
    way = "immutable=1" if immutable else "mode=rw"
    address = f"{_address(path)}?{way}"
    connection = sqlite3.connect(address, uri=True, timeout=lock_wait(), isolation_level=None)
    connection.row_factory = sqlite3.Row
    if alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA secure_delete = 1")
    return connection


def _address(path: Path) -> str:
    """Return a file as SQLite's address of it (sqlite.org/uri.html, 3.1); no more is encoded."""
    named = path.absolute().as_posix()
    for mark in "%?#":
        named = named.replace(mark, f"%{ord(mark):02X}")
    return f"file://{'' if named.startswith('/') else '/'}{named}"


# What opening says where the files that SQLite works with cannot be made beside the ledger: in a
# read-only folder, on a full disk.
_NO_ROOM_BESIDE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
)


def for_reading(path: Path) -> sqlite3.Connection:
    """Open the file, also where nothing can be written beside it.

    It is then read as it lies there, which is whole as long as nothing was left beside it.
    """
    connection = for_writing(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        connection.close()
        if faults.kind_of(error) not in _NO_ROOM_BESIDE or not is_at_rest(path):
            raise
        return for_writing(path, immutable=True)
    return connection


def is_at_rest(path: Path) -> bool:
    """Return whether all that was ever kept stands in the file itself, nothing in one beside it."""
    beside = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    return not any(each.exists() and each.stat().st_size for each in beside)


def version_of(path: Path) -> str:
    """Return the version of a ledger as it lies there; it is not brought up to date.

    Raises `Unavailable` when the ledger is missing, damaged, or of a newer version.
    """
    faults.check_place(path)
    with faults.told(path), closing(for_reading(path)) as connection:
        return version_in(connection, path)


def version_in(connection: sqlite3.Connection, path: Path) -> str:
    """Return the version of the ledger; other programs' files have no `ledger_settings`.

    Raises `Unavailable` for a file that is no ledger, and for a newer version.
    """
    try:
        row = connection.execute(
            "SELECT version_num FROM alembic_version LEFT JOIN ledger_settings ON 1 = 1"
        ).fetchone()
    except sqlite3.OperationalError as error:
        if faults.kind_of(error) != sqlite3.SQLITE_ERROR:
            raise
        raise faults.no_ledger(path) from error
    if row is None:
        raise faults.no_ledger(path)
    version: str = row[0]
    if version > migrations.HEAD:
        raise faults.newer(path, version)
    return version
