"""What the sections beside the form tell: changes, promises, figures, gaps (report.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from kamcli.ledger.late_facts import Fact
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade, Market, Source, Via


class PerGrade(Struct, frozen=True, kw_only=True):
    """Customers per shown grade."""

    A: int
    B: int
    C: int
    D: int
    X: int


class Change(Struct, frozen=True, kw_only=True):
    """A change of grade; `amount_at_stake` is what an X had when contact was lost."""

    code: str
    name: str
    from_: Grade
    to: Grade
    on: date
    revived: bool
    amount_at_stake: Money | None
    why: str


class Fall(Struct, frozen=True, kw_only=True):
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


class Promise(Struct, frozen=True, kw_only=True):
    """A next action of last week, and what became of it."""

    code: str
    name: str
    action: str
    due_on: date
    outcome: Outcome
    closed_on: date | None
    why: str | None


class Tally(Struct, frozen=True, kw_only=True):
    """How many promises had each outcome."""

    kept: int
    postponed: int
    dropped: int
    missed: int
    open: int


class Kept(Struct, frozen=True, kw_only=True):
    """The promises made to one customer."""

    code: str
    name: str
    tally: Tally


class Promises(Struct, frozen=True, kw_only=True):
    """Last week's next actions: in total, per customer, one by one."""

    total: Tally
    customers: tuple[Kept, ...]
    actions: tuple[Promise, ...]


class Goal(Struct, frozen=True, kw_only=True):
    """New customers planned for the week against those registered, and next week's goal."""

    planned: int | None
    registered: int
    note: str | None
    next_planned: int | None
    next_note: str | None


class NewCustomers(Struct, frozen=True, kw_only=True):
    """How many customers a source brought to a market."""

    source: Source
    market: Market
    customers: int


class Measures(Struct, frozen=True, kw_only=True):
    """The figures of a period; orders and payments in CNY."""

    begin: date
    end: date
    visits: int
    customers_reached: int
    orders: Money
    payments: Money


class Growth(Struct, frozen=True, kw_only=True):
    """By how many per cent each figure differs from the year before; nothing where that was 0."""

    visits: Decimal | None
    customers_reached: Decimal | None
    orders: Decimal | None
    payments: Decimal | None


class PeriodFigures(Struct, frozen=True, kw_only=True):
    """A period beside the same one a year before."""

    now: Measures
    year_before: Measures
    growth: Growth


class OverdueOrder(Struct, frozen=True, kw_only=True):
    """An order with instalments overdue; `amount` is what is missing, in `currency`."""

    number: str
    code: str
    name: str
    instalments: int
    since_on: date
    amount: Money
    currency: str


class CadenceKept(Struct, frozen=True, kw_only=True):
    """Of the contacts that came due in the week, how many were made."""

    due: int
    made: int
    percent: Decimal | None


class Figures(Struct, frozen=True, kw_only=True):
    """The week in figures; `overdue_amount` is in CNY."""

    week: PeriodFigures
    month: PeriodFigures
    year: PeriodFigures
    overdue_amount: Money
    overdue: tuple[OverdueOrder, ...]
    cadence: CadenceKept


class LateEntry(Struct, frozen=True, kw_only=True):
    """A fact entered in the week, long after its day or after its week was handed in.

    An interaction has a channel; an order or a payment an amount, and the order's number as text.
    """

    code: str
    name: str
    on: date
    entered_on: date
    fact: Fact = Fact.INTERACTION
    via: Via | None
    text: str
    amount: Money | None = None
    currency: str | None = None


class Need(Struct, frozen=True, kw_only=True):
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


class Gap(Struct, frozen=True, kw_only=True):
    """Something that is missing; `action` is the one without a day."""

    code: str
    name: str
    missing: Missing
    action: str | None
