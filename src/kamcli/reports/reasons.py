"""Why a customer has its grade, in words: facts and days, in the language of the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import _, ngettext
from kamcli.rules.amount import window
from kamcli.rules.days import add_days
from kamcli.rules.grading import Facts, grade, in_touch_through
from kamcli.rules.money import HOME_CURRENCY, shown
from kamcli.rules.vocabulary import AgentAmount, AmountBasis, AnnualWindow, Grade

if TYPE_CHECKING:
    from kamcli.ledger.grade_changes import Recorded
    from kamcli.ledger.standings import Standing
    from kamcli.rules.policy import Policy, PolicyBook

_USUAL_MONTHS = 3


class Decided(Struct, frozen=True, kw_only=True):
    """A grade, the day on which it is true, and what decided it.

    `grade_before` and `amount_before` (fen) are those of the last day in touch, for an X whose
    past is known.
    """

    grade: Grade
    on: date
    facts: Facts
    policy: Policy
    grade_before: Grade | None = None
    amount_before: int | None = None


def reason_of_standing(stand: Standing, *, as_of: date, policy: Policy) -> str:
    """Say why a customer has its computed grade on a day."""
    return reason(
        Decided(
            grade=stand.grade,
            on=as_of,
            facts=facts_of(stand),
            policy=policy,
            grade_before=stand.grade_before,
            amount_before=stand.amount_before,
        )
    )


def reason_of_change(change: Recorded, policies: PolicyBook) -> str:
    """Say why a grade changed, by the facts that the history keeps.

    The policy that a superseded change went by may be gone; then only the facts are said.
    """
    policy = policies.on(change.on)
    decided = Decided(grade=change.after, on=change.on, facts=change.facts, policy=policy)
    if grade(change.facts, as_of=change.on, policy=policy).grade is change.after:
        return reason(decided)
    last_on = change.facts.last_contact_on
    return _("By a policy that was replaced: last contact {last}, annual amount {amount}.").format(
        last=last_on or "—", amount=cny(change.facts.annual_amount)
    )


def facts_of(stand: Standing) -> Facts:
    """Return the facts that decided where a customer stands."""
    return Facts(
        last_contact_on=stand.last_contact_on,
        cooperated=stand.cooperated,
        asked=stand.asked,
        evidence=stand.evidence,
        annual_amount=stand.annual_amount,
    )


def reason(decided: Decided) -> str:
    """Say in one sentence which facts and days made a grade what it is."""
    said, *rest = _clauses(decided)
    for clause in rest:
        said = _("{said}; {clause}").format(said=said, clause=clause)
    return _("{said}.").format(said=said)


def cny(fen: int) -> str:
    """Write fen for people: `612,400.00`."""
    return shown(fen, HOME_CURRENCY)


def _clauses(decided: Decided) -> Iterator[str]:
    yield _touch(decided)
    match decided.grade:
        case Grade.A:
            threshold = cny(decided.policy.annual_threshold)
            yield _("{orders}, at or above {threshold}").format(
                orders=_orders(decided), threshold=threshold
            )
        case Grade.B:
            if not decided.facts.annual_amount:
                yield _("it has bought before")
            yield _("{orders}, below {threshold}").format(
                orders=_orders(decided), threshold=cny(decided.policy.annual_threshold)
            )
        case Grade.C | Grade.D:
            yield _interest(decided)
        case Grade.X:
            yield from _past(decided)


def _touch(decided: Decided) -> str:
    """Say whether the customer is in touch, since when and until when."""
    last_on = decided.facts.last_contact_on
    if last_on is None:
        return _("No contact yet")
    through = in_touch_through(last_on, policy=decided.policy)
    months = _months(decided.policy.silent_months)
    text = (
        _("In touch: last contact {last}, within {months} through {through}")
        if decided.on <= through
        else _("Silent: no contact since {last}, {months} were over on {through}")
    )
    return text.format(last=last_on, months=months, through=through)


def _months(count: int) -> str:
    if count == _USUAL_MONTHS:
        return _("three months")
    return ngettext("{count} month", "{count} months", count).format(count=count)


def _orders(decided: Decided) -> str:
    """Say what the orders of the annual window come to, and how they were counted."""
    policy, span = decided.policy, window(decided.on, decided.policy)
    paid = policy.amount_basis is AmountBasis.PAID
    if policy.annual_window is AnnualWindow.CALENDAR:
        text = (
            _("what was paid on orders of this year ({first} to {last}) comes to {amount}")
            if paid
            else _("orders of this year ({first} to {last}) come to {amount}")
        )
    else:
        text = (
            _("what was paid on orders of the last 12 months ({first} to {last}) comes to {amount}")
            if paid
            else _("orders of the last 12 months ({first} to {last}) come to {amount}")
        )
    said = text.format(
        first=add_days(span.after, 1),
        last=span.through,
        amount=cny(decided.facts.annual_amount),
    )
    if policy.agent_amount is AgentAmount.BROUGHT:
        said = _("{orders} with those of the customers it brought").format(orders=said)
    return said


def _interest(decided: Decided) -> str:
    """Say how far a customer without cooperation has come."""
    facts = decided.facts
    if decided.grade is Grade.C:
        if facts.asked:
            return _("no order stands, but it asked for a sample, a quote or material")
        return _("no order stands, but a sample or quote was sent")
    if facts.evidence:
        return _("it never bought nor asked for anything: a sample or quote was sent unasked")
    return _("it never bought nor asked for a sample, a quote or material")


def _past(decided: Decided) -> Iterator[str]:
    """Say what an X was before it fell silent."""
    if decided.facts.cooperated:
        yield _("it has bought before")
    else:
        yield _("it asked for a sample, a quote or material before")
    if decided.grade_before is not None and decided.amount_before is not None:
        yield _("until then it was {grade} with {amount}").format(
            grade=decided.grade_before, amount=cny(decided.amount_before)
        )
