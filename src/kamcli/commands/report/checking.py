"""`kam report check`: say what a week lacks before it is handed in."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.commands.report.printing import begun_week
from kamcli.errors import Refused
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.opening import reading
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.reports.completeness import Missing, missing
from kamcli.reports.week_facts import Asked
from kamcli.rules.weeks import Week, week_to_submit


def check(
    ctx: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="this|last|DATE",
            help=N_("The week; this from Thursday on, else last, if absent."),
        ),
    ] = None,
) -> None:
    """Say what a week lacks before it is handed in; exit code 4 where it lacks something."""
    session = options.session(ctx)
    meant = begun_week(week, session) if week else week_to_submit(as_of=session.as_of)
    with reading(session) as ledger:
        found = missing(
            ledger,
            Asked(
                week=meant,
                told_on=min(session.as_of, meant.end),
                manager=None if options.everyone(ctx) else ledger.settings.manager,
                market=None,
                every_customer=False,
            ),
        )
    columns = [
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="text", title=_("What is missing")),
    ]
    nothing = _("Nothing is missing in the week to Friday {week}.").format(week=meant)
    answer.give(
        Listing(kind=Missing, columns=columns, rows=found, nothing=nothing), options.target(ctx)
    )
    if found:
        raise incomplete(meant, len(found), hint="kam fill")


def incomplete(week: Week, count: int, *, hint: str) -> Refused:
    """Say that a week lacks so many things."""
    return Refused(
        ngettext(
            "The week to Friday {week} is not complete: {count} thing is missing.",
            "The week to Friday {week} is not complete: {count} things are missing.",
            count,
        ).format(week=week, count=count),
        hint=hint,
    )
