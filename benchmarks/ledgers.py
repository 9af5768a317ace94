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
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import firms

from kamcli.ledger import grades, opening
from kamcli.ledger.creation import NewLedger, create_ledger
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import CustomerCode
from kamcli.rules.vocabulary import Department, Market
from kamcli.session import Session

AS_OF = date(2026, 11, 20)
SEED = 20261120
ROOT = Path(__file__).parents[1]
CACHE = ROOT / "build" / "ledgers"
_DAYS = [(AS_OF - timedelta(days=ago)).isoformat() for ago in range(2600)]
_NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)

_ORDERS_OF_TEN = (0, 0, 0, 2, 3, 4, 4, 5, 6, 6)
_KINDS = ["talk"] * 62 + ["request"] * 6 + ["quote"] * 8 + ["sample"] * 4 + ["card"] * 4
_KINDS += ["complaint"] * 3 + ["service"] * 3 + ["greeting"] * 6 + ["mailing"] * 4
_SLIGHT_KINDS = ["talk"] * 70 + ["greeting"] * 15 + ["mailing"] * 15
_VIAS = ["call"] * 40 + ["email"] * 25 + ["message"] * 20 + ["visit"] * 10 + ["meeting", "fair"] * 3
_NATURES = ["end-user"] * 5 + ["distributor"] * 3 + ["agent", "intermediary"]
_SOURCES = ["web"] * 4 + ["fair"] * 3 + ["referral", "social", "telemarketing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How big a ledger is: its customers, and how many of them each manager owns."""

    name: str
    customers: int
    per_manager: int = 1_000

    @property
    def managers(self) -> list[str]:
        """Return the codes of its managers; there are never more than 99."""
        return [f"{number:02d}" for number in range(1, min(99, self._needed()) + 1)]

    def _needed(self) -> int:
        return max(1, -(-self.customers // self.per_manager))


SIZES = {
    size.name: size
    for size in (
        Size(name="1k", customers=1_000),
        Size(name="10k", customers=10_000),
        Size(name="100k", customers=100_000),
        Size(name="sole", customers=10_000, per_manager=10_000),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one customer and of everything that hangs on it, as columns of the tables."""

    customer: dict[str, Any]
    owner: dict[str, Any]
    contact: dict[str, Any]
    interactions: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    action: dict[str, Any] | None


def customers(size: Size) -> Iterator[Rows]:
    """Go through the customers of a ledger, each with everything that is recorded of it."""
    random = Random(SEED)
    serials = {(market, manager): count(1) for market in Market for manager in size.managers}
    order_ids = count(1)
    for index, firm in enumerate(firms.firms(size.customers, random)):
        manager = _manager_of(index, size)
        market = Market(firm.market)
        serial = next(serials[market, manager])
        code = CustomerCode(prefix="JR", market=market, manager=manager, serial=serial)
        yield _rows(index + 1, firm, code, order_ids, random)


def _manager_of(index: int, size: Size) -> str:
    """Give manager 01 its share first, and deal the others out evenly."""
    others = size.managers[1:]
    if index < size.per_manager or not others:
        return "01"
    return others[(index - size.per_manager) % len(others)]


def _rows(
    customer_id: int, firm: firms.Firm, code: CustomerCode, order_ids: Iterator[int], random: Random
) -> Rows:
    orders = _ORDERS_OF_TEN[int(random.random() * 10)]
    kinds = _SLIGHT_KINDS if orders == 0 and random.random() < 0.4 else _KINDS
    seen = _contact_days(random)
    first = max(seen)
    made = [
        _order(
            next(order_ids),
            number + 1,
            customer_id,
            code,
            seen[0] + int(random.random() * (first - seen[0])),
            random,
        )
        for number in range(orders)
    ]
    return Rows(
        customer={
            "id": customer_id,
            "code": str(code),
            "code_manager": code.manager,
            "code_serial": code.serial,
            "name": firm.name,
            "name_key": name_key(firm.name),
            "market": firm.market,
            "nature": random.choice(_NATURES),
            "source": random.choice(_SOURCES),
            "country": firm.country,
            "region": firm.region,
            "owner": code.manager,
            "registered_on": _DAYS[first],
            "website": firm.website or None,
            "products": firm.products,
            "status": "active",
        },
        owner={"customer_id": customer_id, "owner": code.manager, "from_on": _DAYS[first]},
        contact=_contact(customer_id, firm, random),
        interactions=[
            _interaction(customer_id, ago, number, kinds, code.manager, random)
            for number, ago in enumerate(seen)
        ],
        orders=made,
        payments=[_payment(order) for order in made if order["id"] % 2],
        action=_action(customer_id, random) if customer_id % 2 else None,
    )


def _contact_days(random: Random) -> list[int]:
    """Return how many days ago each of ten contacts was, the latest first.

    Six in ten customers were met within the last three months, as in a ledger that is in use.
    """
    draw = random.random()
    ago = int(random.random() * 95) if draw < 0.62 else 95 + int(random.random() ** 2 * 900)
    days = [ago]
    for _ in range(9):
        days.append(days[-1] + 1 + int(random.random() * 80))
    return days


def _interaction(
    customer_id: int, ago: int, number: int, kinds: list[str], manager: str, random: Random
) -> dict[str, Any]:
    kind = "talk" if number == 0 else kinds[int(random.random() * len(kinds))]
    text = firms.note(random)
    if number == 4 and customer_id % 1_000 == 500:
        text = f"{text} {firms.RARE_WORD} {firms.RARE_HANZI}"
    return {
        "customer_id": customer_id,
        "happened_on": _DAYS[ago],
        "kind": kind,
        "via": _VIAS[int(random.random() * len(_VIAS))],
        "text": text,
        "attempt": int(kind == "talk" and number > 0 and random.random() < 0.1),
        "unsolicited": int(kind in ("sample", "quote") and random.random() < 0.2),
        "entered_on": _DAYS[ago],
        "recorded_at": f"{_DAYS[ago]}T09:00:00Z",
        "recorded_by": manager,
    }


def _order(
    order_id: int, number: int, customer_id: int, code: CustomerCode, ago: int, random: Random
) -> dict[str, Any]:
    foreign = code.market is Market.FOREIGN
    return {
        "id": order_id,
        "number": f"{code}-{number}",
        "customer_id": customer_id,
        "ordered_on": _DAYS[ago],
        "amount": int(random.lognormvariate(14.0 if foreign else 16.0, 1.0)),
        "currency": "USD" if foreign else "CNY",
        "rate": "7.1532" if foreign else "1",
    }


def _payment(order: dict[str, Any]) -> dict[str, Any]:
    paid_on = min(date.fromisoformat(order["ordered_on"]) + timedelta(days=30), AS_OF)
    return {"order_id": order["id"], "paid_on": paid_on.isoformat(), "amount": order["amount"]}


def _contact(customer_id: int, firm: firms.Firm, random: Random) -> dict[str, Any]:
    number = 10_000_000 + customer_id
    mobile = f"+86 138{number}" if firm.country == "CN" else None
    return {
        "customer_id": customer_id,
        "name": firms.contact_name(firm, random),
        "role": "buyer",
        "phone": None if mobile else f"+49 30 {number}",
        "mobile": mobile,
        "email": f"office{customer_id}@firm.example",
        "opt_out": 0,
        "is_primary": 1,
    }


def _action(customer_id: int, random: Random) -> dict[str, Any]:
    due_on = AS_OF + timedelta(days=int(random.random() * 45) - 10)
    return {
        "customer_id": customer_id,
        "text": firms.plan(random),
        "due_on": due_on.isoformat(),
        "status": "open",
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
        grades.refresh(graded, as_of=AS_OF, full=True)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    draft.rename(path)


def _session(path: Path) -> Session:
    return Session(ledger=path, manager="01", as_of=AS_OF, now=_NOW, login="bench")


def _fill(connection: sqlite3.Connection, size: Size) -> None:
    tables: dict[str, list[dict[str, Any]]] = {}
    for rows in customers(size):
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
    sources = [Path(__file__), Path(firms.__file__), *(ROOT / "migrations").rglob("*.py")]
    sources += [*(package / "rules").glob("*.py"), package / "ledger" / "records.py"]
    sources += [package / "ledger" / "grades.py"]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    for each in sys.argv[1:] or SIZES:
        print(each, ledger(each), sep="\t")
