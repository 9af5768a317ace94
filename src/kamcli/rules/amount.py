"""What an order is worth on a day, and the annual amount of a customer (rules.md 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.rules.days import add_days, add_months
from kamcli.rules.money import check_range, shown, to_cny
from kamcli.rules.policy import PROCEDURE, Policy
from kamcli.rules.record import OrderRecord
from kamcli.rules.vocabulary import AmountBasis, AnnualWindow

_YEAR = 12


class Window(Struct, frozen=True, kw_only=True):
    """The days whose orders are annual: later than `after`, up to `through`."""

    after: date
    through: date

    def __contains__(self, day: date) -> bool:
        """Whether an order of that day counts."""
        return self.after < day <= self.through


def window(as_of: date, policy: Policy) -> Window:
    """Return the annual window of a day: twelve months back, or from 1 January on."""
    return _window(as_of, policy.annual_window)


@lru_cache(maxsize=16384)
def _window(as_of: date, kind: AnnualWindow) -> Window:
    if kind is AnnualWindow.CALENDAR:
        after = add_days(date(as_of.year, 1, 1), -1)
    else:
        after = add_months(as_of, -_YEAR)
    return Window(after=after, through=as_of)


def leaves_window_on(order: OrderRecord, policy: Policy) -> date:
    """Return the first day on which an order is too old for the annual window."""
    return _leaves_on(order.ordered_on, policy.annual_window)


@lru_cache(maxsize=16384)
def _leaves_on(ordered_on: date, kind: AnnualWindow) -> date:
    if kind is AnnualWindow.CALENDAR:
        return add_days(date(ordered_on.year, 12, 31), 1)
    anniversary = add_months(ordered_on, _YEAR)
    # 29 February is still within the year on the 28th of the next one
    still_in = ordered_on in _window(anniversary, kind)
    return add_days(anniversary, 1) if still_in else anniversary


def net_on(order: OrderRecord, day: date) -> int:
    """Return the amount of an order on a day, in minor units of its currency."""
    if day < order.ordered_on or (order.cancelled_on is not None and order.cancelled_on <= day):
        return 0
    return order.amount + sum(made.amount for made in order.adjustments if made.on <= day)


def cny_on(order: OrderRecord, day: date, policy: Policy) -> int:
    """Return what an order counts for on a day, in fen, converted once."""
    counted = net_on(order, day)
    if policy.amount_basis is AmountBasis.PAID:
        counted = min(counted, sum(made.amount for made in order.payments if made.on <= day))
    return to_cny(counted, order.currency, order.rate) if counted else 0


def annual(orders: Iterable[OrderRecord], *, as_of: date, policy: Policy) -> int:
    """Return the annual amount of a day, in fen; raises Refused for more than can be kept."""
    span = window(as_of, policy)
    total = sum(cny_on(order, as_of, policy) for order in orders if order.ordered_on in span)
    check_range(total)
    return total


def is_cooperation(order: OrderRecord, day: date) -> bool:
    """Whether an order makes its customer one that cooperated, on a day.

    A cancelled order does if a payment on it came in, before or after it was cancelled.
    """
    if day < order.ordered_on:
        return False
    cancelled = order.cancelled_on is not None and order.cancelled_on <= day
    return not cancelled or any(made.on <= day for made in order.payments)


def ordered_recently(orders: Iterable[OrderRecord], *, as_of: date) -> bool:
    """Whether an order of the last 12 months has an amount, whatever the window policy."""
    span = window(as_of, PROCEDURE)
    return any(order.ordered_on in span and net_on(order, as_of) > 0 for order in orders)


def lowest_net(order: OrderRecord) -> int:
    """Return the lowest amount that an order has on any day before it is cancelled."""
    days = {order.ordered_on, *(made.on for made in order.adjustments)}
    return min(
        order.amount + sum(made.amount for made in order.adjustments if made.on <= day)
        for day in days
    )


def check_never_below_zero(order: OrderRecord) -> None:
    """Raise Refused where adjustments take an order below 0 on some day."""
    lowest = lowest_net(order)
    if lowest < 0:
        raise Refused(
            _('This would take the order "{amount} {currency}" below zero.').format(
                amount=shown(-lowest, order.currency), currency=order.currency
            ),
            hint="kam order list",
        )
