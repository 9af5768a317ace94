"""Several managers' submissions of one week added up to one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kamcli.reports.findings import (
    CadenceKept,
    Figures,
    Goal,
    Measures,
    NewCustomers,
    PerGrade,
    PeriodFigures,
    Promises,
    Tally,
)
from kamcli.reports.form import percent, place_of
from kamcli.reports.friday import FORM, FridayForm, FridayReport, Head, Row, Totals
from kamcli.reports.frozen import Frozen
from kamcli.reports.sections import urgency
from kamcli.reports.trends import Charts, GradesOn, MonthOfOrders
from kamcli.reports.week_figures import growth
from kamcli.rules.codes import EVERYONE
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.vocabulary import Grade, Market, Source

_Part = TypeVar("_Part")


def together(several: Sequence[Frozen]) -> FridayForm:
    """Return the report of all of them, as if one manager had handed it in.

    A customer that two of them have counts twice: the collisions say which ones.
    """
    reports = [each.report for each in several]
    return FridayForm(
        head=_head(several),
        report=FridayReport(
            form=FORM,
            week=replace(reports[0].week, complete=all(each.week.complete for each in reports)),
            manager=EVERYONE,
            submitted=None,
            rows=_rows(several),
            totals=_totals([each.totals for each in reports]),
            changes=_joined(reports, lambda each: each.changes, key=urgency),
            falling=_joined(reports, lambda each: each.falling, key=lambda fall: fall.on),
            promises=_promises([each.promises for each in reports]),
            goal=_goal([each.goal for each in reports]),
            new_customers=_new_customers(reports),
            figures=_figures([each.figures for each in reports]),
            late_entries=_joined(reports, lambda each: each.late_entries, key=lambda one: one.on),
            needs=_joined(reports, lambda each: each.needs, key=lambda need: need.on),
            gaps=tuple(gap for each in reports for gap in each.gaps),
            charts=_charts([each.charts for each in reports]),
        ),
    )


def _head(several: Sequence[Frozen]) -> Head:
    heads = [each.head for each in several]
    departments = {each.department for each in heads}
    reviewed = {market for each in heads for market in each.reviewed_for}
    return Head(
        department=departments.pop() if len(departments) == 1 else None,
        manager_name=None,
        told_on=max(each.told_on for each in heads),
        market=None,
        reviewed_for=tuple(market for market in Market if market in reviewed),
    )


def _joined(
    reports: Iterable[FridayReport],
    part: Callable[[FridayReport], Iterable[_Part]],
    *,
    key: Callable[[_Part], Any],
) -> tuple[_Part, ...]:
    return tuple(sorted((one for each in reports for one in part(each)), key=key))


class _Placed(Struct, frozen=True, kw_only=True):
    """A row with where it stands in the form."""

    row: Row
    place: int
    silence: int


def _rows(several: Sequence[Frozen]) -> tuple[Row, ...]:
    """Return the rows of all in the order of the form, numbered anew."""
    placed = sorted(_placed(several), key=lambda each: (each.place, -each.silence))
    return tuple(replace(each.row, no=no) for no, each in enumerate(placed, start=1))


def _placed(several: Sequence[Frozen]) -> Iterator[_Placed]:
    for each in several:
        known = {customer.code: customer for customer in each.customers}
        for row in each.report.rows:
            customer = known[row.code]
            yield _Placed(
                row=row,
                place=place_of(customer.grade, customer.grade_before),
                silence=(each.head.told_on - (row.last_contact_on or row.registered_on)).days,
            )


def _totals(several: Sequence[Totals]) -> Totals:
    customers = sum(each.customers for each in several)
    complete = sum(each.complete for each in several)
    weeks = {each.since for each in several}
    since = weeks.pop() if len(weeks) == 1 else None
    changes = [each.change for each in several if each.change]
    return Totals(
        customers=customers,
        grades=_per_grade([each.grades for each in several]),
        new_this_week=sum(each.new_this_week for each in several),
        complete=complete,
        completeness=percent(complete, customers),
        since=since,
        change=_per_grade(changes) if since else None,
    )


def _per_grade(several: Sequence[PerGrade]) -> PerGrade:
    return PerGrade(**{each.value: sum(getattr(one, each) for one in several) for each in Grade})


def _promises(several: Sequence[Promises]) -> Promises:
    names = Tally.__struct_fields__
    return Promises(
        total=Tally(**{name: sum(getattr(each.total, name) for each in several) for name in names}),
        customers=tuple(kept for each in several for kept in each.customers),
        actions=tuple(action for each in several for action in each.actions),
    )


def _goal(several: Sequence[Goal]) -> Goal:
    return Goal(
        planned=_sum(each.planned for each in several),
        registered=sum(each.registered for each in several),
        note=_notes(each.note for each in several),
        next_planned=_sum(each.next_planned for each in several),
        next_note=_notes(each.next_note for each in several),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [each for each in counts if each is not None]
    return sum(known) if known else None


def _notes(notes: Iterable[str | None]) -> str | None:
    return "; ".join(each for each in notes if each) or None


def _new_customers(reports: Iterable[FridayReport]) -> tuple[NewCustomers, ...]:
    counts: Counter[tuple[Market, Source]] = Counter()
    for report in reports:
        for each in report.new_customers:
            counts[each.market, each.source] += each.customers
    return tuple(
        NewCustomers(market=market, source=source, customers=counts[market, source])
        for market, source in product(Market, Source)
        if counts[market, source]
    )


def _figures(several: Sequence[Figures]) -> Figures:
    due = sum(each.cadence.due for each in several)
    made = sum(each.cadence.made for each in several)
    overdue = [order for each in several for order in each.overdue]
    return Figures(
        week=_period([each.week for each in several]),
        month=_period([each.month for each in several]),
        year=_period([each.year for each in several]),
        overdue_amount=_money(each.overdue_amount for each in several),
        overdue=tuple(sorted(overdue, key=lambda order: (order.since_on, order.number))),
        cadence=CadenceKept(due=due, made=made, percent=percent(made, due)),
    )


def _period(several: Sequence[PeriodFigures]) -> PeriodFigures:
    now = _measures([each.now for each in several])
    before = _measures([each.year_before for each in several])
    return PeriodFigures(now=now, year_before=before, growth=growth(now, before))


def _measures(several: Sequence[Measures]) -> Measures:
    return Measures(
        begin=min(each.begin for each in several),
        end=max(each.end for each in several),
        visits=sum(each.visits for each in several),
        customers_reached=sum(each.customers_reached for each in several),
        orders=_money(each.orders for each in several),
        payments=_money(each.payments for each in several),
    )


def _money(amounts: Iterable[Money]) -> Money:
    return Money(amount=sum(each.amount for each in amounts), currency=HOME_CURRENCY)


def _charts(several: Sequence[Charts]) -> Charts:
    return Charts(
        grades=tuple(
            _grades_on(days) for days in zip(*(each.grades for each in several), strict=True)
        ),
        orders=tuple(
            _months(months) for months in zip(*(each.orders for each in several), strict=True)
        ),
    )


def _grades_on(days: Sequence[GradesOn]) -> GradesOn:
    counts = {each.value: sum(getattr(day, each) for day in days) for each in Grade}
    return GradesOn(on=max(day.on for day in days), **counts)


def _months(months: Sequence[MonthOfOrders]) -> MonthOfOrders:
    now = [each.now for each in months if each.now is not None]
    return MonthOfOrders(
        month=months[0].month,
        now=_money(now) if now else None,
        year_before=_money(each.year_before for each in months),
    )
