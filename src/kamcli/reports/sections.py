"""The smaller sections beside the form: changes, falls, the goal, new customers, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from kamcli.ledger import late_facts, weekly
from kamcli.reports.findings import Change, Fall, Gap, Goal, LateEntry, Missing, Need, NewCustomers
from kamcli.reports.form import is_lower
from kamcli.reports.reasons import Decided, reason
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.vocabulary import Flag, Grade, Market, Source

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.portraits import Portrait
    from kamcli.ledger.week_changes import Regrading
    from kamcli.reports.week_facts import Asked, WeekFacts
    from kamcli.rules.vocabulary import Department

_VALUABLE = (Grade.A, Grade.B)


def changes(facts: WeekFacts) -> tuple[Change, ...]:
    """Return the changes of grade: the former A and B among the X first, the greatest on top."""
    found = [
        _change(facts, customer, regrading)
        for customer in facts.customers
        for regrading in facts.changes.get(customer.id, ())
    ]
    return tuple(sorted(found, key=urgency))


def _change(facts: WeekFacts, customer: Portrait, regrading: Regrading) -> Change:
    change, at_stake = regrading.change, regrading.amount_at_stake
    assert change.before is not None
    decided = Decided(
        grade=change.after,
        on=change.on,
        facts=change.facts,
        policy=facts.policies.on(change.on),
        grade_before=regrading.grade_before,
        amount_before=at_stake,
    )
    return Change(
        code=customer.code,
        name=customer.name,
        from_=change.before,
        to=change.after,
        on=change.on,
        revived=regrading.revived,
        amount_at_stake=_cny(at_stake) if at_stake is not None else None,
        why=reason(decided),
    )


def urgency(change: Change) -> tuple[bool, int]:
    """Order losses by what is at stake, everything else by its day."""
    lost = change.to is Grade.X and change.from_ in _VALUABLE
    at_stake = change.amount_at_stake.amount if change.amount_at_stake else 0
    return (not lost, -at_stake if lost else change.on.toordinal())


def falling(facts: WeekFacts) -> tuple[Fall, ...]:
    """Return who turns X, or drops, by the next Friday if nothing happens, the earliest first."""
    falls = [fall for each in facts.customers if (fall := _fall(facts, each))]
    return tuple(sorted(falls, key=lambda fall: fall.on))


def _fall(facts: WeekFacts, customer: Portrait) -> Fall | None:
    stand, until = customer.standing, facts.asked.week.next.end
    assert stand is not None
    to, on = stand.changes_next_to, stand.changes_next_on
    if stand.turns_x_on is not None and stand.turns_x_on <= until:
        to, on = Grade.X, stand.turns_x_on
    if to is None or on is None or on > until or not is_lower(to, stand.grade):
        return None
    upcoming = facts.open_actions(customer.id)
    return Fall(
        code=customer.code,
        name=customer.name,
        from_=stand.grade,
        to=to,
        on=on,
        annual_amount=_cny(stand.own_amount),
        last_contact_on=stand.last_contact_on,
        next_action=upcoming[0].text if upcoming else None,
        next_due_on=upcoming[0].due_on if upcoming else None,
    )


def goal(ledger: Ledger, facts: WeekFacts, *, registered: int) -> Goal:
    """Return the goal of the week against the customers registered, and the next week's."""
    asked = facts.asked
    planned = _goals(asked, weekly.goals(ledger, friday=asked.week.end))
    following = _goals(asked, weekly.goals(ledger, friday=asked.week.next.end))
    return Goal(
        planned=_sum(planned),
        registered=registered,
        note=_joined(planned),
        next_planned=_sum(following),
        next_note=_joined(following),
    )


def _goals(asked: Asked, planned: Sequence[weekly.PlannedGoal]) -> list[weekly.PlannedGoal]:
    """Return the goals that the report is about: those of one manager, or of a market's sellers."""
    return [
        each
        for each in planned
        if asked.manager in (None, each.manager) and _sells_to(each.department, asked.market)
    ]


