"""`kam payment`: money received on orders."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Reading, WritingAmount, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.orders import the_order
from kamcli.ledger.outcomes import outcome
from kamcli.ledger.payments import Payment, add_payment, list_payments
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.money import Money, shown
from kamcli.rules.record import Dated
from kamcli.rules.vocabulary import Grade

app = new_app(N_("Payments received."))


class Paid(Struct, frozen=True, kw_only=True):
    """What `kam payment add -f json` returns.

    `number` is the order's, `amount` in its `currency`, `grade` the customer's shown one.
    """

    id: int
    number: str
    code: str
    on: date
    amount: Money
    currency: str
    grade: Grade
    grade_changed_from: Grade | None


@app.command("add", cls=WritingAmount, epilog="kam payment add JRW01001-1 1284 --on yesterday")
def add(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=N_("The number of the order."))],
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help=N_("The amount, in the order's currency."))
    ],
    on: options.On = None,
) -> None:
    """Note a payment received on an order."""
    session = options.session(ctx)
    paid_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "payment add") as ledger:
        order = the_order(ledger, number)
        money = order.read(amount)
        made = Dated(on=paid_on, amount=money.amount)
        payment_id = add_payment(ledger, order, made, as_of=session.as_of)
        result = outcome(ledger, order.customer_id, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    paid = Paid(
        id=payment_id,
        number=order.number,
        code=order.code,
        on=paid_on,
        amount=money,
        currency=money.currency,
        grade=result.grade,
        grade_changed_from=result.changed_from,
    )
    text = _("{code} {name}: {amount} {currency} paid on {number}, grade {grade}.").format(
        code=order.code,
        name=order.name,
        amount=shown(money.amount, money.currency),
        currency=money.currency,
        number=order.number,
        grade=result,
    )
    answer.give_done(paid, text, options.target(ctx))


@app.command("list", cls=Reading, epilog="kam payment list JRW01001")
def list_(ctx: typer.Context, code: options.MaybeCode = None) -> None:
    """List payments, the latest first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        rows = list_payments(ledger, as_of=session.as_of, customer_id=found.id if found else None)
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="on", title=_("Day")),
        Column(key="number", title=_("Order")),
        Column(key="customer", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="currency", title=_("Currency")),
        Column(key="amount", title=_("Amount"), right=True),
    ]
    listing = Listing(kind=Payment, columns=columns, rows=rows, nothing=_("No payments."))
    answer.give(listing, options.target(ctx))
