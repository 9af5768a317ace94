"""`kam find`: customers, people and notes by any text."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading
from kamcli.ledger.searching import search
from kamcli.output import answer, streams
from kamcli.output.answer import Column, Listing
from kamcli.reports.finds import Find, find_of

app = new_app()

_Words = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT",
        help=N_("A part of a name, its pinyin or initials, a phone, a mail, words of a note."),
    ),
]
_Limit = Annotated[
    int, typer.Option("--limit", metavar="N", min=1, help=N_("At most so many; 50 if absent."))
]


@app.command("find", cls=Reading, epilog="kam find hskj")
def find(ctx: typer.Context, text: _Words, limit: _Limit = 50) -> None:
    """Find customers, people and notes by any text."""
    session = options.session(ctx)
    words = options.text_of(" ".join(text), name="TEXT")
    with reading(session) as ledger:
        hits = search(ledger, words, as_of=session.as_of, most=limit + 1)
        options.tell_notes(ledger.notes)
    if len(hits) > limit:
        streams.tell(
            _("There are more than {limit}: raise --limit to see them.").format(limit=limit)
        )
    columns = [
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="where_said", title=_("Found in")),
        Column(key="text", title=_("Text"), bold="matched"),
        Column(key="on", title=_("Day")),
    ]
    rows = [find_of(hit) for hit in hits[:limit]]
    nothing = _('Nothing was found for "{text}".').format(text=words)
    answer.give(
        Listing(kind=Find, columns=columns, rows=rows, nothing=nothing), options.target(ctx)
    )
