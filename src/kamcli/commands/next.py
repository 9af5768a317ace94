"""`kam next`: plan what will be done for a customer."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.actions import plan_action
from kamcli.ledger.finding import find_active
from kamcli.ledger.opening import writing
from kamcli.output import answer

app = new_app()

_TEXT = typer.Argument(metavar="TEXT", help=N_("What will be done; - reads it from stdin."))
_DUE = typer.Option("--due", metavar="DATE", help=N_("The day by which it is done."))


class Planned(Struct, frozen=True, kw_only=True):
    """What `kam next -f json` returns."""

    id: int
    code: str


@app.command("next", cls=Writing, epilog='kam next JRW01001 "Send the samples" --due friday')
def next_(
    ctx: typer.Context,
    code: options.Code,
    text: Annotated[str, _TEXT],
    due: Annotated[str, _DUE],
) -> None:
    """Plan a next action."""
    session = options.session(ctx)
    what = options.text_of(text, name="TEXT")
    due_on = options.due_day(due, as_of=session.as_of)
    with writing(session, "next") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        action_id = plan_action(ledger, found.id, text=what, due_on=due_on)
        options.tell_notes(ledger.notes)
    sentence = _("{customer}: next action {id}, due {day}.").format(
        customer=found, id=action_id, day=due_on
    )
    answer.give_done(Planned(id=action_id, code=found.code), sentence, options.target(ctx))
