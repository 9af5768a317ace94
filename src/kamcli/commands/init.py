"""`kam init`: make a ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger.creation import NewLedger, create_ledger
from kamcli.output import answer, streams
from kamcli.rules.codes import read_prefix
from kamcli.rules.words import read_department

app = new_app()


@app.command("init", cls=Writing, epilog='kam init --manager 01 --name "Li Lei"')
def init(
    ctx: typer.Context,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=N_("Your name."))],
    prefix: Annotated[
        str, typer.Option("--prefix", metavar="JR", help=N_("What customer codes begin with."))
    ] = "JR",
    department: Annotated[
        str | None,
        typer.Option(
            "--department",
            metavar="export|domestic|showroom",
            help=N_("Where you work: it decides the market of customers without a country."),
        ),
    ] = None,
) -> None:
    """Make a ledger for the manager you are."""
    session = options.session(ctx)
    if session.manager is None:
        raise NotUnderstood(
            _("The code of the manager is missing."), hint='kam init --manager 01 --name "Li Lei"'
        )
    made = create_ledger(
        session,
        NewLedger(
            manager=session.manager,
            name=options.text_of(name, name="--name"),
            prefix=read_prefix(prefix),
            department=read_department(department) if department else None,
        ),
    )
    for warning in made.warnings:
        streams.tell(warning)
    text = _("Ledger {path} is ready for {manager} {name}.").format(
        path=made.ledger, manager=made.manager, name=made.name
    )
    answer.give_done(made, text, options.target(ctx))
