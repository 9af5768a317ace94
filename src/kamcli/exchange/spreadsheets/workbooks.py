"""Workbooks (xlsx, xlsb, xls, ods), read by a process of their own: see `wire`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kamcli.errors import KamError, NotUnderstood, Refused
from kamcli.exchange.spreadsheets import wire
from kamcli.exchange.spreadsheets.grids import Grid, Line, Merge
from kamcli.i18n import _

# What the library needs for a file: the process itself, and cells, which lie in memory twice.
_MEMORY = 256 << 20
_MEMORY_FOR_A_BYTE = 8
_READER = "kamcli.exchange.spreadsheets.reader"


class Workbook:
    """An open workbook."""

    def __init__(self, process: subprocess.Popen[bytes], *, name: str) -> None:
        """Hear what sheets there are; raises what `opened_workbook` does."""
        self._process = process
        self._name = name
        self._asked = 0
        self._pages: dict[int, wire.Page] = {}
        told = self._told()
        assert isinstance(told, wire.Opened)
        self.sheets = told.sheets
        self.from_1904 = told.from_1904
        self.errors = told.errors

    def grid(self, sheet: int) -> Grid:
        """Return a sheet from its first line on."""
        first = self._page(self._ask(sheet, anew=True))
        return Grid(
            sheet=self.sheets[sheet].name,
            lines=self._lines(sheet, first),
            merges=tuple(
                Merge(top=each.top + 1, bottom=each.bottom + 1, left=each.left, right=each.right)
                for each in first.merges
            ),
            from_1904=self.from_1904,
        )

    def _lines(self, sheet: int, page: wire.Page) -> Iterator[Line]:
        while page.rows:
            # The next lines are made while these are worked with.
            number = self._ask(sheet, anew=False)
            for row in page.rows:
                yield Line(number=row.line, cells=row.cells)
            page = self._page(number)

    def _ask(self, sheet: int, *, anew: bool) -> int:
        """Ask for lines of a sheet; return the number of the wish."""
        assert self._process.stdin is not None
        self._asked += 1
        ask = wire.Ask(number=self._asked, sheet=sheet, anew=anew)
        try:
            self._process.stdin.write(wire.pack(ask))
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise self._lost() from error
        return self._asked

    def _page(self, number: int) -> wire.Page:
        """Return what was asked for; what others asked for before is kept for them."""
        while number not in self._pages:
            told = self._told()
            assert isinstance(told, wire.Page)
            self._pages[told.number] = told
        return self._pages.pop(number)

    def _told(self) -> wire.Opened | wire.Page:
        assert self._process.stdout is not None
        data = wire.take(self._process.stdout)
        if data is None:
            raise self._lost()
        told = wire.TOLD.decode(data)
        if isinstance(told, wire.Failed):
            raise _failure(told.reason, self._name)
        return told

    def _lost(self) -> KamError:
        """Return what it means that the process is gone: it met its limits, or a broken file."""
        killed = self._process.wait() < 0
        return _failure(wire.Reason.LARGE if killed else wire.Reason.DAMAGED, self._name)


@contextmanager
def opened_workbook(file: BinaryIO, *, name: str, unpacked: int) -> Iterator[Workbook]:
    """Open a workbook; `name` is what it is called in sentences, `unpacked` its size in bytes.

    Raises `NotUnderstood` for one that is damaged or too large, then or while its lines are gone
    through, and `Refused` for one with a password.
    """
    memory = _MEMORY + _MEMORY_FOR_A_BYTE * unpacked
    handle = file.fileno()
    # -P: a file in the current folder is never taken for a part of the program.
    command = [sys.executable, "-P", "-m", _READER, str(handle), str(memory)]
    process = subprocess.Popen(  # noqa: S603 - a part of ourselves
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[handle],
        env={**os.environ, "MALLOC_ARENA_MAX": "1"},
    )
    try:
        yield Workbook(process, name=name)
    finally:
        process.kill()
        process.communicate()


def _failure(reason: wire.Reason, name: str) -> KamError:
    if reason is wire.Reason.PASSWORD:
        return Refused(
            _('"{file}" is protected by a password.').format(file=name),
            hint=_("open it in the spreadsheet, take the password off, and save it"),
        )
    if reason is wire.Reason.LARGE:
        return NotUnderstood(
            _('"{file}" is damaged, or holds far more cells than its size says.').format(file=name),
            hint=_("open it in the spreadsheet, delete what stands far off, and save it as .xlsx"),
        )
    return NotUnderstood(
        _('"{file}" is damaged and cannot be read.').format(file=name),
        hint=_("open it in the spreadsheet and save it anew as .xlsx"),
    )
