"""`kam goal`: how many new customers a week shall bring (开发目标)."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Argument, Option

from kamcli import options
from kamcli.cli import Reading, Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.goals import Goal, list_goals, set_goal
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.weeks import read_week, week_of_goal
from kamcli.writing import even, quoted, read_number

app = new_app(N_("Set how many new customers a week shall bring."))


@app.command("set", cls=Writing, epilog="kam goal set 3 --week next")
def set_(
    ctx: typer.Context,
    customers: Annotated[str, Argument(metavar="N", help=N_("How many new customers."))],
    week: Annotated[
        str | None,
        Option(
            "--week",
            metavar="WEEK",
            help=N_("this, next or a day; next on Thursday and Friday, else this, if absent."),
        ),
    ] = None,
    note: Annotated[
        str | None, Option("--note", metavar="TEXT", help=N_("Where they shall come from."))
    ] = None,
) -> None:
    """Set your goal for a week; it takes the place of one that was set before."""
    session = options.session(ctx)
    count = read_number(even(customers))
    if count is None:
        raise NotUnderstood(
            _('"{text}" is no number of customers.').format(text=quoted(customers)),
            hint="kam goal set 3",
        )
    if week is None:
        meant = week_of_goal(as_of=session.as_of)
    else:
        meant = read_week(week, as_of=session.as_of, ahead=True)
    with writing(session, "goal set") as ledger:
        goal = set_goal(
            ledger,
            ledger.settings.manager,
            meant,
            customers=count,
            note=options.optional_text(note),
        )
    sentence = ngettext(
        "Goal for the week to Friday {friday}: {count} new customer.",
        "Goal for the week to Friday {friday}: {count} new customers.",
        count,
    ).format(friday=goal.week, count=count)
    answer.give_done(goal, sentence, options.target(ctx))


@app.command("list", cls=Reading, epilog="kam goal list")
def list_(ctx: typer.Context) -> None:
    """List the goals, the latest week first."""
    with reading(options.session(ctx)) as ledger:
        rows = list_goals(ledger)
    columns = [
        Column(key="week", title=_("Week to Friday")),
        Column(key="manager", title=_("Manager")),
        Column(key="customers", title=_("New customers"), right=True),
        Column(key="note", title=_("Note")),
    ]
    listing = Listing(kind=Goal, columns=columns, rows=rows, nothing=_("No goals."))
    answer.give(listing, options.target(ctx))
