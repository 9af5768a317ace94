"""The Friday report as facts (report.md): what every form of it tells, and its JSON (cli.md)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from kamcli.reports.findings import (
    Change,
    Fall,
    Figures,
    Gap,
    Goal,
    LateEntry,
    Need,
    NewCustomers,
    PerGrade,
    Promises,
)
from kamcli.reports.team import Team
from kamcli.reports.trends import Charts
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Department, Market, Nature, Source

FORM = "JRYX0001F01"


class ReportWeek(Struct, frozen=True, kw_only=True):
    """The week that is told; before its Friday it is not complete."""

    begin: date
    end: date
    complete: bool


class AnnualAmount(Money, frozen=True, kw_only=True):
    """A customer's own annual amount; `via` (CNY fen) is what an agent's customers bought."""

    via: int = 0


class Row(Struct, frozen=True, kw_only=True):
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


class Totals(Struct, frozen=True, kw_only=True):
    """The foot of the form: all customers, not only those that have a row.

    `completeness` is the share of complete registrations in per cent (登记完整率). `change` is by
    how many the customers of each grade differ from the submission of the week `since`, its Friday.
    """

    customers: int
    grades: PerGrade
    new_this_week: int
    complete: int
    completeness: Decimal | None
    since: date | None
    change: PerGrade | None


class Submitted(Struct, frozen=True, kw_only=True):
    """The latest submission of a week, which its Friday names; `digest` is the SHA-256 of it."""

    week: date
    version: int
    submitted_at: datetime
    digest: str


class FridayReport(Struct, frozen=True, kw_only=True):
    """The report; `manager` is a code or `all`, `submitted` what was handed in for this week."""

    form: str
    week: ReportWeek
    manager: str
    submitted: Submitted | None
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
    charts: Charts


class Review(Struct, frozen=True, kw_only=True):
    """What a supervisor noted on a submission (审核意见)."""

    by: str
    on: date
    note: str


class Head(Struct, frozen=True, kw_only=True):
    """What stands over and under the printed form.

    `told_on` is the day whose facts are told: the Friday of a complete week. `reviewed_for` are the
    markets whose heads review it; `market` is set where one side was asked for. `version` is that
    of a submission, none for a report that is worked out now.
    """

    department: Department | None
    manager_name: str | None
    told_on: date
    market: Market | None
    reviewed_for: tuple[Market, ...]
    version: int | None = None
    review: Review | None = None


class FridayForm(Struct, frozen=True, kw_only=True):
    """The report with the head of the form; that of several managers may tell of the `team`."""

    head: Head
    report: FridayReport
    team: Team | None = None
