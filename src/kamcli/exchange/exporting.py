"""Export: what is written out of a ledger, whole or not at all, and noted in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import Unavailable
from kamcli.exchange.outbox import Outbox
from kamcli.exchange.questions import rows_of
from kamcli.exchange.redaction import Veil
from kamcli.i18n import _
from kamcli.ledger.commands import EXPORT
from kamcli.ledger.exports import ExportKind, NewExport, is_closed, note_export
from kamcli.ledger.opening import noting, reading

if TYPE_CHECKING:
    from kamcli.exchange.questions import Stored
    from kamcli.exchange.tables import Table
    from kamcli.ledger.database import Ledger
    from kamcli.session import Session


class Count(Struct, frozen=True, kw_only=True):
    """How many rows of a table were written."""

    table: str
    rows: int


class Export(Struct, frozen=True, kw_only=True):
    """An export on its way: of which ledger, to which file or folder, on which day.

    With a `veil` personal data is left out.
    """

    ledger: Ledger
    place: Path
    outbox: Outbox
    as_of: date
    veil: Veil | None
    progress: Callable[[str], None]

    def rows(self, table: Table) -> Iterator[Stored]:
        """Go through the rows of a table as `questions.rows_of` gives them."""
        rows = rows_of(self.ledger, table)
        return rows if self.veil is None else self.veil.rows(table, rows)

    def tell(self, name: str) -> None:
        """Tell on a terminal what is being written."""
        self.progress(_("Writing {file}").format(file=name))


class Exported(Struct, frozen=True, kw_only=True):
    """What `kam export -f json` returns; `target` is the file or the folder."""

    what: ExportKind
    target: str
    rows: int
    tables: tuple[Count, ...]
    redacted: bool
    noted: bool


class Order(Struct, frozen=True, kw_only=True):
    """What is asked for: the kind of export, where to, and what writes it (raises `OSError`).

    `redact` leaves out personal data; `hint` is a command that writes the same to another place.
    """

    what: ExportKind
    place: Path
    redact: bool
    write: Callable[[Export], tuple[Count, ...]]
    hint: str


def export(session: Session, order: Order, *, progress: Callable[[str], None]) -> Exported:
    """Write out what is asked for, from one moment of the ledger.

    It is noted before the files have their names: nothing leaves that the trail does not know of.
    Where the ledger can only be read the files are written all the same, not `noted`. A dry run
    writes everything and delivers nothing. Raises `Unavailable` where a file cannot be written, or
    the ledger is in use by another for long.
    """
    with Outbox() as outbox:
        try:
            tables = _written(session, order, outbox, progress)
            rows = sum(each.rows for each in tables)
            noted = _noted(session, order, rows=rows)
            if not session.dry_run:
                outbox.deliver()
        except OSError as error:
            raise _not_written(order, error) from error
    return Exported(
        what=order.what,
        target=str(order.place),
        rows=rows,
        tables=tables,
        redacted=order.redact,
        noted=noted,
    )


def _written(
    session: Session, order: Order, outbox: Outbox, progress: Callable[[str], None]
) -> tuple[Count, ...]:
    with reading(session) as ledger:
        return order.write(
            Export(
                ledger=ledger,
                place=order.place,
                outbox=outbox,
                as_of=session.as_of,
                veil=Veil(ledger) if order.redact else None,
                progress=progress,
            )
        )


def _noted(session: Session, order: Order, *, rows: int) -> bool:
    """Note the export; return whether the ledger could be written."""
    new = NewExport(what=order.what, target=order.place, rows=rows, redacted=order.redact)
    try:
        with noting(session, EXPORT) as ledger:
            note_export(ledger, new)
    except Unavailable as error:
        if not is_closed(error):
            raise
        session.tell(_("The trail does not tell of this export. {why}").format(why=error))
        return False
    return True


def _not_written(order: Order, error: OSError) -> Unavailable:
    return Unavailable(
        _('The export cannot be written to "{place}": {why}.').format(
            place=order.place, why=error.strerror
        ),
        hint=order.hint,
    )
