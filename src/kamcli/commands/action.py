"""`kam action`: next actions, open and closed."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.actions import Action, list_actions
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.output import answer
from kamcli.output.answer import Column, Listing

app = new_app(N_("Next actions."))

_ALL = typer.Option("--all", help=N_("Closed ones too."))


@app.callback()
def action() -> None:
    """Next actions."""


@app.command("list", cls=Reading, epilog="kam action list JRW01001 --all")
def list_(
    ctx: typer.Context,
    code: options.MaybeCode = None,
    every: Annotated[bool, _ALL] = False,
) -> None:
    """List the open next actions, the earliest due first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        rows = list_actions(
            ledger, as_of=session.as_of, customer_id=found.id if found else None, every=every
        )
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="id", title=_("No."), right=True),
        Column(key="customer", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="text", title=_("Next action")),
        Column(key="due_on", title=_("Due")),
    ]
    if every:
        columns += [
            Column(key="status", title=_("Status")),
            Column(key="closed_on", title=_("Closed")),
            Column(key="why", title=_("Why")),
        ]
    listing = Listing(kind=Action, columns=columns, rows=rows, nothing=_("No actions."))
    answer.give(listing, options.target(ctx))
