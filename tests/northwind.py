"""Northwind, the trading firm of a well-known sample database, as exchange tables."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sheets import put

CENT = Decimal("0.01")
LAST_DAY = "1998-05-06"

_LINES = """
SELECT o.OrderID, o.CustomerID, date(o.OrderDate), d.UnitPrice, d.Quantity, d.Discount
FROM Orders AS o JOIN "Order Details" AS d ON d.OrderID = o.OrderID
ORDER BY o.OrderDate, o.OrderID, d.ProductID
"""
_CUSTOMERS = "SELECT CustomerID, CompanyName, ContactName, ContactTitle, Country, Phone, Region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """An order: its number, its day, and its amount in cents."""

    number: str
    customer: str
    on: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Northwind:
    """The folder of tables, and the code that each of its customers was given."""

    folder: Path
    codes: dict[str, str]


def write_tables(dump: Path, folder: Path) -> Northwind:
    """Write customers, each with its contact, and orders in CNY, so that totals compare."""
    source = sqlite3.connect(":memory:")
    source.executescript(dump.read_text(encoding="utf-8"))
    people = source.execute(f"{_CUSTOMERS} FROM Customers ORDER BY CustomerID").fetchall()
    codes = {row[0]: f"JRW01{serial:03d}" for serial, row in enumerate(people, start=1)}
    folder.mkdir()
    sales = list(sales_of(source))
    source.close()
    bought = {sale.customer for sale in sales}
    customers = [_customer(codes[row[0]], row) for row in people]
    for row, cells in zip(people, customers, strict=True):
        # who bought is known since the first order
        cells["registered_on"] = "" if row[0] in bought else LAST_DAY
    put(folder, "customers", customers)
    put(folder, "contacts", [_contact(codes[row[0]], row) for row in people])
    put(folder, "orders", [_order(codes[sale.customer], sale) for sale in sales])
    return Northwind(folder=folder, codes=codes)


def sales_of(source: sqlite3.Connection) -> Iterator[Sale]:
    """Go through the orders with their totals after discount.

    Half cents are carried on to the customer's next order, so that its orders add up to what its
    lines add up to.
    """
    exact: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for number, customer, on, price, quantity, discount in source.execute(_LINES):
        part = Decimal(str(price)) * quantity * (1 - Decimal(str(discount)))
        exact[str(number), customer, on] += part
    so_far: dict[str, Decimal] = defaultdict(Decimal)
    for (number, customer, on), amount in exact.items():
        before = so_far[customer].quantize(CENT, ROUND_HALF_UP)
        so_far[customer] += amount
        after = so_far[customer].quantize(CENT, ROUND_HALF_UP)
        yield Sale(number=number, customer=customer, on=on, amount=after - before)


def _customer(code: str, row: tuple[str | None, ...]) -> dict[str, str]:
    cells = {"code": code, "name": row[1], "legacy_code": row[0], "country": row[4]}
    fixed = {"market": "foreign", "nature": "distributor", "source": "other"}
    return {**{name: value or "" for name, value in cells.items()}, **fixed}


def _contact(code: str, row: tuple[str | None, ...]) -> dict[str, str]:
    cells = {"name": row[2], "title": row[3], "phone": row[5]}
    return {"customer": code, **{name: value or "" for name, value in cells.items()}}


def _order(code: str, sale: Sale) -> dict[str, str]:
    return {
        "number": sale.number,
        "customer": code,
        "on": sale.on,
        "amount": str(sale.amount),
        "currency": "CNY",
    }
