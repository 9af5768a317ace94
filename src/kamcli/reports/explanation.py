"""Why a customer has its grade: the facts, the clause, the orders that count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.orders import Order, orders_brought_by, orders_of
from kamcli.ledger.overrides import overrides_by_customer
from kamcli.ledger.policies import policy_book
from kamcli.ledger.portraits import Portrait, the_portrait
from kamcli.ledger.records import these
from kamcli.reports.reasons import reason_of_standing
from kamcli.reports.roster import cny
from kamcli.rules.amount import cny_on, window
from kamcli.rules.grading import CLAUSES
from kamcli.rules.labels import label
from kamcli.rules.money import Money
from kamcli.rules.overrides import Override, override_in_force
from kamcli.rules.vocabulary import AgentAmount, Flag, Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.finding import Found
    from kamcli.ledger.standings import Standing
    from kamcli.rules.policy import Policy


class Next(Struct, frozen=True, kw_only=True):
    """The next change of the computed grade if nothing happens."""

    on: date
    to: Grade


class Explanation(Struct, frozen=True, kw_only=True):
    """A grade and what decided it (cli.md, JSON); `reason` and `clause` are the computed one's.

    `annual_amount` is the amount that decided, `override` the one that is shown: none while the
    customer is an X.
    """

    code: str
    as_of: date
    grade: Grade
    grade_computed: Grade
    reason: str
    clause: str
    annual_amount: Money
    window_after: date
    window_through: date
    last_contact_on: date | None
    in_touch_through: date | None
    cooperated: bool
    asked: bool
    evidence: bool
    silent: bool
    flags: tuple[Flag, ...]
    override: Override | None
    grade_before: Grade | None
    turns_x_on: date | None
    changes_next: Next | None


class CountedOrder(Struct, frozen=True, kw_only=True):
    """An order that is part of the annual amount; `amount` is what it counts for."""

    number: str
    customer: str
    on: date
    amount: Money


class Explained(Struct, frozen=True, kw_only=True):
    """An explanation with what a person is shown beside it.

    `asleep` is an override that would hold if the customer were no X.
    """

    explanation: Explanation
    customer: Portrait
    standing: Standing
    orders: tuple[CountedOrder, ...]
    asleep: Override | None


def explain(ledger: Ledger, customer: Found, *, as_of: date) -> Explained:
    """Explain a customer's grade on any day.

    Raises `Refused` for a customer that is not graded, `NotFound` where it is not known yet.
    """
    portrait = the_portrait(ledger, customer, as_of=as_of)
    stand, shown = portrait.standing, portrait.grade
    if stand is None or shown is None:
        raise Refused(
            _("{code} {name} has no grade: its status is {status}.").format(
                code=portrait.code, name=portrait.name, status=label(portrait.status)
            ),
            hint=f"kam show {portrait.code}",
        )
    policy = policy_book(ledger).on(as_of)
    span = window(as_of, policy)
    explanation = Explanation(
        code=portrait.code,
        as_of=as_of,
        grade=shown,
        grade_computed=stand.grade,
        reason=reason_of_standing(stand, as_of=as_of, policy=policy),
        clause=CLAUSES[stand.grade],
        annual_amount=cny(stand.annual_amount),
        window_after=span.after,
        window_through=span.through,
        last_contact_on=stand.last_contact_on,
        in_touch_through=stand.in_touch_through,
        cooperated=stand.cooperated,
        asked=stand.asked,
        evidence=stand.evidence,
        silent=stand.silent,
        flags=portrait.flags,
        override=portrait.override,
        grade_before=stand.grade_before,
        turns_x_on=stand.turns_x_on,
        changes_next=next_change(stand),
    )
    return Explained(
        explanation=explanation,
        customer=portrait,
        standing=stand,
        orders=tuple(_counted(ledger, portrait.id, policy, as_of)),
        asleep=_asleep(ledger, portrait, stand, as_of),
    )


def next_change(stand: Standing) -> Next | None:
    """Return the next change of the computed grade, none where nothing will change it."""
    if stand.changes_next_on is None or stand.changes_next_to is None:
        return None
    return Next(on=stand.changes_next_on, to=stand.changes_next_to)


def _counted(
    ledger: Ledger, customer_id: int, policy: Policy, as_of: date
) -> Iterator[CountedOrder]:
    """Go through the orders of the annual window that add to the amount, the latest first."""
    orders: list[Order] = orders_of(ledger, customer_id)
    if policy.agent_amount is AgentAmount.BROUGHT:
        orders += orders_brought_by(ledger, customer_id)
    span = window(as_of, policy)
    for order in orders:
        fen = cny_on(order.record, as_of, policy)
        if order.record.ordered_on in span and fen:
            yield CountedOrder(
                number=order.number,
                customer=order.code,
                on=order.record.ordered_on,
                amount=cny(fen),
            )


def _asleep(ledger: Ledger, portrait: Portrait, stand: Standing, as_of: date) -> Override | None:
    """Return the override that would be shown if its customer were no X."""
    if stand.grade is not Grade.X:
        return None
    made = overrides_by_customer(ledger, these([portrait.id])).get(portrait.id, [])
    return override_in_force(made, computed=stand.grade_before or Grade.D, as_of=as_of)
