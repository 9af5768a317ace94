"""What stands over and under the Friday form (report.md), in words."""

from __future__ import annotations

from kamcli.i18n import _
from kamcli.output.friday_figures import ratio
from kamcli.output.page import Fact, one_line
from kamcli.output.text import clean
from kamcli.reports.friday import FridayForm, FridayReport, Totals
from kamcli.rules.codes import EVERYONE
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Grade, Market

_DOT = " · "


def title() -> str:
    """Return the title of the form."""
    return _("Customer Information Tracking Ledger")


def manager(form: FridayForm) -> str:
    """Say whose report it is."""
    if form.report.manager == EVERYONE:
        return _("all managers")
    return clean(f"{form.report.manager} {form.head.manager_name}")


def period(report: FridayReport) -> str:
    """Say which week is told."""
    return _("{begin} (Sat) — {end} (Fri)").format(begin=report.week.begin, end=report.week.end)


def told_on(form: FridayForm) -> str:
    """Say of which day the facts are; of a week that is not complete, that they are."""
    day = form.head.told_on
    return str(day) if form.report.week.complete else _("as of {day}").format(day=day)


def head_facts(form: FridayForm) -> list[Fact]:
    """Return what stands over the form; what does not apply is empty."""
    head, report = form.head, form.report
    return [
        Fact(name=_("Form"), value=report.form),
        Fact(name=_("Department"), value=label(head.department) if head.department else ""),
        Fact(name=_("Manager"), value=manager(form)),
        Fact(name=_("Market"), value=label(head.market) if head.market else ""),
        Fact(name=_("Period"), value=period(report)),
        Fact(name=_("Report of"), value=told_on(form)),
        Fact(name=_("Version"), value=str(head.version or "")),
        Fact(name=_("Submitted"), value=_submitted(form)),
    ]


def _submitted(form: FridayForm) -> str:
    """Say as what the week was handed in, on a page that is worked out anew."""
    submitted = form.report.submitted
    if submitted is None or form.head.version is not None:
        return ""
    return _("version {version}, printed by kam report show {week}").format(
        version=submitted.version, week=submitted.week
    )


def totals_facts(totals: Totals) -> list[Fact]:
    """Return the figures that foot the form: of all customers, not only of those with a row."""
    return [
        Fact(name=_("Customers"), value=_grades(totals)),
        Fact(name=_("New this week"), value=str(totals.new_this_week)),
        Fact(
            name=_("Complete registrations"),
            value=_("{share} ({complete} of {customers})").format(
                share=ratio(totals.completeness),
                complete=totals.complete,
                customers=totals.customers,
            ),
        ),
    ]


def _grades(totals: Totals) -> str:
    """Return the customers per grade, each with the change since the last submitted week."""
    counts = []
    for grade in Grade:
        changed = getattr(totals.change, grade) if totals.change else 0
        counts.append(
            f"{grade} {getattr(totals.grades, grade)}" + (f" ({changed:+d})" if changed else "")
        )
    since = _("changes since {week}").format(week=totals.since) if totals.since else ""
    return _DOT.join([*counts, since] if since else counts)


def foot_facts(form: FridayForm) -> list[Fact]:
    """Return what is signed under the form; what is left to be filled in by hand is empty."""
    reviewers = " / ".join(_reviewer(market) for market in form.head.reviewed_for)
    review = form.head.review
    return [
        Fact(
            name=_("Filled in by"),
            value="" if form.report.manager == EVERYONE else manager(form),
        ),
        Fact(
            name=_("Reviewed by ({who})").format(who=reviewers),
            value=clean(review.by) if review else "",
        ),
        Fact(name=_("Date"), value=str(review.on) if review else ""),
        Fact(name=_("Review"), value=one_line(review.note) if review else ""),
    ]


def _reviewer(market: Market) -> str:
    return _("deputy head of export") if market is Market.FOREIGN else _("general manager")
