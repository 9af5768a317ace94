"""Days as they are said in English: next fri, 3 days ago, Nov 20, end of month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.viewpoint import Grammar, Reading, Shift, Viewpoint, Weekdayed

if TYPE_CHECKING:
    from datetime import date

_DAYS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "day after tomorrow": 2,
    "day after tmrw": 2,
}
_WHICH = {"last": -1, "previous": -1, "this": 0, "next": 1}
_MONTHS = (
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
    "september sept sep, october oct, november nov, december dec"
)
_WEEKDAYS = (
    "monday mon, tuesday tues tue, wednesday weds wed, thursday thurs thur thu, "
    "friday fri, saturday sat, sunday sun"
)
_UNITS = {
    "days": "d day days",
    "weeks": "w wk wks week weeks",
    "months": "m mo month months",
    "years": "y yr yrs year years",
}
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = {"twenty": "2", "thirty": "3"}

_DAY = "(?P<day>[0-9]{1,2})(?:th)?"
_YEAR = "(?: (?:of )?(?:(?P<year>[0-9]{4})|(?P<which>last|this|next) year))?"
_MONTH = "(?P<month>[a-z]+)"
_NAMED_DAYS = (
    f"(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}",
    f"{_MONTH} (?:the )?{_DAY}{_YEAR}",
    f"(?P<year>[0-9]{{4}}) {_MONTH} {_DAY}(?P<which>)",
)
_DAY_OF_MONTH = (
    f"(?:the )?{_DAY} (?:of )?(?P<which>last|previous|this|next) month",
    f"(?P<which>last|previous|this|next) month (?:on )?(?:the )?{_DAY}",
    "(?:the )?(?P<day>[0-9]{1,2})th(?P<which>)",
    "the (?P<day>[0-9]{1,2})(?P<which>)",
)
_WEEKDAY = "(?P<weekday>[a-z]+)"
_WEEKDAY_OF_WEEK = (
    f"(?P<which>last|previous|this|next) (?:week (?:on )?)?{_WEEKDAY}",
    f"{_WEEKDAY} (?:of |in )?(?P<which>last|previous|this|next) week",
)
_END = (
    "(?:the )?end of (?:the |(?P<which>last|this|next) )?(?P<unit>month|year)",
    "(?P<unit>month|year) end(?P<which>)",
)
_END_OF_NAMED = "(?:the )?end of ([a-z]+)"
_SIGNED = "([-+]) ?([0-9]{1,4}) ?([a-z]+)"
_SPAN = "(?P<span>(?:[0-9]{1,4}|an?) [a-z]+(?: (?:and )?(?:[0-9]{1,4}|an?) [a-z]+)*)"
_WEEKDAY_FIRST = rf"(?:on )?{_WEEKDAY}[., ]+(?P<rest>.+)"
# the first Sunday is no weekday behind a day, so a day in words wants a comma or brackets
_WEEKDAY_LAST = (
    rf"(?P<rest>[0-9]+[-/.][-/.0-9]*) \(?{_WEEKDAY}\)?",
    rf"(?P<rest>.+?)(?:, ?| ?\(){_WEEKDAY}\)?",
)
_AWAY = (
    f"{_SPAN} (?P<way>ago|later|from now)",
    f"(?P<way>in) {_SPAN}",
    f"{_SPAN} (?P<way>before|after|from) (?P<start>yesterday|today|tomorrow)",
)


def _words(text: str) -> str:
    """Return the words one space apart, seven as `7`, twentieth and 20 th as `20th`."""
    words: list[str] = []
    for word in re.findall("[a-z]+|[0-9]+", text):
        number = _number(word)
        if word in {"st", "nd", "rd", "th"} and words and words[-1].isdecimal():
            number = words.pop() + "th"
        elif words and words[-1] in _TENS and len(number.removesuffix("th")) == 1:
            number = _TENS[words.pop()] + number
        words.append(number or word)
    return " ".join(_TENS[word] + "0" if word in _TENS else word for word in words)


def _number(word: str) -> str:
    """Return `7` for seven, `7th` for seventh, nothing for other words."""
    if word in (cardinals := _CARDINALS.split()):
        return str(cardinals.index(word) + 1)
    if word in (ordinals := _ORDINALS.split()):
        return f"{ordinals.index(word) + 1}th"
    return "30th" if word == "thirtieth" else ""


def _place(word: str, names: str) -> int | None:
    """Return the place of the group of names that has the word, from 0."""
    groups = (group.split() for group in names.split(","))
    return next((place for place, group in enumerate(groups) if word in group), None)


def _match(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    found = (re.fullmatch(pattern, text) for pattern in patterns)
    return next((parts for parts in found if parts), None)


def named_day(plain: str, view: Viewpoint) -> Reading | None:
    """Read a day named by its month or its number: 20 Nov, Nov 20 2026, the 20th of next month."""
    if not re.fullmatch("[a-z0-9][-a-z0-9 .,/]*", plain):
        return None
    text = _words(plain).removeprefix("on ")
    if parts := _match(_DAY_OF_MONTH, text):
        day = int(parts["day"])
        if parts["which"]:
            day_on = view.day_in_month(day, months=_WHICH[parts["which"]])
        else:
            day_on = view.day_of_month(day)
        return Reading(day=day_on, phrase=True)
    parts = _match(_NAMED_DAYS, text)
    month = _place(parts["month"], _MONTHS) if parts else None
    if not parts or month is None:
        return None
    year = int(parts["year"]) if parts["year"] else None
    if parts["which"]:
        year = view.as_of.year + _WHICH[parts["which"]]
    day_on = view.dated(month + 1, int(parts["day"]), year=year)
    return Reading(day=day_on, phrase=not parts["year"])


def phrase(plain: str, view: Viewpoint) -> Reading | None:
    """Read a day told from today: yesterday, next fri, in 2 weeks, end of month."""
    if parts := re.fullmatch(_SIGNED, plain):
        shift = _span(f"{parts[2]} {parts[3]}", sign=-1 if parts[1] == "-" else 1)
        return Reading(day=view.shifted(shift), phrase=True) if shift else None
    if not re.fullmatch("[a-z0-9 ,]+", plain := plain.replace("ty-", "ty ")):
        return None
    text = _words(plain).removeprefix("on ")
    day = _weekday(text, view) or _end(text, view) or _away(text, view)
    return Reading(day=day, phrase=True) if day else None


def _weekday(text: str, view: Viewpoint) -> date | None:
    weekday = _place(text, _WEEKDAYS)
    if weekday is not None:
        return view.weekday(weekday)
    parts = _match(_WEEKDAY_OF_WEEK, text)
    weekday = _place(parts["weekday"], _WEEKDAYS) if parts else None
    if not parts or weekday is None:
        return None
    return view.weekday_of_week(weekday, weeks=_WHICH[parts["which"]])


def _end(text: str, view: Viewpoint) -> date | None:
    named = re.fullmatch(_END_OF_NAMED, text)
    month = _place(named[1], _MONTHS) if named else None
    if month is not None:
        return view.last_of_month(month + 1)
    parts = _match(_END, text)
    if not parts:
        return None
    ahead = _WHICH[parts["which"] or "this"]
    if parts["unit"] == "month":
        return view.month_end(months=ahead)
    return view.dated(12, 31, year=view.as_of.year + ahead)


def _away(text: str, view: Viewpoint) -> date | None:
    day = text.removeprefix("the ")
    if day in _DAYS:
        return view.shifted(Shift(days=_DAYS[day]))
    parts = _match(_AWAY, text)
    if not parts:
        return None
    shift = _span(parts["span"], sign=-1 if parts["way"] in ("ago", "before") else 1)
    if shift is None:
        return None
    start = _DAYS[parts.groupdict().get("start") or "today"]
    return view.shifted(replace(shift, days=shift.days + start))


def _span(text: str, *, sign: int) -> Shift | None:
    """Read `1 month and 21 days`, each unit at most once."""
    counts: dict[str, int] = {}
    for number, word in re.findall("([0-9]+|an?) ([a-z]+)", text):
        unit = next((unit for unit, names in _UNITS.items() if word in names.split()), None)
        if unit is None or unit in counts:
            return None
        counts[unit] = sign * (int(number) if number.isdecimal() else 1)
    return Shift(
        years=counts.get("years", 0),
        months=counts.get("months", 0),
        days=counts.get("days", 0) + 7 * counts.get("weeks", 0),
    )


def part_weekday(plain: str) -> Weekdayed | None:
    """Part `fri 20 nov`, `Thursday the 21st` and `11-20 (Fri)` into the day and its weekday."""
    for pattern in (_WEEKDAY_FIRST, *_WEEKDAY_LAST):
        parts = re.fullmatch(pattern, plain)
        weekday = _place(parts["weekday"], _WEEKDAYS) if parts else None
        if parts and weekday is not None:
            return Weekdayed(weekday=weekday, rest=parts["rest"])
    return None


ENGLISH = Grammar(named_day=named_day, phrase=phrase, part_weekday=part_weekday)
