"""Exchange rates and orders as they are taken in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kamcli.errors import Refused
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, Once, Taken, given, needed
from kamcli.exchange.known import KnownOrder
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import OrderRow, RateRow
from kamcli.exchange.storing import Batch
from kamcli.i18n import _
from kamcli.ledger.orders import order_of
from kamcli.ledger.rates import latest_rate
from kamcli.rules.amount import check_never_below_zero
from kamcli.rules.codes import normalise_code
from kamcli.rules.days import add_days
from kamcli.rules.money import HOME_CURRENCY, read_minor, to_cny
from kamcli.rules.rates import Quote, check_foreign, is_far, plain_rate
from kamcli.rules.record import OrderRecord
from kamcli.writing import quoted


def take_rates(desk: Desk, source: Source) -> Tally:
    """Take the rows of rates.csv; a rate far from the one before it is told."""
    keys = Once()
    rows = desk.ledger.each("SELECT id, currency, quoted_on FROM rates")
    ids = {(row["currency"], row["quoted_on"]): row["id"] for row in rows}
    changed: list[Quote] = []

    def take(taken: Taken[RateRow]) -> Outcome:
        row = taken.row
        check_foreign(row.currency)
        key = (row.currency, row.on.isoformat())
        keys.check(key, line=taken.line, text=" ".join(key))
        values = {"currency": row.currency, "quoted_on": row.on, "rate": plain_rate(row.rate)}
        if key in ids:
            if not desk.ledger.update("rates", ids[key], values):
                return Outcome.UNCHANGED
            outcome = Outcome.UPDATED
        else:
            ids[key] = desk.ledger.insert("rates", values)
            outcome = Outcome.CREATED
        changed.append(Quote(currency=row.currency, on=row.on, rate=row.rate))
        return outcome

    tally = Intake(desk, source, RateRow).each(take)
    _doubt_rates(desk, changed)
    return tally


def _doubt_rates(desk: Desk, changed: list[Quote]) -> None:
    """Warn of rates that are far from the ones before them: the bank quotes per 100."""
    for quote in changed:
        last = latest_rate(desk.ledger, quote.currency, on=add_days(quote.on, -1))
        if last is not None:
            _doubt_rate(desk, quote, last)


def _doubt_rate(desk: Desk, quote: Quote, last: Quote) -> None:
    percent = desk.known.policies.on(quote.on).max_change_percent
    if is_far(quote.rate, last.rate, percent=percent):
        desk.warn(
            _(
                "The rate of {currency} of {on}, {rate}, is more than {percent} % from the one"
                " before, {last} of {last_on}."
            ).format(
                currency=quote.currency,
                on=quote.on,
                rate=plain_rate(quote.rate),
                percent=percent,
                last=plain_rate(last.rate),
                last_on=last.on,
            )
        )


def take_orders(desk: Desk, source: Source) -> Tally:
    """Take the rows of orders.csv; a rate that is not told is the latest one quoted."""
    keys = Once()
    batch = Batch(desk.ledger, "orders")

    def take(taken: Taken[OrderRow]) -> Outcome:
        row = taken.row
        key = normalise_code(needed(row.number or None, "number"))
        keys.check(key, line=taken.line, text=quoted(row.number))
        known = desk.known.orders.get(key)
        if known is not None:
            return _tell_more(desk, row, known)
        values = _new_order(desk, row)
        desk.known.orders[key] = KnownOrder(
            id=batch.add(values, customer_id=values["customer_id"]),
            customer_id=values["customer_id"],
            ordered_on=values["ordered_on"],
            currency=values["currency"],
        )
        return Outcome.CREATED

    tally = Intake(desk, source, OrderRow).each(take)
    batch.flush()
    return tally


def _new_order(desk: Desk, row: OrderRow) -> dict[str, Any]:
    customer_id = desk.known.customer(needed(row.customer, "customer"))
    if customer_id in desk.known.void:
        raise Refused(_("{code} is void: it has no orders.").format(code=row.customer))
    ordered_on = needed(row.on, "on")
    currency = row.currency or HOME_CURRENCY
    amount = above_zero(needed(row.amount, "amount"), currency)
    rate = row.rate or rate_on(desk, currency, ordered_on)
    to_cny(amount, currency, rate)  # refuses what could not be added up, and a rate of CNY
    last = desk.known.latest_quote(currency, ordered_on)
    if last is not None:
        _doubt_rate(desk, Quote(currency=currency, on=ordered_on, rate=rate), last)
    _check_cancelled(ordered_on, row.cancelled_on)
    return {
        "number": row.number,
        "customer_id": customer_id,
        "ordered_on": ordered_on,
        "amount": amount,
        "currency": currency,
        "rate": plain_rate(rate),
        "cancelled_on": row.cancelled_on,
        "remarks": row.remarks,
    }


def above_zero(cell: str, currency: str) -> int:
    """Read an amount above 0 in minor units of a currency."""
    amount = read_minor(cell, currency)
    if amount <= 0:
        raise Refused(_("The amount is above 0."))
    return amount


def rate_on(desk: Desk, currency: str, on: date) -> Decimal:
    """Return the rate of a day; raises `Refused` where none is known."""
    if currency == HOME_CURRENCY:
        return Decimal(1)
    quote = desk.known.latest_quote(currency, on)
    if quote is None:
        raise Refused(
            _(
                "No rate of {currency} is known on {on} or before: kam rate set {currency} RATE"
                " --on {on} tells CNY for one {currency}."
            ).format(currency=currency, on=on)
        )
    age = (on - quote.on).days
    if age > desk.known.policies.on(desk.as_of).max_age_days:
        desk.warn(
            _("The rate of {currency}, {rate}, is of {on}: {days} days old.").format(
                currency=currency, rate=plain_rate(quote.rate), on=quote.on, days=age
            )
        )
    return quote.rate


def _check_cancelled(ordered_on: date, cancelled_on: date | None) -> None:
    if cancelled_on is not None and cancelled_on < ordered_on:
        raise Refused(
            _('"{day}" is before the day of the order, {on}.').format(
                day=cancelled_on, on=ordered_on
            )
        )


def _tell_more(desk: Desk, row: OrderRow, known: KnownOrder) -> Outcome:
    """Change what a row gives of a known order: whose it is, and its currency, stay."""
    if row.customer is not None and desk.known.customer(row.customer) != known.customer_id:
        raise Refused(
            _('The order "{number}" is of another customer.').format(number=quoted(row.number))
        )
    if row.currency is not None and row.currency != known.currency:
        raise Refused(
            _('The order "{number}" is in {currency}.').format(
                number=quoted(row.number), currency=known.currency
            )
        )
    amount = None if row.amount is None else above_zero(row.amount, known.currency)
    values = given(
        {
            "ordered_on": row.on,
            "amount": amount,
            "rate": None if row.rate is None else plain_rate(row.rate),
            "cancelled_on": row.cancelled_on,
            "remarks": row.remarks,
        }
    )
    stored = desk.ledger.row("SELECT * FROM orders WHERE id = :id", {"id": known.id})
    assert stored is not None
    record = order_of(desk.ledger, known.id).record if _matters(stored, values) else None
    if record is not None:
        _check_changed(
            replace(
                record,
                ordered_on=row.on or record.ordered_on,
                amount=amount or record.amount,
                rate=row.rate or record.rate,
                cancelled_on=row.cancelled_on or record.cancelled_on,
            )
        )
    differs = desk.ledger.update("orders", known.id, values)
    return Outcome.UPDATED if differs else Outcome.UNCHANGED


def _matters(stored: Any, values: dict[str, Any]) -> bool:
    """Whether something differs that other facts of the order depend on."""
    told = {name: str(value) for name, value in values.items() if name != "remarks"}
    return any(str(stored[name]) != value for name, value in told.items())


def _check_changed(order: OrderRecord) -> None:
    """Refuse a change that the adjustments of the order do not allow."""
    for made in order.adjustments:
        if made.on < order.ordered_on:
            raise Refused(
                _('The order has an adjustment of {on}, before "{day}".').format(
                    on=made.on, day=order.ordered_on
                )
            )
    _check_cancelled(order.ordered_on, order.cancelled_on)
    check_never_below_zero(order)
    highest = order.amount + sum(max(made.amount, 0) for made in order.adjustments)
    to_cny(highest, order.currency, order.rate)
