"""What is done to orders: entered, adjusted, cancelled, split into instalments (rules.md 3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.orders import Order, find_number, order_of
from kamcli.ledger.rates import check_change, rate_for_order
from kamcli.rules.amount import check_never_below_zero, net_on
from kamcli.rules.money import HOME_CURRENCY, Money, check_range, plain, shown, to_cny
from kamcli.rules.rates import Quote, check_foreign, plain_rate
from kamcli.rules.record import Dated

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class NewOrder(Struct, frozen=True, kw_only=True):
    """An order as it is entered; `number` and `rate` where they were typed."""

    customer_id: int
    code: str
    ordered_on: date
    amount: Money
    number: str | None = None
    rate: Decimal | None = None
    remarks: str | None = None


def add_order(ledger: Ledger, new: NewOrder, *, as_of: date, force: bool = False) -> Order:
    """Enter an order, with the rate fixed on it and a number of its own.

    Raises `Refused` for an amount of 0, a number that is taken, a currency without a known rate,
    and a typed rate far from the last one unless it is forced.
    """
    check_above_zero(new.amount)
    if new.number is not None and find_number(ledger, new.number) is not None:
        raise Refused(
            _('There is an order "{number}" already.').format(number=new.number),
            hint="kam order list",
        )
    rate = _rate(ledger, new, as_of=as_of, force=force)
    to_cny(new.amount.amount, new.amount.currency, rate)  # refuses what could not be added up
    order_id = ledger.insert(
        "orders",
        {
            "number": new.number or next_number(ledger, new.code),
            "customer_id": new.customer_id,
            "ordered_on": new.ordered_on,
            "amount": new.amount.amount,
            "currency": new.amount.currency,
            "rate": plain_rate(rate),
            "remarks": new.remarks,
        },
    )
    return order_of(ledger, order_id)


def next_number(ledger: Ledger, code: str) -> str:
    """Return the number of a customer's next order: CODE-1, CODE-2 and so on."""
    # "." follows "-", so this is every number that begins with the code and a hyphen
    rows = ledger.rows(
        "SELECT number FROM orders WHERE number >= :first AND number < :end",
        {"first": f"{code}-", "end": f"{code}."},
    )
    ends = [row["number"].removeprefix(f"{code}-") for row in rows]
    last = max((int(end) for end in ends if end.isascii() and end.isdecimal()), default=0)
    return f"{code}-{last + 1}"


def adjust_order(ledger: Ledger, order: Order, made: Dated, *, why: str) -> Order:
    """Change an order's amount from a day on; a refund is below zero.

    Raises `Refused` for 0, a day before the order's own, and what would take it below zero.
    """
    if not made.amount:
        raise Refused(_("An adjustment of 0 changes nothing."), hint=f"kam order list {order.code}")
    _check_not_before(order, made.on)
    record = replace(order.record, adjustments=(*order.record.adjustments, made))
    check_never_below_zero(record)
    highest = record.amount + sum(max(each.amount, 0) for each in record.adjustments)
    check_range(highest)
    to_cny(highest, record.currency, record.rate)
    ledger.insert(
        "adjustments",
        {"order_id": order.id, "adjusted_on": made.on, "amount": made.amount, "reason": why},
    )
    return order_of(ledger, order.id)


def cancel_order(ledger: Ledger, order: Order, *, on: date) -> Order:
    """Cancel an order from a day on; raises `Refused` when it is, or before the order's day."""
    cancelled_on = order.record.cancelled_on
    if cancelled_on is not None:
        raise Refused(
            _('Order "{number}" is cancelled already, since {on}.').format(
                number=order.number, on=cancelled_on
            ),
            hint=f"kam order list {order.code}",
        )
    _check_not_before(order, on)
    ledger.update("orders", order.id, {"cancelled_on": on})
    return order_of(ledger, order.id)


def add_instalment(ledger: Ledger, order: Order, due: Dated, *, as_of: date) -> int:
    """Note that a part of an order's amount is due on a day; return the id.

    Instalments of more than the order's amount are told. Raises `Refused` for an amount of 0.
    """
    check_above_zero(order.money(due.amount))
    in_all = due.amount + sum(each.amount for each in order.instalments)
    check_range(in_all)
    net = net_on(order.record, as_of)
    if in_all > net:
        ledger.notes.append(
            _(
                "The instalments of {number} are {sum} in all, its amount is {net} {currency}."
            ).format(
                number=order.number,
                sum=shown(in_all, order.record.currency),
                net=shown(net, order.record.currency),
                currency=order.record.currency,
            )
        )
    return ledger.insert(
        "instalments", {"order_id": order.id, "due_on": due.on, "amount": due.amount}
    )


def check_above_zero(amount: Money) -> None:
    """Raise Refused for 0: order amounts, instalments and payments are above it."""
    if amount.amount <= 0:
        raise Refused(
            _('"{amount}" is not above 0.').format(amount=shown(amount.amount, amount.currency)),
            hint="kam order list",
        )


def _check_not_before(order: Order, day: date) -> None:
    if day < order.record.ordered_on:
        raise Refused(
            _('"{day}" is before the day of order "{number}", {on}.').format(
                day=day, number=order.number, on=order.record.ordered_on
            ),
            hint=f"kam order list {order.code}",
        )


def _rate(ledger: Ledger, new: NewOrder, *, as_of: date, force: bool) -> Decimal:
    """Return the rate that is fixed on an order: as typed, else the last one quoted."""
    currency = new.amount.currency
    if new.rate is None:
        return rate_for_order(ledger, currency, on=new.ordered_on, as_of=as_of)
    if currency == HOME_CURRENCY and new.rate == 1:
        return new.rate
    check_foreign(currency)
    if not force:
        amount = plain(new.amount.amount, currency)
        again = f'kam order add {new.code} "{currency} {amount}" --on {new.ordered_on} --rate '
        quote = Quote(currency=currency, on=new.ordered_on, rate=new.rate)
        check_change(ledger, quote, as_of=as_of, retyped=lambda rate: again + rate)
    return new.rate
