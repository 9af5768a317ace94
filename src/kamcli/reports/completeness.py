"""What a week lacks before it can be handed in: the completeness gate of the Friday report."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import _
from kamcli.ledger import weekly
from kamcli.ledger.orders import list_overdue
from kamcli.reports.findings import Outcome
from kamcli.reports.week_facts import Asked, WeekFacts, gather
from kamcli.reports.week_promises import promises
from kamcli.rules.vocabulary import Flag, Grade
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.portraits import Portrait

_VALUABLE = (Grade.A, Grade.B)


class Lack(StrEnum):
    """What can be missing."""

    NO_CONTACT = "no-contact"
    NO_NEXT = "no-next"
    NO_FOLLOW_UP = "no-follow-up"
    NO_OUTCOME = "no-outcome"
    UNREACHABLE = "unreachable"
    NO_GOAL = "no-goal"
    OVERDUE_INSTALMENT = "overdue-instalment"


class Missing(Struct, frozen=True, kw_only=True):
    """Something that is missing; a goal belongs to no customer. `text` says it in a sentence."""

    kind: Lack
    code: str | None
    name: str | None
    text: str


def missing(ledger: Ledger, asked: Asked) -> list[Missing]:
    """Return what a week lacks, customer by customer, the goal last."""
    facts = gather(ledger, asked)
    found = [each for customer in facts.customers for each in _of_customer(facts, customer)]
    found += _of_trade(ledger, facts)
    found += _without_outcome(facts)
    order = {customer.code: place for place, customer in enumerate(facts.customers)}
    found.sort(key=lambda each: order[each.code or ""])
    return [*found, *_goals(ledger, facts)]


def _of_customer(facts: WeekFacts, customer: Portrait) -> Iterator[Missing]:
    """Go through what a customer lacks by its grade and flags."""
    if customer.grade in _VALUABLE and Flag.OVERDUE in customer.flags:
        yield _lacking(
            Lack.NO_CONTACT,
            customer,
            _("Contact with this {grade} was due on {day}.").format(
                grade=customer.grade, day=customer.due_on
            ),
        )
    if customer.grade in _VALUABLE and not facts.open_actions(customer.id):
        yield _lacking(
            Lack.NO_NEXT,
            customer,
            _("This {grade} has no next action.").format(grade=customer.grade),
        )
    if Flag.UNREACHABLE in customer.flags:
        yield _lacking(Lack.UNREACHABLE, customer, _("There is no phone, mail or IM of anybody."))


def _of_trade(ledger: Ledger, facts: WeekFacts) -> Iterator[Missing]:
    """Go through who moved without a word on it, and whose overdue instalments nobody follows."""
    traded = weekly.traded(ledger, facts.scope, facts.asked.period)
    late = {
        line.customer: line
        for line in reversed(list_overdue(ledger, facts.scope, as_of=facts.asked.told_on))
    }
    for customer in facts.customers:
        said = any(note.text.strip() for note in facts.notes.get(customer.id, ()))
        if not said and (customer.id in traded or customer.id in facts.changes):
            yield _lacking(Lack.NO_FOLLOW_UP, customer, _moved(facts, customer))
        line = late.get(customer.code)
        if line is not None and not facts.open_actions(customer.id):
            yield _lacking(
                Lack.OVERDUE_INSTALMENT,
                customer,
                _('Order "{number}" is overdue since {day}, and there is no next action.').format(
                    number=quoted(line.number), day=line.overdue_since_on
                ),
            )


def _moved(facts: WeekFacts, customer: Portrait) -> str:
    changes = facts.changes.get(customer.id)
    if not changes:
        return _("There was an order or a payment, and no note says anything of it.")
    change = changes[-1].change
    return _("The grade changed from {before} to {after} on {day}, and no note says why.").format(
        before=change.before, after=change.after, day=change.on
    )


def _without_outcome(facts: WeekFacts) -> Iterator[Missing]:
    """Go through last week's promises whose day passed without a word."""
    for promise in promises(facts).actions:
        if promise.outcome is Outcome.MISSED:
            yield Missing(
                kind=Lack.NO_OUTCOME,
                code=promise.code,
                name=promise.name,
                text=_('"{action}" was due on {day}: done, postponed or dropped?').format(
                    action=quoted(promise.action), day=promise.due_on
                ),
            )


def _goals(ledger: Ledger, facts: WeekFacts) -> Iterator[Missing]:
    """Go through the managers at work who have no goal for the next week."""
    asked = facts.asked
    friday = asked.week.next.end
    planned = {each.manager for each in weekly.goals(ledger, friday=friday)}
    for manager in [asked.manager] if asked.manager else weekly.managers_at_work(ledger, friday):
        if manager not in planned:
            yield Missing(
                kind=Lack.NO_GOAL,
                code=None,
                name=None,
                text=_("Manager {manager} has no goal for the week to Friday {friday}.").format(
                    manager=manager, friday=friday
                ),
            )


def _lacking(kind: Lack, customer: Portrait, text: str) -> Missing:
    return Missing(kind=kind, code=customer.code, name=customer.name, text=text)
