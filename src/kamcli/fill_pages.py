"""The screen of `kam fill`: a customer's week, before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kamcli.i18n import _, ngettext, sentences
from kamcli.output.page import Fact, Page, Section, one_line
from kamcli.output.values import for_people
from kamcli.reports import advice
from kamcli.reports.roster import cny, mark_of
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Flag

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.interactions import Interaction
    from kamcli.ledger.promises import PlannedAction
    from kamcli.reports.fill_cards import Card

# All of it shall stand on one screen of 24 lines.
_NOTES_AT_MOST = 6
# What the page says by itself.
_TOLD = (Flag.NO_NEXT, Flag.OVERRIDDEN)


def page(card: Card, *, number: int, count: int) -> Page:
    """Return the screen of a customer, which is so many of so many."""
    period = card.filling.period
    customer = card.customer
    return Page(
        title=f"[{number}/{count}] {customer.code} {one_line(customer.name)}",
        sections=[
            Section(facts=_facts(card)),
            Section(
                title=_("Week from {begin} to {end}").format(
                    begin=period.begin, end=card.filling.week.end
                ),
                lines=list(_week(card)),
            ),
            Section(title=_("Promises"), lines=list(_promises(card))),
            Section(
                title=_("Next actions"),
                lines=[_planned(each.due_on, each.text) for each in card.upcoming + card.undated],
            ),
        ],
    )


def _facts(card: Card) -> list[Fact]:
    customer, stand = card.customer, card.customer.standing
    assert stand is not None
    last_on = stand.last_contact_on
    last = _("last contact {day}").format(day=last_on) if last_on else _("no contact yet")
    warnings = [
        warning
        for flag, warning in zip(customer.flags, advice.warnings(customer), strict=True)
        if flag not in _TOLD
    ]
    return [
        Fact(
            name=_("Grade"),
            value=f"{mark_of(customer)}  {for_people(cny(stand.annual_amount))}  {last}",
        ),
        Fact(name=_("Next"), value=sentences(advice.outlook(stand))),
        Fact(name=_("Attention"), value=sentences(warnings)),
    ]


def _week(card: Card) -> Iterator[str]:
    earlier = len(card.notes) - _NOTES_AT_MOST
    if earlier > 0:
        yield ngettext("{count} earlier note", "{count} earlier notes", earlier).format(
            count=earlier
        )
    for note in card.notes[-_NOTES_AT_MOST:]:
        yield _note(note)
        if note.problem:
            yield "  " + _("Problem/requirement: {problem}").format(problem=one_line(note.problem))
    for order in card.orders:
        yield f"{order.on:%m-%d} " + _("order {number}: {amount} {currency}").format(
            number=order.number, amount=for_people(order.amount), currency=order.currency
        )
    for paid in card.payments:
        yield f"{paid.on:%m-%d} " + _("payment for {number}: {amount} {currency}").format(
            number=paid.number, amount=for_people(paid.amount), currency=paid.currency
        )
    if not (card.notes or card.orders or card.payments):
        yield _("Nothing was noted.")


def _note(note: Interaction) -> str:
    said = one_line(note.text) or label(note.kind)
    mark = f" ({_('attempt')})" if note.attempt else ""
    return f"{note.on:%m-%d} {label(note.via)} {said}{mark}"


def _promises(card: Card) -> Iterator[str]:
    for action in card.settled:
        yield f"{_planned(action.due_on, action.text)}  {_outcome(action)}"
    for each in card.unsettled:
        assert each.due_on is not None
        late = each.due_on < card.filling.as_of
        state = _("late, no outcome yet") if late else _("open")
        yield f"{_planned(each.due_on, each.text)}  {state}"


def _outcome(action: PlannedAction) -> str:
    """Say what became of a promise; the reason where one was given."""
    said = label(action.status)
    return f"{said}: {one_line(action.why)}" if action.why else said


def _planned(due_on: date | None, text: str) -> str:
    return f"{for_people(due_on) or _('no day')}  {one_line(text)}"
