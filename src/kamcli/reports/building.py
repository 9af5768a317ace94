"""Build the Friday report: facts in, values out, the same for every form of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamcli.ledger.managers import the_manager
from kamcli.reports import form, sections
from kamcli.reports.friday import FORM, FridayForm, FridayReport, ReportWeek
from kamcli.reports.week_facts import Asked, gather
from kamcli.reports.week_figures import figures
from kamcli.reports.week_promises import promises
from kamcli.rules.codes import EVERYONE

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def friday_form(ledger: Ledger, asked: Asked) -> FridayForm:
    """Return the report of a week with its head.

    Raises `NotFound` for an unknown manager.
    """
    manager = the_manager(ledger, asked.manager) if asked.manager else None
    facts = gather(ledger, asked)
    totals = form.totals(facts)
    week = asked.week
    report = FridayReport(
        form=FORM,
        week=ReportWeek(
            begin=week.begin, end=week.end, complete=week.complete(as_of=asked.told_on)
        ),
        manager=asked.manager or EVERYONE,
        submitted=None,
        rows=form.rows(facts),
        totals=totals,
        changes=sections.changes(facts),
        falling=sections.falling(facts),
        promises=promises(facts),
        goal=sections.goal(ledger, facts, registered=totals.new_this_week),
        new_customers=sections.new_customers(facts),
        figures=figures(ledger, facts),
        late_entries=sections.late_entries(ledger, facts),
        needs=sections.needs(ledger, facts),
        gaps=sections.gaps(facts),
    )
    return FridayForm(head=form.head(asked, manager), report=report)
