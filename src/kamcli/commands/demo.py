"""`kam demo`: an example ledger with its Friday report."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import Refused, Unavailable
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer, streams
from kamcli.output.answer import Form, Target
from kamcli.session import Session

if TYPE_CHECKING:
    from kamcli.exchange.faults import Imported

app = new_app()

_NAME = "kam.db"


class Made(Struct, frozen=True, kw_only=True):
    """What `kam demo -f json` returns: the ledger, and how many rows were taken into it."""

    ledger: str
    customers: int
    rows: int


@app.command("demo", cls=Writing, epilog="kam demo --into ./kam-demo")
def demo(
    ctx: typer.Context,
    into: Annotated[
        str, typer.Option("--into", metavar="DIR", help=N_("The folder to make it in."))
    ] = "./kam-demo",
) -> None:
    """Make an example ledger with its Friday report."""
    session = options.session(ctx)
    target = options.target(ctx)
    folder = Path(into).expanduser()
    ledger = folder / _NAME
    if ledger.exists():
        raise _already_there(ledger)
    try:
        if session.dry_run:
            with TemporaryDirectory() as draft:
                _make(session, target, Path(draft), ledger)
        else:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder, prefix=".kam-demo-") as draft:
                _make(session, target, Path(draft), ledger)
                _move(Path(draft) / _NAME, ledger)
    except OSError as error:
        raise Unavailable(
            _('The example cannot be made in "{folder}": {why}.').format(
                folder=folder, why=error.strerror
            ),
            hint="kam demo --into DIR",
        ) from error


def _already_there(ledger: Path) -> Refused:
    return Refused(
        _('There is a ledger at "{path}" already.').format(path=ledger),
        hint="kam demo --into ./kam-demo-2",
    )


def _move(draft: Path, ledger: Path) -> None:
    """Give the ledger its name, unless somebody made one there meanwhile."""
    try:
        os.link(draft, ledger)
    except FileExistsError as error:
        raise _already_there(ledger) from error


def _make(session: Session, target: Target, draft: Path, ledger: Path) -> None:
    """Make the ledger in a folder of its own, and tell of it under the name it will have."""
    from kamcli.exchange.demo import write_demo_tables
    from kamcli.ledger.creation import NewLedger, create_ledger
    from kamcli.rules.vocabulary import Department

    here = replace(session, ledger=draft / _NAME, manager="01", dry_run=False)
    create_ledger(
        here, NewLedger(manager="01", name="Li Lei", prefix="JR", department=Department.EXPORT)
    )
    write_demo_tables(draft / "tables", as_of=session.as_of)
    imported = _import(here, draft / "tables")
    customers = next(each.read for each in imported.files if each.file == "customers.csv")
    made = Made(ledger=str(ledger), customers=customers, rows=imported.read)
    answer.give_one(made, _said(made), target)
    if target.form is Form.TABLE:
        streams.put("\n" + _report(here))


def _import(session: Session, tables: Path) -> Imported:
    from kamcli.exchange.importing import import_tables

    with writing(session, "demo") as ledger:
        done = import_tables(
            ledger,
            [tables],
            as_of=session.as_of,
            keep_rejects=False,
            progress=streams.progress,
        )
        streams.progress("")
        assert not done.faults, [str(fault) for fault in done.faults]
    return done.imported


def _said(made: Made) -> str:
    lines = [
        _("An example ledger of {customers} customers is at {path}.").format(
            customers=made.customers, path=made.ledger
        ),
        _("Look around:"),
        *(
            f'  kam --ledger "{made.ledger}" {words}'
            for words in ("today", "list --all", "show nordwind", "report --manager all")
        ),
    ]
    return "\n".join(lines)


def _report(session: Session) -> str:
    """Return the Friday report of everybody, as `kam report --manager all` prints it."""
    from kamcli.output import friday
    from kamcli.reports.building import friday_form
    from kamcli.reports.week_facts import Asked
    from kamcli.rules.weeks import week_of

    week = week_of(session.as_of)
    asked = Asked(week=week, told_on=session.as_of, manager=None, market=None, every_customer=False)
    with reading(session) as ledger:
        form = friday_form(ledger, asked)
    on_terminal = streams.is_terminal()
    return friday.drawn(
        form,
        columns=streams.columns() if on_terminal else None,
        loud=on_terminal and streams.in_colour(),
    )
