"""The figures on top of the Friday page: what is read first, one number a tile."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from kamcli.i18n import _
from kamcli.output.friday_figures import ratio, signed
from kamcli.output.values import for_people
from kamcli.reports.findings import Goal
from kamcli.reports.friday import FridayReport
from kamcli.rules.money import Money


class Tile(Struct, frozen=True, kw_only=True):
    """A figure with its name, a word on it, and whether it is bad news."""

    name: str
    value: str
    note: str = ""
    alarm: bool = False


def tiles(report: FridayReport) -> list[Tile]:
    """Return the figures of the week; those of what there is none of are left out."""
    return list(_tiles(report))


def _tiles(report: FridayReport) -> Iterator[Tile]:
    totals, figures = report.totals, report.figures
    week, growth = figures.week.now, figures.week.growth
    yield Tile(
        name=_("Orders this week, CNY"),
        value=for_people(week.orders),
        note=_against(growth.orders, figures.week.year_before.orders),
    )
    yield Tile(
        name=_("Payments this week, CNY"),
        value=for_people(week.payments),
        note=_against(growth.payments, figures.week.year_before.payments),
    )
    yield Tile(
        name=_("Customers reached"),
        value=str(week.customers_reached),
        note=_("visits: {visits}").format(visits=week.visits),
    )
    yield Tile(name=_("New this week"), value=str(totals.new_this_week), note=_goal(report.goal))
    yield Tile(
        name=_("Complete registrations"),
        value=ratio(totals.completeness),
        note=_("{part} of {whole}").format(part=totals.complete, whole=totals.customers),
    )
    if figures.cadence.due:
        yield Tile(
            name=_("Cadence kept"),
            value=ratio(figures.cadence.percent),
            note=_("{part} of {whole}").format(
                part=figures.cadence.made, whole=figures.cadence.due
            ),
        )
    if figures.overdue:
        yield Tile(
            name=_("Overdue instalments, CNY"),
            value=for_people(figures.overdue_amount),
            note=_("orders: {orders}").format(orders=len(figures.overdue)),
            alarm=True,
        )


def _against(growth: Decimal | None, before: Money) -> str:
    """Say what a figure was a year before, and by how much it differs where that says something."""
    text = _("a year before {amount}").format(amount=for_people(before))
    return f"{signed(growth)} · {text}" if growth is not None else text


def _goal(goal: Goal) -> str:
    if goal.planned is None:
        return _("no goal was set")
    return _("planned: {planned}").format(planned=goal.planned)
