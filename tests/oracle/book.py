"""The exchange tables of a made-up company, and the plain lines in which its facts are told.

A line is a day and a word: `2026-11-02 talk`, `2026-09-15 talk attempt`, `2026-11-10 quote
unsolicited`, `2026-03-02 order 70000.00 USD 7.15`, and, with the order's place among the lines,
`2026-08-03 pay 1 9000.00`, `2026-10-15 adjust 2 -80000.00`, `2026-10-10 cancel 1`. Further
`register`, `override B 2026-12-31` and `plan`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from oracle.life import Row
from oracle.statement import Tables

COLUMNS: dict[str, tuple[str, ...]] = {
    "managers": ("code", "name", "department", "left_on"),
    "customers": (
        *("code", "name", "short_name", "market", "nature", "source", "source_detail", "country"),
        *("region", "owner", "registered_on", "website", "products", "remarks", "tags"),
        *("key_reason", "referred_by", "via_agent", "legacy_code", "legacy_grade", "status"),
        "status_reason",
    ),
    "contacts": (
        *("customer", "name", "title", "role", "phone", "mobile", "email", "im", "birthday"),
        *("birthday_calendar", "introduced_by", "preferences", "consent_on", "consent_purpose"),
        *("opt_out", "primary"),
    ),
    "interactions": (
        *("customer", "on", "kind", "via", "with", "text", "problem", "needs", "amount"),
        *("currency", "attempt", "unsolicited", "layer", "minutes", "entered_on", "recorded_at"),
        "recorded_by",
    ),
    "actions": ("customer", "text", "due_on", "status", "closed_on", "why"),
    "orders": ("number", "customer", "on", "amount", "currency", "rate", "cancelled_on", "remarks"),
    "adjustments": ("order", "on", "amount", "reason"),
    "payments": ("order", "on", "amount"),
    "rates": ("currency", "on", "rate"),
    "overrides": ("customer", "grade", "from_on", "until_on", "by", "why"),
    "cadence": ("customer", "days", "snoozed_until", "why"),
}


class Book:
    """Rows of the exchange tables, in the order in which they were added."""

    def __init__(self) -> None:
        """Begin with every table empty."""
        self.tables: Tables = {table: [] for table in COLUMNS}

    def add(self, table: str, cells: Row) -> Row:
        """Add a row; the cells not given are empty. Raises KeyError for an unknown column."""
        row = dict.fromkeys(COLUMNS[table], "")
        for column, cell in cells.items():
            if column not in row:
                raise KeyError(f"{table}.{column}")
            row[column] = cell
        self.tables[table].append(row)
        return row

    def tell(self, customer: str, lines: Sequence[str]) -> None:
        """Add a customer's facts from lines; its orders are numbered CODE-1, CODE-2 and so on."""
        orders = [line for line in lines if line.split()[1] == "order"]
        for place, line in enumerate(orders, start=1):
            self._order(customer, f"{customer}-{place}", line.split())
        for line in lines:
            if line not in orders:
                self._fact(customer, line.split())

    def _order(self, customer: str, number: str, words: list[str]) -> None:
        on, _, amount, *money = words
        cells = {"number": number, "customer": customer, "on": on, "amount": amount}
        match money:
            case [currency, rate]:
                cells |= {"currency": currency, "rate": rate}
            case [currency]:
                cells |= {"currency": currency}
            case _:
                cells |= {"currency": "CNY"}
        self.add("orders", cells)

    def _fact(self, customer: str, words: list[str]) -> None:
        on = words[0]
        match words[1:]:
            case ["register"]:
                self._customer(customer)["registered_on"] = on
            case ["adjust", place, amount]:
                cells = {"order": f"{customer}-{place}", "on": on, "amount": amount}
                self.add("adjustments", {**cells, "reason": "claim settled"})
            case ["pay", place, amount]:
                self.add("payments", {"order": f"{customer}-{place}", "on": on, "amount": amount})
            case ["cancel", place]:
                self._numbered(f"{customer}-{place}")["cancelled_on"] = on
            case ["override", grade, until]:
                cells = {"customer": customer, "grade": grade, "from_on": on, "until_on": until}
                self.add("overrides", {**cells, "by": "Wang Fang", "why": "new owner expected"})
            case ["plan"]:
                cells = {"customer": customer, "text": "visit the works", "due_on": on}
                self.add("actions", {**cells, "status": "open"})
            case [kind, *marks]:
                cells = {"customer": customer, "on": on, "kind": kind, "text": f"a {kind}"}
                self.add("interactions", {**cells, **dict.fromkeys(marks, "yes")})
            case _:
                raise ValueError(f"not a line: {words}")

    def _customer(self, code: str) -> Row:
        return next(row for row in self.tables["customers"] if row["code"] == code)

    def _numbered(self, number: str) -> Row:
        return next(row for row in self.tables["orders"] if row["number"] == number)

    def write(self, directory: Path) -> None:
        """Write every table that has rows as CSV, UTF-8 with BOM."""
        directory.mkdir(parents=True, exist_ok=True)
        for table, rows in self.tables.items():
            if not rows:
                continue
            path = directory / f"{table}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS[table], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


def tables_of(customer: str, *lines: str) -> Tables:
    """The tables of a ledger with one customer, and one rate of the dollar."""
    book = Book()
    book.add("customers", {"code": customer, "name": "Acme"})
    book.add("rates", {"currency": "USD", "on": "2026-11-01", "rate": "7.05"})
    book.tell(customer, lines)
    return book.tables
