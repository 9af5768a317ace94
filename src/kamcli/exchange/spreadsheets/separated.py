"""Tables of text: cells apart by commas, semicolons, tabs or bars, quoted as spreadsheets do."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from itertools import islice
from typing import BinaryIO

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.encodings import Encoding
from kamcli.exchange.spreadsheets.grids import Grid, Line
from kamcli.exchange.spreadsheets.meanings import meaning
from kamcli.i18n import N_, _

_LONGEST_LINE = 16 * 1024 * 1024
_SAMPLE = 1 << 16
_ROWS_TRIED = 200
_HEADS_TRIED = 20
# What Excel writes into the first line to say how the cells are apart.
_SAYS_SO = re.compile('"?sep=(.)"?\r?\n?', re.IGNORECASE)


class Separator(Enum):
    """What stands between two cells, most usual first, and what it is called."""

    COMMA = (",", N_("commas"))
    TAB = ("\t", N_("tabs"))
    SEMICOLON = (";", N_("semicolons"))
    BAR = ("|", N_("bars"))

    @property
    def sign(self) -> str:
        """Return the character."""
        return self.value[0]

    @property
    def told(self) -> str:
        """Return what people call it."""
        return _(self.value[1])


class Separated(Struct, frozen=True, kw_only=True):
    """A table of text, and how its cells were told apart."""

    grid: Grid
    separator: Separator


def read_separated(file: BinaryIO, encoding: Encoding, *, name: str) -> Separated:
    """Return the table in a file; `name` is what it is called in sentences.

    Going through its lines raises `NotUnderstood` where bytes cannot be read in the encoding, a
    quotation mark is missing, or a line is endless.
    """
    first = next(_text(file, encoding, name=name), "")
    said = _SAYS_SO.fullmatch(first)
    separator = next((each for each in Separator if said and each.sign == said[1]), None)
    if separator is None:
        separator, skip = _sniffed(_sample(file, encoding, name=name)), 0
    else:
        skip = 1
    text = islice(_text(file, encoding, name=name), skip, None)
    lines = _lines(text, separator, name=name, skipped=skip)
    return Separated(grid=Grid(sheet="", lines=lines), separator=separator)


def _text(file: BinaryIO, encoding: Encoding, *, name: str) -> Iterator[str]:
    """Go through the lines of text of a file."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
    try:
        while line := text.readline(_LONGEST_LINE):
            if len(line) >= _LONGEST_LINE:
                raise NotUnderstood(_('"{file}" has a line without an end.').format(file=name))
            yield line
    except UnicodeError as error:
        raise NotUnderstood(
            _('"{file}" is not in {encoding}.').format(file=name, encoding=encoding.name),
            hint="--encoding gb18030 | big5 | utf-8 | utf-16",
        ) from error
    finally:
        with suppress(ValueError):  # closed by now, where nobody went through to the end
            text.detach()


def _sample(file: BinaryIO, encoding: Encoding, *, name: str) -> list[str]:
    lines: list[str] = []
    size = 0
    for line in _text(file, encoding, name=name):
        lines.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return lines


def _lines(text: Iterable[str], separator: Separator, *, name: str, skipped: int) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_LINE)
    reader = csv.reader(text, delimiter=separator.sign, strict=True)
    while True:
        number = skipped + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise NotUnderstood(
                _('"{file}", line {line}: a quotation mark is missing or one too many.').format(
                    file=name, line=number
                ),
                hint=_("a cell with quotation marks in it looks like {example}").format(
                    example='"3/4"" pipe"'
                ),
            ) from error
        if cells is None:
            return
        # As `grids.cell` says, which would take three times as long.
        values = tuple([text if text and not text.isspace() else None for text in cells])
        yield Line(number=number, cells=values)


def _sniffed(sample: list[str]) -> Separator:
    """Return what stands between the cells: it makes headings known, and rows of one width."""
    return max(Separator, key=lambda each: _fit(sample, each))


class _Fit(Struct, frozen=True, order=True):
    headings: int
    evenness: float


def _fit(sample: list[str], separator: Separator) -> _Fit:
    rows = [row for row in _tried(sample, separator) if row]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return _Fit(0, 0)
    width, count = widths.most_common(1)[0]
    known = max(sum(meaning(cell) is not None for cell in row) for row in rows[:_HEADS_TRIED])
    # A comma in every address must not beat the tabs between eight cells.
    return _Fit(known if known > 1 else 0, count / len(rows) * width**0.5)


def _tried(sample: list[str], separator: Separator) -> list[list[str]]:
    reader = csv.reader(sample, delimiter=separator.sign, strict=True)
    rows: list[list[str]] = []
    try:
        rows += islice(reader, _ROWS_TRIED)
    except csv.Error:
        return rows  # the sample ends within a cell, or this is not the separator
    return rows
