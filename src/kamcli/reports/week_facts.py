"""Everything that the Friday report is worked out from, gathered once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import weekly
from kamcli.ledger.policies import policy_book
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.promises import PlannedAction, planned_actions
from kamcli.ledger.selection import Selection, selected
from kamcli.ledger.week_changes import Regrading, changes_within
from kamcli.reports.previous import Previous, previous_of
from kamcli.rules.days import add_days
from kamcli.rules.periods import Period

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.records import Scope
    from kamcli.rules.policy import PolicyBook
    from kamcli.rules.vocabulary import Market
    from kamcli.rules.weeks import Week


class Asked(Struct, frozen=True, kw_only=True):
    """What report is wanted: the week, as of which day, whose and which customers.

    `told_on` is the day whose facts are told, never later than the week's Friday. Without a
    `manager` it is everyone's report; `every_customer` puts those that did not move into the form.
    """

    week: Week
    told_on: date
    manager: str | None
    market: Market | None
    every_customer: bool

    @property
    def selection(self) -> Selection:
        """The customers that the report is about."""
        return Selection(owner=self.manager, markets=[self.market] if self.market else [])

    @property
    def period(self) -> Period:
        """The days of the week that are told."""
        return Period(begin=self.week.begin, through=self.told_on)

    @property
    def day_before(self) -> date:
        """The last day of the week before."""
        return add_days(self.week.begin, -1)


class WeekFacts(Struct, frozen=True, kw_only=True):
    """The facts of a report; mappings go by the customer's id.

    `customers` stand in the order of their codes. `actions` are those that were open at the end of
    the week before or planned since, the earliest due first. `previous` is what was handed in last.
    """

    asked: Asked
    scope: Scope
    policies: PolicyBook
    customers: Sequence[Portrait]
    notes: Mapping[int, Sequence[weekly.Noted]]
    moved: set[int]
    evidence: Mapping[int, weekly.Evidence]
    people: Mapping[int, weekly.Person]
    former_owners: Mapping[int, str]
    managers: Mapping[str, str]
    actions: Mapping[int, Sequence[PlannedAction]]
    changes: Mapping[int, Sequence[Regrading]]
    previous: Previous

    def open_actions(self, customer_id: int) -> list[PlannedAction]:
        """Return a customer's actions that were open on the day that is told."""
        told_on = self.asked.told_on
        return [each for each in self.actions.get(customer_id, ()) if each.open_on(told_on)]

    def by_id(self) -> Mapping[int, Portrait]:
        """Return the customers by their ids."""
        return {each.id: each for each in self.customers}


def gather(ledger: Ledger, asked: Asked) -> WeekFacts:
    """Gather the facts of a report."""
    period, told_on = asked.period, asked.told_on
    scope = selected(asked.selection, as_of=told_on)
    policies = policy_book(ledger)
    previous = previous_of(ledger, asked.week)
    return WeekFacts(
        asked=asked,
        scope=scope,
        policies=policies,
        customers=portraits(ledger, scope, as_of=told_on),
        notes=weekly.notes_of(ledger, scope, period),
        moved=weekly.moved(ledger, scope, period),
        evidence=weekly.evidence(ledger, scope, period),
        people=weekly.people(ledger, scope),
        former_owners=weekly.former_owners(ledger, scope, period),
        managers=_managers(ledger),
        actions=_actions(ledger, scope, since=previous.told_since(asked.day_before)),
        changes=changes_within(ledger, scope, period, policies=policies),
        previous=previous,
    )


def _managers(ledger: Ledger) -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in ledger.rows("SELECT code, name FROM managers")}


def _actions(ledger: Ledger, scope: Scope, *, since: date) -> Mapping[int, list[PlannedAction]]:
    found: dict[int, list[PlannedAction]] = defaultdict(list)
    for action in planned_actions(ledger, scope, since=since):
        found[action.customer_id].append(action)
    return found
