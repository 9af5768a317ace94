"""The tables of the example ledger: shipped with days that are counted from today."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from kamcli.exchange.cells import Form
from kamcli.exchange.tables import TABLES, Column, Table, columns_of
from kamcli.exchange.writing import Line, write_table
from kamcli.rules.days import add_days
from kamcli.rules.weeks import week_of

_TABLES = Path(__file__).parents[1] / "demo"


def write_demo_tables(into: Path, *, as_of: date) -> None:
    """Write the tables with each day put in its place: `-12` becomes the day twelve days ago.

    Weeks are counted from the one of the as-of day, instants stand on a counted day (`-12 09:30`),
    and a birthday without a year may be counted too.
    """
    into.mkdir()
    for table in TABLES:
        write_table(into / f"{table.name}.csv", _lines(table, as_of))


def _lines(table: Table, as_of: date) -> Iterator[Line]:
    columns = {column.heading: column for column in columns_of(table)}
    with (_TABLES / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        head = next(reader)
        yield head
        put = [_putter(columns[heading]) for heading in head]
        for row in reader:
            yield [one(cell, as_of) if cell else "" for one, cell in zip(put, row, strict=True)]


def _putter(column: Column) -> Callable[[str, date], str]:
    match column.cell.form:
        case Form.DAY:
            return lambda cell, as_of: add_days(as_of, int(cell)).isoformat()
        case Form.WEEK:
            return lambda cell, as_of: str(week_of(add_days(as_of, 7 * int(cell))))
        case Form.INSTANT:
            return _instant
    return _birthday if column.field == "birthday" else lambda cell, _as_of: cell


def _instant(cell: str, as_of: date) -> str:
    days, time = cell.split(" ")
    return f"{add_days(as_of, int(days))}T{time}:00Z"


def _birthday(cell: str, as_of: date) -> str:
    return f"{add_days(as_of, int(cell)):%m-%d}" if cell.startswith("+") else cell
