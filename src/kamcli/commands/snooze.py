"""`kam snooze`: leave a customer in peace until a day (暂缓)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger import cadences
from kamcli.ledger.finding import find_active
from kamcli.ledger.opening import writing
from kamcli.output import answer

app = new_app()

_UNTIL = typer.Option("--until", metavar="DATE", help=N_("The last quiet day."))


class Snoozed(Struct, frozen=True, kw_only=True):
    """What `kam snooze -f json` returns."""

    code: str
    snoozed_until: date
    why: str


@app.command(
    "snooze", cls=Writing, epilog='kam snooze JRW01001 --until +14d --why "Plant holidays"'
)
def snooze(
    ctx: typer.Context, code: options.Code, until: Annotated[str, _UNTIL], why: options.Why
) -> None:
    """Be quiet about a customer until a day."""
    session = options.session(ctx)
    last_on = options.coming_day(until, as_of=session.as_of)
    reason = options.text_of(why, name="--why")
    with writing(session, "snooze") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        cadences.snooze(ledger, found.id, until=last_on, as_of=session.as_of, why=reason)
        options.tell_notes(ledger.notes)
    sentence = _("{customer}: quiet until {day}.").format(customer=found, day=last_on)
    made = Snoozed(code=found.code, snoozed_until=last_on, why=reason)
    answer.give_done(made, sentence, options.target(ctx))
