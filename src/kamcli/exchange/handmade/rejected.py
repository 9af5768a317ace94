"""Rejected rows of a spreadsheet, given back in a workbook with the line and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.exchange.handmade.roominess import Room
from kamcli.exchange.headings import plain
from kamcli.exchange.reading import TOLD
from kamcli.exchange.returns import give_back

if TYPE_CHECKING:
    from kamcli.exchange.handmade.tallies import SheetTally
    from kamcli.exchange.spreadsheets.shape import Raw, RawRow

_LONGEST_TEXT = 32_767
_SHEET_NAME = 31
# Digits that a spreadsheet keeps of a number.
_LARGEST = 10**15
_FIRST_DAY = date(1900, 3, 1)
_LEFT = {"align": "left", "valign": "top"}


ENDING = ".xlsx"


def write_rejects(path: Path, tallies: Sequence[SheetTally]) -> Path:
    """Write the rejected rows of a file, a sheet for each of its tables, and return where."""
    content = _workbook(tallies)
    return give_back(path, ENDING, lambda place: place.write_bytes(content))


def _workbook(tallies: Sequence[SheetTally]) -> bytes:
    """Return a workbook whose texts are texts: no program takes one for a formula."""
    import io

    import xlsxwriter

    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, settings) as book:
        looks = {
            "title": book.add_format({"num_format": "@", "bold": True}),
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", **_LEFT}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", **_LEFT}),
            "time": book.add_format({"num_format": "[h]:mm:ss", **_LEFT}),
            "value": book.add_format(_LEFT),
            "text": book.add_format({"num_format": "@", "text_wrap": True, **_LEFT}),
        }
        for tally in tallies:
            _Sheet(book.add_worksheet(tally.sheet[:_SHEET_NAME] or None), looks).fill(tally)
    return content.getvalue()


class _Line(Struct, frozen=True, kw_only=True):
    """A line of a sheet, and how it looks."""

    cells: Sequence[Raw]
    look: str = "text"

    def texts(self) -> list[str]:
        """Return its cells as they are seen."""
        return ["" if cell is None else str(cell) for cell in self.cells]


class _Sheet:
    """A sheet with the rejected rows of one table, under its title and headings."""

    def __init__(self, sheet: Any, looks: dict[str, Any]) -> None:
        self._sheet = sheet
        self._looks = looks
        self._line = 0

    def fill(self, tally: SheetTally) -> None:
        """Write title, headings, and each rejected row behind the section that it stood in."""
        if tally.title:
            self._write(_Line(cells=[tally.title], look="title"))
        lines = list(_lines(tally))
        room = Room()
        for line in lines:
            room.saw(line.texts())
        for place, width in enumerate(room.widths()):
            self._sheet.set_column(place, place, width)
        for line in lines:
            self._sheet.set_row(self._line, room.height(line.texts()))
            self._write(line)
            if line.look == "head":
                self._sheet.freeze_panes(self._line, 0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _write(self, line: _Line) -> None:
        for column, cell in enumerate(line.cells):
            self._cell(column, cell, line.look)
        self._line += 1

    def _cell(self, column: int, cell: Raw, look: str) -> None:
        place = (self._line, column)
        match cell:
            case None:
                return
            case bool():
                self._sheet.write_boolean(*place, cell, self._looks["value"])
            case int() | float() if abs(cell) < _LARGEST:
                self._sheet.write_number(*place, cell, self._looks["value"])
            case datetime() if cell.date() >= _FIRST_DAY and cell.time() != time():
                self._sheet.write_datetime(*place, cell.replace(tzinfo=None), self._looks["moment"])
            case date() if _day(cell) >= _FIRST_DAY:
                self._sheet.write_datetime(*place, _day(cell), self._looks["day"])
            case time() | timedelta():
                self._sheet.write_datetime(*place, cell, self._looks["time"])
            case _:
                self._sheet.write_string(*place, str(cell)[:_LONGEST_TEXT], self._looks[look])


def _lines(tally: SheetTally) -> Iterator[_Line]:
    """Go through the headings and the rejected rows of a table."""
    # A file of rejected rows that was mended in vain has these columns already.
    places = range(len(tally.headings))
    kept = [place for place in places if plain(tally.headings[place]) not in TOLD]
    yield _Line(cells=[*(tally.headings[place] for place in kept), *TOLD], look="head")
    sections = dict(tally.sections)
    for line, reason in sorted(tally.reasons.items()):
        row = tally.rows[line]
        above = [each for each in sections if each < line]
        if above:
            yield _Line(cells=_filled(sections[max(above)]))
        for each in above:
            del sections[each]
        yield _Line(cells=[*(row.cells[place] for place in kept), line, reason, *row.surplus])


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _filled(row: RawRow) -> list[Raw]:
    return [cell for cell in row.cells if cell is not None]
