"""How a day is written at the start of a text, before anybody asks in which year it was."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

_DAY = r"(?P<two>[0-9]{1,2})"
# 3.5万 and 3/4寸 are no days
_NO_MEASURE = (
    r"(?![-/.]?[0-9])(?! ?(?:[万千百亿元%\"寸个件只台套折倍天周年吨米升种款]|美元|欧元|公斤"
    r"|(?:mm|cm|m|inch|in|kg|g|t|l|pcs|sets|days|weeks|k|w|x|usd|eur|rmb)\b))"
)
_MONTH = r"(?P<one>[0-9]{1,2})"
_FORMS = (
    rf"(?P<year>[0-9]{{4}}) ?(?:年|[-/.]) ?{_MONTH} ?(?:月|[-/.]) ?{_DAY}(?: ?[日号])?",
    r"(?P<year>(?:19|20)[0-9]{2})(?P<one>[01][0-9])(?P<two>[0-3][0-9])(?![0-9])",
    rf"(?P<short>[0-9]{{2}})年{_MONTH}月{_DAY}(?:[日号])?",
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<third>[0-9]{4})",
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)(?P<third>[0-9]{2})",
    rf"{_MONTH} ?月 ?{_DAY}(?: ?[日号])?",
    rf"{_MONTH}(?P<mark>[-/.]){_DAY}{_NO_MEASURE}",
)
_WRITTEN = [re.compile(form + r"(?![0-9])") for form in _FORMS]
# A year of two digits is of this century.
_CENTURY = 2000
_TWO_DIGITS = 99
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


class DateOrder(StrEnum):
    """What the parts of a day written in digits stand for."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class MonthDay(Struct, frozen=True, kw_only=True):
    """A month and a day, and the year where it is known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Return it as a day is written: `2023-05-03`, `05-03` without the year."""
        day = f"{self.month:02}-{self.day:02}"
        return day if self.year is None else f"{self.year}-{day}"


class Written(Struct, frozen=True, kw_only=True):
    """A day as it stands at the start of a text, which goes on at `end`.

    `readings` are the days it could be as month and day, with the year where one is written.
    """

    text: str
    end: int
    readings: tuple[MonthDay, ...]


@lru_cache(maxsize=20_000)
def written_day(text: str, order: DateOrder | None) -> Written | None:
    """Return the day that an evened text begins with, None where there is none."""
    for pattern in _WRITTEN:
        if parts := pattern.match(text):
            readings = tuple(_readings(parts.groupdict(), order))
            return Written(text=parts[0], end=parts.end(), readings=readings)
    return None


def _readings(parts: dict[str, str | None], order: DateOrder | None) -> list[MonthDay]:
    if parts.get("first"):
        return _of_three(parts, order)
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    short = parts.get("short")
    year = int(parts.get("year") or 0) or (_CENTURY + int(short) if short else None)
    month_first = MonthDay(month=one, day=two, year=year)
    if year is not None or not parts.get("mark"):
        return [month_first]
    day_first = MonthDay(month=two, day=one)
    if order is DateOrder.DMY:
        return [day_first]
    # 6.3 and 06-03 are months before days; 6/3 is written for both
    return [month_first, day_first] if parts["mark"] == "/" and not order else [month_first]


def _of_three(parts: dict[str, str | None], order: DateOrder | None) -> list[MonthDay]:
    one, two, three = (int(parts[name] or 0) for name in ("first", "second", "third"))
    year = three if three > _TWO_DIGITS else _CENTURY + three
    found = {
        DateOrder.DMY: MonthDay(month=two, day=one, year=year),
        DateOrder.MDY: MonthDay(month=one, day=two, year=year),
        DateOrder.YMD: MonthDay(month=two, day=three, year=_CENTURY + one),
    }
    if three > _TWO_DIGITS:
        del found[DateOrder.YMD]
    return [found[order]] if order in found else list(found.values())


def year_told(*texts: str) -> int | None:
    """Return the one year that titles tell: `2024年客户跟进`; None where there are none or more."""
    found = {int(year) for text in texts for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else None
