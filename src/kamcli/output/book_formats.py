"""How cells of the Friday workbook look: quiet rules, grades in their colours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kamcli.i18n import Language, language
from kamcli.output.text import width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_RULE, _INK, _SOFT, _ALARM = "#C9C2B4", "#1D1B18", "#5F5A51", "#A32D25"
# Every office has these; where one is absent a program takes the like.
_FONTS = {Language.ENGLISH: "Calibri", Language.CHINESE: "Microsoft YaHei"}
# Colours of the letter and of the cell around it; they are read in black and white too.
GRADE_COLOURS = {"A": "#1C6B4E", "B": "#2A5C90", "C": "#86640F", "D": "#6A655C", "X": "#A32D25"}
_GRADE_GROUNDS = {"A": "#DDEEE6", "B": "#E0EAF5", "C": "#F6ECD2", "D": "#ECEAE6", "X": "#F8E0DD"}

_CELL = {"border": 1, "border_color": _RULE, "valign": "top", "font_size": 9}
_TEXT = {**_CELL, "text_wrap": True, "quote_prefix": True}
_NUMBER = {**_CELL, "num_format": "0"}


def _grade(letter: str) -> dict[str, Any]:
    return {
        **_TEXT,
        "bold": True,
        "font_color": GRADE_COLOURS[letter],
        "bg_color": _GRADE_GROUNDS[letter],
    }


class Style(StrEnum):
    """The looks of cells."""

    TITLE = "title"
    HEAD = "head"
    COLUMN = "column"
    TEXT = "text"
    CODE = "code"
    NAME = "name"
    DAY = "day"
    AMOUNT = "amount"
    SHARE = "share"
    COUNT = "count"
    COUNT_LOUD = "count-loud"
    COUNT_ALARM = "count-alarm"
    GRADE_A = "grade-a"
    GRADE_B = "grade-b"
    GRADE_C = "grade-c"
    GRADE_D = "grade-d"
    GRADE_X = "grade-x"
    TOTALS = "totals"
    BOX = "box"
    SECTION = "section"
    LINE = "line"


# What a workbook is told of each.
_LOOKS: Mapping[Style, Mapping[str, Any]] = {
    Style.TITLE: {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    Style.HEAD: {"font_size": 10, "align": "left", "valign": "vcenter", "font_color": _SOFT},
    Style.COLUMN: {
        **_CELL,
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#EFEBE2",
    },
    Style.TEXT: _TEXT,
    # kept as text when it is typed anew: a phone is no number
    Style.CODE: {**_TEXT, "num_format": "@"},
    Style.NAME: {**_TEXT, "bold": True},
    Style.DAY: {**_CELL, "num_format": "yyyy-mm-dd", "align": "center"},
    Style.AMOUNT: {**_CELL, "num_format": "#,##0.00"},
    Style.SHARE: {**_CELL, "align": "right"},
    Style.COUNT: _NUMBER,
    Style.COUNT_LOUD: {**_NUMBER, "bold": True},
    Style.COUNT_ALARM: {**_NUMBER, "bold": True, "font_color": _ALARM},
    Style.GRADE_A: _grade("A"),
    Style.GRADE_B: _grade("B"),
    Style.GRADE_C: _grade("C"),
    Style.GRADE_D: _grade("D"),
    Style.GRADE_X: _grade("X"),
    Style.TOTALS: {**_CELL, "bold": True, "valign": "vcenter", "bg_color": "#F7F4ED"},
    Style.BOX: {**_TEXT, "valign": "top", "font_size": 10},
    Style.SECTION: {"bold": True, "font_size": 13, "font_color": _INK, "bottom": 1},
    Style.LINE: {"font_size": 10, "font_color": _SOFT, "quote_prefix": True},
}


# Points of a line of text, and of what stands over and under it; the most that a row can have.
_LINE, _ROOM, _HIGHEST = 12.5, 3.5, 409.0


def lines_of(text: str, columns: int) -> int:
    """Return how many lines a text takes in a cell so many digits wide, rather one too many.

    Letters are narrower than digits, and text is set smaller; lines break between words.
    """
    room = columns * 11 // 10
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(-(-width(line) // room) or 1 for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Return how high a row of so many lines has to be: not every program works it out itself."""
    return min(_HIGHEST, lines * _LINE + _ROOM)


class Formats:
    """The looks as one workbook knows them, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Style, Format] = {}
        self._font = _FONTS[language()]

    def of(self, style: Style) -> Format:
        """Return a look."""
        made = self._made.get(style)
        if made is None:
            made = self._book.add_format({"font_name": self._font, **_LOOKS[style]})
            self._made[style] = made
        return made
