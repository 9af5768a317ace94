"""Folders of exchange tables, as `kam export --into` writes them, with a given number of rows.

python tables.py FOLDER ROWS
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from customers import Rows, Size, customers

# A customer brings itself, an owner, a contact, ten interactions and, on average, three orders,
# one and a half payments and half an action.
_ROWS_PER_CUSTOMER = 18


def write(folder: Path, rows: int) -> int:
    """Write the tables of as many customers as make up the rows; return the rows written."""
    size = Size(name=str(rows), customers=round(rows / _ROWS_PER_CUSTOMER))
    found = list(customers(size))
    codes = {each.customer["id"]: each.customer["code"] for each in found}
    numbers = {order["id"]: order["number"] for each in found for order in each.orders}
    folder.mkdir(parents=True, exist_ok=True)
    managers = [{"code": code, "name": f"Manager {code}"} for code in size.managers]
    return sum(
        _table(folder / f"{name}.csv", lines)
        for name, lines in (
            ("managers", managers),
            *_tables(found, codes, numbers),
        )
    )


def _tables(
    found: Sequence[Rows], codes: Mapping[int, str], numbers: Mapping[int, str]
) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    yield "customers", [_customer(each.customer) for each in found]
    yield "owners", [_of(codes, each.owner) for each in found]
    yield (
        "contacts",
        [_renamed(_of(codes, each.contact), is_primary="primary", opt_out="") for each in found],
    )
    yield (
        "interactions",
        [
            _renamed(
                _of(codes, one), happened_on="on", attempt="attempt", unsolicited="unsolicited"
            )
            for each in found
            for one in each.interactions
        ],
    )
    yield (
        "orders",
        [
            _amount(_renamed(_of(codes, one), ordered_on="on", id=""))
            for each in found
            for one in each.orders
        ],
    )
    yield "payments", [_payment(one, numbers) for each in found for one in each.payments]
    yield "actions", [_of(codes, each.action) for each in found if each.action]


def _customer(row: Mapping[str, Any]) -> dict[str, Any]:
    left_out = ("id", "code_manager", "code_serial", "name_key")
    return {name: value for name, value in row.items() if name not in left_out}


def _of(codes: Mapping[int, str], row: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: value for name, value in row.items() if name != "customer_id"}
    return {"customer": codes[row["customer_id"]], **named}


def _payment(row: Mapping[str, Any], numbers: Mapping[int, str]) -> dict[str, Any]:
    return _amount(
        {"order": numbers[row["order_id"]], "on": row["paid_on"], "amount": row["amount"]}
    )


def _amount(row: dict[str, Any]) -> dict[str, Any]:
    """Write an amount in whole units with two decimals: all of these currencies have them."""
    return {**row, "amount": f"{row['amount'] // 100}.{row['amount'] % 100:02d}"}


def _renamed(row: Mapping[str, Any], **names: str) -> dict[str, Any]:
    """Give columns the names of the exchange tables; those without one are left out."""
    renamed = {names.get(name, name): value for name, value in row.items()}
    renamed.pop("", None)
    flags = ("primary", "attempt", "unsolicited")
    return {name: _flag(value) if name in flags else value for name, value in renamed.items()}


def _flag(value: int) -> str:
    return "yes" if value else ""


def _table(path: Path, rows: Sequence[Mapping[str, Any]]) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2])))
