"""What belongs to orders as it is taken in: instalments, adjustments and payments."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import KamError, Refused
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, New, take_set
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import AdjustmentRow, InstalmentRow, PaymentRow
from kamcli.exchange.storing import Batch, Multiset
from kamcli.exchange.trade import above_zero
from kamcli.i18n import _
from kamcli.ledger.orders import order_of
from kamcli.rules.amount import check_never_below_zero
from kamcli.rules.money import check_range, read_minor, to_cny
from kamcli.rules.record import Dated, OrderRecord


def take_instalments(desk: Desk, source: Source) -> Tally:
    """Take the rows of instalments.csv."""

    def make(row: InstalmentRow) -> New:
        order = desk.known.order(row.order)
        amount = above_zero(row.amount, order.currency)
        values = {"order_id": order.id, "due_on": row.due_on, "amount": amount}
        return New(values=values, customer_id=order.customer_id)

    return take_set(Intake(desk, source, InstalmentRow), make)


def take_payments(desk: Desk, source: Source) -> Tally:
    """Take the rows of payments.csv, on cancelled orders too."""

    def make(row: PaymentRow) -> New:
        order = desk.known.order(row.order)
        amount = above_zero(row.amount, order.currency)
        values = {"order_id": order.id, "paid_on": row.on, "amount": amount}
        return New(values=values, customer_id=order.customer_id)

    return take_set(Intake(desk, source, PaymentRow), make)


class _Wish(Struct, frozen=True, kw_only=True):
    """An adjustment that is to be made, and the line on which it stands."""

    line: int
    made: Dated
    values: dict[str, Any]
    customer_id: int


def take_adjustments(desk: Desk, source: Source) -> Tally:
    """Take the rows of adjustments.csv.

    None may take its order below 0 on any day (rules.md 3). Rows stand in any order, so those of an
    order are tried in that of their days when all of them are read.
    """
    intake = Intake(desk, source, AdjustmentRow)
    stored = Multiset(desk.ledger, "adjustments", intake.stored_columns())
    wishes: dict[int, list[_Wish]] = defaultdict(list)
    for taken in intake.rows():
        try:
            wish = _wish(desk, taken.row, taken.line)
        except KamError as error:
            intake.tally.reject(taken.line, error)
            continue
        if stored.meet(wish.values):
            intake.tally.count(Outcome.UNCHANGED)
        else:
            wishes[wish.values["order_id"]].append(wish)
    _grant(desk, wishes, intake.tally)
    return intake.tally


def _wish(desk: Desk, row: AdjustmentRow, line: int) -> _Wish:
    order = desk.known.order(row.order)
    amount = read_minor(row.amount, order.currency)
    if not amount:
        raise Refused(_("An adjustment of 0 changes nothing."))
    if row.on < order.ordered_on:
        raise Refused(
            _('"{day}" is before the day of the order, {on}.').format(
                day=row.on, on=order.ordered_on
            )
        )
    values = {
        "order_id": order.id,
        "adjusted_on": row.on,
        "amount": amount,
        "reason": row.reason,
    }
    made = Dated(on=row.on, amount=amount)
    return _Wish(line=line, made=made, values=values, customer_id=order.customer_id)


def _grant(desk: Desk, wishes: dict[int, list[_Wish]], tally: Tally) -> None:
    """Make the adjustments that their orders allow, increases of a day before its decreases."""
    batch = Batch(desk.ledger, "adjustments")
    for order_id, wanted in wishes.items():
        record = order_of(desk.ledger, order_id).record
        for wish in sorted(wanted, key=lambda each: (each.made.on, -each.made.amount, each.line)):
            grown = replace(record, adjustments=(*record.adjustments, wish.made))
            try:
                _check(grown)
            except KamError as error:
                tally.reject(wish.line, error)
                continue
            record = grown
            batch.add(wish.values, customer_id=wish.customer_id)
            tally.count(Outcome.CREATED)
    batch.flush()


def _check(order: OrderRecord) -> None:
    check_never_below_zero(order)
    highest = order.amount + sum(max(made.amount, 0) for made in order.adjustments)
    check_range(highest)
    to_cny(highest, order.currency, order.rate)
