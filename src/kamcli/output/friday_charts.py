"""The charts of the Friday page as shapes: where bars stand, how high, and what is said of them.

Lengths are in units of the drawing's own box, which the page scales.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from kamcli.i18n import Language, language
from kamcli.output.friday_sections import outcome_label
from kamcli.output.values import for_people
from kamcli.reports.findings import Outcome, Tally
from kamcli.reports.trends import Charts, GradesOn, MonthOfOrders
from kamcli.rules.money import HOME_CURRENCY, Money, decimals
from kamcli.rules.vocabulary import Grade

_WEEK, _WEEK_BAR = 9.0, 6.5
SPARK_WIDTH, SPARK_HEIGHT = 13 * _WEEK, 26.0
_MONTH, _MONTH_BAR = 28.0, 10.0
MONTHS_WIDTH, MONTHS_HEIGHT = 12 * _MONTH, 132.0
SHARES_WIDTH, SHARES_HEIGHT = 336.0, 18.0
# What is not zero shall be seen.
_LEAST = 1.0


class Bar(Struct, frozen=True, kw_only=True):
    """A rectangle; `kind` is the class that colours it."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""


class Spark(Struct, frozen=True, kw_only=True):
    """A grade over the weeks: how many customers have had it."""

    grade: Grade
    counts: Sequence[int]
    first: int
    now: int
    change: str
    bars: Sequence[Bar]


class Month(Struct, frozen=True, kw_only=True):
    """A month: the orders of this year and the year before, as bars and as people read them."""

    name: str
    middle: float
    now: str
    year_before: str
    bars: Sequence[Bar]


class Months(Struct, frozen=True, kw_only=True):
    """Orders by month; `top` is the amount of the highest line."""

    year: int
    months: Sequence[Month]
    top: str


class Share(Struct, frozen=True, kw_only=True):
    """How many promises had an outcome, as a part of a bar."""

    outcome: Outcome
    name: str
    count: int
    bar: Bar


def sparks(charts: Charts) -> list[Spark]:
    """Return the weeks of each grade, each grade by its own measure from zero on."""
    return [_spark(charts.grades, grade) for grade in Grade]


def _spark(weeks: Sequence[GradesOn], grade: Grade) -> Spark:
    counts: list[int] = [getattr(week, grade) for week in weeks]
    change = counts[-1] - counts[0]
    return Spark(
        grade=grade,
        counts=counts,
        first=counts[0],
        now=counts[-1],
        change=f"{change:+d}" if change else "±0",
        bars=[
            _standing(index * _WEEK, _WEEK_BAR, count, max(counts), SPARK_HEIGHT, kind="")
            for index, count in enumerate(counts)
        ],
    )


def months(charts: Charts, *, told_on: date) -> Months:
    """Return the orders of the year by month, beside those of the year before."""
    amounts = [each.year_before.amount for each in charts.orders]
    amounts += [each.now.amount for each in charts.orders if each.now]
    top = _round_number(max(amounts))
    return Months(
        year=told_on.year,
        months=[_month(index, each, top) for index, each in enumerate(charts.orders)],
        top=_short(top) if top else "",
    )


def _month(index: int, orders: MonthOfOrders, top: int) -> Month:
    left = index * _MONTH + (_MONTH - 2 * _MONTH_BAR) / 2
    before = orders.year_before.amount
    bars = [_standing(left, _MONTH_BAR, before, top, MONTHS_HEIGHT, kind="before")]
    if orders.now is not None:
        left += _MONTH_BAR
        bars.append(_standing(left, _MONTH_BAR, orders.now.amount, top, MONTHS_HEIGHT, kind="now"))
    return Month(
        name=str(orders.month),
        middle=(index + 0.5) * _MONTH,
        now=for_people(orders.now) if orders.now else "",
        year_before=for_people(orders.year_before),
        bars=bars,
    )


def shares(total: Tally) -> list[Share]:
    """Return the outcomes of promises, those that there are, side by side."""
    counts = {outcome: getattr(total, outcome) for outcome in Outcome}
    whole = sum(counts.values())
    found, left = [], 0.0
    for outcome, count in counts.items():
        if count:
            width = SHARES_WIDTH * count / whole
            bar = Bar(x=_tenth(left), y=0, width=_tenth(width), height=SHARES_HEIGHT, kind=outcome)
            found.append(Share(outcome=outcome, name=outcome_label(outcome), count=count, bar=bar))
            left += width
    return found


def _standing(x: float, width: float, value: int, top: int, room: float, *, kind: str) -> Bar:
    """Return a bar that stands on the ground; below zero there is none."""
    height = max(_LEAST, room * value / top) if value > 0 else 0.0
    return Bar(x=_tenth(x), y=_tenth(room - height), width=width, height=_tenth(height), kind=kind)


def _tenth(length: float) -> float:
    return round(length, 1)


def _round_number(amount: int) -> int:
    """Return the next number of one or two digits and zeros, in minor units."""
    if amount <= 0:
        return 0
    step = int("1" + "0" * (len(str(amount)) - 1))
    tops = [step * tenths // 10 for tenths in (10, 15, 20, 30, 40, 50, 60, 80, 100)]
    return next(top for top in tops if top >= amount)


def _short(amount: int) -> str:
    """Return an amount in CNY in a few characters: 1.2M, 120万."""
    whole = Decimal(amount).scaleb(-decimals(HOME_CURRENCY))
    chinese = language() is Language.CHINESE
    units = {8: "亿", 4: "万"} if chinese else {6: "M", 3: "k"}
    for power, unit in units.items():
        if whole >= 10**power:
            return f"{(whole.scaleb(-power)).normalize():f}{unit}"
    return for_people(Money(amount=amount, currency=HOME_CURRENCY))
