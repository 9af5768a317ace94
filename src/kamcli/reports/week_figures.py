"""The week in figures: beside the year before, what is overdue, and the cadence that was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kamcli.ledger import orders
from kamcli.ledger.figures import Sales, sums
from kamcli.ledger.overrides import overrides_by_customer
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import chunks, these
from kamcli.reports.findings import (
    CadenceKept,
    Figures,
    Growth,
    Measures,
    OverdueOrder,
    PeriodFigures,
)
from kamcli.reports.form import percent
from kamcli.rules.money import HOME_CURRENCY, Money, to_cny
from kamcli.rules.periods import Comparison, Period, month_to_date, week_to_date, year_to_date
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.orders import OrderLine
    from kamcli.reports.week_facts import WeekFacts


def sales_of(ledger: Ledger, facts: WeekFacts) -> Sales:
    """Return the orders and payments of the year that is told and of the one before."""
    since = year_to_date(facts.asked.told_on).before.begin
    return Sales(orders.orders_since(ledger, facts.scope, since))


def figures(ledger: Ledger, facts: WeekFacts, sales: Sales) -> Figures:
    """Work out the figures of the week, its month and its year so far, beside the year before."""
    told_on = facts.asked.told_on
    late = orders.list_overdue(ledger, facts.scope, as_of=told_on)

    def measured(period: Period) -> Measures:
        found = sums(ledger, facts.scope, sales, period)
        return Measures(
            begin=period.begin,
            end=period.through,
            visits=found.visits,
            customers_reached=found.customers_reached,
            orders=_cny(found.orders),
            payments=_cny(found.payments),
        )

    return Figures(
        week=_compared(week_to_date(facts.asked.week, through=told_on), measured),
        month=_compared(month_to_date(told_on), measured),
        year=_compared(year_to_date(told_on), measured),
        overdue_amount=_cny(sum(_missing(line) for line in late)),
        overdue=tuple(_overdue(line) for line in late),
        cadence=_cadence(ledger, facts),
    )


def _cny(fen: int) -> Money:
    return Money(amount=fen, currency=HOME_CURRENCY)


def _compared(periods: Comparison, measured: Callable[[Period], Measures]) -> PeriodFigures:
    now, before = measured(periods.now), measured(periods.before)
    return PeriodFigures(
        now=now,
        year_before=before,
        growth=growth(now, before),
    )


def growth(now: Measures, before: Measures) -> Growth:
    """Return by how many per cent each figure differs."""
    return Growth(
        visits=_growth(now.visits, before.visits),
        customers_reached=_growth(now.customers_reached, before.customers_reached),
        orders=_growth(now.orders.amount, before.orders.amount),
        payments=_growth(now.payments.amount, before.payments.amount),
    )


def _growth(now: int, before: int) -> Decimal | None:
    return percent(now - before, before)


def _missing(line: OrderLine) -> int:
    return to_cny(line.overdue_amount.amount, line.currency, line.rate)


def _overdue(line: OrderLine) -> OverdueOrder:
    assert line.overdue_since_on is not None
    return OverdueOrder(
        number=line.number,
        code=line.customer,
        name=line.name,
        instalments=line.overdue_instalments,
        since_on=line.overdue_since_on,
        amount=line.overdue_amount,
        currency=line.currency,
    )


def _cadence(ledger: Ledger, facts: WeekFacts) -> CadenceKept:
    """Count the contacts that came due in the week by the cadence as the week began."""
    now = facts.by_id()
    due = [
        each for each in _as_the_week_began(ledger, facts) if _came_due(each, facts.asked.period)
    ]
    made = sum(_was_made(each, now[each.id], facts.asked.period) for each in due)
    return CadenceKept(due=len(due), made=made, percent=percent(made, len(due)))


def _as_the_week_began(ledger: Ledger, facts: WeekFacts) -> Iterator[Portrait]:
    """Go through the customers as they were due when the week began.

    Whoever nothing happened to, whose grade stayed and is nobody's decision was due then as now.
    """
    day_before = facts.asked.day_before
    differ = facts.moved | facts.changes.keys() | overrides_by_customer(ledger, facts.scope).keys()
    if any(day <= facts.asked.told_on for day in facts.policies.changes_after(day_before)):
        differ = {each.id for each in facts.customers}
    for each in facts.customers:
        if each.id not in differ and each.standing and each.standing.existed_from <= day_before:
            yield each
    now = facts.by_id()
    for ids in chunks(sorted(differ & now.keys())):
        yield from portraits(ledger, these(ids), as_of=day_before)


def _came_due(customer: Portrait, period: Period) -> bool:
    if customer.due_on is None or customer.due_on not in period:
        return False
    return customer.snoozed_until is None or customer.snoozed_until < period.through


def _was_made(then: Portrait, now: Portrait, period: Period) -> bool:
    """Whether a customer was reached, or tried where the cadence counts attempts (rules.md 8)."""
    if then.standing is None or now.standing is None:
        return False
    rhythm = now.standing.rhythm
    if rhythm.last_contact_on is not None and rhythm.last_contact_on >= period.begin:
        return True
    waiting = then.standing.rhythm.offer_on is not None and not then.standing.rhythm.answered
    tried = rhythm.last_attempt_on is not None and rhythm.last_attempt_on >= period.begin
    return tried and (waiting or then.grade is Grade.X)
