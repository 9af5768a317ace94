"""One customer's life, day by day, as rules.md sections 1, 2, 3 and 7 tell it.

Each day's facts are put down, and in the evening the grade can be told. To look ahead is to live
on without facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

Row = dict[str, str]

ONE_DAY = timedelta(days=1)
HORIZON_DAYS = 500  # nothing counts for longer than a year and a day
THRESHOLD_FEN = 500_000_00
DECIMALS = {"CNY": 2, "USD": 2, "EUR": 2, "GBP": 2, "HKD": 2, "JPY": 0, "KWD": 3}

ALWAYS_CONTACT = {"card", "complaint", "request"}
CONTACT_UNLESS_ATTEMPT = {"talk", "service"}
CONTACT_UNLESS_UNSOLICITED = {"sample", "quote"}
NEVER_CONTACT = {"mailing", "greeting"}
WANTS_ANSWER = {"request", "complaint"}
ANSWERS = {"talk", "sample", "quote", "service", "card"}  # attempts included


class NotStatedError(ValueError):
    """Rows that the specification refuses, or on which this statement has nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the table it comes from; the cancelling of an order is a fact of its own."""

    table: str
    row: Row
    rate: Fraction | None = None  # of an order


@dataclass(slots=True, kw_only=True)
class Deal:
    """An order as the evening knows it: its net amount in its currency, and that in fen."""

    on: date
    currency: str
    rate: Fraction
    net: Fraction
    cancelled: bool = False
    fen: int = 0

    def count(self) -> None:
        """Convert the net amount once, half up; a cancelled order has amount 0."""
        self.fen = 0 if self.cancelled else floor(self.net * self.rate * 100 + Fraction(1, 2))


@dataclass(slots=True, kw_only=True)
class Life:
    """All that is known of one customer in the evening of the day lived last."""

    last: date | None = None
    in_touch_through: date | None = None
    asked: bool = False
    evidence: bool = False
    waits: bool = False
    deals: dict[str, Deal] = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    grade_before: str | None = None
    annual_before: int = 0

    def live(self, day: date, facts: list[Fact]) -> None:
        """Put down the facts of one day, and keep the verdict of the last day in touch."""
        for fact in facts:
            if fact.table == "interactions":
                self._meet(day, fact.row)
            else:
                self._trade(day, fact)
        kinds = {fact.row["kind"] for fact in facts if fact.table == "interactions"}
        if kinds & WANTS_ANSWER:
            self.waits = True
        if kinds & ANSWERS:
            self.waits = False
        if any(deal.net < 0 for deal in self.deals.values()):
            raise NotStatedError(f"an order below 0 on {day}")
        if day == self.in_touch_through:
            self.grade_before = self.grade(day)
            self.annual_before = self.annual(day)

    def _touch(self, day: date) -> None:
        self.last = day
        self.in_touch_through = months_later(day, 3)

    def _meet(self, day: date, row: Row) -> None:
        kind, attempt, unsolicited = row["kind"], yes(row, "attempt"), yes(row, "unsolicited")
        if attempt and kind not in CONTACT_UNLESS_ATTEMPT:
            raise NotStatedError(f"an attempt of kind {kind}")
        if unsolicited and kind not in CONTACT_UNLESS_UNSOLICITED:
            raise NotStatedError(f"unsolicited, of kind {kind}")
        if kind in ALWAYS_CONTACT:
            self._touch(day)
        elif kind in CONTACT_UNLESS_ATTEMPT:
            if not attempt:
                self._touch(day)
        elif kind in CONTACT_UNLESS_UNSOLICITED:
            self.evidence = True
            if not unsolicited:
                self.asked = True
                self._touch(day)
        elif kind not in NEVER_CONTACT:
            raise NotStatedError(f"an interaction of kind {kind}")
        if kind == "request":
            self.asked = True
            self.evidence = True

    def _trade(self, day: date, fact: Fact) -> None:
        row = fact.row
        if fact.table == "orders":
            assert fact.rate is not None
            net = money(row["amount"], row["currency"])
            deal = Deal(on=day, currency=row["currency"], rate=fact.rate, net=net)
            self.deals[row["number"]] = deal
            self._touch(day)
        elif fact.table == "payments":
            self.paid.add(row["order"])
            self._touch(day)
            return
        elif fact.table == "adjustments":
            deal = self.deals[row["order"]]
            deal.net += money(row["amount"], deal.currency)
        else:
            deal = self.deals[row["number"]]
            deal.cancelled = True
        deal.count()

    def cooperated(self) -> bool:
        """Whether any order is valid: not cancelled, or cancelled but paid on."""
        return any(not deal.cancelled or number in self.paid for number, deal in self.deals.items())

    def silent(self, day: date) -> bool:
        """Whether there is no contact, or the last is more than three months before the day."""
        return self.in_touch_through is None or day > self.in_touch_through

    def annual(self, day: date) -> int:
        """The annual amount in fen, seen from a day no earlier than the one lived last."""
        start = year_earlier(day)
        return sum(deal.fen for deal in self.deals.values() if start < deal.on <= day)

    def ordered_within_a_year(self, day: date) -> bool:
        """Whether an order of the last twelve months has an amount."""
        start = year_earlier(day)
        return any(
            start < deal.on <= day and deal.net > 0 and not deal.cancelled
            for deal in self.deals.values()
        )

    def grade(self, day: date) -> str:
        """The computed grade, seen from a day no earlier than the one lived last."""
        if self.silent(day):
            return "X" if self.cooperated() or self.asked else "D"
        if self.annual(day) >= THRESHOLD_FEN:
            return "A"
        if self.cooperated():
            return "B"
        return "C" if self.evidence or self.asked else "D"

    def turns_x_on(self, day: date) -> date | None:
        """The day after the last day in touch, for whoever is in touch and has what X asks for."""
        if self.in_touch_through is None or self.silent(day):
            return None
        if self.cooperated() or self.asked:
            return self.in_touch_through + ONE_DAY
        return None

    def changes_next(self, day: date) -> tuple[date, str] | None:
        """Live on without facts until the computed grade is another one."""
        now, ahead = self.grade(day), day
        for _ in range(HORIZON_DAYS):
            ahead += ONE_DAY
            then = self.grade(ahead)
            if then != now:
                return ahead, then
        return None

    def flags(self, day: date, *, overridden: bool) -> tuple[str, ...]:
        """The flags that follow from facts, by the computed grade."""
        grade = self.grade(day)
        standing = {
            "no-contact-yet": grade == "D" and self.last is None,
            "stale": grade == "D" and self.last is not None and self.silent(day),
            "no-order-12m": grade == "B" and not self.ordered_within_a_year(day),
            "unanswered": self.waits,
            "overridden": overridden,
        }
        return tuple(flag for flag, stands in standing.items() if stands)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    for day_of_month in range(day.day, 0, -1):
        try:
            return date(year, month, day_of_month)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def year_earlier(day: date) -> date:
    """The same day a year before; 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def yes(row: Row, column: str) -> bool:
    """A yes/empty cell."""
    cell = row.get(column, "")
    if cell not in ("", "yes"):
        raise NotStatedError(f"{column}: {cell}")
    return cell == "yes"


def money(cell: str, currency: str) -> Fraction:
    """An exact amount, refused where it is finer than its currency."""
    amount = Fraction(cell)
    if (amount * 10 ** DECIMALS[currency]).denominator != 1:
        raise NotStatedError(f"{cell} {currency}")
    return amount
