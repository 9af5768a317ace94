"""`kam report roll-up`: one report of what several salespeople handed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kamcli import options
from kamcli.i18n import N_, ngettext
from kamcli.ledger.managers import list_managers
from kamcli.ledger.opening import reading
from kamcli.output import answer, rolling_up, streams
from kamcli.output.answer import Form, Listing, Target
from kamcli.reports.friday import Row
from kamcli.reports.masking import masked
from kamcli.reports.rolling_up import Expected, RolledUp, chosen, rolled_up
from kamcli.reports.submission_files import read_submission
from kamcli.rules.codes import read_manager
from kamcli.session import Session


def roll_up(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help=N_("Submissions, .json files."))
    ],
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect", metavar="01,02", help=N_("Who shall hand in; all of the ledger if absent.")
        ),
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=N_("Take files that were changed, too."))
    ] = False,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help=N_("Show phones, mails and IM in full."))
    ] = False,
) -> None:
    """Roll up the submissions of several salespeople into one report."""
    session, target = options.session(ctx), options.target(ctx)
    read = [read_submission(Path(file).expanduser()) for file in files]
    taken = chosen(read, changed_too=anyway)
    if len(taken) < len(read):
        left = len(read) - len(taken)
        streams.tell(
            ngettext(
                "{count} file is an older version, or there twice.",
                "{count} files are older versions, or there twice.",
                left,
            ).format(count=left)
        )
    found = rolled_up(taken, _expected(expect, session, friday=taken[0].frozen.week))
    _give(found if with_contacts else masked(found), target)


def _expected(expect: str | None, session: Session, *, friday: date) -> Expected:
    """Return whom to wait for: those that are named, else those of the ledger if there is one."""
    named = [read_manager(code) for code in expect.split(",")] if expect else []
    if not session.ledger.exists():
        return Expected(managers=named, names={})
    with reading(session) as ledger:
        managers = list_managers(ledger, as_of=friday)
    at_work = [each.code for each in managers if each.left_on is None]
    return Expected(managers=named or at_work, names={each.code: each.name for each in managers})


def _give(found: RolledUp, target: Target) -> None:
    match target.form:
        case Form.CSV:
            rows = Listing(kind=Row, columns=[], rows=found.whole.report.rows, nothing="")
            answer.give(rows, target)
        case Form.JSON:
            answer.give_one(found.answer, "", target)
        case Form.MARKDOWN:
            answer.write(rolling_up.markdown(found), target)
        case Form.HTML:
            from kamcli.output.friday_page import page

            answer.write(page(found.whole), target)
        case Form.XLSX:
            from kamcli.output.friday_book import book

            file = answer.workbook_file(target, example="friday.xlsx")
            answer.write_file(file, book(found.whole))
        case _:
            on_terminal = streams.is_terminal() and target.out is None
            text = rolling_up.drawn(
                found,
                columns=streams.columns() if on_terminal else None,
                loud=on_terminal and streams.in_colour(),
            )
            answer.write(text, target)
