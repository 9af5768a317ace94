"""Days as they are said in Chinese: 下周三, 三天前, 11月20日, 月底."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kamcli.viewpoint import Grammar, Reading, Shift, Viewpoint, Weekdayed
from kamcli.writing import chinese_digits, read_number

if TYPE_CHECKING:
    from datetime import date

_DAYS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_WEEKDAYS = "一二三四五六日"

_NUMBER = "([0-9]{1,4}|[零一二两三四五六七八九十百千]+)"
_WEEK = "(?:周|星期|礼拜)"
_WEEKDAY = f"{_WEEK}([一二三四五六日天])"
_WHICH = "(上+|下+|本|这)个?"

_MONTH_DAY = (
    "(?:(?P<year>[0-9]{2}|[0-9]{4}|[零一二三四五六七八九]{4})年|(?P<named>[前去今本明后]年))?"
    "(?P<month>[0-9]{1,2}|[一二三四五六七八九十]+)月"
    "(?P<day>[0-9]{1,2}|[一二三四五六七八九十]+)(?P<mark>日|号)?"
)
_DAY_OF_MONTH = "(?:(?:(上+|下+|本|这)个?|(当))月)?([0-9]{1,2}|[一二三四五六七八九十]+)(?:日|号)"
_MONTH_END = f"(?:{_WHICH})?月(?:底|末)"
_END_OF_NAMED = "([0-9]{1,2}|[一二三四五六七八九十]+)月(?:底|末)"
_YEAR_END = "([前去今本明后]年|年)(?:底|末)"
_WEEKDAY_OF_WEEK = f"{_WHICH}(?:{_WEEK}的?)?{_WEEKDAY}"
# 3月前 could be before March, 5日前 before the 5th: only 个月 and 天 count
_AWAY = f"{_NUMBER}个?(天|{_WEEK}|(?<=个)月|年)(?:以|之)?(前|后)"
_SIGNED = rf"([-+])([0-9]{{1,4}})个?(天|{_WEEK}|月|年)"
_HALF_YEAR = "半年(?:以|之)?(前|后)"
_WITH_WEEKDAY = rf"(.+?)[,(]?{_WEEKDAY}\)?"

# a year of two digits is of this century if it is this near
_NEAR_YEARS = 20


def _squeeze(plain: str) -> str:
    """Drop the spaces, save those between digits, which keep two numbers apart."""
    return re.sub("(?<![0-9]) | (?![0-9])", "", plain)


def named_day(plain: str, view: Viewpoint) -> Reading | None:
    """Read a day named by its month or its number: 11月20日, 去年3月5号, 下个月5号, 20日."""
    text = _squeeze(plain)
    if parts := re.fullmatch(_DAY_OF_MONTH, text):
        return _day_of_month(parts, view)
    parts = re.fullmatch(_MONTH_DAY, text)
    if not parts:
        return None
    month, day = read_number(parts["month"]), read_number(parts["day"])
    # 八月十五 without 日 is a day of the lunar calendar
    if month is None or day is None or not (parts["mark"] or parts["day"].isascii()):
        return None
    year, full = _year(parts, view), len(parts["year"] or "") > len("26")
    if year is None and (parts["year"] or parts["named"]):
        return None
    return Reading(day=view.dated(month, day, year=year), phrase=not full)


def _year(parts: re.Match[str], view: Viewpoint) -> int | None:
    """Return the year that is written or named, None if there is none or it is not clear."""
    if parts["named"]:
        return view.as_of.year + _YEARS[parts["named"]]
    written = parts["year"] or ""
    if not written.isascii():
        return chinese_digits(written)
    if len(written) == len("26"):
        year = view.as_of.year // 100 * 100 + int(written)
        return year if abs(year - view.as_of.year) <= _NEAR_YEARS else None
    return int(written) if written else None


def _day_of_month(parts: re.Match[str], view: Viewpoint) -> Reading | None:
    which, current, number = parts.groups()
    day = read_number(number)
    if day is None:
        return None
    if which or current:
        return Reading(day=view.day_in_month(day, months=_count(which or "本")), phrase=True)
    return Reading(day=view.day_of_month(day), phrase=True)


def _count(which: str) -> int:
    """Return how many weeks or months ahead: 上 is -1, 本 and 这 are 0, 下下 is 2."""
    return which.count("下") - which.count("上")


def phrase(plain: str, view: Viewpoint) -> Reading | None:
    """Read a day told from today: 昨天, 下周三, 三天前, 月底."""
    text = _squeeze(plain)
    day = _on_weekday(text, view) or _end(text, view)
    if shift := None if day else _shift(text):
        day = view.shifted(shift)
    return Reading(day=day, phrase=True) if day else None


def _on_weekday(text: str, view: Viewpoint) -> date | None:
    if parts := re.fullmatch(_WEEKDAY, text):
        return view.weekday(_weekday(parts[1]))
    if parts := re.fullmatch(_WEEKDAY_OF_WEEK, text):
        return view.weekday_of_week(_weekday(parts[2]), weeks=_count(parts[1]))
    return None


def _end(text: str, view: Viewpoint) -> date | None:
    if parts := re.fullmatch(_MONTH_END, text):
        return view.month_end(months=_count(parts[1] or "本"))
    if (parts := re.fullmatch(_END_OF_NAMED, text)) and (month := read_number(parts[1])):
        return view.last_of_month(month)
    if parts := re.fullmatch(_YEAR_END, text):
        return view.dated(12, 31, year=view.as_of.year + _YEARS.get(parts[1], 0))
    return None


def _weekday(name: str) -> int:
    return _WEEKDAYS.index(name.replace("天", "日"))


def _shift(text: str) -> Shift | None:
    if text in _DAYS:
        return Shift(days=_DAYS[text])
    if parts := re.fullmatch(_HALF_YEAR, text):
        return Shift(months=-6 if parts[1] == "前" else 6)
    if parts := re.fullmatch(_SIGNED, text):
        return _span(int(parts[1] + parts[2]), parts[3])
    parts = re.fullmatch(_AWAY, text)
    count = read_number(parts[1]) if parts else None
    if not parts or count is None:
        return None
    return _span(-count if parts[3] == "前" else count, parts[2])


def _span(count: int, unit: str) -> Shift:
    if unit == "年":
        return Shift(years=count)
    if unit == "月":
        return Shift(months=count)
    return Shift(days=count if unit == "天" else 7 * count)


def part_weekday(plain: str) -> Weekdayed | None:
    """Part `11-20 周五` and `10月12号(星期一)` into the day and its weekday."""
    parts = re.fullmatch(_WITH_WEEKDAY, _squeeze(plain))
    return Weekdayed(weekday=_weekday(parts[2]), rest=parts[1]) if parts else None


CHINESE = Grammar(named_day=named_day, phrase=phrase, part_weekday=part_weekday)
