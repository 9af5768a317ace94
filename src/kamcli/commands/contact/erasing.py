"""`kam contact erase`: take a person out of everything that the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kamcli import options
from kamcli.assent import confirm
from kamcli.errors import NotFound
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger import contacts
from kamcli.ledger.commands import ERASE
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import Found, the_customer
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.outside import Outside, Way
from kamcli.ledger.persons import Person, find_person
from kamcli.output import answer
from kamcli.output.text import clean
from kamcli.reports.trail_words import table_label
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.erasure import Erased

_WAYS = {
    Way.COPY: N_("copy of the ledger: {where}"),
    Way.EXPORT: N_("export of {on}: {where}"),
    Way.MAIL: N_("mail of {on} to {where}"),
    Way.FILE: N_("files of a submission of {on}: {where}"),
}
_TOLD_AT_MOST = 20

_Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The person's name."))]
_Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="TEXT", help=N_("Another name that notes have for the person.")),
]


def erase(
    ctx: typer.Context, code: options.Code, name: _Name, why: options.Why, also: _Also = None
) -> None:
    """Erase a person for good, from notes, the trail and submissions too."""
    from kamcli.erasure import erase_person

    session = options.session(ctx)
    reason = options.text_of(why, name="--why")
    others = [options.text_of(each, name="--also") for each in also or ()]
    with reading(session) as ledger:
        found = the_customer(ledger, code)
        person = _the_person(ledger, found, name, others)
    confirm(
        ctx,
        _("Erase {name} from {customer}, for good? It cannot be taken back.").format(
            name=person.name, customer=found
        ),
    )
    with writing(session, ERASE, why=reason, alone=True) as ledger:
        person = _the_person(ledger, found, name, others)
        erased = erase_person(ledger, found, person, at=session.now)
        options.tell_notes(ledger.notes)
    answer.give_one(erased, "\n".join(_said(erased, found)), options.target(ctx))


def _the_person(ledger: Ledger, customer: Found, name: str, also: list[str]) -> Person:
    """Return the person that is meant, also one that was removed; raises `NotFound`."""
    person = find_person(ledger, customer, name, also=also)
    if person is not None:
        return person
    contacts.the_contact(ledger, customer, name)  # says who is there
    raise NotFound(
        _('{customer} has no contact "{name}".').format(customer=customer, name=quoted(name)),
        hint=f"kam contact list {customer.code}",
    )


def _said(erased: Erased, customer: Found) -> Iterator[str]:
    yield clean(_("{customer}: {name} is erased.").format(customer=customer, name=erased.name))
    for each in erased.tables:
        yield "— " + ngettext(
            "{table}: {count} place", "{table}: {count} places", each.places
        ).format(table=table_label(each.table), count=each.places)
    yield "— " + ngettext(
        "trail: {count} row", "trail: {count} rows", erased.trail + erased.reasons
    ).format(count=erased.trail + erased.reasons)
    for week in erased.submissions:
        yield "— " + ngettext(
            "week to Friday {week}, manager {manager}, version {version}: {count} gap",
            "week to Friday {week}, manager {manager}, version {version}: {count} gaps",
            week.gaps,
        ).format(week=week.week, manager=week.manager, version=week.version, count=week.gaps)
    yield from _stays(erased)
    yield from _not_reached(erased.outside)


def _stays(erased: Erased) -> Iterator[str]:
    """Say what is left in the ledger that may still tell of the person."""
    for each in erased.shared:
        yield clean(_("Others have it too, so it stays: {text}").format(text=each))
    if erased.left:
        yield ngettext(
            "At other customers {count} place has this name; it may be somebody else's: {hint}",
            "At other customers {count} places have this name; it may be somebody else's: {hint}",
            erased.left,
        ).format(count=erased.left, hint=clean(f'kam find "{erased.name}"'))
    if erased.parts:
        yield ngettext(
            "{count} place has a part of the name alone and stays; --also erases such.",
            "{count} places have a part of the name alone and stay; --also erases such.",
            erased.parts,
        ).format(count=erased.parts)


def _not_reached(outside: tuple[Outside, ...]) -> Iterator[str]:
    yield _("What left the ledger is not reached; as far as it is known:")
    for each in outside[:_TOLD_AT_MOST]:
        yield "— " + clean(_(_WAYS[each.way]).format(where=each.where, on=each.on))
    more = len(outside) - _TOLD_AT_MOST
    if more > 0:
        yield _("— and {count} more").format(count=more)
    if not outside:
        yield "— " + _("nothing")
