"""Last week's next actions and what became of them (report.md, section 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.reports.findings import Kept, Outcome, Promise, Promises, Tally
from kamcli.rules.vocabulary import ActionStatus

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.portraits import Portrait
    from kamcli.ledger.promises import PlannedAction
    from kamcli.reports.frozen import Promised
    from kamcli.reports.week_facts import Asked, WeekFacts

_CLOSED = {
    ActionStatus.DONE: Outcome.KEPT,
    ActionStatus.POSTPONED: Outcome.POSTPONED,
    ActionStatus.DROPPED: Outcome.DROPPED,
}


def promises(facts: WeekFacts) -> Promises:
    """Tell what became of the actions that last week left open and that were due by this Friday.

    They are those that the last submission told of, else those that were open as the week began.
    """
    found = list(_promises(facts))
    customers = tuple(
        Kept(code=promised[0].code, name=promised[0].name, tally=_tally(promised))
        for promised in (list(group) for _code, group in groupby(found, lambda each: each.code))
    )
    return Promises(total=_tally(found), customers=customers, actions=tuple(found))


def _promises(facts: WeekFacts) -> Iterator[Promise]:
    """Go through the promises customer by customer, the earliest due first."""
    end = facts.asked.week.end
    for customer in facts.customers:
        former = facts.previous.of_customer(customer.id, customer.owner)
        if former is None:
            made = _open_before(facts, customer)
        else:
            made = _handed_in(former.actions.get(customer.id, ()), facts, customer)
        yield from (promise for promise in made if promise.due_on <= end)


def _open_before(facts: WeekFacts, customer: Portrait) -> Iterator[Promise]:
    """Go through the actions that were open as the week began."""
    for action in facts.actions.get(customer.id, ()):
        if action.due_on is not None and action.open_on(facts.asked.day_before):
            yield _promise(facts.asked, customer, action, action.due_on)


def _handed_in(
    actions: Sequence[Promised], facts: WeekFacts, customer: Portrait
) -> Iterator[Promise]:
    """Go through the actions that the last submission told of; one taken back since is dropped."""
    now = {action.id: action for action in facts.actions.get(customer.id, ())}
    for told in actions:
        if told.due_on is None:
            continue
        action = now.get(told.id)
        if action is not None:
            yield replace(_promise(facts.asked, customer, action, told.due_on), action=told.text)
        else:
            yield Promise(
                code=customer.code,
                name=customer.name,
                action=told.text,
                due_on=told.due_on,
                outcome=Outcome.DROPPED,
                closed_on=None,
                why=None,
            )


def _promise(asked: Asked, customer: Portrait, action: PlannedAction, due_on: date) -> Promise:
    closed = action.closed_by(asked.told_on)
    return Promise(
        code=customer.code,
        name=customer.name,
        action=action.text,
        due_on=due_on,
        outcome=_outcome(action, asked, due_on),
        closed_on=action.closed_on if closed else None,
        why=action.why if closed else None,
    )


def _outcome(action: PlannedAction, asked: Asked, due_on: date) -> Outcome:
    if action.closed_by(asked.told_on):
        return _CLOSED[action.status]
    return Outcome.MISSED if due_on < asked.told_on else Outcome.OPEN


def _tally(promised: Iterable[Promise]) -> Tally:
    counts = Counter(each.outcome for each in promised)
    return Tally(**{outcome.value: counts[outcome] for outcome in Outcome})
