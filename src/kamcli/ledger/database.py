"""Open a ledger, run a command over it in one transaction, and tell what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from kamcli.ledger import connections, derived, faults, holder, migrations, upgrading
from kamcli.ledger.days import PLAIN, plain, plain_row

if TYPE_CHECKING:
    from kamcli.ledger.commands import Command
    from kamcli.ledger.settings import Settings
    from kamcli.ledger.trail import Trail

Row = sqlite3.Row


class Ledger:
    """The connection that statements run over; `:name` parameters only.

    Rows changed through `insert`, `update` and `delete` stand in the trail and can be undone.
    What is only worked out from them (standings, grade changes) or never taken back (counters)
    goes through `execute`. `settings` are read by `opening`, once the ledger is open.
    """

    settings: Settings

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
        question = "SELECT seq FROM sqlite_sequence WHERE name = :name"
        return self.value(question, {"name": table}) or 0

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> int:
        """Run a statement that leaves no trail; return the number of rows it touched."""
        return self._connection.execute(sql, _bound(parameters)).rowcount

    def execute_many(self, sql: str, parameters: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that leaves no trail, once for each set of parameters."""
        self._connection.executemany(sql, (_bound(each) for each in parameters))

    def expect_much(self) -> None:
        """Have SQLite keep 4 MB in memory: more of them hardly make it quicker."""
        self._connection.execute("PRAGMA cache_size = -4096")

    def teach(self, name: str, function: Callable[[Any], Any]) -> None:
        """Let statements call a function of one argument by a name."""
        self._connection.create_function(name, 1, function, deterministic=True)

    def copy_to(self, path: Path) -> None:
        """Copy the moment that is being read, page by page, into a file; others may write on."""
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            self._connection.backup(copy)

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row and note it in the trail; return its id."""
        bound = _bound(values)
        row_id = self._insert(table, bound)
        derived.keep(self, table, come={row_id: bound})
        self.trail.note_insert(self, table, row_id, bound)
        return row_id

    def insert_many(
        self,
        table: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        customers: Sequence[int | None],
    ) -> range:
        """Add rows that all have the same columns and note them in the trail; return their ids.

        `customers` says whose each row is, so that nothing is looked up row by row.
        """
        first = self.last_id_given(table) + 1
        ids = range(first, first + len(rows))
        # by place, not by name: of many rows each name would be looked up in each
        names = [*rows[0]]
        taken = itemgetter(*names)
        values = [plain_row(taken(row)) for row in rows]
        self.store(table, ["id", *names], ([i, *row] for i, row in zip(ids, values, strict=True)))
        if derived.covers(table):
            told = (dict(zip(names, row, strict=True)) for row in values)
            derived.keep(self, table, come=dict(zip(ids, told, strict=True)))
        self.trail.note_inserts(self, table, ids, names, values, customers=customers)
        return ids

    def store(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        or_else: str = "",
    ) -> None:
        """Add rows that leave no trail, their values in the order of the columns.

        `or_else` says what becomes of those whose keys are there already.
        """
        rest = list(rows)
        for count in _AT_ONCE:
            many = _insertion(table, tuple(columns), or_else, count)
            whole = len(rest) - len(rest) % count
            for begin in range(0, whole, count):
                values = chain.from_iterable(rest[begin : begin + count])
                self._connection.execute(many, [*values])
            rest = rest[whole:]
        self._connection.executemany(_insertion(table, tuple(columns), or_else, 1), rest)

    def store_singly(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Do the same row by row: for an index of texts that is the quicker way."""
        self._connection.executemany(_insertion(table, tuple(columns), "", 1), rows)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of a row and note it; return whether anything differed."""
        before = self.row(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})
        assert before is not None, f"{table} {row_id}"
        bound = {name: value for name, value in _bound(values).items() if before[name] != value}
        if bound:
            row = dict(before)
            self._update(table, row_id, bound)
            derived.keep(self, table, gone={row_id: row}, come={row_id: {**row, **bound}})
            self.trail.note_update(self, table, row_id, row, bound)
        return bool(bound)

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row and note what it held."""
        before = self.row(f"SELECT * FROM {table} WHERE id = :id", {"id": row_id})
        assert before is not None, f"{table} {row_id}"
        row = dict(before)
        derived.keep(self, table, gone={row_id: row})
        self.trail.note_delete(self, table, row_id, row)
        self.execute(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})

    def _insert(self, table: str, bound: Mapping[str, Any]) -> int:
        sql = _insertion(table, tuple(bound), "", 1)
        cursor = self._connection.execute(sql, [*bound.values()])
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _update(self, table: str, row_id: int, bound: Mapping[str, Any]) -> None:
        settings = ", ".join(f"{name} = :{name}" for name in bound)
        self._connection.execute(
            f"UPDATE {table} SET {settings} WHERE id = :id", {**bound, "id": row_id}
        )


