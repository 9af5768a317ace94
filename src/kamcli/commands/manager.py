"""`kam manager`: the salespeople of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.cli import Reading, Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger import managers
from kamcli.ledger.managers import Manager, ManagerLine, add_manager, list_managers, the_manager
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.codes import read_manager
from kamcli.rules.vocabulary import Department
from kamcli.rules.words import read_department

app = new_app(N_("Managers."))

_CODE = typer.Argument(metavar="CODE", help=N_("The manager's code, 01 to 99."))


class Added(Struct, frozen=True, kw_only=True):
    """What `kam manager add -f json` returns."""

    code: str
    name: str
    department: Department | None


class Left(Struct, frozen=True, kw_only=True):
    """What `kam manager leave -f json` returns."""

    code: str
    left_on: date


@app.command("add", cls=Writing, epilog='kam manager add 02 "Han Meimei" --department export')
def add(
    ctx: typer.Context,
    code: Annotated[str, _CODE],
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The manager's name."))],
    department: Annotated[
        str | None,
        Option(
            metavar="export|domestic|showroom",
            help=N_("It decides the market of customers without a country."),
        ),
    ] = None,
) -> None:
    """Add a manager."""
    session = options.session(ctx)
    new = Manager(
        code=read_manager(code),
        name=options.text_of(name, name="NAME"),
        department=read_department(department) if department is not None else None,
    )
    with writing(session, "manager add") as ledger:
        add_manager(ledger, new)
        options.tell_notes(ledger.notes)
    text = _("Manager {code} {name} is added.").format(code=new.code, name=new.name)
    made = Added(code=new.code, name=new.name, department=new.department)
    answer.give_done(made, text, options.target(ctx))


@app.command("leave", cls=Writing, epilog="kam manager leave 02 --on 2026-11-18")
def leave(
    ctx: typer.Context,
    code: Annotated[str, _CODE],
    on: Annotated[str, Option("--on", metavar="DATE", help=N_("The manager's last day."))],
) -> None:
    """Note that a manager has left and handed over all customers."""
    session = options.session(ctx)
    left_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "manager leave") as ledger:
        manager = the_manager(ledger, read_manager(code))
        managers.leave(ledger, manager, on=left_on)
        options.tell_notes(ledger.notes)
    text = _("Manager {code} {name} left on {on}.").format(
        code=manager.code, name=manager.name, on=left_on
    )
    answer.give_done(Left(code=manager.code, left_on=left_on), text, options.target(ctx))


@app.command("list", cls=Reading, epilog="kam manager list")
def list_(ctx: typer.Context) -> None:
    """List managers and how many customers each owns."""
    session = options.session(ctx)
    with reading(session) as ledger:
        rows = list_managers(ledger, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="code", title=_("Manager")),
        Column(key="name", title=_("Name")),
        Column(key="department", title=_("Department")),
        Column(key="customers", title=_("Customers"), right=True),
        Column(key="left_on", title=_("Left")),
    ]
    listing = Listing(kind=ManagerLine, columns=columns, rows=rows, nothing=_("No managers."))
    answer.give(listing, options.target(ctx))
