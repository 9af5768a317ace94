"""The Friday report as facts (report.md): what every form of it tells, and its JSON (cli.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamcli.reports.findings import (
    Change,
    Fall,
    Figures,
    Gap,
    Goal,
    LateEntry,
    Need,
    NewCustomers,
    Promises,
)
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Department, Market, Nature, Source

FORM = "JRYX0001F01"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWeek:
    """The week that is told; before its Friday it is not complete."""

    begin: date
    end: date
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualAmount(Money):
    """A customer's own annual amount; `via` (CNY fen) is what an agent's customers bought."""

    via: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A customer in the form: its 25 columns, in their order.

    Texts put together from several facts (`name`, `grade`, `contact`, `evidence`, `this_week`,
    `owner`) are as the form prints them, in the language of the person; `this_week` has one line
    an interaction. `country` is an ISO code where one was read.
    """

    no: int
    code: str
    name: str
    market: Market
    country: str | None
    nature: Nature
    grade: str
    source: Source
    contact: str | None
    title: str | None
    phone: str | None
    email: str | None
    im: str | None
    products: str | None
    registered_on: date
    evidence: str | None
    annual_amount: AnnualAmount
    last_contact_on: date | None
    silent_days: int | None
    last_week: str | None
    this_week: str | None
    next_action: str | None
    next_due_on: date | None
    owner: str
    remarks: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerGrade:
    """Customers per shown grade."""

    A: int
    B: int
    C: int
    D: int
    X: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The foot of the form: all customers, not only those that have a row.

    `completeness` is the share of complete registrations in per cent (登记完整率).
    """

    customers: int
    grades: PerGrade
    new_this_week: int
    complete: int
    completeness: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FridayReport:
    """The report; `manager` is a code or `all`, `submitted` the version that was handed in."""

    form: str
    week: ReportWeek
    manager: str
    submitted: int | None
    rows: tuple[Row, ...]
    totals: Totals
    changes: tuple[Change, ...]
    falling: tuple[Fall, ...]
    promises: Promises
    goal: Goal
    new_customers: tuple[NewCustomers, ...]
    figures: Figures
    late_entries: tuple[LateEntry, ...]
    needs: tuple[Need, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands over and under the printed form.

    `told_on` is the day whose facts are told: the Friday of a complete week. `reviewed_for` are the
    markets whose heads review it; `market` is set where one side was asked for.
    """

    department: Department | None
    manager_name: str | None
    told_on: date
    market: Market | None
    reviewed_for: tuple[Market, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FridayForm:
    """The report with the head of the form."""

    head: Head
    report: FridayReport