def _sells_to(department: Department | None, market: Market | None) -> bool:
    return market is None or department is None or department.market is market


def _sum(planned: Sequence[weekly.PlannedGoal]) -> int | None:
    return sum(each.customers for each in planned) if planned else None


def _joined(planned: Sequence[weekly.PlannedGoal]) -> str | None:
    return "; ".join(each.note for each in planned if each.note) or None


def new_customers(facts: WeekFacts) -> tuple[NewCustomers, ...]:
    """Count the customers registered in the week by market and source."""
    counts = Counter(
        (each.market, each.source)
        for each in facts.customers
        if each.registered_on in facts.asked.period
    )
    return tuple(
        NewCustomers(market=market, source=source, customers=counts[market, source])
        for market, source in product(Market, Source)
        if counts[market, source]
    )


def needs(ledger: Ledger, facts: WeekFacts) -> tuple[Need, ...]:
    """Return what others in the company were asked for and is still open, the oldest first."""
    customers = facts.by_id()
    return tuple(
        Need(
            code=customers[each.customer_id].code,
            name=customers[each.customer_id].name,
            on=each.on,
            needs=each.text,
            by=each.by,
        )
        for each in weekly.open_needs(ledger, facts.scope, facts.asked.period)
    )


def late_entries(ledger: Ledger, facts: WeekFacts) -> tuple[LateEntry, ...]:
    """Return what was entered too long after its day, or after its week was handed in.

    That is more days than the policy allows (rules.md 2), or for a week that a submission told
    (rules.md 5): what it did not know then stands in the next report.
    """
    customers = facts.by_id()
    late_days = facts.policies.on(facts.asked.told_on).late_days
    slow = late_facts.late_facts(ledger, facts.scope, facts.asked.period, late_days=late_days)
    found = {(each.fact, each.id): each for each in (*_after_submission(ledger, facts), *slow)}
    return tuple(
        LateEntry(
            code=customers[each.customer_id].code,
            name=customers[each.customer_id].name,
            on=each.on,
            entered_on=each.entered_on,
            fact=each.fact,
            via=each.via,
            text=each.text,
            amount=each.amount,
            currency=each.amount.currency if each.amount else None,
        )
        for each in sorted(found.values(), key=lambda each: (each.on, each.fact, each.id))
        if each.customer_id in customers
    )


def _after_submission(ledger: Ledger, facts: WeekFacts) -> Iterator[late_facts.LateFact]:
    """Go through the facts of a week handed in that were entered after that."""
    submissions = facts.previous.submissions
    if not submissions:
        return
    customers = facts.by_id()
    entered = late_facts.facts_after(
        ledger,
        facts.scope,
        friday=max(each.week for each in submissions),
        command_id=min(each.command_id for each in submissions),
        through=facts.asked.told_on,
    )
    for each in entered:
        customer = customers.get(each.customer_id)
        former = customer and facts.previous.of_customer(customer.id, customer.owner)
        if former and each.on <= former.week and each.command_id > former.command_id:
            yield each


def gaps(facts: WeekFacts) -> tuple[Gap, ...]:
    """Return what is missing: next actions of A and B, days of actions, answers to requests."""
    return tuple(gap for each in facts.customers for gap in _gaps(facts, each))


def _gaps(facts: WeekFacts, customer: Portrait) -> Iterator[Gap]:
    upcoming = facts.open_actions(customer.id)
    if customer.grade in _VALUABLE and not upcoming:
        yield _gap(customer, Missing.NO_NEXT)
    for action in upcoming:
        if action.due_on is None:
            yield _gap(customer, Missing.NO_DAY, action.text)
    if Flag.UNANSWERED in customer.flags:
        yield _gap(customer, Missing.UNANSWERED)


def _gap(customer: Portrait, missing: Missing, action: str | None = None) -> Gap:
    return Gap(code=customer.code, name=customer.name, missing=missing, action=action)


def _cny(fen: int) -> Money:
    return Money(amount=fen, currency=HOME_CURRENCY)
