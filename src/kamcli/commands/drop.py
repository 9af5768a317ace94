"""`kam drop`: a next action will not be done."""

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


class Dropped(Struct, frozen=True, kw_only=True):
    """What `kam drop -f json` returns."""

    id: int
    code: str
    status: ActionStatus


@app.command("drop", cls=Writing, epilog='kam drop 12 --why "They bought elsewhere"')
def drop(ctx: typer.Context, id_: options.Id, why: options.Why) -> None:
    """Give up a next action."""
    session = options.session(ctx)
    action_id = options.id_of(id_, hint="kam action list")
    reason = options.text_of(why, name="--why")
    with writing(session, "drop") as ledger:
        action = close_action(ledger, action_id, ActionStatus.DROPPED, on=session.as_of, why=reason)
    sentence = _("{code} {name}: action {id} is dropped: {text}").format(
        code=action.customer, name=action.name, id=action.id, text=action.text
    )
    made = Dropped(id=action.id, code=action.customer, status=action.status)
    answer.give_done(made, sentence, options.target(ctx))
