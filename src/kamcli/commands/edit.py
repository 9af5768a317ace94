"""`kam edit`: change what is recorded of a customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, TypeVar

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.database import Ledger
from kamcli.ledger.editing import CustomerEdit, edit_customer
from kamcli.ledger.finding import Found, find_customer
from kamcli.ledger.opening import writing
from kamcli.output import answer
from kamcli.rules import words
from kamcli.rules.countries import read_country

app = new_app()

_Text = str | None
_Value = TypeVar("_Value")

_NAME = Option(metavar="NAME", help=N_("The name of the firm."))
_SHORT = Option(metavar="TEXT", help=N_("The short name."))
_NATURE = Option(metavar="NATURE", help=N_("agent, distributor, intermediary or end-user."))
_SOURCE = Option(
    metavar="SOURCE",
    help=N_(
        "web, fair, news, yellow-pages, trading-company, referral, social, telemarketing or other."
    ),
)
_DETAIL = Option(metavar="TEXT", help=N_("Which fair, which site, who referred it."))
_COUNTRY = Option(metavar="COUNTRY", help=N_("The country or region: DE, Germany, 德国."))
_REGION = Option(metavar="TEXT", help=N_("The province or city."))
_WEBSITE = Option(metavar="URL", help=N_("The web site."))
_PRODUCTS = Option(metavar="TEXT", help=N_("The products it is interested in."))
_REMARKS = Option(metavar="TEXT", help=N_("Remarks."))
_TAG = Option("--tag", metavar="TAG", help=N_("A tag; those given replace all it has."))
_REGISTERED = Option(metavar="DATE", help=N_("The day it was registered."))
_REFERRED = Option(metavar="CODE", help=N_("The customer that referred it."))
_AGENT = Option(metavar="CODE", help=N_("The agent that brought it."))


class Edited(Struct, frozen=True, kw_only=True):
    """What `kam edit -f json` returns; `changed` names the fields that differ from before."""

    code: str
    id: int
    changed: tuple[str, ...]


@app.command("edit", cls=Writing, epilog="kam edit JRW01001 --nature agent --country DE")
def edit(
    ctx: typer.Context,
    code: options.Code,
    name: Annotated[_Text, _NAME] = None,
    short_name: Annotated[_Text, _SHORT] = None,
    nature: Annotated[_Text, _NATURE] = None,
    source: Annotated[_Text, _SOURCE] = None,
    source_detail: Annotated[_Text, _DETAIL] = None,
    country: Annotated[_Text, _COUNTRY] = None,
    region: Annotated[_Text, _REGION] = None,
    website: Annotated[_Text, _WEBSITE] = None,
    products: Annotated[_Text, _PRODUCTS] = None,
    remarks: Annotated[_Text, _REMARKS] = None,
    tags: Annotated[list[str] | None, _TAG] = None,
    registered_on: Annotated[_Text, _REGISTERED] = None,
    referred_by: Annotated[_Text, _REFERRED] = None,
    via_agent: Annotated[_Text, _AGENT] = None,
) -> None:
    """Change what is recorded of a customer. Only what is given changes, '' clears."""
    session = options.session(ctx)
    with writing(session, "edit") as ledger:
        found = find_customer(ledger, code, choose=options.choose)
        options.echo(found)
        said = CustomerEdit(
            name=options.optional_text(name),
            short_name=options.optional_text(short_name),
            nature=_read(words.read_nature, nature),
            source=_read(words.read_source, source),
            source_detail=options.optional_text(source_detail),
            country=_read(read_country, country),
            region=options.optional_text(region),
            website=options.optional_text(website),
            products=options.optional_text(products),
            remarks=options.optional_text(remarks),
            tags=None if _is_blank(tags) else options.joined_tags(tags),
            registered_on=_read(partial(options.past_day, as_of=session.as_of), registered_on),
            referred_by=_read(partial(_customer, ledger), referred_by),
            via_agent=_read(partial(_customer, ledger), via_agent),
            cleared=frozenset(field for field, typed in ctx.params.items() if _is_blank(typed)),
        )
        changed = edit_customer(ledger, found, said)
        options.tell_notes(ledger.notes)
    made = Edited(code=found.code, id=found.id, changed=changed)
    answer.give_done(made, _edited(found, changed), options.target(ctx))


def _read(reader: Callable[[str], _Value], typed: str | None) -> _Value | None:
    """Read what was typed; nothing for what was not, or is to be cleared."""
    return reader(typed) if typed and typed.strip() else None


def _is_blank(typed: Sequence[str] | None) -> bool:
    """Whether an option was given with nothing in it; a tag may be given several times."""
    return typed == "" or (bool(typed) and not "".join(typed or ()).strip())


def _customer(ledger: Ledger, typed: str) -> Found:
    return find_customer(ledger, typed, choose=options.choose)


def _edited(found: Found, changed: Sequence[str]) -> str:
    if not changed:
        return _("{code} {name}: nothing differs from before.").format(
            code=found.code, name=found.name
        )
    fields = ", ".join(name.replace("_", "-") for name in changed)
    return _("{code} {name}: changed {fields}.").format(
        code=found.code, name=found.name, fields=fields
    )
