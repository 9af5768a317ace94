"""The Friday form as a workbook: the printed form, the sections beside it, and the charts.

Text is always written as text: no cell is ever a formula made of what somebody typed. Widths are
worked out here, because what programs fit by themselves is too narrow for amounts and days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from kamcli.i18n import _
from kamcli.output.book_formats import Formats, Style, height_of, lines_of
from kamcli.output.friday_book_parts import write_charts, write_sections
from kamcli.output.friday_cells import TITLES, brought, printed, title_of
from kamcli.output.friday_head import foot_facts, head_facts, title, totals_facts
from kamcli.output.friday_phrases import page_of
from kamcli.output.text import width
from kamcli.reports.friday import FridayForm, Row
from kamcli.rules.money import Money, decimals, shown
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_TITLE_ROW, _HEAD_ROW, _COLUMNS_ROW, _FIRST_ROW = 0, 1, 2, 3
_LAST_COLUMN = len(TITLES) - 1
_FROZEN_COLUMNS = 3
_A3 = 8
_BOLD_FROM_DAYS = 60
# The most that a cell can hold.
_LONGEST = 32767

# How wide a column may become before its text is broken into lines; the others are never broken.
_WIDEST = {
    "name": 20,
    "country": 10,
    "source": 12,
    "contact": 10,
    "title": 11,
    "phone": 15,
    "email": 16,
    "im": 10,
    "products": 13,
    "evidence": 13,
    "last_week": 22,
    "this_week": 36,
    "next_action": 18,
    "owner": 9,
    "remarks": 15,
}
_DAYS = ("registered_on", "last_contact_on", "next_due_on")
_COUNTS = ("no", "silent_days")
_CODES = ("code", "phone", "im")
_DAY_WIDTH = 10
# Text is set smaller than the digits in which widths are told; some programs set it wider.
_TEXT_SCALE = 0.92
_PADDING = 1.4


def book(form: FridayForm) -> bytes:
    """Return the workbook; the same form gives the same bytes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as made:
        told_on = form.head.told_on
        made.set_properties(
            {
                "title": f"{title()} {form.report.form}",
                # the day of the report: a clock would make other bytes of the same facts
                "created": datetime(told_on.year, told_on.month, told_on.day),  # noqa: DTZ001
            }
        )
        formats = Formats(made)
        _write_form(made, formats, form)
        write_sections(made, formats, form)
        write_charts(made, formats, form)
    return out.getvalue()


def _write_form(made: Workbook, formats: Formats, form: FridayForm) -> None:
    sheet = made.add_worksheet(_("Ledger"))
    _set_up(sheet)
    sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, _LAST_COLUMN, title(), formats.of(Style.TITLE))
    head = "    ".join(f"{fact.name} {fact.value}" for fact in head_facts(form) if fact.value)
    sheet.merge_range(_HEAD_ROW, 0, _HEAD_ROW, _LAST_COLUMN, head, formats.of(Style.HEAD))
    sheet.set_row(_TITLE_ROW, 30)
    sheet.set_row(_HEAD_ROW, 20)
    for place, key in enumerate(TITLES):
        sheet.write_string(_COLUMNS_ROW, place, title_of(key), formats.of(Style.COLUMN))
    sheet.set_row(_COLUMNS_ROW, height_of(3))
    columns = [_Column(key, place, formats) for place, key in enumerate(TITLES)]
    for line, row in enumerate(form.report.rows, start=_FIRST_ROW):
        lines = max(column.write(sheet, line, row) for column in columns)
        sheet.set_row(line, height_of(lines))
    for column in columns:
        sheet.set_column(column.place, column.place, column.width)
    last = _FIRST_ROW + len(form.report.rows) - 1
    sheet.autofilter(_COLUMNS_ROW, 0, max(last, _COLUMNS_ROW), _LAST_COLUMN)
    _write_foot(sheet, formats, form, line=max(last, _COLUMNS_ROW) + 1)


