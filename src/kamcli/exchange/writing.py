"""Writing the exchange tables: everything that was recorded, each file whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import Unavailable
from kamcli.exchange.cells import Form
from kamcli.exchange.tables import TABLES, Column, Table, columns_of
from kamcli.guard import guarded
from kamcli.i18n import _
from kamcli.rules.money import plain

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

Line = Sequence[str]


class Written(Struct, frozen=True, kw_only=True):
    """A table that was written, and how many rows it has."""

    file: str
    rows: int


class Exported(Struct, frozen=True, kw_only=True):
    """What `kam export --into DIR -f json` returns."""

    into: str
    files: tuple[Written, ...]


def export_tables(ledger: Ledger, into: Path, *, progress: Callable[[str], None]) -> Exported:
    """Write every table into a folder, also those without rows; flat memory.

    The same facts give the same bytes. Raises `Unavailable` where the folder cannot be written.
    """
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = []
        for table in sorted(TABLES, key=lambda each: each.name):
            progress(_("Writing {file}").format(file=f"{table.name}.csv"))
            count = write_table(into / f"{table.name}.csv", _lines(ledger, table))
            files.append(Written(file=f"{table.name}.csv", rows=count))
    except OSError as error:
        raise Unavailable(
            _('The tables cannot be written to "{folder}": {why}.').format(
                folder=into, why=error.strerror
            ),
            hint="kam export --into ./tables",
        ) from error
    return Exported(into=str(into), files=tuple(files))


def write_table(path: Path, lines: Iterable[Line]) -> int:
    """Write a file of CSV, UTF-8 with BOM, that only its owner may read; return the rows.

    It is built beside its place and moved there: nobody meets half of it. Raises `OSError`.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            count = -1
            for line in lines:
                writer.writerow(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return count


def _lines(ledger: Ledger, table: Table) -> Iterator[Line]:
    columns = columns_of(table)
    yield [column.heading for column in columns]
    cells = [_writer(column) for column in columns]
    for row in ledger.each(_question(table)):
        yield [cell(row, row[column.field]) for cell, column in zip(cells, columns, strict=True)]


def _writer(column: Column) -> Callable[[Row, object], str]:
    """Return what makes a cell of a value as the ledger keeps it."""
    match column.cell.form:
        case Form.TEXT | Form.ORDER:
            return lambda _row, value: guarded(str(value)) if value is not None else ""
        case Form.FLAG:
            return lambda _row, value: "yes" if value else ""
        case Form.AMOUNT:
            return lambda row, value: _amount(value, row["in_currency"])
    return lambda _row, value: "" if value is None else str(value)


def _amount(value: object, currency: str | None) -> str:
    if value is None:
        return ""
    assert isinstance(value, int)
    assert currency is not None
    return plain(value, currency)


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
