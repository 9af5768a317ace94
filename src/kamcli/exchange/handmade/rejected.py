"""Rejected rows of a spreadsheet, given back in a workbook with the line and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        }
        for tally in tallies:
            _Sheet(book.add_worksheet(tally.sheet[:_SHEET_NAME] or None), looks).fill(tally)
    return content.getvalue()


class _Sheet:
    """A sheet with the rejected rows of one table, under its title and headings."""

    def __init__(self, sheet: Any, looks: dict[str, Any]) -> None:
        self._sheet = sheet
        self._looks = looks
        self._line = 0

    def fill(self, tally: SheetTally) -> None:
        """Write title, headings, and each rejected row behind the section that it stood in."""
        if tally.title:
            self._row([tally.title], look="title")
        # A file of rejected rows that was mended in vain has these columns already.
        places = range(len(tally.headings))
        kept = [place for place in places if plain(tally.headings[place]) not in TOLD]
        self._row([*(tally.headings[place] for place in kept), *TOLD], look="head")
        self._sheet.freeze_panes(self._line, 0)
        sections = dict(tally.sections)
        for line, reason in sorted(tally.reasons.items()):
            row = tally.rows[line]
            above = [each for each in sections if each < line]
            if above:
                self._row(_filled(sections[max(above)]))
            for each in above:
                del sections[each]
            cells = [row.cells[place] for place in kept]
            self._row([*cells, line, reason, *row.surplus])
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_column(0, len(kept) - 1, 14)
        self._sheet.set_column(len(kept) + 1, len(kept) + 1, 60)

    def _row(self, cells: Sequence[Raw], look: str = "text") -> None:
        for column, cell in enumerate(cells):
            self._cell(column, cell, look)
        self._line += 1

    def _cell(self, column: int, cell: Raw, look: str) -> None:
        place = (self._line, column)
        match cell:
            case None:
                return
            case bool():
                self._sheet.write_boolean(*place, cell)
            case int() | float() if abs(cell) < _LARGEST:
                self._sheet.write_number(*place, cell)
            case datetime() if cell.date() >= _FIRST_DAY and cell.time() != time():
                self._sheet.write_datetime(*place, cell.replace(tzinfo=None), self._looks["moment"])
            case date() if _day(cell) >= _FIRST_DAY:
                self._sheet.write_datetime(*place, _day(cell), self._looks["day"])
            case time() | timedelta():
                self._sheet.write_datetime(*place, cell)
            case _:
                self._sheet.write_string(*place, str(cell)[:_LONGEST_TEXT], self._looks[look])


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _filled(row: RawRow) -> list[Raw]:
    return [cell for cell in row.cells if cell is not None]
