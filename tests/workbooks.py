"""Workbooks for tests, written by other libraries than the one that reads them."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

Cell = str | int | float | bool | date | None
Cells = Sequence[Sequence[Cell]]

_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{lock}'
    "</manifest:file-entry></manifest:manifest>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its rows, what is merged (`A1:B2`, after the values), and whether it is hidden."""

    rows: Cells
    name: str = "Sheet1"
    merged: Sequence[str] = field(default_factory=tuple)
    hidden: bool = False


def write_xlsx(path: Path, *sheets: Sheet, from_1904: bool = False) -> Path:
    """Write a workbook with XlsxWriter."""
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            written = book.add_worksheet(sheet.name)
            for line, row in enumerate(sheet.rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        written.write_datetime(line, place, cell, day)
                    elif isinstance(cell, str) and cell.startswith("=#"):
                        written.write_formula(line, place, "=1/0", value=cell[1:])
                    elif isinstance(cell, str):
                        written.write_string(line, place, cell)
                    elif cell is not None:
                        written.write(line, place, cell)
            for area in sheet.merged:
                first, last = area.split(":")
                at, column = _place(first)
                value = sheet.rows[at][column]
                written.merge_range(f"{first}:{last}", "" if value is None else value)
            if sheet.hidden:
                written.hide()
    return path


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    return int(name.removeprefix(letters)) - 1, ord(letters) - ord("A")


def write_ods(path: Path, *sheets: Sheet, locked: bool = False) -> Path:
    """Write an OpenDocument workbook by hand."""
    tables = "".join(_table(sheet) for sheet in sheets)
    lock = "<manifest:encryption-data/>" if locked else ""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _ODS.format(tables=tables))
        package.writestr("META-INF/manifest.xml", _MANIFEST.format(lock=lock))
    return path


def _table(sheet: Sheet) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows
    )
    return f'<table:table table:name="{sheet.name}">{rows}</table:table>'


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind, text = f'date" office:date-value="{cell.isoformat()}', cell.isoformat()
    elif isinstance(cell, int | float):
        kind, text = f'float" office:value="{cell}', str(cell)
    else:
        kind, text = "string", escape(cell)
    return (
        f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
    )


def write_xlsb(path: Path, sheet: Sheet, *, from_1904: bool = False) -> Path:
    """Write a binary workbook of texts and numbers by hand, record by record (MS-XLSB 2.1)."""
    book = (
        _record(0x83)
        + _record(0x99, struct.pack("<III", int(from_1904), 0, 0))
        + _record(0x8F)
        + _record(0x9C, struct.pack("<II", 0, 1) + _text("rId1") + _text(sheet.name))
        + _record(0x90)
        + _record(0x84)
    )
    extent = struct.pack("<IIII", 0, len(sheet.rows) - 1, 0, len(sheet.rows[0]) - 1)
    cells = _record(0x81) + _record(0x94, extent) + _record(0x91)
    for line, row in enumerate(sheet.rows):
        cells += _record(0x00, struct.pack("<IIHBBBI", line, 0, 300, 0, 0, 0, 0))
        for place, cell in enumerate(row):
            at = struct.pack("<II", place, 0)
            if isinstance(cell, int | float):
                cells += _record(0x05, at + struct.pack("<d", cell))
            elif isinstance(cell, str):
                cells += _record(0x06, at + _text(cell))
    cells += _record(0x92) + _record(0x82)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="worksheets/sheet1.bin" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
        )
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/worksheets/sheet1.bin", cells)
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    sign = bytes([kind]) if kind < 0x80 else bytes([kind, 1])
    return sign + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def converted(path: Path, kind: str) -> Path:
    """Have LibreOffice save a workbook as another kind; the test is skipped where it is absent."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    folder = path.parent / kind
    profile = path.parent / "profile"
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{kind}"


def at_noon(day: date) -> datetime:
    """Return the middle of a day."""
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - as a cell has it
