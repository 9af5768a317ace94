"""`kam import`: take in exchange tables and address cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood, PartlyDone
from kamcli.exchange.faults import Done, FileCount, Imported
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer, streams, table
from kamcli.output.answer import Column, Listing
from kamcli.session import Session

app = new_app()

# What address cards are saved as.
CARDS = (".vcf", ".vcard")

_PATH = typer.Argument(
    metavar="PATH",
    help=N_("A folder with the tables, files named like them, or address cards (.vcf)."),
)
_LIST = typer.Option("--list", help=N_("List the imports of the past."))


@app.command("import", cls=Writing, epilog="kam import ./tables")
def import_(
    ctx: typer.Context,
    paths: Annotated[list[str] | None, _PATH] = None,
    list_: Annotated[bool, _LIST] = False,
) -> None:
    """Take in tables of customers, contacts and orders, or address cards."""
    session = options.session(ctx)
    if list_:
        _list(ctx, session)
    elif not paths:
        raise NotUnderstood(_("Say what to import."), hint="kam import ./tables")
    else:
        _import(ctx, session, [Path(path).expanduser() for path in paths])


def _import(ctx: typer.Context, session: Session, paths: list[Path]) -> None:
    try:
        with writing(session, "import") as ledger:
            done = _reader(paths)(
                ledger,
                paths,
                as_of=session.as_of,
                keep_rejects=not session.dry_run,
                progress=streams.progress,
            )
    finally:
        streams.progress("")
    imported = done.imported
    options.tell_notes(imported.warnings)
    for fault in done.faults:
        streams.tell(str(fault))
    answer.give_one(imported, _said(imported), options.target(ctx))
    if imported.rejected:
        raise PartlyDone(_rejected(imported, session), hint=_mend(imported, session))


def _reader(paths: list[Path]) -> Callable[..., Done]:
    """Return what takes in the files: tables, or the address cards of phones.

    Raises `NotUnderstood` for both at once: cards are matched to the customers there are.
    """
    cards = [path for path in paths if path.suffix.lower() in CARDS]
    if not cards:
        from kamcli.exchange.importing import import_tables

        return import_tables
    if len(cards) < len(paths):
        raise NotUnderstood(
            _("Tables and address cards are imported one after the other."),
            hint=f'kam import "{cards[0]}"',
        )
    from kamcli.exchange.vcards.taking import import_cards

    return import_cards


def _said(imported: Imported) -> str:
    """Return a table of the files, and a line on all of them."""
    titles = [_("File"), _("Rows"), _("New"), _("Changed"), _("As before"), _("Rejected")]
    rows = [_cells(each) for each in imported.files]
    rights = [False, *[True] * (len(titles) - 1)]
    counts = _(
        "Import {batch}: {read} rows read, {created} new, {updated} changed,"
        " {unchanged} as before, {rejected} rejected."
    ).format(
        batch=imported.batch,
        read=imported.read,
        created=imported.created,
        updated=imported.updated,
        unchanged=imported.unchanged,
        rejected=imported.rejected,
    )
    return table.drawn(titles, rows, rights=rights) + "\n\n" + counts


def _cells(each: FileCount) -> list[str]:
    counts = (each.read, each.created, each.updated, each.unchanged, each.rejected)
    return [each.file, *map(str, counts)]


def _rejected(imported: Imported, session: Session) -> str:
    if session.dry_run:
        text = ngettext(
            "{count} row would be rejected.", "{count} rows would be rejected.", imported.rejected
        )
        return text.format(count=imported.rejected)
    names = ", ".join(f'"{each.rejects_file}"' for each in imported.files if each.rejects_file)
    text = ngettext(
        "{count} row was rejected: it is in {files}.",
        "{count} rows were rejected: they are in {files}.",
        imported.rejected,
    )
    return text.format(count=imported.rejected, files=names)


def _mend(imported: Imported, session: Session) -> str | None:
    """Say what to type when the rejected rows are mended."""
    return None if session.dry_run else f'kam import "{imported.rejects_file}"'


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
