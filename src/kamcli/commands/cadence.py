"""`kam cadence`: how often a customer is contacted (联系周期)."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.cadences import set_cadence
from kamcli.ledger.finding import Found, find_active
from kamcli.ledger.opening import writing
from kamcli.output import answer
from kamcli.writing import even, quoted, read_number

app = new_app()

_DAYS = typer.Argument(
    metavar="DAYS|default", help=N_("1 to 3650 days, or default: then its grade says it.")
)
_DEFAULT = ("default", "默认")


class Paced(Struct, frozen=True, kw_only=True):
    """What `kam cadence -f json` returns; no days are those of the grade."""

    code: str
    days: int | None


@app.command("cadence", cls=Writing, epilog="kam cadence JRW01001 21")
def cadence(ctx: typer.Context, code: options.Code, days: Annotated[str, _DAYS]) -> None:
    """Set how often a customer is contacted."""
    session = options.session(ctx)
    own_days = _days(days)
    with writing(session, "cadence") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        set_cadence(ledger, found.id, own_days)
        options.tell_notes(ledger.notes)
    made = Paced(code=found.code, days=own_days)
    answer.give_done(made, _sentence(found, own_days), options.target(ctx))


def _days(text: str) -> int | None:
    plain = even(text).casefold()
    if plain in _DEFAULT:
        return None
    days = read_number(re.sub(" ?(days?|天|日)$", "", plain))
    if days is None:
        raise NotUnderstood(
            _('"{text}" is no number of days.').format(text=quoted(text)),
            hint="kam cadence --help",
            typed=text,
            better="30",
        )
    return days


def _sentence(found: Found, days: int | None) -> str:
    if days is None:
        return _("{customer}: the grade says how often.").format(customer=found)
    return ngettext("{customer}: every day.", "{customer}: every {days} days.", days).format(
        customer=found, days=days
    )
