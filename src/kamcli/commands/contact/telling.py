"""`kam contact dossier`: hand over all that is kept about a person."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.errors import NotFound
from kamcli.i18n import N_, _
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.reports.dossier import Kept
from kamcli.reports.trail_words import column_label, table_label
from kamcli.writing import quoted

_OUTSIDE = {
    "copy": N_("copy of the ledger"),
    "export": N_("export"),
    "mail": N_("mail"),
    "file": N_("files of a submission"),
}


class Line(Kept, frozen=True, kw_only=True):
    """What is kept, in a list; the keys are those of `Kept`."""

    @property
    def what(self) -> str:
        """Return what it is, and whether it is of the past."""
        if self.table == "outside":
            return _("left the ledger: {way}").format(way=_(_OUTSIDE[self.column]))
        what = f"{table_label(self.table)}: {column_label(self.column)}"
        return _("{what} (former)").format(what=what) if self.former else what


def dossier(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The person's name."))],
    code: options.MaybeCode = None,
) -> None:
    """Tell all that is kept about a person, and who entered it when."""
    from kamcli.reports import dossier as dossiers

    wanted = options.text_of(name, name="NAME")
    with reading(options.session(ctx)) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        kept = dossiers.dossier(ledger, wanted, customer_id=found.id if found else None)
        options.tell_notes(ledger.notes)
    if not kept:
        raise NotFound(
            _('Nobody is kept under the name "{name}".').format(name=quoted(wanted)),
            hint="kam find TEXT",
        )
    columns = [
        Column(key="customer", title=_("Code")),
        Column(key="what", title=_("What is kept")),
        Column(key="on", title=_("Day")),
        Column(key="text", title=_("Text")),
        Column(key="by", title=_("Entered by")),
        Column(key="at", title=_("When")),
    ]
    rows = [Line(**{key: getattr(each, key) for key in Kept.__struct_fields__}) for each in kept]
    answer.give(Listing(kind=Line, columns=columns, rows=rows, nothing=""), options.target(ctx))
