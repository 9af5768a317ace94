"""A cell that has grown line by line, each line with its day: 2024.05.10 电话沟通."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from kamcli.exchange.handmade.days import DayReader, Near, ReadDay
from kamcli.exchange.handmade.texts import lines_of
from kamcli.exchange.handmade.written import written_day

_BULLET = re.compile(r"\s*(?:[-*•·●◆>]\s*|\(?[0-9]{1,2}(?:[、)]\s*|\.\s+))?[\[【(]?\s*")
_BEHIND = re.compile(
    r"\s*(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"\s*(?:[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?)?[\]】)]?\s*[:,、;.。\-—–|]*\s*"
)
# Two notes on one line: the second begins with a day that has its year.
_NEXT_NOTE = re.compile(r"(?<=[;；。])\s*(?=[\[【(（]?(?:19|20)[0-9]{2}\s?[-/.年])")


class DatedLine(Struct, frozen=True, kw_only=True):
    """A line of a cell: the day it begins with, and what follows; `whole` is all of it."""

    day: ReadDay | None
    text: str
    whole: str


def dated_lines(text: str, reader: DayReader, near: Near, *, facts: bool = True) -> list[DatedLine]:
    """Return the lines of a cell with their days; those of plans may be to come.

    A day without a year follows the line above. Raises `NotUnderstood` for a day that could be
    several or is still to come.
    """
    found = []
    parts = (part for line in lines_of(text) for part in _NEXT_NOTE.split(line))
    for line in filter(str.strip, parts):
        dated = _dated(line.strip(), reader, near, facts=facts)
        if dated.day is not None:
            near = replace(near, line=dated.day.day)
        found.append(dated)
    return found


def last_day(lines: list[DatedLine]) -> date | None:
    """Return the day of the last line that has one."""
    return next((line.day.day for line in reversed(lines) if line.day), None)


def _dated(line: str, reader: DayReader, near: Near, *, facts: bool) -> DatedLine:
    usual = _usual_widths(line)
    bullet = _BULLET.match(usual)
    start = bullet.end() if bullet else 0
    written = written_day(usual[start:], reader.order)
    if written is None:
        return DatedLine(day=None, text=line, whole=line)
    day = reader.checked(reader.settled(written, fact=facts, near=near), fact=facts)
    behind = _BEHIND.match(usual, start + written.end)
    end = behind.end() if behind else start + written.end
    return DatedLine(day=day, text=line[end:].strip(" ;；"), whole=line)


def _usual_widths(line: str) -> str:
    """Return the line with digits and signs in their usual width, each in its place."""
    if unicodedata.is_normalized("NFKC", line):
        return line
    usual = (unicodedata.normalize("NFKC", char) for char in line)
    return "".join(to if len(to) == 1 else char for char, to in zip(line, usual, strict=True))
