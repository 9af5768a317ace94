"""The figures of the Friday report in words: each period beside the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamcli.i18n import _
from kamcli.output.values import for_people
from kamcli.reports.findings import Figures, Measures, PeriodFigures
from kamcli.rules.money import Money

Figure = str | int | Money

_NONE = "—"


def ratio(percent: Decimal | None) -> str:
    """Return a share with one decimal; one of nothing is no 0 %."""
    return _NONE if percent is None else f"{percent}%"


def measured() -> list[str]:
    """Return the names of the figures of a period."""
    return [_("Visits"), _("Customers reached"), _("Orders, CNY"), _("Payments, CNY")]


def told_periods(figures: Figures) -> dict[str, PeriodFigures]:
    """Return the periods in which something happened, now or a year before, by their names."""
    periods = {
        _("This week"): figures.week,
        _("Month to date"): figures.month,
        _("Year to date"): figures.year,
    }
    return {
        name: period
        for name, period in periods.items()
        if _tells(period.now) or _tells(period.year_before)
    }


def _tells(measures: Measures) -> bool:
    return bool(
        measures.visits
        or measures.customers_reached
        or measures.orders.amount
        or measures.payments.amount
    )


def figure_rows(name: str, period: PeriodFigures) -> Iterator[list[Figure]]:
    """Go through the rows of a period: now, a year before, the change."""
    yield [name, *_measures(period.now)]
    yield [_("a year before"), *_measures(period.year_before)]
    yield [_("change"), *_growth(period)]


def period_line(name: str, period: PeriodFigures) -> str:
    """Say a period in one line: each figure, with that of the year before and the change."""
    figures = zip(
        measured(),
        map(for_people, _measures(period.now)),
        map(for_people, _measures(period.year_before)),
        _growth(period),
        strict=True,
    )
    said = (
        _("{figure} {now} (a year before {before}, {change})").format(
            figure=figure, now=now, before=before, change=change
        )
        for figure, now, before, change in figures
    )
    return f"{name}: {' · '.join(said)}"


def _growth(period: PeriodFigures) -> list[str]:
    growth = period.growth
    shares = (growth.visits, growth.customers_reached, growth.orders, growth.payments)
    return [signed(share) for share in shares]


def _measures(measures: Measures) -> list[Figure]:
    return [measures.visits, measures.customers_reached, measures.orders, measures.payments]


def signed(share: Decimal | None) -> str:
    """Return a change in per cent with its sign."""
    return f"+{ratio(share)}" if share is not None and share > 0 else ratio(share)


def due_lines(figures: Figures) -> Iterator[str]:
    """Go through the cadence that was kept and what is overdue in all, where there is some."""
    cadence = figures.cadence
    if cadence.due:
        yield _("Cadence kept: {made} of {due} contacts due were made, {share}").format(
            made=cadence.made, due=cadence.due, share=ratio(cadence.percent)
        )
    if figures.overdue:
        yield _("Overdue instalments: {amount} CNY").format(
            amount=for_people(figures.overdue_amount)
        )
