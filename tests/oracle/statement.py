"""The rules of the ledger, stated a second time: plain and slow, lived through day by day.

Written from the specification alone (rules.md sections 1, 2, 3 and 7) as a check on `kamcli.rules`,
with which it shares no line. It reads the exchange tables as CSV rows. Stated for the policy the
ledger begins with; any other policy is refused.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from oracle.life import ONE_DAY, Fact, Life, NotStatedError, Row

Tables = dict[str, list[Row]]
Diary = dict[date, list[Fact]]

STATUSES = {"": True, "active": True, "void": False, "merged": False}
DEFAULT_POLICY = {
    "annual_threshold": "500000",
    "annual_window": "rolling",
    "contact": "two-way",
    "amount_basis": "ordered",
    "agent_amount": "own",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the ledger must say of one customer on one day; amounts in CNY, like "612400.00".

    `annual_before` is the annual amount of the day that gave `grade_before`, else None.
    `flags` holds those that follow from facts alone, in the order of rules.md section 7.
    """

    code: str
    grade: str
    grade_computed: str
    grade_before: str | None
    annual_amount: str
    annual_before: str | None
    via_amount: str
    last_contact_on: date | None
    turns_x_on: date | None
    changes_next: tuple[date, str] | None
    flags: tuple[str, ...]


def yuan(fen: int) -> str:
    """Fen as the ledger prints them."""
    return f"{fen // 100}.{fen % 100:02d}"


def read_tables(directory: Path) -> Tables:
    """The exchange tables of a folder, by file name without its ending."""
    tables: Tables = {}
    for path in sorted(directory.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def rate_of(order: Row, rates: list[Row]) -> Fraction:
    """The rate typed on an order, else the latest quoted on or before its day; 1 for CNY."""
    if order["currency"] == "CNY":
        return Fraction(1)
    if order.get("rate", ""):
        return Fraction(order["rate"])
    quoted = [
        row for row in rates if row["currency"] == order["currency"] and row["on"] <= order["on"]
    ]
    if not quoted:
        raise NotStatedError(f"no rate for order {order['number']}")
    return Fraction(max(quoted, key=lambda row: row["on"])["rate"])


def diaries_of(tables: Tables) -> dict[str, Diary]:
    """Every customer's facts by day; within a day orders, what changes them, then interactions."""
    diaries: dict[str, Diary] = {row["code"]: {} for row in tables.get("customers", [])}
    buyer: dict[str, str] = {}

    def put(customer: str, on: str, fact: Fact) -> None:
        diaries[customer].setdefault(date.fromisoformat(on), []).append(fact)

    for row in tables.get("orders", []):
        buyer[row["number"]] = row["customer"]
        rate = rate_of(row, tables.get("rates", []))
        put(row["customer"], row["on"], Fact(table="orders", row=row, rate=rate))
    for table in ("adjustments", "payments"):
        for row in tables.get(table, []):
            put(buyer[row["order"]], row["on"], Fact(table=table, row=row))
    for row in tables.get("orders", []):
        if row.get("cancelled_on", ""):
            put(row["customer"], row["cancelled_on"], Fact(table="cancellations", row=row))
    for row in tables.get("interactions", []):
        put(row["customer"], row["on"], Fact(table="interactions", row=row))
    return diaries


def first_day(customer: Row, diary: Diary) -> date:
    """The day from which a customer exists: the earlier of its registration and first fact."""
    known = list(diary)
    if customer.get("registered_on", ""):
        known.append(date.fromisoformat(customer["registered_on"]))
    if not known:
        raise NotStatedError(f"nobody can tell since when {customer['code']} exists")
    return min(known)


def override_of(code: str, overrides: list[Row], as_of: date) -> str | None:
    """The grade set by hand that holds on a day; of several the one set last."""
    day = as_of.isoformat()
    holding = [
        row
        for row in overrides
        if row["customer"] == code and row["from_on"] <= day <= row["until_on"]
    ]
    return max(holding, key=lambda row: row["from_on"])["grade"] if holding else None


def refuse_other_policies(tables: Tables) -> None:
    """Raise NotStatedError for any policy but the one the ledger begins with."""
    for row in tables.get("policy", []):
        key = row["key"].rpartition(".")[2]
        value = row["value"].removesuffix(".00")
        if key not in DEFAULT_POLICY or value != DEFAULT_POLICY[key]:
            raise NotStatedError(f"policy {row['key']} = {row['value']}")


def lives_through(tables: Tables, as_of: date) -> dict[str, Life]:
    """Every active customer that exists on a day, lived through to its evening."""
    diaries = diaries_of(tables)
    lives: dict[str, Life] = {}
    for customer in tables.get("customers", []):
        code = customer["code"]
        if not STATUSES[customer.get("status", "")]:
            continue
        day = first_day(customer, diaries[code])
        if day > as_of:
            continue
        life = lives[code] = Life()
        while day <= as_of:
            life.live(day, diaries[code].get(day, []))
            day += ONE_DAY
    return lives


def expected(tables: Tables, as_of: date) -> dict[str, Expected]:
    """Say of every active customer that exists on a day what the ledger must say.

    Raises NotStatedError for another policy, and for rows the specification refuses.
    """
    refuse_other_policies(tables)
    lives = lives_through(tables, as_of)
    brought = dict.fromkeys(lives, 0)
    for customer in tables.get("customers", []):
        agent = customer.get("via_agent", "")
        if agent in brought and customer["code"] in lives:
            brought[agent] += lives[customer["code"]].annual(as_of)
    return {
        code: verdict(
            code,
            life,
            as_of=as_of,
            brought=brought[code],
            override=override_of(code, tables.get("overrides", []), as_of),
        )
        for code, life in lives.items()
    }


def verdict(code: str, life: Life, *, as_of: date, brought: int, override: str | None) -> Expected:
    """What the ledger must say of one customer; an override sleeps while the grade is X."""
    computed = life.grade(as_of)
    is_x = computed == "X"
    overridden = override is not None and not is_x
    return Expected(
        code=code,
        grade=override if override is not None and not is_x else computed,
        grade_computed=computed,
        grade_before=life.grade_before if is_x else None,
        annual_amount=yuan(life.annual(as_of)),
        annual_before=yuan(life.annual_before) if is_x else None,
        via_amount=yuan(brought),
        last_contact_on=life.last,
        turns_x_on=life.turns_x_on(as_of),
        changes_next=life.changes_next(as_of),
        flags=life.flags(as_of, overridden=overridden),
    )
