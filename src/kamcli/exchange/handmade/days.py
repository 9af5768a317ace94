"""Days as people write them into cells: with and without a year, as numbers, in any order."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.dates import Toward, read_day
from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.texts import number_text, text_of
from kamcli.exchange.handmade.written import DateOrder, MonthDay, Written, written_day
from kamcli.i18n import _
from kamcli.writing import even, quoted

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw

# A number in a cell is taken for a day from 1950 to 2099.
_FIRST_SERIAL = 18264
_LAST_SERIAL = 73050
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_FIRST_MONTHS = 12
# How far ahead of the day above one without a year may lie before the year before is as likely.
_AHEAD = 243
_TENS = "123"
_FIRST_YEAR = 1900
# a leap year: whether a month has such a day is asked before the year is known
_ANY_YEAR = 2000

_BEHIND = re.compile(
    r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\W*(?:周|星期|礼拜)?[一二三四五六日天]?\W*"
)
_MONTH_NAME = re.compile(
    r"[0-9]{4}.*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*[0-9]{4}"
)


class ReadDay(Struct, frozen=True, kw_only=True):
    """A day that was read; `inferred` where its year is not written beside it."""

    day: date
    inferred: bool = False


class Near(Struct, frozen=True, kw_only=True):
    """What stands around a day without a year.

    `line` is the day on the line above in the same cell, `year` the one that a title, a sheet's
    name or a section tells, `row` the day in the row above.
    """

    line: date | None = None
    year: int | None = None
    row: date | None = None


class DayReader(Struct, frozen=True, kw_only=True):
    """Reads the days of one table; `order` is what the person says of days in digits."""

    as_of: date
    order: DateOrder | None = None
    from_1904: bool = False

    def read(self, raw: Raw, *, fact: bool, near: Near) -> ReadDay:
        """Read a cell that holds a day; a `fact` is not after the as-of day.

        Raises `NotUnderstood` for what is no day, or could be several.
        """
        match raw:
            case datetime():
                found = ReadDay(day=raw.date())
            case date():
                found = ReadDay(day=raw)
            case str():
                found = self._text(raw, near, fact=fact)
            case bool():
                raise _no_day(str(raw))
            case int() | float():
                found = self._number(raw, near, fact=fact)
            case _:
                raise _no_day(text_of(raw) or "")
        return self.checked(found, fact=fact)

    def checked(self, found: ReadDay, *, fact: bool) -> ReadDay:
        """Refuse a day before 1900, and a fact of a day to come."""
        if found.day.year < _FIRST_YEAR:
            raise NotUnderstood(
                _('"{text}" is a day before the year {year}.').format(
                    text=found.day, year=_FIRST_YEAR
                )
            )
        if fact and found.day > self.as_of:
            raise NotUnderstood(_('"{day}" is still to come.').format(day=found.day))
        return found

    def settled(self, written: Written, *, fact: bool, near: Near) -> ReadDay:
        """Return the one day that was written; raises `NotUnderstood` where it could be several."""
        days = {
            day
            for reading in written.readings
            if (day := _date(reading.year or _ANY_YEAR, reading.month, reading.day))
        }
        if not days:
            raise _no_day(written.text)
        if len(days) > 1:
            raise _order_unsure(written)
        reading = next(
            each
            for each in written.readings
            if _date(each.year or _ANY_YEAR, each.month, each.day) in days
        )
        if reading.year is not None:
            return ReadDay(day=days.pop())
        return ReadDay(day=self._in_year(reading, written.text, near, fact=fact), inferred=True)

    def _text(self, raw: str, near: Near, *, fact: bool) -> ReadDay:
        text = even(raw)
        if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
            return self._number(float(text), near, fact=fact)
        written = written_day(text, self.order)
        if written is None or not _BEHIND.fullmatch(text[written.end :]):
            if _MONTH_NAME.search(text.casefold()):
                return ReadDay(day=read_day(text, as_of=self.as_of, toward=Toward.PAST).day)
            raise _no_day(raw)
        return self.settled(written, fact=fact, near=near)

    def _number(self, number: float, near: Near, *, fact: bool) -> ReadDay:
        text = number_text(number)
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            epoch = _EPOCH_1904 if self.from_1904 else _EPOCH
            return ReadDay(day=epoch + timedelta(days=int(number)))
        if re.fullmatch("[0-9]{1,2}[.][0-9]{1,2}", text):
            self._check_zero_kept(text)
        elif not re.fullmatch("[0-9]{8}", text):
            raise _no_day(text)
        return self._text(text, near, fact=fact)

    def _check_zero_kept(self, text: str) -> None:
        """Refuse the number 6.3: a spreadsheet makes it of 6.3 and of 6.30."""
        month, _point, day = text.partition(".")
        if day in tuple(_TENS) and _date(_ANY_YEAR, int(month), int(f"{day}0")):
            raise NotUnderstood(
                _('"{text}" is a number that could be {first} or {second}.').format(
                    text=text, first=f"{month}-{day}", second=f"{month}-{day}0"
                ),
                hint=_("written like {day}").format(day="2026-11-20"),
            )

    def _in_year(self, reading: MonthDay, text: str, near: Near, *, fact: bool) -> date:
        """Return the day in the year that what stands around it tells."""
        if near.line is not None:
            return self._after_line(reading, text, near, near.line, fact=fact)
        year = near.year or (near.row.year if near.row else None)
        if year is None:
            raise NotUnderstood(
                _('"{text}" has no year, and nothing around it tells which.').format(
                    text=quoted(text)
                ),
                hint=_("written like {day}").format(day="2026-11-20"),
            )
        day = _date(year, reading.month, reading.day)
        if day is None or (fact and day > self.as_of):
            raise _year_unsure(text)
        return day

    def _after_line(
        self, reading: MonthDay, text: str, near: Near, above: date, *, fact: bool
    ) -> date:
        around = [
            day
            for year in (above.year - 1, above.year, above.year + 1)
            if (day := _date(year, reading.month, reading.day))
        ]
        ahead = next((day for day in around if day >= above), None)
        back = next((day for day in reversed(around) if day < above), None)
        if ahead is not None and (not fact or ahead <= self.as_of):
            if (ahead - above).days <= _AHEAD:
                return ahead
            likely = [day for day in (back, ahead) if day and day.year == near.year]
            if len(likely) == 1:
                return likely[0]
        elif back is not None and back.year == above.year:
            return back
        raise _year_unsure(text)


@lru_cache(maxsize=20_000)
def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_day(text: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{text}" is not a day.').format(text=quoted(text)),
        hint=_("written like {day}").format(day="2026-11-20"),
    )


def _order_unsure(written: Written) -> NotUnderstood:
    real = (
        each for each in written.readings if _date(each.year or _ANY_YEAR, each.month, each.day)
    )
    days = sorted({str(each) for each in real})
    return NotUnderstood(
        _('"{text}" could be {days}: say --date-order dmy, mdy or ymd.').format(
            text=quoted(written.text), days=_(" or ").join(days)
        )
    )


def _year_unsure(text: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{text}" has no year, and it is not certain which one is meant.').format(
            text=quoted(text)
        ),
        hint=_("written like {day}").format(day="2026-11-20"),
    )
