"""What the ledger is asked for each exchange table: its rows, ordered by their content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kamcli.exchange.cells import Form
from kamcli.exchange.tables import Column, Table, columns_of

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

    # A row of the ledger, as it stands or with people's data left out.
    Stored = Row | Mapping[str, Any]


def rows_of(ledger: Ledger, table: Table) -> Iterator[Row]:
    """Go through the rows of a table by the fields of its columns, in flat memory.

    Codes and numbers stand for customers and orders. Amounts are minor units of the currency in
    `in_currency`, which only tables with amounts have.
    """
    return ledger.each(_question(table))


_CODE_OF = "(SELECT code FROM customers AS named WHERE named.id = {keeper}.{stored})"
_NUMBER_OF = "(SELECT number FROM orders AS named WHERE named.id = {keeper}.{stored})"
_CURRENCY_OF = "(SELECT currency FROM orders AS named WHERE named.id = {keeper}.order_id)"


def _question(table: Table) -> str:
    """Return the question for all rows of a table: codes for ids, ordered by content."""
    columns = columns_of(table)
    asked = {column.field: _asked(table, column) for column in columns}
    shown = [f'{asked[column.field]} AS "{column.field}"' for column in columns]
    forms = {column.cell.form for column in columns}
    if Form.AMOUNT in forms:
        own = Form.ORDER not in forms
        currency = f"{table.keeper}.currency" if own else _CURRENCY_OF.format(keeper=table.keeper)
        shown.append(f"{currency} AS in_currency")
    order = [table.order.format(customer=asked.get("customer"))] if table.order else []
    order += [_ordering(column, asked[column.field]) for column in columns]
    return f"SELECT {', '.join(shown)} FROM {table.keeper} ORDER BY {', '.join(order)}"


def _asked(table: Table, column: Column) -> str:
    match column.cell.form:
        case Form.CUSTOMER:
            return _CODE_OF.format(keeper=table.keeper, stored=column.stored)
        case Form.ORDER:
            return _NUMBER_OF.format(keeper=table.keeper, stored=column.stored)
    return f"{table.keeper}.{column.stored}"


def _ordering(column: Column, expression: str) -> str:
    """Return how rows are ordered by a column; unknown and empty are the same cell."""
    match column.cell.form:
        case Form.AMOUNT | Form.NUMBER | Form.FLAG:
            return f"{expression} IS NOT NULL, {expression}"
    return f"coalesce({expression}, '')"
