"""What the sections beside the form tell: changes, promises, figures, gaps (report.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade, Market, Source, Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of grade; `amount_at_stake` is what an X had when contact was lost."""

    code: str
    name: str
    from_: Grade
    to: Grade
    on: date
    revived: bool
    amount_at_stake: Money | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A customer that turns X, or drops, by the next Friday if nothing happens."""

    code: str
    name: str
    from_: Grade
    to: Grade
    on: date
    annual_amount: Money
    last_contact_on: date | None
    next_action: str | None
    next_due_on: date | None


class Outcome(StrEnum):
    """What became of a promise; `open` is not due yet."""

    KEPT = "kept"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A next action of last week, and what became of it."""

    code: str
    name: str
    action: str
    due_on: date
    outcome: Outcome
    closed_on: date | None
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many promises had each outcome."""

    kept: int
    postponed: int
    dropped: int
    missed: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The promises made to one customer."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Last week's next actions: in total, per customer, one by one."""

    total: Tally
    customers: tuple[Kept, ...]
    actions: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """New customers planned for the week against those registered, and next week's goal."""

    planned: int | None
    registered: int
    note: str | None
    next_planned: int | None
    next_note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomers:
    """How many customers a source brought to a market."""

    source: Source
    market: Market
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The figures of a period; orders and payments in CNY."""

    begin: date
    end: date
    visits: int
    customers_reached: int
    orders: Money
    payments: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """By how many per cent each figure differs from the year before; nothing where that was 0."""

    visits: Decimal | None
    customers_reached: Decimal | None
    orders: Decimal | None
    payments: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """A period beside the same one a year before."""

    now: Measures
    year_before: Measures
    growth: Growth


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueOrder:
    """An order with instalments overdue; `amount` is what is missing, in `currency`."""

    number: str
    code: str
    name: str
    instalments: int
    since_on: date
    amount: Money
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceKept:
    """Of the contacts that came due in the week, how many were made."""

    due: int
    made: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The week in figures; `overdue_amount` is in CNY."""

    week: PeriodFigures
    month: PeriodFigures
    year: PeriodFigures
    overdue_amount: Money
    overdue: tuple[OverdueOrder, ...]
    cadence: CadenceKept


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """An interaction entered in the week, long after its day."""

    code: str
    name: str
    on: date
    entered_on: date
    via: Via
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What others in the company were asked for, still open; `by` is the manager who asked."""

    code: str
    name: str
    on: date
    needs: str
    by: str | None


class Missing(StrEnum):
    """What a customer lacks."""

    NO_NEXT = "no-next"
    NO_DAY = "no-day"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is missing; `action` is the one without a day."""

    code: str
    name: str
    missing: Missing
    action: str | None
