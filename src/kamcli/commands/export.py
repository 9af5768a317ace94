"""`kam export`: write the ledger out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.exports import ExportKind
from kamcli.output import answer, streams

if TYPE_CHECKING:
    from kamcli.exchange.exporting import Exported, Order

app = new_app()

_INTO = typer.Option("--into", metavar="DIR", help=N_("The folder to write the tables to."))
_XLSX = typer.Option(
    "--xlsx", metavar="FILE", help=N_("The workbook to write, with a sheet for each table.")
)
_REDACT = typer.Option(
    "--redact",
    help=N_(
        "Leave out who people are: contacts become numbers, without phones, mails, IM, birthdays;"
        " texts have phones, mails and the names of contacts masked."
    ),
)
_VCF = typer.Option(
    "--vcf", metavar="FILE", help=N_("The file for the address cards of your customers' people.")
)
_ICS = typer.Option(
    "--ics", metavar="FILE", help=N_("The file for a calendar of your actions and due days.")
)


@app.command("export", cls=Writing, epilog="kam export --into ./tables")
def export(
    ctx: typer.Context,
    into: Annotated[str | None, _INTO] = None,
    xlsx: Annotated[str | None, _XLSX] = None,
    vcf: Annotated[str | None, _VCF] = None,
    ics: Annotated[str | None, _ICS] = None,
    redact: Annotated[bool, _REDACT] = False,
) -> None:
    """Write everything out as tables, or your own part of it for a phone."""
    from kamcli.exchange import exporting

    session, target = options.session(ctx), options.target(ctx)
    answer.check_one(target)
    places = {"--into": into, "--xlsx": xlsx, "--vcf": vcf, "--ics": ics}
    order = _order(places, redact=redact)
    try:
        done = exporting.export(session, order, progress=streams.progress)
    finally:
        streams.progress("")
    answer.give_done(done, _said(done), target)


def _order(places: Mapping[str, str | None], *, redact: bool) -> Order:
    """Return what is asked for; raises `NotUnderstood` unless one place is named."""
    named = {option: place for option, place in places.items() if place}
    if len(named) != 1:
        raise NotUnderstood(
            _("Name one place to write to: {options}.").format(options=", ".join(places)),
            hint="kam export --into ./tables",
        )
    ((option, place),) = named.items()
    return _ORDERS[option](Path(place).expanduser(), redact)


def _tables(place: Path, redact: bool) -> Order:
    from kamcli.exchange.exporting import Order
    from kamcli.exchange.writing import write_tables

    return Order(
        what=ExportKind.TABLES,
        place=place,
        redact=redact,
        write=write_tables,
        hint="kam export --into ./tables",
    )


def _workbook(place: Path, redact: bool) -> Order:
    from kamcli.exchange.exporting import Order
    from kamcli.exchange.workbook import write_workbook

    return Order(
        what=ExportKind.WORKBOOK,
        place=place,
        redact=redact,
        write=write_workbook,
        hint="kam export --xlsx ./ledger.xlsx",
    )


def _cards(place: Path, redact: bool) -> Order:
    from kamcli.exchange.exporting import Order
    from kamcli.exchange.vcards.writing import write_cards

    if redact:
        raise Refused(
            _(
                "An address card without a name, a phone and a mail is none:"
                " --redact is not for it."
            ),
            hint=f'kam export --vcf "{place}"',
        )
    return Order(
        what=ExportKind.CARDS,
        place=place,
        redact=False,
        write=write_cards,
        hint="kam export --vcf ./people.vcf",
    )


def _calendar(place: Path, redact: bool) -> Order:
    from kamcli.exchange.calendars import write_calendar
    from kamcli.exchange.exporting import Order

    return Order(
        what=ExportKind.CALENDAR,
        place=place,
        redact=redact,
        write=write_calendar,
        hint="kam export --ics ./calendar.ics",
    )


_ORDERS: Mapping[str, Callable[[Path, bool], Order]] = {
    "--into": _tables,
    "--xlsx": _workbook,
    "--vcf": _cards,
    "--ics": _calendar,
}


def _said(done: Exported) -> str:
    match done.what:
        case ExportKind.TABLES | ExportKind.WORKBOOK:
            return _tables_said(done)
        case ExportKind.CARDS:
            text = ngettext(
                '{count} address card is in "{place}".',
                '{count} address cards are in "{place}".',
                done.rows,
            )
        case ExportKind.CALENDAR:
            text = ngettext(
                '{count} event is in "{place}".', '{count} events are in "{place}".', done.rows
            )
    return text.format(count=done.rows, place=done.target)


def _tables_said(done: Exported) -> str:
    text = ngettext(
        '{count} row in {tables} tables is in "{place}".',
        '{count} rows in {tables} tables are in "{place}".',
        done.rows,
    )
    return text.format(count=done.rows, tables=len(done.tables), place=done.target)
