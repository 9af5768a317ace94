"""Work out what the charts of the Friday report show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kamcli.ledger.grades_then import ScopeOn, grades_on
from kamcli.ledger.selection import selected
from kamcli.reports.trends import Charts, GradesOn, MonthOfOrders
from kamcli.rules.amount import net_on
from kamcli.rules.days import add_days
from kamcli.rules.money import HOME_CURRENCY, Money, to_cny
from kamcli.rules.periods import months_of_year

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.database import Ledger
    from kamcli.ledger.orders import Order
    from kamcli.reports.week_facts import Asked, WeekFacts

_WEEKS = 13


def charts(ledger: Ledger, facts: WeekFacts, sold: Iterable[Order]) -> Charts:
    """Return the grades of thirteen weeks and the orders of the year by month."""
    return Charts(grades=_grades(ledger, facts), orders=_orders(facts.asked.told_on, sold))


def _grades(ledger: Ledger, facts: WeekFacts) -> tuple[GradesOn, ...]:
    """Count the grades of each Friday, those of its own manager; the last day is the one told."""
    asked = facts.asked
    fridays = [add_days(asked.week.end, -7 * weeks) for weeks in range(_WEEKS - 1, 0, -1)]
    scopes = [_scope_on(asked, day) for day in (*fridays, asked.told_on)]
    counted = grades_on(ledger, scopes, policies=facts.policies)
    return tuple(
        GradesOn(on=scope.on, **{grade.value: number for grade, number in counts.items()})
        for scope, counts in zip(scopes, counted, strict=True)
    )


def _scope_on(asked: Asked, day: date) -> ScopeOn:
    return ScopeOn(on=day, scope=selected(asked.selection, as_of=day))


def _orders(told_on: date, sold: Iterable[Order]) -> tuple[MonthOfOrders, ...]:
    """Add up orders by month; each counts with its amount on the last day that is told of it."""
    comparisons = months_of_year(told_on)
    ends = {each.begin: each.through for pair in comparisons for each in (pair.now, pair.before)}
    sums: dict[date, int] = defaultdict(int)
    for order in sold:
        record = order.record
        month = record.ordered_on.replace(day=1)
        if month in ends and record.ordered_on <= ends[month]:
            amount = net_on(record, ends[month])
            sums[month] += to_cny(amount, record.currency, record.rate)
    return tuple(
        MonthOfOrders(
            month=pair.now.begin.month,
            now=_cny(sums[pair.now.begin]) if pair.now.begin <= told_on else None,
            year_before=_cny(sums[pair.before.begin]),
        )
        for pair in comparisons
    )


def _cny(fen: int) -> Money:
    return Money(amount=fen, currency=HOME_CURRENCY)
