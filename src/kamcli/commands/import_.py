"""`kam import`: take in spreadsheets, exchange tables and address cards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer import Option

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood, PartlyDone
from kamcli.exchange.faults import Done, Imported
from kamcli.i18n import N_, _, ngettext
from kamcli.importing import Spoken, lacks, mending, take_sheets
from kamcli.ledger.database import Ledger
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer, imported, streams
from kamcli.output.answer import Column, Listing
from kamcli.session import Session

app = new_app()

# What address cards are saved as.
CARDS = (".vcf", ".vcard")
CALENDAR = ".ics"
_Text = str | None
_Texts = list[str] | None

_PATH = typer.Argument(
    metavar="PATH",
    help=N_("Spreadsheets, a folder with the tables, files named like them, or address cards."),
)
_LIST = Option("--list", help=N_("List the imports of the past."))
_MAP = Option(
    "--map",
    metavar="HEADING=FIELD",
    help=N_(
        "What a column means, - is nothing; FIELD:=VALUE gives all rows a value. May be given"
        " several times."
    ),
)
_LAYOUT = Option(metavar="NAME", help=N_("What columns mean, as it was saved under a name."))
_SAVE = Option(metavar="NAME", help=N_("Save what the columns mean under a name."))
_ENCODING = Option(metavar="NAME", help=N_("The encoding of a text file: utf-8, gb18030, big5."))
_SHEET = Option(metavar="NAME", help=N_("This sheet alone; may be given several times."))
_ORDER = Option(metavar="dmy|mdy|ymd", help=N_("What days such as 03/05/2023 mean."))
_NATURE = Option(metavar="NATURE", help=N_("The nature of new customers whose row tells none."))
_SOURCE = Option(metavar="SOURCE", help=N_("The source of new customers whose row tells none."))
_CREATE = Option("--create-only", help=N_("Take new customers alone."))
_UPDATE = Option("--update-only", help=N_("Take more of known customers alone."))
_KEEP = Option("--keep-unmapped", help=N_("Keep columns that mean nothing as remarks."))


@app.command("import", cls=Writing, epilog="kam import 客户台帐.xlsx --dry-run")
def import_(
    ctx: typer.Context,
    paths: Annotated[list[str] | None, _PATH] = None,
    list_: Annotated[bool, _LIST] = False,
    map_: Annotated[_Texts, _MAP] = None,
    layout: Annotated[_Text, _LAYOUT] = None,
    save_layout: Annotated[_Text, _SAVE] = None,
    encoding: Annotated[_Text, _ENCODING] = None,
    sheet: Annotated[_Texts, _SHEET] = None,
    date_order: Annotated[_Text, _ORDER] = None,
    nature: Annotated[_Text, _NATURE] = None,
    source: Annotated[_Text, _SOURCE] = None,
    create_only: Annotated[bool, _CREATE] = False,
    update_only: Annotated[bool, _UPDATE] = False,
    keep_unmapped: Annotated[bool, _KEEP] = False,
) -> None:
    """Take in spreadsheets of customers, exchange tables, or address cards."""
    session = options.session(ctx)
    said = Spoken(
        maps=tuple(map_ or ()),
        layout=layout,
        save=save_layout,
        encoding=encoding,
        sheets=tuple(sheet or ()),
        order=date_order,
        nature=nature,
        source=source,
        create=create_only,
        update=update_only,
        keep=keep_unmapped,
    )
    if list_:
        _list(ctx, session)
    elif not paths:
        raise NotUnderstood(_("Say what to import."), hint="kam import ./tables")
    else:
        _import(ctx, session, [Path(path).expanduser() for path in paths], said)


def _import(ctx: typer.Context, session: Session, paths: list[Path], said: Spoken) -> None:
    try:
        with writing(session, "import") as ledger:
            done = _taken(ledger, session, paths, said)
    finally:
        streams.progress("")
    came = done.imported
    options.tell_notes(came.warnings)
    for line in imported.rejections(came, dry_run=session.dry_run):
        streams.tell(line)
    for line in lacks(done):
        streams.tell(line)
    answer.give_one(came, imported.said(came, dry_run=session.dry_run), options.target(ctx))
    if came.rejected:
        raise PartlyDone(_rejected(came, session), hint=mending(done, session, paths, said))


def _taken(ledger: Ledger, session: Session, paths: list[Path], said: Spoken) -> Done:
    """Take in files of one kind: spreadsheets, exchange tables, or the address cards of phones.

    Raises `NotUnderstood` for several kinds at once: cards are matched to the customers there are.
    """
    from kamcli.exchange.reading import holds_tables

    for path in paths:
        if path.suffix.lower() == CALENDAR:
            raise NotUnderstood(
                _('"{file}" is a calendar: kam writes calendars and reads none.').format(
                    file=path.name
                ),
                hint="kam export --ics kam.ics",
            )
    cards = [path for path in paths if path.suffix.lower() in CARDS]
    others = [path for path in paths if path not in cards]
    sheets = [path for path in others if said.anything() or not holds_tables(path)]
    tables = [path for path in others if path not in sheets]
    if len([kind for kind in (cards, sheets, tables) if kind]) > 1:
        raise NotUnderstood(
            _("Spreadsheets, tables and address cards are imported one after the other."),
            hint=f'kam import "{(cards or sheets)[0]}"',
        )
    if sheets:
        return take_sheets(ledger, session, sheets, said)
    if cards and said.anything():
        raise NotUnderstood(_("That is said of spreadsheets alone."), hint="kam import --help")
    if cards:
        from kamcli.exchange.vcards.taking import import_cards as take
    else:
        from kamcli.exchange.importing import import_tables as take
    return take(
        ledger,
        paths,
        as_of=session.as_of,
        keep_rejects=not session.dry_run,
        progress=streams.progress,
    )


def _rejected(came: Imported, session: Session) -> str:
    if session.dry_run:
        text = ngettext(
            "{count} row would be rejected.", "{count} rows would be rejected.", came.rejected
        )
        return text.format(count=came.rejected)
    text = ngettext(
        "{count} row was rejected: it is in {files}.",
        "{count} rows were rejected: they are in {files}.",
        came.rejected,
    )
    return text.format(count=came.rejected, files=imported.rejects_files(came))


def _list(ctx: typer.Context, session: Session) -> None:
    from kamcli.exchange.batches import Batch, list_batches

    with reading(session) as ledger:
        rows = list_batches(ledger)
    columns = [
        Column(key="batch", title=_("Import"), right=True),
        Column(key="on", title=_("Day")),
        Column(key="recorded_by", title=_("By")),
        Column(key="source", title=_("From")),
        Column(key="read", title=_("Rows"), right=True),
        Column(key="created", title=_("New"), right=True),
        Column(key="updated", title=_("Changed"), right=True),
        Column(key="unchanged", title=_("As before"), right=True),
        Column(key="rejected", title=_("Rejected"), right=True),
        Column(key="undone_by", title=_("Taken back by"), right=True),
    ]
    listing = Listing(kind=Batch, columns=columns, rows=rows, nothing=_("No imports."))
    answer.give(listing, options.target(ctx))
