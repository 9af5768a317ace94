"""`kam add`: register a customer."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, TypeVar

import typer
from msgspec import Struct
from typer import Option

from kamcli import config, options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger.agents import check_agent
from kamcli.ledger.contacts import NewContact, add_contact
from kamcli.ledger.customers import NewCustomer, register_customer
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import find_customer
from kamcli.ledger.interactions import NewInteraction, note_interaction
from kamcli.ledger.lookalikes import check_new_firm, firm_as_typed
from kamcli.ledger.managers import check_at_work, the_manager
from kamcli.ledger.markets import tell_doubt
from kamcli.ledger.opening import writing
from kamcli.names.firms import Firm
from kamcli.output import answer, streams
from kamcli.rules import words
from kamcli.rules.codes import CustomerCode, parse_code, read_manager
from kamcli.rules.countries import market_of, read_country
from kamcli.rules.vocabulary import Department, Kind, Market, Nature, Source, Via

app = new_app()

_Value = TypeVar("_Value", bound=StrEnum)
_Text = str | None

_NAME = typer.Argument(metavar="NAME", help=N_("The name of the firm."))
_MARKET = Option(metavar="MARKET", help=N_("foreign or domestic; the country says it if absent."))
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
_OWNER = Option(metavar="01", help=N_("The manager who owns it; you if absent."))
_CODE = Option(metavar="CODE", help=N_("A code of your own; the next free one if absent."))
_SHORT = Option(metavar="TEXT", help=N_("The short name."))
_WEBSITE = Option(metavar="URL", help=N_("The web site."))
_PRODUCTS = Option(metavar="TEXT", help=N_("The products it is interested in."))
_REMARKS = Option(metavar="TEXT", help=N_("Remarks."))
_TAG = Option(metavar="TAG", help=N_("A tag; may be given several times."))
_REFERRED = Option(metavar="CODE", help=N_("The customer that referred it."))
_AGENT = Option(metavar="CODE", help=N_("The agent that brought it."))
_CONTACT = Option(metavar="NAME", help=N_("A person there."))
_TITLE = Option(metavar="TEXT", help=N_("The person's title."))
_ROLE = Option(metavar="ROLE", help=N_("decision-maker, buyer, technical, user or finance."))
_PHONE = Option(metavar="PHONE", help=N_("The person's phone."))
_EMAIL = Option(metavar="EMAIL", help=N_("The person's e-mail."))
_IM = Option(metavar="ID", help=N_("The person's WeChat or WhatsApp."))
_MET = Option("--met", metavar="DATE", help=N_("Cards were exchanged on this day."))
_FORCE = Option("--force", help=N_("Register it even if the ledger doubts; needs --why."))


class Added(Struct, frozen=True, kw_only=True):
    """What `kam add -f json` returns."""

    code: str
    id: int


class _Add(Writing):
    bare: ClassVar = {"--met": "today"}


@app.command(
    "add", cls=_Add, epilog='kam add "ACME GmbH" --country DE --nature end-user --source web'
)
def add(
    ctx: typer.Context,
    name: Annotated[str, _NAME],
    market: Annotated[_Text, _MARKET] = None,
    nature: Annotated[_Text, _NATURE] = None,
    source: Annotated[_Text, _SOURCE] = None,
    source_detail: Annotated[_Text, _DETAIL] = None,
    country: Annotated[_Text, _COUNTRY] = None,
    region: Annotated[_Text, _REGION] = None,
    owner: Annotated[_Text, _OWNER] = None,
    on: options.On = None,
    code: Annotated[_Text, _CODE] = None,
    short_name: Annotated[_Text, _SHORT] = None,
    website: Annotated[_Text, _WEBSITE] = None,
    products: Annotated[_Text, _PRODUCTS] = None,
    remarks: Annotated[_Text, _REMARKS] = None,
    tag: Annotated[list[str] | None, _TAG] = None,
    referred_by: Annotated[_Text, _REFERRED] = None,
    via_agent: Annotated[_Text, _AGENT] = None,
    contact: Annotated[_Text, _CONTACT] = None,
    title: Annotated[_Text, _TITLE] = None,
    role: Annotated[_Text, _ROLE] = None,
    phone: Annotated[_Text, _PHONE] = None,
    email: Annotated[_Text, _EMAIL] = None,
    im: Annotated[_Text, _IM] = None,
    met: Annotated[_Text, _MET] = None,
    force: Annotated[bool, _FORCE] = False,
    why: Annotated[_Text, Option(metavar="TEXT", help=N_("Why it is forced."))] = None,
) -> None:
    """Register a customer and give it its code."""
    session = options.session(ctx)
    reason = options.optional_text(why) if force else None
    if force and not reason:
        raise NotUnderstood(_("Say why it is forced."), hint='--why "…"')
    person = _person(contact, title=title, role=role, phone=phone, email=email, im=im)
    met_on = options.past_day(met, as_of=session.as_of) if met else None
    registered_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "add", why=reason) as ledger:
        where = read_country(country) if country else None
        owned_by = the_manager(ledger, read_manager(owner) if owner else ledger.settings.manager)
        check_at_work(owned_by)
        wanted = parse_code(code, prefix=ledger.settings.prefix) if code else None
        new = NewCustomer(
            name=options.text_of(name, name="NAME"),
            market=_market(market, where, wanted, owned_by.department),
            nature=_asked(Nature, nature, "--nature"),
            source=_asked(
                Source,
                source or os.environ.get("KAM_SOURCE") or config.read_config().source,
                "--source",
            ),
            owner=owned_by.code,
            registered_on=registered_on,
            code=wanted,
            short_name=options.optional_text(short_name),
            source_detail=options.optional_text(source_detail),
            country=where,
            region=options.optional_text(region),
            website=options.optional_text(website),
            products=options.optional_text(products),
            remarks=options.optional_text(remarks),
            tags=options.joined_tags(tag),
            referred_by_id=find_customer(ledger, referred_by).id if referred_by else None,
            via_agent_id=_agent(ledger, via_agent) if via_agent else None,
        )
        check_new_firm(ledger, _firm(new, person), force=force)
        made = register_customer(ledger, new, force=force)
        tell_doubt(ledger, made.code, new.market, new.country)
        if person is not None:
            add_contact(ledger, made.id, person)
        if met_on is not None:
            note_interaction(ledger, _cards(made.id, met_on, person))
        options.tell_notes(ledger.notes)
        text = _("Registered {code} {name}.").format(code=made.code, name=new.name)
        answer.give_done(Added(code=made.code, id=made.id), text, options.target(ctx))


def _firm(new: NewCustomer, person: NewContact | None) -> Firm:
    """Return what tells the new firm from those that are registered."""
    return firm_as_typed(
        name=new.name,
        market=new.market,
        country=new.country,
        region=new.region,
        website=new.website,
        mail=person.email if person else None,
        phone=person.phone if person else None,
    )


def _agent(ledger: Ledger, typed: str) -> int:
    """Return the id of the customer that can be the agent of a new one."""
    found = find_customer(ledger, typed)
    check_agent(ledger, found)
    return found.id


def _market(
    typed: str | None,
    country: str | None,
    code: CustomerCode | None,
    department: Department | None,
) -> Market:
    """Return the market: as typed, else that of the country, the code, the department."""
    if typed:
        return words.read_market(typed)
    if country:
        return market_of(country)
    if code:
        return code.market
    if department:
        return department.market
    raise NotUnderstood(
        _("Is the customer foreign or domestic? Say the country or the market."),
        hint="--country DE",
    )


def _asked(kind: type[_Value], typed: str | None, option: str) -> _Value:
    """Read a value that must be known; ask for it where a person can answer."""
    if typed:
        return words.read_value(kind, typed)
    if streams.can_ask():
        from kamcli.output.asking import ask_value

        what = _("nature") if option == "--nature" else _("source")
        found = ask_value(kind, _("{what} ({values})?").replace("{what}", what))
        if found is not None:
            return found
    values = "|".join(value.value for value in kind)
    raise NotUnderstood(_("{option} is missing.").format(option=option), hint=f"{option} {values}")


def _person(
    name: str | None,
    *,
    title: str | None,
    role: str | None,
    phone: str | None,
    email: str | None,
    im: str | None,
) -> NewContact | None:
    if name is None:
        if any((title, role, phone, email, im)):
            raise NotUnderstood(
                _("Whose title, phone or e-mail is it? Say --contact."), hint='--contact "Li Lei"'
            )
        return None
    return NewContact(
        name=options.text_of(name, name="--contact"),
        title=options.optional_text(title),
        role=words.read_role(role) if role else None,
        phone=options.optional_text(phone),
        email=options.optional_text(email),
        im=options.optional_text(im),
        primary=True,
    )


def _cards(customer_id: int, met_on: date, person: NewContact | None) -> NewInteraction:
    return NewInteraction(
        customer_id=customer_id,
        happened_on=met_on,
        kind=Kind.CARD,
        via=Via.VISIT,
        text="",
        with_name=person.name if person else None,
    )
