"""`kam customer`: transfer, correct, merge or void customers, and find those that are one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct
from typer import Option

from kamcli import options
from kamcli.assent import confirm
from kamcli.cli import Destructive, Reading, Writing, new_app
from kamcli.i18n import N_, _, ngettext
from kamcli.ledger import markets
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import Found, find_active, the_customer
from kamcli.ledger.lookalikes import Duplicate, firms_that_meet
from kamcli.ledger.managers import the_manager
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.outcomes import outcome
from kamcli.ledger.sisters import known_reasons
from kamcli.ledger.transfers import transfer_customers
from kamcli.ledger.voids import check_may_void, void_customer
from kamcli.merging import answered, merged, read_keep, the_pair
from kamcli.output import answer, streams
from kamcli.output.answer import Column, Listing
from kamcli.rules.codes import read_manager
from kamcli.rules.vocabulary import Grade
from kamcli.rules.words import read_market

app = new_app(N_("Transfer, correct, merge or void customers."))

_CODES = typer.Argument(metavar="CODE...", help=N_("Customers: codes, names or parts of them."))
_TO = Option("--to", metavar="02", help=N_("The manager who gets them."))
_FULL_CODE = typer.Argument(metavar="CODE", help=N_("The full code of the customer."))
_FROM = typer.Argument(metavar="FROM", help=N_("The full code of the customer that goes."))
_INTO = typer.Argument(metavar="INTO", help=N_("The full code of the customer that stays."))
_KEEP = Option(
    "--keep", metavar="from|into", help=N_("Whose values are kept where the two differ.")
)
_KNOWN = Option("--known", help=N_("Also those that were registered as two firms, and why."))
_MARKET = Option("--to", metavar="foreign|domestic", help=N_("The market it belongs to."))


class Transferred(Struct, frozen=True, kw_only=True):
    """What `kam customer transfer -f json` returns: the new owner, the day, the customers."""

    owner: str
    on: date
    codes: tuple[str, ...]


class MarketFixed(Struct, frozen=True, kw_only=True):
    """What `kam customer fix-market -f json` returns."""

    code: str
    old_code: str


class MergedCustomer(Struct, frozen=True, kw_only=True):
    """What `kam customer merge -f json` returns; `joined` contacts were people it had already."""

    code: str
    old_code: str
    contacts: int
    joined: int
    interactions: int
    actions: int
    orders: int
    grade: Grade
    grade_changed_from: Grade | None


class Voided(Struct, frozen=True, kw_only=True):
    """What `kam customer void -f json` returns."""

    code: str
    id: int


@app.command(
    "transfer", cls=Writing, epilog='kam customer transfer JRW01001 JRW01002 --to 02 --why "…"'
)
def transfer(
    ctx: typer.Context,
    codes: Annotated[list[str], _CODES],
    to: Annotated[str, _TO],
    why: options.Why,
    on: options.On = None,
) -> None:
    """Give customers to another manager; their codes stay."""
    session = options.session(ctx)
    reason = options.text_of(why, name="--why")
    given_on = options.past_day(on, as_of=session.as_of)
    with writing(session, "customer transfer") as ledger:
        owner = the_manager(ledger, read_manager(to))
        found = _each_once(ledger, codes)
        transfer_customers(ledger, found, to=owner, on=given_on, why=reason)
        options.tell_notes(ledger.notes)
    text = ngettext(
        "{count} customer is owned by {owner} {name} from {on} on.",
        "{count} customers are owned by {owner} {name} from {on} on.",
        len(found),
    ).format(count=len(found), owner=owner.code, name=owner.name, on=given_on)
    made = Transferred(owner=owner.code, on=given_on, codes=tuple(each.code for each in found))
    answer.give_done(made, text, options.target(ctx))


def _each_once(ledger: Ledger, typed: list[str]) -> list[Found]:
    """Return the customers that were named, in that order, each once."""
    found: dict[int, Found] = {}
    for text in typed:
        customer = find_active(ledger, text, choose=options.choose)
        options.echo(customer)
        found.setdefault(customer.id, customer)
    return list(found.values())


@app.command("duplicates", cls=Reading, epilog="kam customer duplicates")
def duplicates(ctx: typer.Context, known: Annotated[bool, _KNOWN] = False) -> None:
    """List customers that are probably one firm, and why."""
    with reading(options.session(ctx)) as ledger:
        rows = firms_that_meet(ledger).duplicates(known_reasons(ledger))
        options.tell_notes(ledger.notes)
    apart = [row for row in rows if row.known_why is not None]
    if apart and not known:
        rows = [row for row in rows if row.known_why is None]
        streams.tell(_left_out(len(apart)))
    columns = [
        Column(key="code", title=_("Code")),
        Column(key="name", title=_("Customer")),
        Column(key="owner", title=_("Owner")),
        Column(key="other_code", title=_("Code")),
        Column(key="other_name", title=_("Probably the same")),
        Column(key="other_owner", title=_("Owner")),
        Column(key="by", title=_("Why")),
        Column(key="score", title=_("Likely, %"), right=True),
        *([Column(key="known_why", title=_("Known as two"))] if known else []),
    ]
    nothing = _("No two customers seem to be one firm.")
    answer.give(
        Listing(kind=Duplicate, columns=columns, rows=rows, nothing=nothing), options.target(ctx)
    )


def _left_out(count: int) -> str:
    return ngettext(
        "{count} pair is known to be two firms: --known lists it too, with the reason.",
        "{count} pairs are known to be two firms: --known lists them too, with the reasons.",
        count,
    ).format(count=count)


@app.command(
    "fix-market", cls=Writing, epilog='kam customer fix-market JRW01001 --to domestic --why "…"'
)
def fix_market(
    ctx: typer.Context,
    code: options.Code,
    to: Annotated[str, _MARKET],
    why: options.Why,
) -> None:
    """Correct a wrong W or N: the customer gets a new code, the old one stays its alias."""
    session = options.session(ctx)
    reason = options.text_of(why, name="--why")
    market = read_market(to)
    with writing(session, "customer fix-market", why=reason) as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        new_code = markets.fix_market(ledger, found, market, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    text = _("{old} is now {code} {name}.").format(old=found.code, code=new_code, name=found.name)
    made = MarketFixed(code=new_code, old_code=found.code)
    answer.give_done(made, text, options.target(ctx))


@app.command("void", cls=Destructive, epilog='kam customer void JRW01001 --why "Typed twice"')
def void(ctx: typer.Context, code: Annotated[str, _FULL_CODE], why: options.Why) -> None:
    """Make a customer void: it stays in the ledger and counts nowhere."""
    session = options.session(ctx)
    reason = options.text_of(why, name="--why")
    with reading(session) as ledger:
        found = the_customer(ledger, code)
        check_may_void(ledger, found)
    confirm(ctx, _("Make {code} {name} void?").format(code=found.code, name=found.name))
    with writing(session, "customer void") as ledger:
        found = the_customer(ledger, code)
        void_customer(ledger, found, why=reason)
        options.tell_notes(ledger.notes)
    text = _("{code} {name} is void.").format(code=found.code, name=found.name)
    answer.give_done(Voided(code=found.code, id=found.id), text, options.target(ctx))


@app.command("merge", cls=Destructive, epilog="kam customer merge JRW01002 JRW01001 --keep into")
def merge(
    ctx: typer.Context,
    from_: Annotated[str, _FROM],
    into: Annotated[str, _INTO],
    keep: Annotated[str | None, _KEEP] = None,
) -> None:
    """Make two customers that are one firm one; the code of the first is an alias from now on."""
    session = options.session(ctx)
    always = read_keep(keep) if keep is not None else None
    answers = answered(session, from_, into, always=always)
    with reading(session) as ledger:
        pair = the_pair(ledger, from_, into)
    gone, kept = pair.gone, pair.kept
    question = _("Merge {code} {name} into {kept}?").format(
        code=gone.code, name=gone.name, kept=kept
    )
    confirm(ctx, question)
    with writing(session, "customer merge") as ledger:
        moved = merged(ledger, the_pair(ledger, from_, into), answers, session)
        result = outcome(ledger, kept.id, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    made = MergedCustomer(
        code=kept.code,
        old_code=gone.code,
        contacts=moved.contacts,
        joined=moved.joined,
        interactions=moved.interactions,
        actions=moved.actions,
        orders=moved.orders,
        grade=result.grade,
        grade_changed_from=result.changed_from,
    )
    text = _(
        "{old} is now {kept}: contacts {contacts} ({joined} joined), interactions {interactions},"
        " next actions {actions}, orders {orders}; grade {grade}."
    ).format(
        old=gone.code,
        kept=kept,
        contacts=moved.contacts,
        joined=moved.joined,
        interactions=moved.interactions,
        actions=moved.actions,
        orders=moved.orders,
        grade=result,
    )
    answer.give_done(made, text, options.target(ctx))
