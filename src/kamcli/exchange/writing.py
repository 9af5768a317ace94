"""Writing the exchange tables: everything that was recorded, in a folder of CSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kamcli.exchange.cells import Form
from kamcli.exchange.exporting import Count
from kamcli.exchange.outbox import Outbox
from kamcli.exchange.tables import TABLES, Column, Table, columns_of
from kamcli.guard import guarded
from kamcli.rules.money import plain

if TYPE_CHECKING:
    from pathlib import Path

    from kamcli.exchange.exporting import Export
    from kamcli.exchange.questions import Stored

Line = Sequence[str]


def write_tables(export: Export) -> tuple[Count, ...]:
    """Write every table into a folder, also those without rows; flat memory.

    The same facts give the same bytes. Raises `OSError`.
    """
    export.outbox.make_folder(export.place)
    counts = []
    for table in sorted(TABLES, key=lambda each: each.name):
        export.tell(f"{table.name}.csv")
        draft = export.outbox.draft(export.place / f"{table.name}.csv")
        rows = write_lines(draft, _lines(export, table))
        counts.append(Count(table=table.name, rows=rows))
    return tuple(counts)


def write_table(path: Path, lines: Iterable[Line]) -> None:
    """Write a file of CSV that only its owner may read, whole or not at all; raises `OSError`."""
    with Outbox() as outbox:
        write_lines(outbox.draft(path), lines)
        outbox.deliver()


def write_lines(path: Path, lines: Iterable[Line]) -> int:
    """Write lines as CSV, UTF-8 with BOM; return how many stand below the headings."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        count = -1
        for line in lines:
            writer.writerow(line)
            count += 1
    return count


def _lines(export: Export, table: Table) -> Iterator[Line]:
    columns = columns_of(table)
    yield [column.heading for column in columns]
    cells = [_writer(column) for column in columns]
    for row in export.rows(table):
        yield [cell(row, row[column.field]) for cell, column in zip(cells, columns, strict=True)]


def _writer(column: Column) -> Callable[[Stored, object], str]:
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
