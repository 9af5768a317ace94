"""`kam postpone`: a next action will be done later."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.actions import postpone_action
from kamcli.ledger.opening import writing
from kamcli.output import answer

app = new_app()

_TO = typer.Option("--to", metavar="DATE", help=N_("The new day, after the old one."))


class Postponed(Struct, frozen=True, kw_only=True):
    """What `kam postpone -f json` returns: `id` is the new action, `postponed` the old one."""

    id: int
    postponed: int
    code: str
    due_on: date


@app.command("postpone", cls=Writing, epilog='kam postpone 12 --to +7d --why "Samples are late"')
def postpone(
    ctx: typer.Context, id_: options.Id, to: Annotated[str, _TO], why: options.Why
) -> None:
    """Move a next action to a later day."""
    session = options.session(ctx)
    action_id = options.id_of(id_, hint="kam action list")
    due_on = options.due_day(to, as_of=session.as_of)
    reason = options.text_of(why, name="--why")
    with writing(session, "postpone") as ledger:
        action = postpone_action(ledger, action_id, to=due_on, on=session.as_of, why=reason)
    sentence = _("{code} {name}: action {old} is postponed, now action {id}, due {day}.").format(
        code=action.customer, name=action.name, old=action_id, id=action.id, day=due_on
    )
    made = Postponed(id=action.id, postponed=action_id, code=action.customer, due_on=due_on)
    answer.give_done(made, sentence, options.target(ctx))
