"""Work out what the charts of the Friday report show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamcli.ledger.figures import cny_in
from kamcli.ledger.grades_then import ScopeOn, grades_on
from kamcli.ledger.selection import selected
from kamcli.reports.trends import Charts, GradesOn, MonthOfOrders
from kamcli.rules.days import add_days
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.periods import months_of_year

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.database import Ledger
    from kamcli.ledger.figures import Sales
    from kamcli.reports.week_facts import WeekFacts
    from kamcli.rules.periods import Period

_WEEKS = 13


def charts(ledger: Ledger, facts: WeekFacts, sales: Sales) -> Charts:
    """Return the grades of thirteen weeks and the orders of the year by month."""
    return Charts(grades=_grades(ledger, facts), orders=_orders(facts.asked.told_on, sales))


def _grades(ledger: Ledger, facts: WeekFacts) -> tuple[GradesOn, ...]:
    """Count the grades of each Friday, those of its own manager; the last day is the one told."""
    asked = facts.asked
    fridays = [add_days(asked.week.end, -7 * weeks) for weeks in range(_WEEKS - 1, 0, -1)]
    scopes = [
        # whose customers are told decides who is meant on a day; all of them are always all
        ScopeOn(
            on=day, scope=selected(asked.selection, as_of=day) if asked.manager else facts.scope
        )
        for day in (*fridays, asked.told_on)
    ]
    counted = grades_on(ledger, scopes, policies=facts.policies)
    return tuple(
        GradesOn(on=scope.on, **{grade.value: number for grade, number in counts.items()})
        for scope, counts in zip(scopes, counted, strict=True)
    )


def _orders(told_on: date, sales: Sales) -> tuple[MonthOfOrders, ...]:
    """Add up orders by month; each counts with its amount on the last day that is told of it."""
    return tuple(
        MonthOfOrders(
            month=pair.now.begin.month,
            now=_ordered(sales, pair.now) if pair.now.begin <= told_on else None,
            year_before=_ordered(sales, pair.before),
        )
        for pair in months_of_year(told_on)
    )


def _ordered(sales: Sales, period: Period) -> Money:
    amount = sum(cny_in(order, period) for order in sales.ordered_in(period))
    return Money(amount=amount, currency=HOME_CURRENCY)
