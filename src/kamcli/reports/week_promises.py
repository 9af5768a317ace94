"""Last week's next actions and what became of them (report.md, section 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from kamcli.reports.findings import Kept, Outcome, Promise, Promises, Tally
from kamcli.rules.vocabulary import ActionStatus

if TYPE_CHECKING:
    from kamcli.ledger.promises import PlannedAction
    from kamcli.reports.week_facts import Asked, WeekFacts

_CLOSED = {
    ActionStatus.DONE: Outcome.KEPT,
    ActionStatus.POSTPONED: Outcome.POSTPONED,
    ActionStatus.DROPPED: Outcome.DROPPED,
}


def promises(facts: WeekFacts) -> Promises:
    """Tell what became of the actions that last week left open and that were due by this Friday."""
    found = list(_promises(facts))
    customers = tuple(
        Kept(code=promised[0].code, name=promised[0].name, tally=_tally(promised))
        for promised in (list(group) for _code, group in groupby(found, lambda each: each.code))
    )
    return Promises(total=_tally(found), customers=customers, actions=tuple(found))


def _promises(facts: WeekFacts) -> Iterator[Promise]:
    """Go through the promises customer by customer, the earliest due first."""
    asked = facts.asked
    for customer in facts.customers:
        for action in facts.actions.get(customer.id, ()):
            if action.due_on is None or action.due_on > asked.week.end:
                continue
            if not action.open_on(asked.day_before):
                continue
            closed = action.closed_by(asked.told_on)
            yield Promise(
                code=customer.code,
                name=customer.name,
                action=action.text,
                due_on=action.due_on,
                outcome=_outcome(action, asked),
                closed_on=action.closed_on if closed else None,
                why=action.why if closed else None,
            )


def _outcome(action: PlannedAction, asked: Asked) -> Outcome:
    if action.closed_by(asked.told_on):
        return _CLOSED[action.status]
    assert action.due_on is not None
    return Outcome.MISSED if action.due_on < asked.told_on else Outcome.OPEN


def _tally(promised: Iterable[Promise]) -> Tally:
    counts = Counter(each.outcome for each in promised)
    return Tally(**{outcome.value: counts[outcome] for outcome in Outcome})
