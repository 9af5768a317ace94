"""The process that reads a workbook: `workbooks` starts it, asks, and lives on if it dies.

Its arguments are the number of the open file and how many bytes of memory it may take; its standard
input and output carry what `wire` describes.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile, is_zipfile

from msgspec import Struct
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kamcli.exchange.spreadsheets import wire
from kamcli.exchange.spreadsheets.grids import cell
from kamcli.exchange.spreadsheets.packages import is_content
from kamcli.exchange.spreadsheets.shape import Raw

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_CHUNK = 1 << 20
_SECONDS = 5
_ERROR_CELL = b' t="e"'
_FROM_1904 = re.compile(rb"date1904=[\"'](?:1|true)[\"']")
# In the old format the record of the date system stands before that of precision, in the new
# binary one a flag of the workbook's properties says it.
_FROM_1904_XLS = re.compile(rb"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00", re.DOTALL)
_PROPERTIES_XLSB = re.compile(rb"\x99\x01(?:[\x00-\x7f]|[\x80-\xff].)(.)", re.DOTALL)
# A new workbook inside an old one is an encrypted one; in the old format a record at the beginning
# of the stream says it, in the open one an entry of the list of parts.
_LOCKED_OLD = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    + rb"|\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
_LOCKED_OPEN = b"encryption-data"


class _Seen(Struct, kw_only=True):
    """What the parts of a workbook say that the library does not."""

    from_1904: bool = False
    errors: int = 0


def main() -> None:
    """Open the workbook, then give lines for as long as somebody asks."""
    handle, memory = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS + memory // 2**25, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    try:
        with os.fdopen(handle, "rb") as file:
            _serve(file, out)
    except PasswordError:
        _tell(out, wire.Failed(reason=wire.Reason.PASSWORD))
    except MemoryError:
        _tell(out, wire.Failed(reason=wire.Reason.LARGE))
    except (CalamineError, BadZipFile, OSError, EOFError, NotImplementedError):
        _tell(out, wire.Failed(reason=wire.Reason.DAMAGED))


def _tell(out: BinaryIO, message: wire.Told) -> None:
    out.write(wire.pack(message))
    out.flush()


def _serve(file: BinaryIO, out: BinaryIO) -> None:
    seen = _looked_through(file)
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    cells = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
    sheets = tuple(
        wire.Sheet(name=each.name, hidden=each.visible is not SheetVisibleEnum.Visible)
        for each in cells
    )
    _tell(out, wire.Opened(sheets=sheets, from_1904=seen.from_1904, errors=seen.errors))
    open_sheets: dict[int, _OpenSheet] = {}
    while data := wire.take(sys.stdin.buffer):
        ask = wire.ASKED.decode(data)
        sheet = open_sheets.get(ask.sheet)
        if sheet is None:
            sheet = _OpenSheet(book.get_sheet_by_name(sheets[ask.sheet].name))
            open_sheets[ask.sheet] = sheet
        _tell(out, sheet.page(ask))


class _OpenSheet:
    """A sheet, and how far it was given."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self._rows: Iterator[wire.Row] = iter(())

    def page(self, ask: wire.Ask) -> wire.Page:
        """Return the next lines, the first ones where they are asked for anew."""
        if ask.anew:
            self._rows = self._lines()
        rows = tuple(islice(self._rows, wire.ROWS))
        return wire.Page(number=ask.number, rows=rows, merges=self._merges() if ask.anew else ())

    def _lines(self) -> Iterator[wire.Row]:
        if self._sheet.start is None:  # not one cell, and nothing to go through
            return
        # Lines come from the first of the sheet on, cells from the first that holds anything.
        left = (None,) * self._sheet.start[1]
        rows = self._sheet.iter_rows()
        for number, row in enumerate(rows, start=1):
            if row.count("") < len(row):
                cells = tuple(map(_packed, row))
                if cells.count(None) < len(cells):
                    yield wire.Row(number, left + cells)

    def _merges(self) -> tuple[wire.Range, ...]:
        ranges = self._sheet.merged_cell_ranges or []
        return tuple(wire.Range(*first, *last) for first, last in ranges)


def _packed(value: Raw) -> object:
    """Return a cell as it goes over; millions pass here, most of them text."""
    if type(value) is str:
        return value if value and not value.isspace() else None
    return wire.packed(cell(value))


def _looked_through(file: BinaryIO) -> _Seen:
    """Go through the parts of a workbook as they really are; raises `BadZipFile`, `OSError`.

    So a part that is larger than it says is found before the library unpacks it.
    """
    seen = _Seen()
    if not is_zipfile(file):
        file.seek(0)
        content = file.read()
        _refuse(_LOCKED_OLD.search(content))
        seen.from_1904 = bool(_FROM_1904_XLS.search(content))
        return seen
    with ZipFile(file) as package:
        for part in filter(is_content, package.infolist()):
            with package.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    _look_at(part.filename, chunk, seen)
    return seen


def _refuse(lock: object) -> None:
    """Raise `PasswordError` where there is a lock: the library says no more than that it fails."""
    if lock:
        raise PasswordError


def _look_at(name: str, chunk: bytes, seen: _Seen) -> None:
    if name.endswith("workbook.xml"):
        seen.from_1904 = bool(_FROM_1904.search(chunk))
    elif name.endswith("workbook.bin"):
        properties = _PROPERTIES_XLSB.search(chunk)
        seen.from_1904 = properties is not None and bool(properties[1][0] & 1)
    elif name == "META-INF/manifest.xml":
        _refuse(_LOCKED_OPEN in chunk)
    elif "worksheets/" in name:
        seen.errors += chunk.count(_ERROR_CELL)


if __name__ == "__main__":
    main()
