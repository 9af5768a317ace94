"""`kam show`: a customer on one screen."""

from __future__ import annotations

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.output import customer
from kamcli.output.page import give_page
from kamcli.reports.sheet import sheet_of

app = new_app()


@app.command("show", cls=Reading, epilog="kam show JRW01001")
def show(ctx: typer.Context, code: options.Code) -> None:
    """Show a customer on one screen."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose)
        options.tell_notes(ledger.notes)
        shown = sheet_of(ledger, found, as_of=session.as_of)
    give_page(shown.sheet, customer.page(shown), options.target(ctx))
