"""Instalments: which parts of an order are due and not paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from kamcli.rules.amount import net_on
from kamcli.rules.record import Dated, OrderRecord


class Overdue(Struct, frozen=True, kw_only=True):
    """The instalments of an order that should have been paid: how many, and what is missing.

    `amount` is in minor units of the order's currency; `since_on` is the earliest of their days.
    """

    count: int = 0
    amount: int = 0
    since_on: date | None = None


def paid_on(order: OrderRecord, day: date) -> int:
    """Return what was paid on an order through a day, in minor units of its currency."""
    return sum(made.amount for made in order.payments if made.on <= day)


def overdue(order: OrderRecord, instalments: Iterable[Dated], *, as_of: date) -> Overdue:
    """Work out which instalments are overdue on a day.

    An instalment is overdue from the day after its own. Payments fill the earliest ones first, and
    never more is due than the order's amount on that day: nothing is on a cancelled order.
    """
    net, paid = net_on(order, as_of), paid_on(order, as_of)
    due, late = 0, []
    for each in sorted(instalments, key=lambda one: one.on):
        before, due = due, min(due + each.amount, net)
        if each.on < as_of and due > max(before, paid):
            late.append(Dated(on=each.on, amount=due - max(before, paid)))
    return Overdue(
        count=len(late),
        amount=sum(each.amount for each in late),
        since_on=late[0].on if late else None,
    )
