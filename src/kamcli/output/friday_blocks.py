"""The sections beside the Friday form as small tables: what the page and the workbook print.

The titles, the order and every word of a value are those of `friday_sections`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from kamcli.i18n import N_, _
from kamcli.output.friday_cells import title_of, titled
from kamcli.output.friday_figures import due_lines, figure_rows, measured, told_periods
from kamcli.output.friday_sections import (
    goal_lines,
    late_channel,
    late_text,
    missing_label,
    outcome_label,
    tallied,
)
from kamcli.output.page import one_line
from kamcli.reports.findings import Change, Fall, Figures, Promises
from kamcli.reports.friday import FridayReport, Row
from kamcli.rules.money import Money

Value = str | int | date | Decimal | Money | StrEnum | None


class Block(Struct, frozen=True, kw_only=True):
    """A section: sentences, then a table with its titles; one without either has nothing to say.

    `wide` are the columns that hold running text, `right` those of shares, by their index. A table
    of customers begins with their codes and names.
    """

    key: str
    title: str
    lines: Sequence[str] = ()
    titles: Sequence[str] = ()
    rows: Sequence[Sequence[Value]] = ()
    wide: Sequence[int] = ()
    right: Sequence[int] = ()


def blocks(report: FridayReport) -> list[Block]:
    """Return the sections that have something to say, in the order of report.md."""
    every = [
        _changes(report.changes),
        _falling(report.falling),
        _promises(report.promises),
        Block(key="goal", title=_("4 Goal of new customers"), lines=list(goal_lines(report.goal))),
        _new_customers(report),
        _figures(report.figures),
        _overdue(report.figures),
        _needs(report),
        _late_entries(report),
        _gaps(report),
        _brought(report.rows),
    ]
    return [block for block in every if block.lines or block.rows]


def _changes(changes: Sequence[Change]) -> Block:
    return Block(
        key="changes",
        title=_("1 Changes of grade"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|Day")),
            titled(N_("form|From")),
            titled(N_("form|To")),
            titled(N_("form|At stake, CNY")),
            titled(N_("form|Why")),
        ],
        rows=[
            [
                each.code,
                each.name,
                each.on,
                each.from_,
                _("{grade} revived").format(grade=each.to) if each.revived else each.to,
                each.amount_at_stake,
                each.why,
            ]
            for each in changes
        ],
        wide=[1, 6],
    )


def _falling(falling: Sequence[Fall]) -> Block:
    return Block(
        key="falling",
        title=_("2 About to fall"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|Day")),
            titled(N_("form|From")),
            titled(N_("form|To")),
            title_of("annual_amount"),
            title_of("last_contact_on"),
            title_of("next_due_on"),
            title_of("next_action"),
        ],
        rows=[
            [
                each.code,
                each.name,
                each.on,
                each.from_,
                each.to,
                each.annual_amount,
                each.last_contact_on,
                each.next_due_on,
                each.next_action and one_line(each.next_action),
            ]
            for each in falling
        ],
        wide=[1, 8],
    )


def _promises(promises: Promises) -> Block:
    """Return the promises customer by customer; who has several is told in total too."""
    several = [each for each in promises.customers if sum(_counts(each.tally)) > 1]
    lines = [_("In total: {tally}").format(tally=tallied(promises.total))]
    lines += [f"{each.code} {one_line(each.name)}: {tallied(each.tally)}" for each in several]
    return Block(
        key="promises",
        title=_("3 Last week's plan"),
        lines=lines if promises.actions else (),
        titles=[
            title_of("code"),
            title_of("name"),
            title_of("next_due_on"),
            titled(N_("form|Outcome")),
            titled(N_("form|Closed")),
            title_of("next_action"),
            titled(N_("form|Reason")),
        ],
        rows=[
            [
                each.code,
                each.name,
                each.due_on,
                outcome_label(each.outcome),
                each.closed_on,
                one_line(each.action),
                each.why and one_line(each.why),
            ]
            for each in promises.actions
        ],
        wide=[1, 5, 6],
    )


def _counts(tally: Struct) -> list[int]:
    return [getattr(tally, name) for name in tally.__struct_fields__]


def _new_customers(report: FridayReport) -> Block:
    return Block(
        key="new",
        title=_("5 New customers"),
        titles=[title_of("market"), title_of("source"), _("Customers")],
        rows=[[each.market, each.source, each.customers] for each in report.new_customers],
    )


def _figures(figures: Figures) -> Block:
    rows = [row for name, each in told_periods(figures).items() for row in figure_rows(name, each)]
    return Block(
        key="figures",
        title=_("6 The week in figures"),
        lines=list(due_lines(figures)),
        titles=[_("Figures"), *measured()],
        rows=rows,
        right=[1, 2, 3, 4],
    )


def _overdue(figures: Figures) -> Block:
    return Block(
        key="overdue",
        title=_("Overdue instalments"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|Order")),
            titled(N_("form|Missing")),
            titled(N_("form|Currency")),
            titled(N_("form|Overdue since")),
        ],
        rows=[
            [each.code, each.name, each.number, each.amount, each.currency, each.since_on]
            for each in figures.overdue
        ],
        wide=[1],
    )


def _needs(report: FridayReport) -> Block:
    return Block(
        key="needs",
        title=_("Needed from others"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|Day")),
            titled(N_("form|Asked by")),
            titled(N_("form|Needed")),
        ],
        rows=[
            [each.code, each.name, each.on, each.by, one_line(each.needs)] for each in report.needs
        ],
        wide=[1, 4],
    )


def _late_entries(report: FridayReport) -> Block:
    return Block(
        key="late",
        title=_("7 Late entries"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|Day")),
            titled(N_("form|Entered")),
            titled(N_("form|Channel")),
            titled(N_("form|What happened")),
        ],
        rows=[
            [each.code, each.name, each.on, each.entered_on, late_channel(each), late_text(each)]
            for each in report.late_entries
        ],
        wide=[1, 5],
    )


def _gaps(report: FridayReport) -> Block:
    return Block(
        key="gaps",
        title=_("8 Still missing"),
        titles=[
            title_of("code"),
            title_of("name"),
            titled(N_("form|What is missing")),
            title_of("next_action"),
        ],
        rows=[
            [
                each.code,
                each.name,
                missing_label(each.missing),
                each.action and one_line(each.action),
            ]
            for each in report.gaps
        ],
        wide=[1, 2, 3],
    )


def _brought(rows: Sequence[Row]) -> Block:
    """Return what the customers that agents brought have bought, beside the agents' own amounts."""
    return Block(
        key="brought",
        title=_("Bought through agents"),
        titles=[
            title_of("code"),
            title_of("name"),
            title_of("annual_amount"),
            _("Bought through this agent"),
        ],
        rows=[
            [
                row.code,
                row.name,
                row.annual_amount,
                Money(amount=row.annual_amount.via, currency=row.annual_amount.currency),
            ]
            for row in rows
            if row.annual_amount.via
        ],
        wide=[1],
    )
