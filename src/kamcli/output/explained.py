"""The page that explains a grade."""

from __future__ import annotations

from typing import Any

from kamcli.i18n import _
from kamcli.output.page import Fact, Grid, Page, Section, fact
from kamcli.output.values import for_people
from kamcli.reports import advice
from kamcli.reports.explanation import CountedOrder, Explained, Explanation
from kamcli.reports.reasons import cny
from kamcli.reports.roster import mark_of
from kamcli.rules.days import add_days
from kamcli.rules.overrides import Override
from kamcli.rules.vocabulary import Grade


def page(explained: Explained) -> Page:
    """Return the page of an explanation: grade, reason, facts, orders, what comes."""
    said, customer = explained.explanation, explained.customer
    return Page(
        title=f"{said.code} {customer.name}",
        sections=[
            Section(facts=[Fact(name=_("Grade"), value=_grade(explained)), *_why(said)]),
            Section(title=_("Facts"), facts=_facts(said)),
            Section(title=_("Orders that count"), grid=_orders(explained)),
            Section(title=_("What comes"), lines=_coming(explained)),
        ],
    )


def _grade(explained: Explained) -> str:
    said, stand = explained.explanation, explained.standing
    if said.grade is Grade.X and stand.grade_before and stand.amount_before is not None:
        return _("X (was {grade}) {amount}").format(
            grade=stand.grade_before, amount=cny(stand.amount_before)
        )
    if said.override:
        return _("{grade} (by hand; the facts say {computed})").format(
            grade=mark_of(explained.customer), computed=said.grade_computed
        )
    return said.grade.value


def _why(said: Explanation) -> list[Fact]:
    return [
        fact(_("As of"), said.as_of),
        fact(_("Why"), said.reason),
        fact(_("Procedure"), said.clause),
        fact(_("By hand"), _override(said.override) if said.override else None),
    ]


def _override(override: Override) -> str:
    return _("{grade} from {begin} through {end}, by {by}: {why}").format(
        grade=override.grade,
        begin=override.from_on,
        end=override.until_on,
        by=override.by,
        why=override.why,
    )


def _facts(said: Explanation) -> list[Fact]:
    return [
        fact(_("Annual amount, CNY"), said.annual_amount),
        fact(
            _("Orders from"),
            _("{first} through {last}").format(
                first=add_days(said.window_after, 1), last=said.window_through
            ),
        ),
        fact(_("Last contact"), said.last_contact_on or _("never")),
        fact(_("In touch through"), said.in_touch_through),
        fact(_("Has bought"), _yes_or_no(said.cooperated)),
        fact(_("Has asked for material"), _yes_or_no(said.asked)),
        fact(_("Sample, quote or request"), _yes_or_no(said.evidence)),
        fact(_("Attention"), said.flags),
    ]


def _yes_or_no(holds: Any) -> str:
    return _("yes") if holds else _("no")


def _orders(explained: Explained) -> Grid:
    own = explained.explanation.code
    return Grid(
        titles=[_("Number"), _("Day"), _("Amount, CNY")],
        rows=[_order(order, own) for order in explained.orders],
        rights=[False, False, True],
    )


def _order(order: CountedOrder, own: str) -> list[str]:
    number = order.number if order.customer == own else f"{order.number} ({order.customer})"
    return [for_people(number), for_people(order.on), for_people(order.amount)]


def _coming(explained: Explained) -> list[str]:
    lines = advice.outlook(explained.standing)
    if explained.asleep:
        lines.append(
            _("An override to {grade} through {end} sleeps while it is X.").format(
                grade=explained.asleep.grade, end=explained.asleep.until_on
            )
        )
    return lines