def _set_up(sheet: Worksheet) -> None:
    """Set how the form is printed: A3 across, as wide as the page, with its head on each."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(_TITLE_ROW, _COLUMNS_ROW)
    sheet.freeze_panes(_FIRST_ROW, _FROZEN_COLUMNS)
    sheet.set_footer(f"&C&9{page_of(page='&P', pages='&N')}")
    sheet.hide_gridlines(2)


class _Column:
    """A column of the form: what its cells are, and how wide it has to be for them."""

    def __init__(self, key: str, place: int, formats: Formats) -> None:
        self.place = place
        self._key = key
        self._formats = formats
        self._look = formats.of(_style(key))
        self._widest = _WIDEST.get(key, 0)
        self._needed = _DAY_WIDTH if key in _DAYS else 3
        # a title is broken at spaces, or in the middle where it has none
        title = title_of(key)
        longest = max(map(width, title.split(" "))) if title.isascii() else 0
        self._make_room(max(longest, -(-width(title) // 3)))

    @property
    def width(self) -> float:
        """The width in digits."""
        return self._needed * (_TEXT_SCALE if self._widest else 1) + _PADDING

    def write(self, sheet: Worksheet, line: int, row: Row) -> int:
        """Write the cell of a customer, days and numbers as such; return how many lines it has."""
        value = getattr(row, self._key)
        look = self._look
        if self._key in _LOUD:
            look = self._formats.of(_LOUD[self._key](row))
        if value is None:
            sheet.write_blank(line, self.place, None, look)
        elif isinstance(value, str):
            text = printed(row, self._key)
            sheet.write_string(line, self.place, _fitting(text), look)
            return self._take(text)
        elif isinstance(value, date):
            sheet.write_datetime(line, self.place, value, look)
        elif isinstance(value, Money):
            self._write_amount(sheet, line, row)
        else:
            sheet.write_number(line, self.place, value, look)
        return 1

    def _take(self, text: str) -> int:
        """Make room for a text, as far as the column may grow; return how many lines it has."""
        if not self._widest:
            if 2 * len(text) > self._needed:
                self._make_room(width(text))
            return 1
        if self._needed < self._widest and 2 * len(text) > self._needed:
            self._make_room(max(map(width, text.split("\n"))))
        return lines_of(text, self._widest)

    def _make_room(self, wide: int) -> None:
        self._needed = max(self._needed, min(wide, self._widest or wide))

    def _write_amount(self, sheet: Worksheet, line: int, row: Row) -> None:
        amount, currency = row.annual_amount.amount, row.annual_amount.currency
        number = Decimal(amount).scaleb(-decimals(currency))
        self._make_room(len(shown(amount, currency)))
        sheet.write_number(line, self.place, float(number), self._look)
        if row.annual_amount.via:
            note = f"{_('Bought through this agent')}: {brought(row)}"
            sheet.write_comment(line, self.place, note, {"x_scale": 1.6, "y_scale": 0.5})


def _style(key: str) -> Style:
    """Return the look of a column; the grade and the days of silence have one by customer."""
    if key in _DAYS:
        return Style.DAY
    if key == "annual_amount":
        return Style.AMOUNT
    if key in _COUNTS:
        return Style.COUNT
    if key == "name":
        return Style.NAME
    return Style.CODE if key in _CODES else Style.TEXT


def _graded(row: Row) -> Style:
    return Style[f"GRADE_{row.grade[0]}"]


def _silence(row: Row) -> Style:
    """Return how the days of silence are set: loud from 60 on, red for an X."""
    if row.grade.startswith(Grade.X):
        return Style.COUNT_ALARM
    return Style.COUNT_LOUD if (row.silent_days or 0) >= _BOLD_FROM_DAYS else Style.COUNT


_LOUD = {"grade": _graded, "silent_days": _silence}


def _fitting(text: str) -> str:
    """Return a text that a cell can hold, with … where it was cut."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _write_foot(sheet: Worksheet, formats: Formats, form: FridayForm, *, line: int) -> None:
    """Write the figures of all customers, and the boxes to be signed."""
    if not form.report.rows:
        nothing = _("No customer is listed this week.")
        sheet.merge_range(line, 0, line, _LAST_COLUMN, nothing, formats.of(Style.HEAD))
        line += 1
    totals = totals_facts(form.report.totals)
    text = "    ".join(f"{fact.name}: {fact.value}" for fact in totals if fact.value)
    sheet.merge_range(line, 0, line, _LAST_COLUMN, text, formats.of(Style.TOTALS))
    sheet.set_row(line, 22)
    *signed, review = foot_facts(form)
    ends = _thirds(len(signed))
    for (first, last), fact in zip(ends, signed, strict=True):
        text = f"{fact.name}: {fact.value}"
        sheet.merge_range(line + 1, first, line + 1, last, text, formats.of(Style.BOX))
    sheet.set_row(line + 1, 26)
    text = f"{review.name}: {review.value}"
    sheet.merge_range(line + 2, 0, line + 2, _LAST_COLUMN, text, formats.of(Style.BOX))
    sheet.set_row(line + 2, 64)


def _thirds(parts: int) -> Sequence[tuple[int, int]]:
    """Return the first and last columns of so many boxes side by side."""
    edges = [part * (_LAST_COLUMN + 1) // parts for part in range(parts + 1)]
    return [(first, after - 1) for first, after in pairwise(edges)]
