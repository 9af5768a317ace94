"""Open a ledger, run a command over it in one transaction, and tell what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kamcli.ledger import faults, holder
from kamcli.ledger.migrations import HEAD
from kamcli.ledger.trail import Command, Trail, plain

Row = sqlite3.Row
LOCK_WAIT_SECONDS = 30.0


class Ledger:
    """The connection that statements run over; `:name` parameters only.

    Rows changed through `insert`, `update` and `delete` stand in the trail and can be undone.
    What is only worked out from them (standings, grade changes) or never taken back (counters)
    goes through `execute`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, trail: Trail | None) -> None:
        self._connection = connection
        self._trail = trail
        self.path = path
        self.notes: list[str] = []

    @property
    def trail(self) -> Trail:
        """Return the trail of the running command; only a command that writes has one."""
        assert self._trail is not None, "opened for reading"
        return self._trail

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return all rows of a question."""
        return self._connection.execute(sql, _bound(parameters)).fetchall()

    def each(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Return the rows of a question one by one, in flat memory."""
        return iter(self._connection.execute(sql, _bound(parameters)))

    def row(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Row | None:
        """Return the first row of a question, or nothing."""
        found: Row | None = self._connection.execute(sql, _bound(parameters)).fetchone()
        return found

    def value(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Return the first column of the first row, or nothing."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def last_id_given(self, table: str) -> int:
        """Return the highest id that a table ever gave, to a row that may be gone by now."""
        return self.value("SELECT seq FROM sqlite_sequence WHERE name = :name", {"name": table}) or 0

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Run a statement that leaves no trail; return the number of rows it touched."""
        return self._connection.execute(sql, _bound(parameters)).rowcount

    def execute_many(self, sql: str, parameters: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that leaves no trail, once for each set of parameters."""
        self._connection.executemany(sql, (_bound(each) for each in parameters))

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row and note it in the trail; return its id."""
        bound = _bound(values)
        row_id = self._insert(table, bound)
        self.trail.note_insert(self, table, row_id, bound)
        return row_id

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of a row and note it; return whether anything differed."""
        before = self.row(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})
        assert before is not None, f"{table} {row_id}"
        bound = {name: value for name, value in _bound(values).items() if before[name] != value}
        if bound:
            self._update(table, row_id, bound)
            self.trail.note_update(self, table, row_id, before, bound)
        return bool(bound)

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row and note what it held."""
        before = self.row(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})
        assert before is not None, f"{table} {row_id}"
        self.trail.note_delete(self, table, row_id, before)
        self.execute(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})

    def _insert(self, table: str, bound: Mapping[str, Any]) -> int:
        columns, marks = ", ".join(bound), ", ".join(f":{name}" for name in bound)
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", dict(bound)
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _update(self, table: str, row_id: int, bound: Mapping[str, Any]) -> None:
        settings = ", ".join(f"{name} = :{name}" for name in bound)
        self._connection.execute(
            f"UPDATE {table} SET {settings} WHERE id = :id", {**bound, "id": row_id}
        )


def _bound(parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: plain(value) for name, value in parameters.items()} if parameters else {}


@contextmanager
def reading(path: Path) -> Iterator[Ledger]:
    """Open a ledger for questions; nothing can be changed through it.

    Raises `Unavailable` when the ledger is missing, damaged, or of a newer version.
    """
    with faults.told(path), _connected(path) as connection:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("BEGIN")
        yield Ledger(connection, path, None)


@contextmanager
def writing(path: Path, command: Command, *, dry_run: bool) -> Iterator[Ledger]:
    """Run a command: all of its changes are kept, or none; a dry run keeps none.

    Raises `Unavailable` when the ledger is missing, damaged, locked for long, or cannot be written.
    """
    with faults.told(path), _connected(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with holder.named(path, command.name):
            yield Ledger(connection, path, Trail(command))
            connection.execute("ROLLBACK" if dry_run else "COMMIT")


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.exists():
        raise faults.missing(path)
    connection = _connect(path)
    try:
        if _version(connection, path) != HEAD:
            connection = _upgraded(connection, path)
        connection.execute("PRAGMA foreign_keys = 1")
        yield connection
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    wait = float(os.environ.get("KAM_LOCK_WAIT", LOCK_WAIT_SECONDS))
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> str:
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    ).fetchone()
    if not found[0]:
        raise faults.no_ledger(path)
    version: str = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version > HEAD:
        raise faults.newer(path, version)
    return version


def _upgraded(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Copy an older ledger, bring it up to date, and open it again."""
    from kamcli.ledger.migrations import migrate

    copy = path.with_name(f"{path.name}.before-{HEAD}")
    connection.execute("VACUUM INTO :copy", {"copy": str(copy)})
    os.chmod(copy, 0o600)
    connection.close()
    migrate(path)
    faults.upgraded(path, copy)
    return _connect(path)
