"""`kam rate`: what one unit of a foreign currency is in CNY."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

from kamcli import options
from kamcli.cli import Reading, Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.rates import list_rates, set_rate
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.amounts import read_currency
from kamcli.rules.rates import Quote, plain_rate, read_rate

app = new_app(N_("Exchange rates."))


@app.command("set", cls=Writing, epilog="kam rate set USD 7.15")
def set_(
    ctx: typer.Context,
    currency: Annotated[
        str, typer.Argument(metavar="CUR", help=N_("The currency: USD, EUR, 美元."))
    ],
    rate: Annotated[str, typer.Argument(metavar="RATE", help=N_("CNY for one unit."))],
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help=N_("The day it was quoted; today if absent.")),
    ] = None,
    force: Annotated[
        bool, Option("--force", help=N_("Take the rate even if it is far from the last one."))
    ] = False,
) -> None:
    """Set the rate of a currency for a day."""
    session = options.session(ctx)
    quote = Quote(
        currency=read_currency(currency),
        on=options.past_day(on, as_of=session.as_of),
        rate=read_rate(rate),
    )
    with writing(session, "rate set") as ledger:
        set_rate(ledger, quote, as_of=session.as_of, force=force)
        options.tell_notes(ledger.notes)
    text = _("1 {currency} is {rate} CNY from {on} on.").format(
        currency=quote.currency, rate=plain_rate(quote.rate), on=quote.on
    )
    answer.give_done(quote, text, options.target(ctx))


@app.command("list", cls=Reading, epilog="kam rate list")
def list_(ctx: typer.Context) -> None:
    """List rates by currency, the latest first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        rows = list_rates(ledger, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="currency", title=_("Currency")),
        Column(key="on", title=_("Day")),
        Column(key="rate", title=_("CNY for one"), right=True),
    ]
    listing = Listing(kind=Quote, columns=columns, rows=rows, nothing=_("No rates."))
    answer.give(listing, options.target(ctx))
