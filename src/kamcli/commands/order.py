"""`kam order`: orders, what happened to their amounts, and when they are to be paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.cli import Reading, Writing, WritingAmount, new_app
from kamcli.i18n import N_, _
from kamcli.ledger import order_changes
from kamcli.ledger.finding import find_active, find_customer
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.order_changes import NewOrder, add_instalment, add_order, adjust_order
from kamcli.ledger.orders import Order, OrderLine, list_orders, the_order
from kamcli.ledger.outcomes import Outcome, outcome
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.amount import net_on
from kamcli.rules.amounts import read_amount, read_currency
from kamcli.rules.money import HOME_CURRENCY, Money, shown, to_cny
from kamcli.rules.rates import plain_rate, read_rate
from kamcli.rules.record import Dated
from kamcli.rules.vocabulary import Grade

app = new_app(N_("Orders, their changes and instalments."))

_AMOUNT = typer.Argument(metavar="AMOUNT", help=N_("For example 12,500, USD 4280 or 12.5万."))
_SIGNED = typer.Argument(metavar="AMOUNT", help=N_("What comes on top; below zero for a refund."))
_NUMBER = typer.Argument(metavar="NUMBER", help=N_("The number of the order."))
_CURRENCY = Option(metavar="CNY", help=N_("The currency, where the amount names none."))
_RATE = Option(metavar="RATE", help=N_("CNY for one unit; the last one quoted if absent."))
_OWN_NUMBER = Option("--number", metavar="NUMBER", help=N_("A number of your own."))
_DUE = Option(metavar="DATE", help=N_("The day on which it is to be paid."))
_REMARKS = Option(metavar="TEXT", help=N_("Remarks."))
_FORCE = Option("--force", help=N_("Take the rate even if it is far from the last one."))


class Added(Struct, frozen=True, kw_only=True):
    """What `kam order add -f json` returns.

    `amount` is in `currency`, `rate` is CNY for one unit, `amount_cny` what the order counts for;
    `grade` is the customer's shown one.
    """

    number: str
    id: int
    code: str
    amount: Money
    currency: str
    rate: Decimal
    amount_cny: Money
    grade: Grade
    grade_changed_from: Grade | None


class Changed(Struct, frozen=True, kw_only=True):
    """What `kam order adjust` and `cancel -f json` return.

    `net_amount` is what the order comes to today, in `currency`.
    """

    number: str
    id: int
    code: str
    net_amount: Money
    currency: str
    cancelled_on: date | None
    grade: Grade
    grade_changed_from: Grade | None


class Split(Struct, frozen=True, kw_only=True):
    """What `kam order instalment -f json` returns; `id` is the instalment's."""

    id: int
    number: str
    code: str
    amount: Money
    currency: str
    due_on: date


