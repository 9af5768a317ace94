"""Writing the exchange tables as a workbook: a sheet for each, that a person can work in.

Days are days, amounts numbers, whatever else is text, which no program runs and which stays text
when it is typed anew. `kam import` reads the workbook back without loss.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kamcli.errors import Refused
from kamcli.exchange.cells import Form
from kamcli.exchange.exporting import Count
from kamcli.exchange.tables import TABLES, Column, Table, columns_of
from kamcli.guard import guarded
from kamcli.i18n import _
from kamcli.rules.money import decimals, plain

if TYPE_CHECKING:
    from kamcli.exchange.exporting import Export
    from kamcli.exchange.questions import Stored

# What a sheet and a cell of it hold (ECMA-376, and the limits that Excel names); a character
# outside the basic plane counts twice.
MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
# What XML cannot hold is escaped: `_x0001_` means a control character. A text that looks like an
# escape is escaped itself; but programs do not agree on two that share an underscore, and
# `own_workbooks` takes these for the last two characters of the plane.
_NOT_IN_A_CELL = re.compile("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_|_x[Ff]{3}[EeFf]_")
# Before March 1900 the days of spreadsheets are not those of the calendar.
_FIRST_DAY = "1900-03-01"
# Digits that a spreadsheet keeps of a number.
_DIGITS = 15
# Columns are as wide as what stands in them, as far as a screen has room; of text the first rows
# say how wide.
_NARROWEST, _WIDEST, _TOLD_BY = 8, 48, 200

_NUMBERS = (Form.AMOUNT, Form.RATE, Form.NUMBER)
_RIGHT = {"align": "right", "indent": 1}

Write = Callable[[int, int, "Stored", Any], None]


def write_workbook(export: Export) -> tuple[Count, ...]:
    """Write every table into a sheet of a workbook, also those without rows; flat memory.

    Raises `OSError`, and `Refused` for what no workbook can hold.
    """
    draft = export.outbox.draft(export.place)
    customers_first = sorted(TABLES, key=lambda table: table.name != "customers")
    with _opened(draft, on=export.as_of) as book:
        looks = _Looks(book)
        counts = []
        for table in customers_first:
            export.tell(table.name)
            counts.append(Count(table=table.name, rows=_Sheet(book, looks, table).fill(export)))
    return tuple(sorted(counts, key=lambda each: each.table))


@contextmanager
def _opened(path: Path, *, on: date) -> Iterator[Any]:
    """Make a workbook; its rows wait on the disk until it is whole, packed it fits in memory."""
    import xlsxwriter

    content = io.BytesIO()
    with TemporaryDirectory() as folder:
        settings = {
            "constant_memory": True,
            "tmpdir": folder,
            "use_zip64": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(content, settings) as book:
            created = datetime(on.year, on.month, on.day)  # noqa: DTZ001 -- a file's day
            book.set_properties({"title": "kam", "created": created})
            yield book
    path.write_bytes(content.getbuffer())


class _Looks:
    """How the cells of the workbook look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.number_head = book.add_format({"bold": True, "bottom": 1, **_RIGHT})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.number = book.add_format({"num_format": "0", **_RIGHT})
        self.rate = book.add_format({"num_format": "General", **_RIGHT})
        self.text = book.add_format({"num_format": "@"})
        # not run either when somebody opens the cell and leaves it again
        self.guarded = book.add_format({"num_format": "@", "quote_prefix": True})
        self._amounts: dict[int, Any] = {}

    def amount(self, places: int) -> Any:
        """Return the look of an amount with so many decimals."""
        if places not in self._amounts:
            form = "#,##0" + ("." + "0" * places if places else "")
            self._amounts[places] = self._book.add_format({"num_format": form, **_RIGHT})
        return self._amounts[places]


