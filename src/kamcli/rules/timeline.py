"""The facts of one customer on every day, gathered once for a replay of many days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate, pairwise

from msgspec import Struct

from kamcli.rules.amount import annual, is_cooperation, leaves_window_on
from kamcli.rules.days import add_days
from kamcli.rules.grading import Facts, has_asked, has_evidence, in_touch_through
from kamcli.rules.policy import Policy, PolicyBook
from kamcli.rules.record import OrderRecord, Record, order_contacts
from kamcli.rules.vocabulary import AgentAmount, ContactBasis


class _Step(Struct, frozen=True, kw_only=True):
    """By how much a number changes on a day."""

    on: date
    by: int


class _Steps(Struct, frozen=True, kw_only=True):
    """A number that changes on some days: `totals` holds it from each day of `days` on."""

    days: list[date]
    totals: list[int]

    def on(self, day: date) -> int:
        """Return the number of a day, 0 before the first change."""
        count = bisect_right(self.days, day)
        return self.totals[count - 1] if count else 0


class Timeline:
    """The facts of every day: those of `grading.facts_on`, quick to ask for many days."""

    def __init__(self, record: Record, *, policies: PolicyBook) -> None:
        """Lay out contacts, amounts and cooperation in the order of their days."""
        self._record = record
        self._policies = policies
        self._changes = policies.changes_after(date.min)
        self._all_policies = {policies.on(day) for day in (date.min, *self._changes)}
        ordered = [on for order in record.orders for on in order_contacts(order)]
        self._contacts = {
            ContactBasis.TWO_WAY: sorted({*record.contacts, *ordered}),
            ContactBasis.ANY: sorted({*record.contacts, *ordered, *record.one_way}),
        }
        self._own = self._amounts(record.orders)
        self._brought = self._amounts(record.brought)
        self._cooperations = _steps(
            step for order in record.orders for step in _cooperation_steps(order)
        )

    def facts_on(self, day: date) -> Facts:
        """Return the facts of a day by the policy in force on it."""
        policy = self._policies.on(day)
        contacts = self._contacts[policy.contact]
        count = bisect_right(contacts, day)
        amount = self._own.on(day)
        if policy.agent_amount is AgentAmount.BROUGHT:
            amount += self._brought.on(day)
        return Facts(
            last_contact_on=contacts[count - 1] if count else None,
            cooperated=self._cooperations.on(day) > 0,
            asked=has_asked(self._record, day=day),
            evidence=has_evidence(self._record, day=day),
            annual_amount=amount,
        )

    def turning_days(self) -> Iterator[date]:
        """Go through all days on which the grade may differ from the day before, in no order."""
        yield from self._changes
        yield from self._own.days
        yield from self._brought.days
        yield from self._cooperations.days
        yield from (on for on in (self._record.asked_on, self._record.evidence_on) if on)
        for policy in self._all_policies:
            yield from _silences(self._contacts[policy.contact], policy)

    def _amounts(self, orders: Iterable[OrderRecord]) -> _Steps:
        return _steps(step for order in orders for step in self._amount_steps(order))

    def _amount_steps(self, order: OrderRecord) -> Iterator[_Step]:
        """Go through the changes of what one order adds to the annual amount."""
        days = {order.ordered_on, *self._changes}
        days.update(made.on for made in order.adjustments + order.payments)
        days.update(leaves_window_on(order, policy) for policy in self._all_policies)
        if order.cancelled_on is not None:
            days.add(order.cancelled_on)
        before = 0
        for day in sorted(days):
            now = annual([order], as_of=day, policy=self._policies.on(day))
            if now != before:
                yield _Step(on=day, by=now - before)
                before = now


def _cooperation_steps(order: OrderRecord) -> Iterator[_Step]:
    """Go through the days on which one order begins or ceases to be cooperation."""
    days = {order.ordered_on, *(made.on for made in order.payments)}
    if order.cancelled_on is not None:
        days.add(order.cancelled_on)
    before = False
    for day in sorted(days):
        now = is_cooperation(order, day)
        if now is not before:
            yield _Step(on=day, by=1 if now else -1)
            before = now


def _steps(changes: Iterable[_Step]) -> _Steps:
    """Add up changes, day after day."""
    ordered = sorted(changes, key=lambda step: step.on)
    return _Steps(
        days=[step.on for step in ordered],
        totals=list(accumulate(step.by for step in ordered)),
    )


def _silences(contacts: list[date], policy: Policy) -> Iterator[date]:
    """Go through the days on which silence begins, and those of the contacts that end one."""
    yield from contacts[:1]
    for contact, following in pairwise((*contacts, date.max)):
        silent_on = add_days(in_touch_through(contact, policy=policy), 1)
        if silent_on < following:
            yield silent_on
            yield following
