"""The other sheets of the Friday workbook: the sections, and the charts with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamcli.i18n import _
from kamcli.output.book_formats import GRADE_COLOURS, Formats, Style, height_of, lines_of
from kamcli.output.friday_blocks import Block, Value, blocks
from kamcli.output.friday_phrases import page_of
from kamcli.output.team_blocks import team_blocks
from kamcli.output.text import clean, width
from kamcli.output.values import for_people
from kamcli.reports.friday import FridayForm
from kamcli.rules.money import Money, decimals
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_WIDEST = 46
_NARROWEST = 12
_PADDING = 2


def write_sections(made: Workbook, formats: Formats, form: FridayForm) -> None:
    """Write the sections beside the form, one under the other; what is told of a team comes first.

    It is there in a roll-up.
    """
    sheet = made.add_worksheet(_("Sections"))
    _set_up(sheet)
    told = [*team_blocks(form.team), *blocks(form.report)]
    columns = max((len(block.titles) for block in told), default=1)
    for column in range(columns):
        sheet.set_column(column, column, _width(told, column) + _PADDING)
    line = 0
    for block in told:
        line = _write_block(sheet, formats, block, line, columns) + 1


def _set_up(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&C&9{page_of(page='&P', pages='&N')}")


def _width(told: Sequence[Block], column: int) -> int:
    """Return how wide a column has to be; running text is broken into lines."""
    cells = [
        for_people(row[column])
        for block in told
        for row in [block.titles, *block.rows]
        if column < len(block.titles)
    ]
    return min(_WIDEST, max([_NARROWEST, *map(width, cells)]))


def _write_block(sheet: Worksheet, formats: Formats, block: Block, line: int, columns: int) -> int:
    """Write a section from a line on; return the line after it."""
    sheet.write_string(line, 0, block.title, formats.of(Style.SECTION))
    for column in range(1, columns):
        sheet.write_blank(line, column, None, formats.of(Style.SECTION))
    sheet.set_row(line, 24)
    line += 1
    for text in block.lines:
        sheet.write_string(line, 0, text, formats.of(Style.LINE))
        line += 1
    if not block.rows:
        return line
    for column, text in enumerate(block.titles):
        sheet.write_string(line, column, text, formats.of(Style.COLUMN))
    for row in block.rows:
        line += 1
        for column, value in enumerate(row):
            right = column in block.right and isinstance(value, str)
            _write_value(sheet, formats, line, column, value, Style.SHARE if right else Style.TEXT)
        texts = [value for value in row if isinstance(value, str)]
        sheet.set_row(line, height_of(max(lines_of(text, _WIDEST) for text in texts or [""])))
    return line + 1


def _write_value(
    sheet: Worksheet, formats: Formats, line: int, column: int, value: Value, style: Style
) -> None:
    """Write a cell: a day as a day, a number as a number, all else as text in a style."""
    match value:
        case None:
            sheet.write_blank(line, column, None, formats.of(Style.TEXT))
        case date():
            sheet.write_datetime(line, column, value, formats.of(Style.DAY))
        case Money():
            number = Decimal(value.amount).scaleb(-decimals(value.currency))
            sheet.write_number(line, column, float(number), formats.of(Style.AMOUNT))
        case int():
            sheet.write_number(line, column, value, formats.of(Style.COUNT))
        case Grade():
            sheet.write_string(line, column, value, formats.of(Style[f"GRADE_{value}"]))
        case _:
            sheet.write_string(line, column, for_people(value), formats.of(style))


def write_charts(made: Workbook, formats: Formats, form: FridayForm) -> None:
    """Write the numbers of the charts, and the charts that programs draw of them."""
    name = _("Charts")
    sheet = made.add_worksheet(name)
    _set_up(sheet)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 5, 14)
    after = _write_grades(made, sheet, formats, form, name)
    _write_orders(made, sheet, formats, form, name, after)


def _write_grades(
    made: Workbook, sheet: Worksheet, formats: Formats, form: FridayForm, name: str
) -> int:
    """Write the grades of the weeks; return the line on which what follows may begin."""
    weeks = form.report.charts.grades
    titles = [_("Week"), *Grade]
    rows: list[list[Value]] = [
        [week.on, *(getattr(week, each) for each in Grade)] for week in weeks
    ]
    block = Block(key="grades", title=_("Grades over 13 weeks"), titles=titles, rows=rows)
    after = _write_block(sheet, formats, block, 0, len(titles))
    first, last = after - len(rows), after - 1
    chart = made.add_chart({"type": "column", "subtype": "stacked"})
    for column, grade in enumerate(Grade, start=1):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": GRADE_COLOURS[grade]},
                "gap": 40,
            }
        )
    _finish(chart, block.title, num_format="mm-dd", amounts="0")
    sheet.insert_chart(1, len(titles) + 1, chart)
    return after + 5


def _write_orders(
    made: Workbook, sheet: Worksheet, formats: Formats, form: FridayForm, name: str, line: int
) -> None:
    """Write the orders of the months beside those of the year before, and their chart."""
    year = form.head.told_on.year
    titles = [_("Month"), str(year), str(year - 1)]
    rows: list[list[Value]] = [
        [each.month, each.now, each.year_before] for each in form.report.charts.orders
    ]
    block = Block(key="orders", title=_("Orders by month, CNY"), titles=titles, rows=rows)
    after = _write_block(sheet, formats, block, line, len(("week", *Grade)))
    first, last = after - len(rows), after - 1
    chart = made.add_chart({"type": "column"})
    for column, colour in ((2, "#8F8778"), (1, GRADE_COLOURS["B"])):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    _finish(chart, block.title, num_format="0", amounts="#,##0")
    sheet.insert_chart(line + 1, 7, chart)


def _finish(chart: Any, title: str, *, num_format: str, amounts: str) -> None:
    chart.set_title({"name": clean(title), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"num_format": num_format, "text_axis": True, "line": {"color": "#8F8778"}})
    chart.set_y_axis(
        {"num_format": amounts, "major_gridlines": {"visible": True, "line": {"color": "#DDD7CB"}}}
    )
    chart.set_size({"width": 760, "height": 330})
