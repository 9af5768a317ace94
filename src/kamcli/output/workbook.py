"""A list as a sheet of a workbook: days as days, numbers as numbers, text never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kamcli.output.values import machine
from kamcli.rules.money import Money, plain


def workbook(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook of one sheet, with a frozen head and a filter."""
    import io

    import xlsxwriter

    content = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, settings) as book:
        sheet = book.add_worksheet("kam")
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, max(12, len(heading) + 2))
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, line, column, value, day)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    return content.getvalue()


def _write_cell(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    match value:
        case None:
            return
        case Money():
            sheet.write_number(line, column, float(plain(value.amount, value.currency)))
        case bool():
            sheet.write_string(line, column, "yes" if value else "")
        case int():
            sheet.write_number(line, column, value)
        case datetime():  # a workbook has no time zones
            sheet.write_string(line, column, machine(value))
        case date():
            sheet.write_datetime(line, column, value, day)
        case tuple() | list():
            sheet.write_string(line, column, ";".join(str(machine(each)) for each in value))
        case _:
            sheet.write_string(line, column, str(machine(value)))
