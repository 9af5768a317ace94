"""The exchange tables as `docs/json.md` shows them, from the one description of them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from kamcli.exchange.cells import Form
from kamcli.exchange.headings import columns_by_heading, plain
from kamcli.exchange.tables import TABLES, Column, Table, columns_of
from kamcli.output.manual import first_line
from tables import code, table, yes

_VALUES = {
    Form.DAY: "day",
    Form.INSTANT: "instant",
    Form.WEEK: "day: its week",
    Form.FLAG: "`yes` or empty",
    Form.AMOUNT: "amount",
    Form.CUSTOMER: "code of a customer",
    Form.ORDER: "number of an order",
    Form.TEXT: "text",
}
_TYPES = {int: "number", str: "text"}


def exchange_tables() -> str:
    """Return a section for each file, in the order in which they are taken in."""
    return "\n".join(map(_section, TABLES))


def _section(each: Table) -> str:
    also = _also(each)
    rows = [
        [code(column.heading), _value(each, column), yes(column.required), also[column.heading]]
        for column in columns_of(each)
    ]
    titles = ["column", "value", "needed", "read as well"]
    return f"### {each.name}.csv\n\n{first_line(each.row.__doc__ or '')}\n\n{table(titles, rows)}\n"


def _also(each: Table) -> dict[str, str]:
    """Return the other headings of each column that are understood."""
    found: dict[str, list[str]] = {column.heading: [] for column in columns_of(each)}
    for name, column in columns_by_heading(each).items():
        if name != plain(column.heading):
            found[column.heading].append(name)
    return {heading: " ".join(names) for heading, names in found.items()}


def _value(each: Table, column: Column) -> str:
    if column.cell.form in _VALUES:
        return _VALUES[column.cell.form]
    hint: Any = get_type_hints(each.row)[column.field]
    kind = next(part for part in (*get_args(hint), hint) if part is not type(None))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return re.sub("(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    return _TYPES.get(kind, "decimal")
