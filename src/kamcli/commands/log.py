"""`kam log`: note a contact with a customer, or mend the last note."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import replace

from kamcli import noting, options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger import doubts
from kamcli.ledger.amending import Amendment, amend_interaction, find_note
from kamcli.ledger.finding import find_active
from kamcli.ledger.interactions import NewInteraction, note_interaction
from kamcli.ledger.opening import writing
from kamcli.output import streams
from kamcli.rules.hearing import sounds_like_attempt
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, Kind, Via
from kamcli.session import Session

app = new_app()

_Amend = Annotated[
    bool,
    typer.Option("--amend", help=N_("Mend your last note, or the one whose id stands first.")),
]


@app.command("log", cls=Writing, epilog='kam log JRW01001 "Asked for a price" --kind request')
def log(
    ctx: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help=N_("The customer; with --amend, the id."))
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=N_("What happened; - reads it from stdin."))
    ] = None,
    on: options.On = None,
    kind: noting.Kind = None,
    via: noting.Via = None,
    with_: noting.With = None,
    attempt: noting.Attempt = False,
    unsolicited: noting.Unsolicited = False,
    amount: noting.Amount = None,
    problem: noting.Problem = None,
    needs: noting.Needs = None,
    layer: noting.Layer = None,
    minutes: noting.Minutes = None,
    next_: noting.Next = None,
    due: noting.Due = None,
    amend_: _Amend = False,
) -> None:
    """Note a contact with a customer, on the day it happened."""
    session = options.session(ctx)
    said = noting.said(
        session,
        on=on,
        kind=kind,
        via=via,
        with_=with_,
        attempt=attempt or None,
        unsolicited=unsolicited or None,
        amount=amount,
        problem=problem,
        needs=needs,
        layer=layer,
        minutes=minutes,
    )
    plan = noting.plan(session, next_, due)
    if amend_:
        _amend(ctx, session, said, code, text, plan)
    else:
        _note(ctx, session, said, code, text, plan)


def _note(
    ctx: typer.Context,
    session: Session,
    said: Amendment,
    code: str | None,
    text: str | None,
    plan: noting.Plan | None,
) -> None:
    if code is None or text is None:
        raise NotUnderstood(
            _("Say which customer, and what happened."), hint='kam log JRW01001 "Asked for a price"'
        )
    text = options.text_of(text, name="TEXT")
    attempt = bool(said.attempt) or _was_attempt(said.kind or Kind.TALK, text)
    with writing(session, "log") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        new = NewInteraction(
            customer_id=found.id,
            happened_on=said.happened_on or session.as_of,
            kind=said.kind or Kind.TALK,
            via=said.via or Via.CALL,
            text=text,
            with_name=said.with_name or None,
            problem=said.problem or None,
            needs=said.needs or None,
            amount=said.amount,
            attempt=attempt,
            unsolicited=bool(said.unsolicited),
            layer=said.layer,
            minutes=said.minutes,
        )
        ledger.notes += doubts.of_offer(ledger, new, as_of=session.as_of)
        ledger.notes += doubts.of_greeting(ledger, new)
        noted = note_interaction(ledger, new)
        noting.give(ctx, session, ledger, customer=found, interaction_id=noted, leads_to=plan)


def _amend(
    ctx: typer.Context,
    session: Session,
    said: Amendment,
    first: str | None,
    second: str | None,
    plan: noting.Plan | None,
) -> None:
    with writing(session, "log --amend") as ledger:
        target = find_note(ledger, first, second)
        text = options.optional_text(target.text)
        amend_interaction(ledger, target.id, replace(said, text=text))
        noting.give(
            ctx, session, ledger, customer=target.customer, interaction_id=target.id, leads_to=plan
        )


def _was_attempt(kind: Kind, text: str) -> bool:
    """Ask whether nobody was reached, where the text says so and no option does."""
    if kind not in MAY_BE_ATTEMPT or not sounds_like_attempt(text):
        return False
    if streams.can_ask():
        question = _("Was nobody reached? Then it is an attempt, no contact. [y/N]")
        return streams.ask(question).casefold() in options.YES
    streams.tell(_("This sounds as if nobody was reached; if so, add --attempt."))
    return False
