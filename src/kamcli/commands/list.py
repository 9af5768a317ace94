"""`kam list`: customers, as many ways as a morning needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Annotated, Any, TypeVar

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger.customers import name_key
from kamcli.ledger.database import Ledger
from kamcli.ledger.managers import the_manager
from kamcli.ledger.opening import reading
from kamcli.ledger.portraits import MANY, each_portrait
from kamcli.ledger.selection import Selection, selected
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.reports.roster import Row, row_of
from kamcli.rules import words
from kamcli.rules.codes import read_manager
from kamcli.rules.countries import read_country
from kamcli.rules.vocabulary import Flag, Grade

app = new_app()

_Value = TypeVar("_Value")
_Text = str | None
_BETWEEN = re.compile("[,，、;；]")

# What a list is sorted by; what is unknown stands last, whichever way it is sorted.
_SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: name_key(row.name),
    "grade": lambda row: row.grade,
    "annual-amount": lambda row: row.annual_amount.amount,
    "last-contact": lambda row: row.last_contact_on,
    "silent-days": lambda row: row.silent_days,
    "next-due": lambda row: row.next_due_on,
    "registered": lambda row: row.registered_on,
    "turns-x": lambda row: row.turns_x_on,
}

_GRADE = Option(metavar="A,B", help=N_("These grades, as shown."))
_MARKET = Option(metavar="MARKET", help=N_("foreign or domestic."))
_OWNER = Option(metavar="01", help=N_("The customers of this manager; yours if absent."))
_NATURE = Option(metavar="NATURE", help=N_("agent, distributor, intermediary or end-user."))
_SOURCE = Option(metavar="SOURCE", help=N_("How they were found: web, fair, referral, …"))
_COUNTRY = Option(metavar="COUNTRY", help=N_("The country or region: DE, Germany, 德国."))
_TAG = Option(metavar="TAG", help=N_("With this tag; may be given several times."))
_KEY = Option("--key", help=N_("Key customers only."))
_FLAG = Option(metavar="FLAG", help=N_("With one of these flags: overdue, unanswered, stale, …"))
_SILENT = Option(
    metavar="DAYS", min=0, help=N_("Whose last contact was at least so many days ago.")
)
_NO_NEXT = Option("--no-next", help=N_("Without an open action."))
_SORT = Option(
    metavar="KEY",
    help=N_(
        "code, name, grade, annual-amount, last-contact, silent-days, next-due, registered or"
        " turns-x; -KEY turns it round."
    ),
)
_LIMIT = Option(metavar="N", min=1, help=N_("At most so many."))
_ALL = Option("--all", help=N_("Every owner and every status."))


class _Wanted(Struct, frozen=True, kw_only=True):
    """What is asked of rows that are worked out already."""

    grades: Sequence[Grade]
    flags: Sequence[Flag]
    silent_for: int | None

    def has(self, row: Row) -> bool:
        """Tell whether a row is wanted."""
        if self.grades and row.grade not in self.grades:
            return False
        if self.flags and not set(self.flags) & set(row.flags):
            return False
        if self.silent_for is None:
            return True
        return row.silent_days is not None and row.silent_days >= self.silent_for


class _Order(Struct, frozen=True, kw_only=True):
    """What rows are sorted by: nothing where they come as they shall, in the order of codes."""

    by: Callable[[Row], Any] | None
    backwards: bool

    def sorted(self, rows: Iterable[Row]) -> Iterable[Row]:
        """Return rows in order, those last of which it is not known."""
        value = self.by
        if value is None:
            return rows
        every = list(rows)
        known = [row for row in every if value(row) is not None]
        unknown = [row for row in every if value(row) is None]
        return sorted(known, key=value, reverse=self.backwards) + unknown


@app.command("list", cls=Reading, epilog="kam list --grade A,B --no-next --sort -annual-amount")
def list_(
    ctx: typer.Context,
    grade: Annotated[_Text, _GRADE] = None,
    market: Annotated[_Text, _MARKET] = None,
    owner: Annotated[_Text, _OWNER] = None,
    nature: Annotated[_Text, _NATURE] = None,
    source: Annotated[_Text, _SOURCE] = None,
    country: Annotated[_Text, _COUNTRY] = None,
    tag: Annotated[list[str] | None, _TAG] = None,
    key: Annotated[bool, _KEY] = False,
    flag: Annotated[_Text, _FLAG] = None,
    silent_for: Annotated[int | None, _SILENT] = None,
    no_next: Annotated[bool, _NO_NEXT] = False,
    sort: Annotated[str, _SORT] = "code",
    limit: Annotated[int | None, _LIMIT] = None,
    all_: Annotated[bool, _ALL] = False,
) -> None:
    """List customers."""
    session = options.session(ctx)
    wanted = _Wanted(
        grades=_each(grade, words.read_grade),
        flags=_each(flag, words.read_flag),
        silent_for=silent_for,
    )
    order = _order(sort)
    with reading(session) as ledger:
        selection = Selection(
            owner=_owner(ledger, owner, everyone=all_),
            active=not all_,
            markets=_each(market, words.read_market),
            natures=_each(nature, words.read_nature),
            sources=_each(source, words.read_source),
            countries=_each(country, read_country),
            tags=[options.text_of(each, name="--tag") for each in tag or ()],
            key=key,
            no_next=no_next,
        )
        customers = each_portrait(
            ledger,
            selected(selection, as_of=session.as_of),
            as_of=session.as_of,
            backwards=order.by is None and order.backwards,
            few=limit if limit and order.by is None else MANY,
        )
        rows = (row_of(each, as_of=session.as_of) for each in customers)
        found = list(islice(order.sorted(row for row in rows if wanted.has(row)), limit))
        options.tell_notes(ledger.notes)
    listing = Listing(kind=Row, columns=_columns(), rows=found, nothing=_("No customers."))
    answer.give(listing, options.target(ctx))


def _each(text: str | None, read: Callable[[str], _Value]) -> tuple[_Value, ...]:
    """Read values with commas between them."""
    if text is None:
        return ()
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return tuple(read(part) for part in parts if part) or (read(text),)


def _owner(ledger: Ledger, named: str | None, *, everyone: bool) -> str | None:
    """Return whose customers are listed: none for everyone's."""
    if named is not None:
        return the_manager(ledger, read_manager(named)).code
    return None if everyone else ledger.settings.manager


def _order(named: str) -> _Order:
    """Return the order of this name."""
    name = named.removeprefix("-").casefold().replace("_", "-")
    by = _SORTS.get(name)
    if by is None and name != "code":
        raise NotUnderstood(
            _('A list cannot be sorted by "{key}".').format(key=named),
            hint="--sort " + "|".join(["code", *_SORTS]),
        )
    return _Order(by=by, backwards=named.startswith("-"))


def _columns() -> list[Column]:
    return [
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="mark", title=_("Grade")),
        Column(key="annual_amount", title=_("Annual amount"), right=True),
        Column(key="last_contact_on", title=_("Last contact")),
        Column(key="next_action", title=_("Next action")),
        Column(key="next_due_on", title=_("Due")),
        Column(key="flags", title=_("Attention")),
    ]
