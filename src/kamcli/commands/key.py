"""`kam key`: the key customers, each with its reason (重点客户)."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger.customers import mark_key
from kamcli.ledger.finding import find_active
from kamcli.ledger.opening import writing
from kamcli.output import answer

app = new_app()

_WHY = typer.Option("--why", metavar="TEXT", help=N_("What makes it a key customer."))
_OFF = typer.Option("--off", help=N_("It is an ordinary customer again."))


class Marked(Struct, frozen=True, kw_only=True):
    """What `kam key -f json` returns."""

    code: str
    key: bool
    key_reason: str | None


@app.command("key", cls=Writing, epilog='kam key JRW01001 --why "First in its market"')
def key(
    ctx: typer.Context,
    code: options.Code,
    why: Annotated[str | None, _WHY] = None,
    off: Annotated[bool, _OFF] = False,
) -> None:
    """Mark a key customer."""
    session = options.session(ctx)
    if off == (why is not None):
        raise NotUnderstood(
            _("Say why it is a key customer, or --off that it is none."),
            hint='--why "…"' if not off else "kam key --help",
        )
    reason = options.text_of(why, name="--why") if why is not None else None
    with writing(session, "key") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        mark_key(ledger, found.id, reason)
        options.tell_notes(ledger.notes)
    sentence = _("{customer} is a key customer.") if reason else _("{customer} is no key customer.")
    made = Marked(code=found.code, key=reason is not None, key_reason=reason)
    answer.give_done(made, sentence.format(customer=found), options.target(ctx))
