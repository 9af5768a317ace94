"""`kam list`: customers, as many ways as a morning needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.i18n import _
from kamcli.ledger.opening import reading
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import Scope
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.money import HOME_CURRENCY, Money
from kamcli.rules.vocabulary import CustomerStatus, Flag, Grade, Market, Nature, Source

app = new_app()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A customer in a list, with the keys that others rely on (cli.md, JSON)."""

    code: str
    name: str
    short_name: str | None
    market: Market
    nature: Nature
    source: Source
    country: str | None
    region: str | None
    owner: str
    grade: Grade | None
    grade_computed: Grade | None
    grade_before: Grade | None
    annual_amount: Money
    via_amount: Money
    last_contact_on: date | None
    silent_days: int | None
    turns_x_on: date | None
    flags: tuple[Flag, ...]
    next_action: str | None
    next_due_on: date | None
    registered_on: date
    key: bool
    status: CustomerStatus
    tags: tuple[str, ...]


def row_of(portrait: Portrait, *, as_of: date) -> Row:
    """Return a customer as a row of a list."""
    stand = portrait.standing
    last_on = stand.last_contact_on if stand else None
    action = portrait.actions[0] if portrait.actions else None
    return Row(
        code=portrait.code,
        name=portrait.name,
        short_name=portrait.short_name,
        market=portrait.market,
        nature=portrait.nature,
        source=portrait.source,
        country=portrait.country,
        region=portrait.region,
        owner=portrait.owner,
        grade=portrait.grade,
        grade_computed=stand.grade if stand else None,
        grade_before=stand.grade_before if stand else None,
        annual_amount=_cny(stand.own_amount if stand else 0),
        via_amount=_cny(stand.via_amount if stand else 0),
        last_contact_on=last_on,
        silent_days=(as_of - last_on).days if last_on else None,
        turns_x_on=stand.turns_x_on if stand else None,
        flags=portrait.flags,
        next_action=action.text if action else None,
        next_due_on=action.due_on if action else None,
        registered_on=portrait.registered_on,
        key=portrait.key_reason is not None,
        status=portrait.status,
        tags=portrait.tags,
    )


def _cny(fen: int) -> Money:
    return Money(amount=fen, currency=HOME_CURRENCY)


@app.command("list", cls=Reading, epilog="kam list --grade A,B --no-next")
def list_(ctx: typer.Context) -> None:
    """List customers."""
    session = options.session(ctx)
    with reading(session) as ledger:
        rows = [
            row_of(each, as_of=session.as_of)
            for each in portraits(ledger, Scope(), as_of=session.as_of)
        ]
    columns = [
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="grade", title=_("Grade")),
        Column(key="annual_amount", title=_("Annual amount"), right=True),
        Column(key="last_contact_on", title=_("Last contact")),
        Column(key="next_action", title=_("Next action")),
        Column(key="next_due_on", title=_("Due")),
        Column(key="flags", title=_("Attention")),
    ]
    listing = Listing(kind=Row, columns=columns, rows=rows, nothing=_("No customers."))
    answer.give(listing, options.target(ctx))
