"""Workbooks that `kam export` wrote, and a person may have worked in since: tables on sheets."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any

from msgspec import Struct

from kamcli.errors import NotUnderstood, Refused
from kamcli.exchange.cells import Form
from kamcli.exchange.headings import columns_by_heading, plain
from kamcli.exchange.spreadsheets.grids import Line
from kamcli.exchange.spreadsheets.kinds import find_kind
from kamcli.exchange.spreadsheets.workbooks import Workbook, opened_workbook
from kamcli.exchange.tables import BY_NAME, Table, columns_of
from kamcli.guard import guarded

# What may hold such a workbook once another program has saved it.
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
# What readers of workbooks leave as it was escaped: the last two characters of the plane.
_LEFT_ESCAPED = re.compile("_x([Ff]{3}[EeFf])_")
_GUARDED = (Form.TEXT, Form.ORDER, None)


class OwnSheet(Struct, frozen=True, kw_only=True):
    """A sheet that holds an exchange table."""

    workbook: OwnWorkbook
    table: Table
    name: str

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows, headings first, each with its number and its cells as CSV has them.

        Rows without any cell are left out.
        """
        forms: list[bool] = []
        for line in self.workbook.lines(self.name):
            if forms:
                yield line.number, [_cell(*pair) for pair in zip(line.cells, forms, strict=True)]
            else:
                heads = ["" if cell is None else str(cell) for cell in line.cells]
                forms = _to_guard(self.table, heads)
                yield line.number, list(_trimmed(heads))


class OwnWorkbook:
    """An open workbook; it closes when nobody holds it any more."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._places = {sheet.name: place for place, sheet in enumerate(book.sheets)}

    def lines(self, name: str) -> Iterator[Line]:
        """Go through the rows of a sheet that hold anything, from its first line on."""
        return self._book.grid(self._places[name]).lines

    @cached_property
    def sheets(self) -> list[OwnSheet]:
        """The sheets that hold exchange tables; none where it is another's workbook.

        Of one sheet every heading must be ours; where two sheets are ours by name and key, others
        may have been added.
        """
        named = [(name, BY_NAME.get(name.strip().lower())) for name in self._places]
        found = [OwnSheet(workbook=self, table=table, name=name) for name, table in named if table]
        strict = len(found) == 1
        fit = (_fits(each.table, _heads(each), strict=strict) for each in found)
        return found if all(fit) else []

    def others(self) -> list[str]:
        """Return the names of sheets that hold something else."""
        return [
            name
            for name in self._places
            if name.strip().lower() not in BY_NAME and any(True for _ in self.lines(name))
        ]


def open_own(path: Path) -> OwnWorkbook | None:
    """Open a workbook of `kam`; nothing for whatever else has such a name.

    A copy is read: what is written to the file meanwhile does not matter. Raises `OSError`.
    """
    with ExitStack() as stack:
        copy = stack.enter_context(TemporaryFile())
        with path.open("rb") as file:
            copyfileobj(file, copy)
        copy.flush()
        try:
            kind = find_kind(copy, name=path.name)
            if not kind.workbook:
                return None
            book = stack.enter_context(
                opened_workbook(copy, name=path.name, unpacked=kind.unpacked)
            )
            workbook = OwnWorkbook(book)
            if not workbook.sheets:
                return None
        except (NotUnderstood, Refused):
            return None
        weakref.finalize(workbook, stack.pop_all().close)
        return workbook


def _heads(sheet: OwnSheet) -> list[str]:
    return next((heads for _number, heads in sheet.lines()), [])


def _trimmed(heads: Sequence[str]) -> Sequence[str]:
    """Return headings without the empty ones at the end: what stands there has no heading."""
    last = max((place for place, heading in enumerate(heads, start=1) if heading), default=0)
    return heads[:last]


def _fits(table: Table, heads: Sequence[str], *, strict: bool) -> bool:
    known = {plain(column.heading) for column in columns_of(table)}
    found = {plain(heading) for heading in heads if heading.strip()}
    needed = {plain(column.heading) for column in columns_of(table) if column.required}
    key = plain(columns_of(table)[0].heading)
    return {key} | needed <= found and (found <= known or not strict)


def _to_guard(table: Table, heads: Sequence[str]) -> list[bool]:
    """Return for each column whether its cells are texts, which CSV guards."""
    known = columns_by_heading(table)
    columns = [known.get(plain(heading)) for heading in heads]
    return [(column.cell.form if column else None) in _GUARDED for column in columns]


def _cell(value: Any, guard: bool) -> str:  # noqa: FBT001 -- called a million times, by place
    """Return a cell as CSV has it."""
    if value is None:
        return ""
    if type(value) is not str:
        value = _written(value)
    elif "_x" in value:
        value = _LEFT_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return guarded(value) if guard else value


def _written(value: Any) -> str:
    """Write what is no text: a number in its shortest form, a day as ISO has it."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
