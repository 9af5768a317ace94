"""`kam audit`: who did what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.errors import NotFound
from kamcli.i18n import N_, _
from kamcli.ledger.auditing import Audited, AuditedChange, Search, audit, customer_that_was
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.output import answer
from kamcli.output.answer import Column, Form, Listing
from kamcli.output.values import in_short
from kamcli.reports.trail_words import told
from kamcli.rules.codes import normalise_code

app = new_app()

_SINCE = Option(metavar="DATE", help=N_("Only commands of this day and later."))
_BY = Option(metavar="01|LOGIN", help=N_("Only commands of a manager, or of a login."))
_EXPORTS = Option("--exports", help=N_("Only what left the ledger: exports and mails."))
_LIMIT = Option(metavar="N", min=1, help=N_("At most so many, the newest."))
_NAMED_AT_MOST = 3


class Line(Audited, frozen=True, kw_only=True):
    """A command in a list; the keys are those of `Audited`."""

    @property
    def who(self) -> str:
        """Return the manager and the login."""
        return f"{self.by} {self.login}"

    @property
    def what(self) -> str:
        """Return the name with its reason, and whether it was taken back or took another back."""
        command = f"{self.command}: {self.why}" if self.why is not None else self.command
        if self.undone_by is not None:
            return _("{command} (taken back by {undo})").format(
                command=command, undo=self.undone_by
            )
        return f"{command} {self.undoes}" if self.undoes is not None else command

    @property
    def customers(self) -> str:
        """Return the codes of the first customers it touched."""
        codes = sorted({each.customer for each in self.changes if each.customer})
        more = len(codes) - _NAMED_AT_MOST
        return ", ".join(codes[:_NAMED_AT_MOST]) + (f" +{more}" if more > 0 else "")

    @property
    def changed(self) -> str:
        """Return in words what it changed."""
        return told(self.changes, say=in_short)


class Cell(Struct, frozen=True, kw_only=True):
    """One column that a command changed: the row of a spreadsheet."""

    id: int
    at: datetime
    by: str
    login: str
    command: str
    why: str | None
    undone_by: int | None
    undoes: int | None
    table: str
    row: int
    customer: str | None
    change: str
    column: str | None
    before: Any
    after: Any


@app.command("audit", cls=Reading, epilog="kam audit JRW01001 --since monday")
def audit_(
    ctx: typer.Context,
    code: options.MaybeCode = None,
    since: Annotated[str | None, _SINCE] = None,
    by: Annotated[str | None, _BY] = None,
    exports: Annotated[bool, _EXPORTS] = False,
    limit: Annotated[int | None, _LIMIT] = None,
) -> None:
    """Show who changed what, and when."""
    session = options.session(ctx)
    since_on = options.past_day(since, as_of=session.as_of) if since else None
    with reading(session) as ledger:
        customer_id = _customer_id(ledger, code) if code else None
        search = Search(
            customer_id=customer_id, since=since_on, by=by, exports=exports, limit=limit
        )
        found = audit(ledger, search)
        options.tell_notes(ledger.notes)
    target = options.target(ctx)
    answer.give(_cells(found) if target.form in (Form.CSV, Form.XLSX) else _lines(found), target)


def _customer_id(ledger: Ledger, text: str) -> int:
    """Return the customer that is meant, also one whose registration was taken back."""
    try:
        return find_customer(ledger, text, choose=options.choose).id
    except NotFound:
        gone = customer_that_was(ledger, normalise_code(text))
        if gone is None:
            raise
        return gone


def _lines(found: Sequence[Audited]) -> Listing:
    columns = [
        Column(key="id", title=_("No."), right=True),
        Column(key="at", title=_("When")),
        Column(key="who", title=_("Who")),
        Column(key="what", title=_("Command")),
        Column(key="customers", title=_("Customer")),
        Column(key="changed", title=_("What changed")),
    ]
    rows = [
        Line(
            id=each.id,
            at=each.at,
            by=each.by,
            login=each.login,
            command=each.command,
            why=each.why,
            undone_by=each.undone_by,
            undoes=each.undoes,
            changes=each.changes,
        )
        for each in found
    ]
    return Listing(kind=Line, columns=columns, rows=rows, nothing=_("No commands."))


def _cells(found: Sequence[Audited]) -> Listing:
    rows = [cell for each in found for change in each.changes for cell in _split(each, change)]
    return Listing(kind=Cell, columns=(), rows=rows, nothing=_("No commands."))


def _split(command: Audited, change: AuditedChange) -> Iterator[Cell]:
    """Return a row for each column that changed; one without a column where it was erased."""
    before, after = change.before or {}, change.after or {}
    columns: list[str | None] = [*before, *(name for name in after if name not in before)]
    for column in columns or [None]:
        yield Cell(
            id=command.id,
            at=command.at,
            by=command.by,
            login=command.login,
            command=command.command,
            why=command.why,
            undone_by=command.undone_by,
            undoes=command.undoes,
            table=change.table,
            row=change.row,
            customer=change.customer,
            change=change.change,
            column=column,
            before=before.get(column) if column else None,
            after=after.get(column) if column else None,
        )
