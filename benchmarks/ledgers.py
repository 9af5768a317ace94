"""Synthetic ledgers of 1,000, 10,000 and 100,000 customers, the same on every machine.

Every customer has ten interactions, a contact and an owner; on average three orders (three in ten
have none, as the grades C and D need such customers), half of the orders are paid, half of the
customers have an open action. Managers own 1,000 customers each, manager 01 among them, as no
manager can look after more; the ledger `sole` has one manager who owns 10,000 all the same.
Rows stand in the order of their days, as a ledger that grew has them.

    python ledgers.py 1k 10k 100k sole
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import customers
import firms
from customers import AS_OF, Size
from kamcli.ledger import grades, index, marks, opening
from kamcli.ledger.creation import NewLedger, create_ledger
from kamcli.rules.vocabulary import Department
from kamcli.session import Session

ROOT = Path(__file__).parents[1]
CACHE = ROOT / "build" / "ledgers"
_NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)

SIZES = {
    size.name: size
    for size in (
        Size(name="1k", customers=1_000),
        Size(name="10k", customers=10_000),
        Size(name="100k", customers=100_000),
        Size(name="sole", customers=10_000, per_manager=10_000),
    )
}


def ledger(name: str) -> Path:
    """Return the path of a ledger, building it first where it is not there as the code has it."""
    path = CACHE / f"{name}-{_print_of_code()}.db"
    if not path.exists():
        build(SIZES[name], path)
    return path


def build(size: Size, path: Path) -> None:
    """Build a ledger and grade all of its customers; nobody meets half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for outdated in path.parent.glob(f"*{size.name}-*.db*"):
        outdated.unlink()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    session = _session(draft)
    head = NewLedger(manager="01", name="Li Lei", prefix="JR", department=Department.EXPORT)
    # A ledger begins before its customers: nothing is graded on the day it is made.
    create_ledger(replace(session, as_of=date(2019, 1, 1)), head)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _fill(connection, size)
        connection.execute("COMMIT")
    with opening.writing(session, "grade refresh") as graded:
        index.rebuild(graded)
        marks.rebuild(graded)
        grades.refresh(graded, as_of=AS_OF, full=True)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    draft.rename(path)


def _session(path: Path) -> Session:
    return Session(ledger=path, manager="01", as_of=AS_OF, now=_NOW, login="bench")


def _fill(connection: sqlite3.Connection, size: Size) -> None:
    tables: dict[str, list[dict[str, Any]]] = {}
    for rows in customers.customers(size):
        tables.setdefault("customers", []).append(rows.customer)
        tables.setdefault("owners", []).append(rows.owner)
        tables.setdefault("contacts", []).append(rows.contact)
        tables.setdefault("interactions", []).extend(rows.interactions)
        tables.setdefault("orders", []).extend(rows.orders)
        tables.setdefault("payments", []).extend(rows.payments)
        if rows.action is not None:
            tables.setdefault("actions", []).append(rows.action)
    tables["interactions"].sort(key=lambda row: str(row["happened_on"]))
    managers = [{"code": code, "name": f"Manager {code}"} for code in size.managers[1:]]
    insert(connection, "managers", managers)
    for table, found in tables.items():
        insert(connection, table, found)
    connection.execute(
        "INSERT INTO counters (market, manager, last_serial)"
        " SELECT market, code_manager, max(code_serial) FROM customers GROUP BY 1, 2"
    )


def insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Put rows of one shape into a table in bulk."""
    if rows:
        columns, marks = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _print_of_code() -> str:
    """Return a digest of all that a ledger is made by: its schema, its rules and this generator."""
    package = ROOT / "src" / "kamcli"
    sources = [Path(module.__file__ or "") for module in (customers, firms)]
    sources += [Path(__file__), *(ROOT / "migrations").rglob("*.py")]
    sources += [*(package / "rules").glob("*.py"), package / "ledger" / "records.py"]
    sources += [package / "ledger" / f"{name}.py" for name in ("grades", "index", "spelling")]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    for each in sys.argv[1:] or SIZES:
        print(each, ledger(each), sep="\t")