class _Sheet:
    """A sheet on which a table is written."""

    def __init__(self, book: Any, looks: _Looks, table: Table) -> None:
        self._sheet = book.add_worksheet(table.name)
        self._looks = looks
        self._table = table
        self._columns = columns_of(table)
        self._widths = [max(_NARROWEST, len(column.heading)) for column in self._columns]

    def fill(self, export: Export) -> int:
        """Write the headings and every row; return how many rows there are."""
        for place, column in enumerate(self._columns):
            look = self._looks.number_head if column.cell.form in _NUMBERS else self._looks.head
            self._sheet.write_string(0, place, column.heading, look)
        writes = [
            (place, each.field, self._write(each)) for place, each in enumerate(self._columns)
        ]
        line = 0
        for line, row in enumerate(export.rows(self._table), start=1):
            self._check_room(line)
            for place, field, write in writes:
                value = row[field]
                if value is not None and value != "":
                    write(line, place, row, value)
        self._set_page()
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, line, len(self._columns) - 1)
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width + 3, self._looks.text)
        return line

    def _set_page(self) -> None:
        """Print on A4 across, all columns beside each other, the headings on every page."""
        self._sheet.set_paper(9)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def _write(self, column: Column) -> Write:
        """Return what writes the cells of a column."""
        writes: Mapping[Form, Write] = {
            Form.DAY: self._day,
            Form.WEEK: self._day,
            Form.AMOUNT: self._amount,
            Form.RATE: self._rate,
            Form.NUMBER: self._number,
            Form.FLAG: self._flag,
        }
        return writes.get(column.cell.form, self._text)

    def _text(self, line: int, place: int, row: Stored, value: Any) -> None:
        text = str(value)
        self._check_text(text, place, row)
        if line <= _TOLD_BY:
            # in UTF-8 a character takes about as many bytes as columns
            self._widen(place, min(_WIDEST, len(text.encode())))
        look = self._looks.text if guarded(text) is text else self._looks.guarded
        self._sheet.write_string(line, place, text, look)

    def _day(self, line: int, place: int, row: Stored, value: str) -> None:
        if value < _FIRST_DAY:
            self._text(line, place, row, value)
            return
        self._widen(place, len(value))
        self._sheet.write_datetime(line, place, date.fromisoformat(value), self._looks.day)

    def _amount(self, line: int, place: int, row: Stored, value: int) -> None:
        currency: str = row["in_currency"]
        look = self._looks.amount(decimals(currency))
        self._decimal(line, place, row, plain(value, currency), look)

    def _rate(self, line: int, place: int, row: Stored, value: str) -> None:
        self._decimal(line, place, row, value, self._looks.rate)

    def _decimal(self, line: int, place: int, row: Stored, value: str, look: Any) -> None:
        """Write a number, as text where a spreadsheet would not keep all its digits."""
        self._widen(place, len(value) * 4 // 3)
        if sum(map(str.isdigit, value)) <= _DIGITS:
            self._sheet.write_number(line, place, float(value), look)
        else:
            self._text(line, place, row, value)

    def _number(self, line: int, place: int, _row: Stored, value: int) -> None:
        self._widen(place, len(str(value)))
        self._sheet.write_number(line, place, value, self._looks.number)

    def _flag(self, line: int, place: int, _row: Stored, value: int) -> None:
        if value:
            self._sheet.write_string(line, place, "yes", self._looks.text)

    def _widen(self, place: int, width: int) -> None:
        self._widths[place] = max(self._widths[place], width)

    def _check_room(self, line: int) -> None:
        if line > MOST_ROWS:
            raise Refused(
                _("There are more {table} than the {most} rows that a sheet holds.").format(
                    table=self._table.name, most=f"{MOST_ROWS:,}"
                ),
                hint="kam export --into ./tables",
            )

    def _check_text(self, text: str, place: int, row: Stored) -> None:
        if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            length = f"{len(text):,}"
            why = _("a cell of a workbook holds {most} characters, and it has {length}").format(
                most=f"{LONGEST_TEXT:,}", length=length
            )
        elif _NOT_IN_A_CELL.search(text):
            why = _("a workbook reads some of it as other characters")
        else:
            return
        key = " ".join(str(row[each.field]) for each in self._columns[:2] if row[each.field])
        raise Refused(
            _('The {column} of "{row}" in {table} cannot be written: {why}.').format(
                column=self._columns[place].heading, row=key, table=self._table.name, why=why
            ),
            hint="kam export --into ./tables",
        )
