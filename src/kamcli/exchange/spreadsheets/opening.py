"""Opening a spreadsheet: from a file on disk to tables whose columns mean something."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from kamcli.errors import KamError, NotUnderstood, Refused
from kamcli.exchange.spreadsheets.bodies import Body, rows_of
from kamcli.exchange.spreadsheets.columns import check_mapping, find_columns
from kamcli.exchange.spreadsheets.encodings import asked_encoding, find_encoding
from kamcli.exchange.spreadsheets.grids import Grid, Line
from kamcli.exchange.spreadsheets.heads import LOOKED_AT, Head, find_head
from kamcli.exchange.spreadsheets.kinds import find_kind
from kamcli.exchange.spreadsheets.meanings import spelling
from kamcli.exchange.spreadsheets.separated import read_separated
from kamcli.exchange.spreadsheets.shape import Asked, Field, RawRow, RawTable
from kamcli.exchange.spreadsheets.workbooks import Workbook, opened_workbook
from kamcli.i18n import _, ngettext
from kamcli.writing import quoted

_NAMED_AT_MOST = 12


@contextmanager
def open_tables(path: Path, asked: Asked | None = None) -> Iterator[tuple[RawTable, ...]]:
    """Open a spreadsheet, or a table of text, and return the tables in it.

    Their rows are read while they are gone through, so before the context ends. Raises
    `NotUnderstood` for what is no spreadsheet, damaged, empty or too large, and for an encoding of
    a workbook or a sheet of a text; `Refused` for one with a password and, also while rows are gone
    through, for one that changes meanwhile.
    """
    asked = asked or Asked()
    with ExitStack() as stack:
        source = stack.enter_context(_opened(path))
        tables = tuple(_tables(stack, source, asked))
        headings = [each for table in tables for each in table.headings if each]
        check_mapping(asked.mapping, headings, file=path.name)
        if all(field in {None, Field.LINE} for table in tables for field in table.fields):
            raise _unknown(source, headings)
        yield tables


class _Source(Struct, frozen=True, kw_only=True):
    """An open file, and what it was when it was opened."""

    path: Path
    file: BinaryIO
    state: tuple[int, ...]

    @property
    def name(self) -> str:
        return self.path.name

    def check_unchanged(self) -> None:
        """Raise `Refused` where the file is not what it was."""
        try:
            state = _state(self.path.stat())
        except OSError:
            state = ()
        if state != self.state:
            raise Refused(
                _('"{file}" changed while it was read, so nothing of it was taken.').format(
                    file=self.name
                ),
                hint=_("close it in the spreadsheet, then import it again"),
            )


@contextmanager
def _opened(path: Path) -> Iterator[_Source]:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise NotUnderstood(_('"{path}" is no file.').format(path=path), hint="ls -l")
            yield _Source(path=path, file=file, state=_state(found))
    except OSError as error:
        raise NotUnderstood(
            _('"{file}" cannot be read: {why}.').format(file=path, why=error.strerror),
            hint=f'ls -l "{path}"',
        ) from error


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class _Found(Struct, frozen=True, kw_only=True):
    """A sheet with its headings found, its first lines, and the others to come."""

    grid: Grid
    lines: tuple[Line, ...]
    head: Head


def _tables(stack: ExitStack, source: _Source, asked: Asked) -> Iterator[RawTable]:
    kind = find_kind(source.file, name=source.name)
    _check_asked(asked, source, workbook=kind.workbook)
    notes: list[str] = []
    if kind.workbook:
        book = stack.enter_context(
            opened_workbook(source.file, name=source.name, unpacked=kind.unpacked)
        )
        grids = _sheets(book, source, asked, notes)
    else:
        grids = [_text(source, asked, notes)]
    found = _with_heads(grids, asked, source, notes)
    for place, each in enumerate(found):
        yield _table(each, source, asked, notes if place == 0 else [])


def _check_asked(asked: Asked, source: _Source, *, workbook: bool) -> None:
    """Raise `NotUnderstood` for what is asked of the other kind of file."""
    text = None
    if workbook and asked.encoding:
        text = _('"{file}" is a workbook: it says itself how it is encoded, not --encoding.')
    elif asked.sheets and not workbook:
        text = _('"{file}" is a table of text: it has no sheets for --sheet.')
    if text:
        raise NotUnderstood(
            text.format(file=source.name), hint=f"kam import {shlex.quote(str(source.path))}"
        )


def _text(source: _Source, asked: Asked, notes: list[str]) -> Grid:
    named = asked_encoding(asked.encoding) if asked.encoding else None
    encoding = named or find_encoding(source.file, name=source.name)
    table = read_separated(source.file, encoding, name=source.name)
    notes.append(
        _("Read as {encoding}, with {separators} between the cells.").format(
            encoding=encoding.name, separators=table.separator.told
        )
    )
    return table.grid


def _sheets(book: Workbook, source: _Source, asked: Asked, notes: list[str]) -> list[Grid]:
    """Return the sheets that are to be read: those asked for, else all that can be seen."""
    names = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    missing = next((name for name in asked.sheets if name not in names), None)
    if missing is not None:
        raise NotUnderstood(
            _('"{file}" has no sheet "{sheet}".').format(file=source.name, sheet=quoted(missing)),
            hint=" ".join(f'--sheet "{quoted(name)}"' for name in names),
        )
    if book.errors:
        notes.append(_errors(book.errors))
    wanted = asked.sheets or [sheet.name for sheet in book.sheets if not sheet.hidden]
    for sheet in book.sheets:
        unseen = sheet.hidden and not asked.sheets
        if unseen and next(book.grid(names[sheet.name]).lines, None) is not None:
            notes.append(
                _('The hidden sheet "{sheet}" was passed over; {option} reads it.').format(
                    sheet=quoted(sheet.name), option=f'--sheet "{quoted(sheet.name)}"'
                )
            )
    return [book.grid(place) for name, place in names.items() if name in wanted]


def _errors(count: int) -> str:
    text = ngettext(
        "{count} cell holds an error such as #REF! and was read as empty.",
        "{count} cells hold an error such as #REF! and were read as empty.",
        count,
    )
    return text.format(count=count)


def _with_heads(
    grids: Sequence[Grid], asked: Asked, source: _Source, notes: list[str]
) -> list[_Found]:
    """Return the sheets that hold a table; where none is understood, the first with headings."""
    spellings = {
        spelling(heading)
        for mapping in (asked.mapping, asked.named, *asked.layouts.values())
        for heading in mapping
    }
    found = []
    empty = True
    for grid in grids:
        lines = tuple(islice(grid.lines, LOOKED_AT + 2))
        head = find_head(lines, grid.merges, said=spellings)
        if head is not None:
            found.append(_Found(grid=grid, lines=lines, head=head))
        elif lines:
            empty = False
            notes.append(_no_table(grid))
    if not found:
        raise _without_headings(source, empty=empty)
    known = [each for each in found if each.head.known] or found[:1]
    notes += [_no_table(each.grid) for each in found if each not in known]
    return known


def _without_headings(source: _Source, *, empty: bool) -> NotUnderstood:
    text = _('"{file}" is empty.') if empty else _('"{file}" has no line of headings.')
    return NotUnderstood(
        text.format(file=source.name),
        hint=_("a table begins with headings such as {examples}").format(
            examples="客户名称, Company name, 国家, Country"
        ),
    )


def _unknown(source: _Source, headings: Sequence[str]) -> NotUnderstood:
    named = ", ".join(f'"{quoted(each)}"' for each in headings[:_NAMED_AT_MOST])
    return NotUnderstood(
        _('"{file}" has no heading that is known: {headings}.').format(
            file=source.name, headings=named
        ),
        hint=f"--map {shlex.quote(f'{_one_line(min(headings, key=len))}=name')}",
    )


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


def _no_table(grid: Grid) -> str:
    return _('The sheet "{sheet}" was passed over: it has no headings that are known.').format(
        sheet=quoted(grid.sheet)
    )


def _table(found: _Found, source: _Source, asked: Asked, notes: Sequence[str]) -> RawTable:
    head = found.head
    columns = find_columns(head.headings, asked)
    headings = tuple(each.text for each in head.headings)
    below = chain(found.lines[head.last + 1 :], found.grid.lines)
    body = Body(headings=headings, fields=columns.fields, merges=found.grid.merges)
    return RawTable(
        file=source.path,
        sheet=found.grid.sheet,
        title=_title(found.lines[: head.first]),
        headings=headings,
        fields=columns.fields,
        head_line=found.lines[head.last].number,
        rows=_watched(rows_of(below, body), source),
        layout=columns.layout,
        from_1904=found.grid.from_1904,
        notes=(*notes, *columns.notes),
    )


def _title(lines: Sequence[Line]) -> str:
    return " ".join(str(cell).strip() for line in lines for cell in line.cells if cell is not None)


def _watched(rows: Iterator[RawRow], source: _Source) -> Iterator[RawRow]:
    """Go through rows, and see at the end that the file is still what it was."""
    try:
        yield from rows
    except KamError:
        source.check_unchanged()  # the better reason
        raise
    source.check_unchanged()
