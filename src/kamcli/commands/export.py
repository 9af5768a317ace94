"""`kam export`: write everything out as exchange tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import KamCommand, new_app
from kamcli.i18n import N_, ngettext
from kamcli.ledger.opening import reading
from kamcli.output import answer, streams

app = new_app()


class _Export(KamCommand):
    forms = "table|json"


@app.command("export", cls=_Export, epilog="kam export --into ./tables")
def export(
    ctx: typer.Context,
    into: Annotated[
        str, typer.Option("--into", metavar="DIR", help=N_("The folder to write the tables to."))
    ],
) -> None:
    """Write everything out as tables."""
    from kamcli.exchange.writing import export_tables

    session = options.session(ctx)
    with reading(session) as ledger:
        done = export_tables(ledger, Path(into).expanduser(), progress=streams.progress)
    streams.progress("")
    rows = sum(each.rows for each in done.files)
    text = ngettext(
        '{count} row in {files} tables is in "{into}".',
        '{count} rows in {files} tables are in "{into}".',
        rows,
    ).format(count=rows, files=len(done.files), into=done.into)
    answer.give_done(done, text, options.target(ctx))
