"""`kam undo`: take back a command."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.auditing import AuditedChange, audit_of
from kamcli.ledger.commands import UNDO, PastCommand, last_command, the_command, unknown_command
from kamcli.ledger.opening import writing
from kamcli.ledger.undo import take_back
from kamcli.output import answer
from kamcli.output.values import in_short
from kamcli.reports.trail_words import told

app = new_app()

_Id = Annotated[
    str | None,
    typer.Argument(
        metavar="ID", help=N_("The command, as `kam audit` numbers it; your last one if absent.")
    ),
]


@app.command("undo", cls=Writing, epilog="kam undo 17")
def undo(ctx: typer.Context, command: _Id = None) -> None:
    """Take back a command."""
    session = options.session(ctx)
    if command is not None and not (command.isascii() and command.isdigit()):
        raise unknown_command(command)
    with writing(session, UNDO) as ledger:
        taken = (
            the_command(ledger, int(command))
            if command is not None
            else last_command(ledger, manager=ledger.settings.manager)
        )
        changes = audit_of(ledger, taken)
        undone = take_back(ledger, taken, as_of=session.as_of)
        options.tell_notes(ledger.notes)
        answer.give_one(undone, _said(taken, changes), options.target(ctx))


def _said(taken: PastCommand, changes: tuple[AuditedChange, ...]) -> str:
    codes = sorted({each.customer for each in changes if each.customer})
    name = f"{taken.name} {codes[0]}" if len(codes) == 1 else taken.name
    said = told(changes, say=in_short)
    if not said:
        return _('Took back command {id} "{name}".').format(id=taken.id, name=name)
    return _('Took back command {id} "{name}": {changes}.').format(
        id=taken.id, name=name, changes=said
    )
