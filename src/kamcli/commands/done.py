"""`kam done`: a next action was done."""

from __future__ import annotations

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import _
from kamcli.ledger.actions import close_action
from kamcli.ledger.opening import writing
from kamcli.output import answer
from kamcli.rules.vocabulary import ActionStatus

app = new_app()


class Done(Struct, frozen=True, kw_only=True):
    """What `kam done -f json` returns."""

    id: int
    code: str
    status: ActionStatus


@app.command("done", cls=Writing, epilog="kam done 12")
def done(ctx: typer.Context, id_: options.Id, on: options.On = None) -> None:
    """Close a next action as done."""
    session = options.session(ctx)
    action_id = options.id_of(id_, hint="kam action list")
    done_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "done") as ledger:
        action = close_action(ledger, action_id, ActionStatus.DONE, on=done_on)
    sentence = _("{code} {name}: action {id} is done: {text}").format(
        code=action.customer, name=action.name, id=action.id, text=action.text
    )
    made = Done(id=action.id, code=action.customer, status=action.status)
    answer.give_done(made, sentence, options.target(ctx))
