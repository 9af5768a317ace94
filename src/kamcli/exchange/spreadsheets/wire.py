"""What `reader` and `workbooks` say to each other: the two ends of reading a workbook.

The library that reads workbooks dies on some damaged ones, or takes all memory for a tiny one. So
it reads in a process of its own, which has no more memory and time than an honest file needs.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import IO, Any

import msgspec
from msgspec import Struct

from kamcli.exchange.spreadsheets.shape import Raw

# Rows that go over at a time.
ROWS = 500
_LENGTH = 4


class Reason(StrEnum):
    """Why a workbook cannot be read."""

    PASSWORD = "password"  # noqa: S105
    DAMAGED = "damaged"
    LARGE = "large"


class Range(Struct, frozen=True, array_like=True):
    """A merged cell: lines and places, both from 0, first and last."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet of cells in a workbook."""

    name: str
    hidden: bool


class Opened(Struct, frozen=True, kw_only=True, tag=True):
    """The workbook could be opened; `errors` counts cells that hold an error such as #REF!."""

    sheets: tuple[Sheet, ...]
    from_1904: bool
    errors: int


class Failed(Struct, frozen=True, kw_only=True, tag=True):
    """The workbook cannot be read."""

    reason: Reason


class Row(Struct, frozen=True, array_like=True):
    """A line that is not blank: its number, from 1, and its cells."""

    line: int
    cells: tuple[Any, ...]


class Page(Struct, frozen=True, kw_only=True, tag=True):
    """The lines that the wish of this number is for; none after the last of a sheet.

    Merged cells come with the first ones.
    """

    number: int
    rows: tuple[Row, ...]
    merges: tuple[Range, ...] = ()


class Ask(Struct, frozen=True, kw_only=True):
    """A wish for lines of a sheet: from its beginning, or where the last wish ended."""

    number: int
    sheet: int
    anew: bool


Told = Opened | Failed | Page


class _Code(IntEnum):
    DATE = 1
    DATETIME = 2
    TIME = 3
    SPAN = 4


def pack(message: Told | Ask) -> bytes:
    """Return a message as it goes over: its length, then itself."""
    data = msgspec.msgpack.encode(message)
    return len(data).to_bytes(_LENGTH) + data


def take(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None where the other end is gone."""
    length = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(length)) if len(length) == _LENGTH else b""
    return data or None


def packed(value: Raw) -> object:
    """Return a cell as it goes over: days and times keep their kind."""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, datetime):  # which is a date too
        return _ext(_Code.DATETIME, value.isoformat())
    if isinstance(value, date):
        return _ext(_Code.DATE, value.isoformat())
    if isinstance(value, time):
        return _ext(_Code.TIME, value.isoformat())
    if isinstance(value, timedelta):
        return _ext(_Code.SPAN, f"{value.days} {value.seconds} {value.microseconds}")
    return value


def _ext(code: _Code, text: str) -> msgspec.msgpack.Ext:
    return msgspec.msgpack.Ext(int(code), text.encode())


def _unpacked(code: int, data: memoryview) -> Raw:
    text = bytes(data).decode()
    if code == _Code.DATETIME:
        return datetime.fromisoformat(text)
    if code == _Code.DATE:
        return date.fromisoformat(text)
    if code == _Code.TIME:
        return time.fromisoformat(text)
    days, seconds, microseconds = map(int, text.split())
    return timedelta(days=days, seconds=seconds, microseconds=microseconds)


ASKED = msgspec.msgpack.Decoder(Ask)
TOLD: msgspec.msgpack.Decoder[Told] = msgspec.msgpack.Decoder(Told, ext_hook=_unpacked)