def _bound(parameters: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if not parameters:
        return {}
    if PLAIN.issuperset(map(type, parameters.values())):
        return parameters
    return {
        name: value if type(value) in PLAIN else plain(value) for name, value in parameters.items()
    }


# So many rows go into one statement: SQLite takes a third less time for them than one by one.
_AT_ONCE = (500, 50)


@cache
def _insertion(table: str, columns: tuple[str, ...], or_else: str, rows: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    values = ", ".join([row] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} {or_else}"


# What others than the owner of a file may do with it.
_OF_OTHERS = 0o077


@contextmanager
def reading(path: Path) -> Iterator[Ledger]:
    """Open a ledger for questions; nothing can be changed through it.

    Raises `Unavailable` when the ledger is missing, damaged, or of a newer version.
    """
    with faults.told(path), _connected(path, read_only=True) as opened:
        opened.connection.execute("PRAGMA query_only = 1")
        opened.connection.execute("BEGIN")
        yield _ledger(opened, path, None)


@contextmanager
def writing(
    path: Path, command: Command, *, dry_run: bool, alone: bool = False
) -> Iterator[Ledger]:
    """Run a command: all of its changes are kept, or none; a dry run keeps none.

    One that is `alone` waits until nobody else has the ledger open, and leaves nothing in the file
    of what it took out.
    Raises `Unavailable` when the ledger is missing, damaged, locked for long, or cannot be written.
    """
    from kamcli.ledger.trail import Trail

    with faults.told(path), _connected(path, read_only=False, alone=alone) as opened:
        opened.connection.execute("PRAGMA synchronous = FULL")
        opened.connection.execute("BEGIN IMMEDIATE")
        with holder.named(path, command.name):
            yield _ledger(opened, path, Trail(command))
            opened.connection.execute("ROLLBACK" if dry_run else "COMMIT")
            if alone and not dry_run:
                from kamcli.ledger.scrubbing import rewrite

                rewrite(opened.connection, path)


class _Opened(Struct, kw_only=True):
    """A connection, and where the ledger lies as it was if it was brought up to date just now.

    `notes` say who else can open it.
    """

    connection: sqlite3.Connection
    copy: Path | None = None
    notes: list[str] = field(default_factory=list)


def _ledger(opened: _Opened, path: Path, trail: Trail | None) -> Ledger:
    ledger = Ledger(opened.connection, path, trail)
    if opened.copy is not None:
        ledger.notes.append(faults.upgraded(path, opened.copy))
    ledger.notes += opened.notes
    return ledger


@contextmanager
def _connected(path: Path, *, read_only: bool, alone: bool = False) -> Iterator[_Opened]:
    state = faults.check_place(path)
    opened = _Opened(
        connection=connections.for_reading(path)
        if read_only
        else connections.for_writing(path, alone=alone)
    )
    try:
        if connections.version_in(opened.connection, path) != migrations.HEAD:
            opened.connection.close()
            opened.copy = upgrading.bring_up_to_date(path, wait=connections.lock_wait())
            opened.connection = connections.for_writing(path, alone=alone)
        opened.connection.execute("PRAGMA foreign_keys = 1")
        if not read_only or state.st_mode & _OF_OTHERS:
            from kamcli.ledger import openness

            opened.notes += openness.notes(path, state, writes=not read_only)
        yield opened
    finally:
        opened.connection.close()


@contextmanager
def as_it_lies(path: Path) -> Iterator[Ledger]:
    """Open a ledger as `reading` does, but do not bring an older one up to date."""
    faults.check_place(path)
    with faults.told(path), closing(connections.for_reading(path)) as connection:
        connections.version_in(connection, path)
        connection.execute("PRAGMA query_only = 1")
        connection.execute("BEGIN")
        yield Ledger(connection, path, None)
