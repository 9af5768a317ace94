"""Workbooks that `kam export` wrote, and a person may have worked in since: tables on sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from kamcli.exchange.cells import Form
from kamcli.exchange.headings import columns_by_heading, plain
from kamcli.exchange.tables import BY_NAME, Table, columns_of
from kamcli.guard import guarded

# What may hold such a workbook once another program has saved it.
SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
# A part this large that was packed this small was made to fill a memory, not to be read.
_LARGE, _PACKED = 50_000_000, 200
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

        Rows above the headings hold nothing.
        """
        rows = enumerate(self.workbook.rows(self.name), start=1)
        forms: list[bool] = []
        for number, row in rows:
            if forms:
                yield number, [_cell(*pair) for pair in zip(row, forms, strict=True)]
            elif any(row):
                heads = [str(cell) for cell in row]
                forms = _to_guard(self.table, heads)
                yield number, list(_trimmed(heads))


class OwnWorkbook:
    """An open workbook; of its sheets the one that was read last is kept in memory."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheet = lru_cache(maxsize=1)(book.get_sheet_by_name)

    def rows(self, name: str) -> Iterator[Sequence[Any]]:
        """Go through the rows of a sheet, from its first line on."""
        rows: Iterator[Sequence[Any]] = self._sheet(name).iter_rows()
        return rows

    @cached_property
    def sheets(self) -> list[OwnSheet]:
        """The sheets that hold exchange tables; none where it is another's workbook.

        Of one sheet every heading must be ours; where two sheets are ours by name and key, others
        may have been added.
        """
        named = [(name, BY_NAME.get(name.strip().lower())) for name in self._book.sheet_names]
        found = [OwnSheet(workbook=self, table=table, name=name) for name, table in named if table]
        strict = len(found) == 1
        fit = (_fits(each.table, _heads(each), strict=strict) for each in found)
        return found if all(fit) else []

    def others(self) -> list[str]:
        """Return the names of sheets that hold something else."""
        return [
            name
            for name in self._book.sheet_names
            if name.strip().lower() not in BY_NAME and any(map(any, self.rows(name)))
        ]


def open_own(path: Path) -> OwnWorkbook | None:
    """Open a workbook of `kam`; nothing for whatever else has such a name.

    The file is read at once: what is written to it meanwhile does not matter. Raises `OSError`.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    content = path.read_bytes()
    if not _is_harmless(content):
        return None
    try:
        workbook = OwnWorkbook(CalamineWorkbook.from_filelike(io.BytesIO(content)))
        is_own = bool(workbook.sheets)
    except CalamineError:
        return None
    return workbook if is_own else None


def _is_harmless(content: bytes) -> bool:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except BadZipFile:
        return True  # an older workbook is no archive
    return not any(part.file_size > max(_LARGE, _PACKED * part.compress_size) for part in parts)


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
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
