"""Build the Friday report: facts in, values out, the same for every form of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.ledger.managers import the_manager
from kamcli.ledger.submissions import latest_submission
from kamcli.reports import form, sections
from kamcli.reports.friday import (
    FORM,
    FridayForm,
    FridayReport,
    ReportWeek,
    Review,
    Submitted,
)
from kamcli.reports.frozen import Erasure
from kamcli.reports.week_charts import charts
from kamcli.reports.week_facts import Asked, gather
from kamcli.reports.week_figures import figures, sales_of
from kamcli.reports.week_promises import promises
from kamcli.rules.codes import EVERYONE

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.submissions import Submission
    from kamcli.reports.week_facts import WeekFacts


def friday_form(ledger: Ledger, asked: Asked) -> FridayForm:
    """Return the report of a week with its head.

    Raises `NotFound` for an unknown manager.
    """
    return form_of(ledger, gather(ledger, asked))


def form_of(ledger: Ledger, facts: WeekFacts) -> FridayForm:
    """Return the report of the facts that were gathered, with its head."""
    asked = facts.asked
    manager = the_manager(ledger, asked.manager) if asked.manager else None
    last = latest_submission(ledger, asked.manager, asked.week) if asked.manager else None
    totals = form.totals(facts)
    sales = sales_of(ledger, facts)
    week = asked.week
    report = FridayReport(
        form=FORM,
        week=ReportWeek(
            begin=week.begin, end=week.end, complete=week.complete(as_of=asked.told_on)
        ),
        manager=asked.manager or EVERYONE,
        submitted=submitted_of(last) if last else None,
        rows=form.rows(facts),
        totals=totals,
        changes=sections.changes(facts),
        falling=sections.falling(facts),
        promises=promises(facts),
        goal=sections.goal(ledger, facts, registered=totals.new_this_week),
        new_customers=sections.new_customers(facts),
        figures=figures(ledger, facts, sales),
        late_entries=sections.late_entries(ledger, facts),
        needs=sections.needs(ledger, facts),
        gaps=sections.gaps(facts),
        charts=charts(ledger, facts, sales),
    )
    head = replace(form.head(asked, manager), review=review_of(last) if last else None)
    return FridayForm(head=head, report=report)


def submitted_of(submission: Submission) -> Submitted:
    """Return what a report tells of a submission of its week."""
    return Submitted(
        week=submission.week,
        version=submission.version,
        submitted_at=submission.submitted_at,
        digest=submission.digest,
    )


def erasure_of(submission: Submission) -> Erasure | None:
    """Return that a person was erased from a submission, if one was."""
    if submission.erased_at is None or submission.left_digest is None:
        return None
    return Erasure(at=submission.erased_at, digest=submission.left_digest)


def review_of(submission: Submission) -> Review | None:
    """Return what a supervisor noted on a submission."""
    if submission.reviewed_by is None or submission.reviewed_on is None:
        return None
    return Review(
        by=submission.reviewed_by, on=submission.reviewed_on, note=submission.review_note or ""
    )