@app.command("add", cls=WritingAmount, epilog='kam order add JRW01001 "USD 4280" --on 11-18')
def add(
    ctx: typer.Context,
    code: options.Code,
    amount: Annotated[str, _AMOUNT],
    on: options.On = None,
    currency: Annotated[str | None, _CURRENCY] = None,
    rate: Annotated[str | None, _RATE] = None,
    number: Annotated[str | None, _OWN_NUMBER] = None,
    due: Annotated[str | None, _DUE] = None,
    remarks: Annotated[str | None, _REMARKS] = None,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Enter an order on the day it was confirmed."""
    session = options.session(ctx)
    money = read_amount(amount, currency=read_currency(currency) if currency else None)
    booked_at = read_rate(rate) if rate is not None else None
    own_number = _own_number(number) if number is not None else None
    ordered_on = options.past_day(on, as_of=session.as_of)
    due_on = options.coming_day(due, as_of=session.as_of) if due is not None else None
    with writing(session, "order add") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        new = NewOrder(
            customer_id=found.id,
            code=found.code,
            ordered_on=ordered_on,
            amount=money,
            number=own_number,
            rate=booked_at,
            remarks=options.optional_text(remarks),
        )
        order = add_order(ledger, new, as_of=session.as_of, force=force)
        if due_on is not None:
            whole = Dated(on=due_on, amount=money.amount)
            add_instalment(ledger, order, whole, as_of=session.as_of)
        result = outcome(ledger, found.id, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    made = _made(order, result)
    answer.give_done(made, _added(order, made, result), options.target(ctx))


def _own_number(typed: str) -> str:
    return " ".join(options.text_of(typed, name="--number").split())


def _made(order: Order, result: Outcome) -> Added:
    record = order.record
    fen = to_cny(record.amount, record.currency, record.rate)
    return Added(
        number=order.number,
        id=order.id,
        code=order.code,
        amount=order.money(record.amount),
        currency=record.currency,
        rate=record.rate,
        amount_cny=Money(amount=fen, currency=HOME_CURRENCY),
        grade=result.grade,
        grade_changed_from=result.changed_from,
    )


def _added(order: Order, made: Added, grade: Outcome) -> str:
    worth = f"{shown(made.amount.amount, made.currency)} {made.currency}"
    if made.currency != HOME_CURRENCY:
        worth = _("{amount} at {rate} = {cny} CNY").format(
            amount=worth,
            rate=plain_rate(made.rate),
            cny=shown(made.amount_cny.amount, HOME_CURRENCY),
        )
    return _("{code} {name}: order {number}, {worth}, grade {grade}.").format(
        code=order.code, name=order.name, number=order.number, worth=worth, grade=grade
    )


@app.command(
    "adjust",
    cls=WritingAmount,
    epilog='kam order adjust JRW01001-1 -800 --why "Short delivery"',
)
def adjust(
    ctx: typer.Context,
    number: Annotated[str, _NUMBER],
    amount: Annotated[str, _SIGNED],
    why: options.Why,
    on: options.On = None,
) -> None:
    """Change the amount of an order from a day on."""
    session = options.session(ctx)
    reason = options.text_of(why, name="--why")
    made_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "order adjust") as ledger:
        order = the_order(ledger, number)
        money = order.read(amount, signed=True)
        made = Dated(on=made_on, amount=money.amount)
        order = adjust_order(ledger, order, made, why=reason)
        result = outcome(ledger, order.customer_id, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    text = _("{code} {name}: order {number} is {net} {currency} now, grade {grade}.").format(
        code=order.code,
        name=order.name,
        number=order.number,
        net=shown(net_on(order.record, session.as_of), order.record.currency),
        currency=order.record.currency,
        grade=result,
    )
    changed = _changed(order, result, as_of=session.as_of)
    answer.give_done(changed, text, options.target(ctx))


@app.command("cancel", cls=Writing, epilog="kam order cancel JRW01001-1 --on yesterday")
def cancel(ctx: typer.Context, number: Annotated[str, _NUMBER], on: options.On = None) -> None:
    """Cancel an order from a day on."""
    session = options.session(ctx)
    cancelled_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "order cancel") as ledger:
        order = order_changes.cancel_order(ledger, the_order(ledger, number), on=cancelled_on)
        result = outcome(ledger, order.customer_id, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    text = _("{code} {name}: order {number} is cancelled from {on} on, grade {grade}.").format(
        code=order.code, name=order.name, number=order.number, on=cancelled_on, grade=result
    )
    changed = _changed(order, result, as_of=session.as_of)
    answer.give_done(changed, text, options.target(ctx))


def _changed(order: Order, result: Outcome, *, as_of: date) -> Changed:
    return Changed(
        number=order.number,
        id=order.id,
        code=order.code,
        net_amount=order.money(net_on(order.record, as_of)),
        currency=order.record.currency,
        cancelled_on=order.record.cancelled_on,
        grade=result.grade,
        grade_changed_from=result.changed_from,
    )


@app.command(
    "instalment", cls=WritingAmount, epilog="kam order instalment JRW01001-1 1284 --due +30d"
)
def instalment(
    ctx: typer.Context,
    number: Annotated[str, _NUMBER],
    amount: Annotated[str, _AMOUNT],
    due: Annotated[str, _DUE],
) -> None:
    """Note that a part of an order's amount is due on a day."""
    session = options.session(ctx)
    due_on = options.coming_day(due, as_of=session.as_of)
    with writing(session, "order instalment") as ledger:
        order = the_order(ledger, number)
        money = order.read(amount)
        part = Dated(on=due_on, amount=money.amount)
        made = Split(
            id=add_instalment(ledger, order, part, as_of=session.as_of),
            number=order.number,
            code=order.code,
            amount=money,
            currency=money.currency,
            due_on=due_on,
        )
        options.tell_notes(ledger.notes)
    text = _("{code} {name}: {amount} {currency} of order {number} are due on {due}.").format(
        code=order.code,
        name=order.name,
        amount=shown(money.amount, money.currency),
        currency=money.currency,
        number=order.number,
        due=due_on,
    )
    answer.give_done(made, text, options.target(ctx))


@app.command("list", cls=Reading, epilog="kam order list JRW01001")
def list_(ctx: typer.Context, code: options.MaybeCode = None) -> None:
    """List orders as they stand, the latest first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        rows = list_orders(ledger, as_of=session.as_of, customer_id=found.id if found else None)
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="number", title=_("Order")),
        Column(key="customer", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="on", title=_("Day")),
        Column(key="currency", title=_("Currency")),
        Column(key="amount", title=_("Amount"), right=True),
        Column(key="net_amount", title=_("Amount now"), right=True),
        Column(key="paid", title=_("Paid"), right=True),
        Column(key="overdue_amount", title=_("Overdue"), right=True),
        Column(key="cancelled_on", title=_("Cancelled")),
    ]
    listing = Listing(kind=OrderLine, columns=columns, rows=rows, nothing=_("No orders."))
    answer.give(listing, options.target(ctx))
