"""`kam today`: what is due and whom to call."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading
from kamcli.output import morning, streams
from kamcli.output.answer import Form
from kamcli.output.page import give_page
from kamcli.reports.morning import is_quiet
from kamcli.reports.morning import morning as gather

app = new_app()

_TODAY = 1
_A_WEEK = 7

_Days = Annotated[
    int | None,
    typer.Option(
        "--days",
        metavar="N",
        min=1,
        max=3660,
        help=N_("So many days; if absent, actions of today and a week of warnings."),
    ),
]


@app.command("today", cls=Reading, epilog="kam today --days 7")
def today(ctx: typer.Context, days: _Days = None) -> None:
    """Say what is due and whom to call."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = gather(
            ledger, as_of=session.as_of, due_days=days or _TODAY, ahead_days=days or _A_WEEK
        )
        options.tell_notes(ledger.notes)
    target = options.target(ctx)
    if is_quiet(found) and target.form in (Form.TABLE, Form.MARKDOWN):
        streams.tell(
            _("Nothing is due on {day}: a good day to win a customer.").format(day=session.as_of)
        )
    else:
        give_page(found, lambda: morning.page(found), target)
