"""`kam log`: note a contact with a customer, or mend the last note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.ledger import doubts
from kamcli.ledger.actions import plan_action
from kamcli.ledger.amending import Amendment, amend_interaction, find_note
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import Found, find_customer
from kamcli.ledger.grades import settle
from kamcli.ledger.interactions import NewInteraction, note_interaction
from kamcli.ledger.opening import writing
from kamcli.ledger.portraits import portraits
from kamcli.ledger.records import these
from kamcli.output import answer, streams
from kamcli.rules import words
from kamcli.rules.amounts import read_amount
from kamcli.rules.hearing import sounds_like_attempt
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, Grade, Kind, Via
from kamcli.session import Session

app = new_app()

_Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_(
            "talk, request, sample, quote, card, complaint, service, greeting or mailing;"
            " talk if absent."
        ),
    ),
]
_Via = Annotated[
    str | None,
    typer.Option(
        "--via",
        metavar="CHANNEL",
        help=N_("visit, call, email, message, meeting, fair, letter or other; call if absent."),
    ),
]
_With = Annotated[str | None, typer.Option("--with", metavar="CONTACT", help=N_("Who it was."))]
_Attempt = Annotated[
    bool, typer.Option("--attempt", "--no-reply", help=N_("Nobody was reached, nobody answered."))
]
_Unsolicited = Annotated[
    bool, typer.Option("--unsolicited", help=N_("The sample or quote was not asked for."))
]
_Amount = Annotated[
    str | None, typer.Option("--amount", metavar="AMOUNT", help=N_("The amount of a quote."))
]
_Problem = Annotated[
    str | None, typer.Option("--problem", metavar="TEXT", help=N_("A problem the customer has."))
]
_Needs = Annotated[
    str | None,
    typer.Option("--needs", metavar="TEXT", help=N_("What others in the company must do.")),
]
_Layer = Annotated[
    str | None,
    typer.Option("--layer", metavar="LAYER", help=N_("executive, technical or business.")),
]
_Minutes = Annotated[
    int | None, typer.Option("--minutes", metavar="N", min=1, help=N_("How long it took."))
]
_Next = Annotated[
    str | None, typer.Option("--next", metavar="TEXT", help=N_("The next action it leads to."))
]
_Due = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help=N_("The day of the next action."))
]
_Amend = Annotated[
    bool,
    typer.Option("--amend", help=N_("Mend your last note, or the one whose id stands first.")),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What `kam log -f json` returns; `grade` is the shown one."""

    id: int
    code: str
    grade: Grade
    grade_changed_from: Grade | None
    next_action_id: int | None


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
    kind: _Kind = None,
    via: _Via = None,
    with_: _With = None,
    attempt: _Attempt = False,
    unsolicited: _Unsolicited = False,
    amount: _Amount = None,
    problem: _Problem = None,
    needs: _Needs = None,
    layer: _Layer = None,
    minutes: _Minutes = None,
    next_: _Next = None,
    due: _Due = None,
    amend_: _Amend = False,
) -> None:
    """Note a contact with a customer, on the day it happened."""
    session = options.session(ctx)
    said = Amendment(
        happened_on=options.past_day(on, as_of=session.as_of) if on or not amend_ else None,
        kind=words.read_kind(kind) if kind else None,
        via=words.read_via(via) if via else None,
        with_name=options.optional_text(with_),
        problem=options.optional_text(problem),
        needs=options.optional_text(needs),
        amount=read_amount(amount) if amount else None,
        attempt=attempt or None,
        unsolicited=unsolicited or None,
        layer=words.read_layer(layer) if layer else None,
        minutes=minutes,
    )
    plan = _plan(next_, due, session)
    if amend_:
        _amend(ctx, session, said, code, text, plan)
    else:
        _note(ctx, session, said, code, text, plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    text: str
    due_on: date


def _plan(text: str | None, due: str | None, session: Session) -> _Plan | None:
    if text is None and due is None:
        return None
    if text is None or due is None:
        raise NotUnderstood(
            _("A next action has a text and a day: --next and --due go together."),
            hint='--next "Send the samples" --due friday',
        )
    return _Plan(
        text=options.text_of(text, name="--next"),
        due_on=options.coming_day(due, as_of=session.as_of),
    )


def _note(
    ctx: typer.Context,
    session: Session,
    said: Amendment,
    code: str | None,
    text: str | None,
    plan: _Plan | None,
) -> None:
    if code is None or text is None:
        raise NotUnderstood(
            _("Say which customer, and what happened."), hint='kam log JRW01001 "Asked for a price"'
        )
    text = options.text_of(text, name="TEXT")
    attempt = bool(said.attempt) or _was_attempt(said.kind or Kind.TALK, text)
    with writing(session, "log") as ledger:
        found = find_customer(ledger, code, choose=options.choose)
        options.echo(found)
        new = NewInteraction(
            customer_id=found.id,
            happened_on=said.happened_on or session.as_of,
            kind=said.kind or Kind.TALK,
            via=said.via or Via.CALL,
            text=text,
            with_name=said.with_name,
            problem=said.problem,
            needs=said.needs,
            amount=said.amount,
            attempt=attempt,
            unsolicited=bool(said.unsolicited),
            layer=said.layer,
            minutes=said.minutes,
        )
        ledger.notes += doubts.of_offer(ledger, new, as_of=session.as_of)
        _give(ctx, session, ledger, found, note_interaction(ledger, new), plan)


def _amend(
    ctx: typer.Context,
    session: Session,
    said: Amendment,
    first: str | None,
    second: str | None,
    plan: _Plan | None,
) -> None:
    with writing(session, "log --amend") as ledger:
        target = find_note(ledger, first, second)
        text = options.optional_text(target.text)
        amend_interaction(ledger, target.id, replace(said, text=text))
        _give(ctx, session, ledger, target.customer, target.id, plan)


def _give(
    ctx: typer.Context,
    session: Session,
    ledger: Ledger,
    found: Found,
    interaction_id: int,
    plan: _Plan | None,
) -> None:
    """Plan the next action, grade the customer, and tell what came of it."""
    action_id = None
    if plan is not None:
        action_id = plan_action(ledger, found.id, text=plan.text, due_on=plan.due_on)
    changed = {each.customer_id: each.before for each in settle(ledger, as_of=session.as_of)}
    portrait = portraits(ledger, these([found.id]), as_of=session.as_of)[0]
    assert portrait.grade is not None
    options.tell_notes(ledger.notes)
    made = Logged(
        id=interaction_id,
        code=found.code,
        grade=portrait.grade,
        grade_changed_from=changed.get(found.id),
        next_action_id=action_id,
    )
    answer.give_one(made, _said(made, found), options.target(ctx))


def _said(made: Logged, found: Found) -> str:
    text = _("{code} {name}: note {id}, grade {grade}.").format(
        code=made.code, name=found.name, id=made.id, grade=made.grade
    )
    if made.grade_changed_from:
        text = _("{code} {name}: note {id}, grade {before} → {grade}.").format(
            code=made.code,
            name=found.name,
            id=made.id,
            before=made.grade_changed_from,
            grade=made.grade,
        )
    if made.next_action_id:
        text += " " + _("Next action {id}.").format(id=made.next_action_id)
    return text


def _was_attempt(kind: Kind, text: str) -> bool:
    """Ask whether nobody was reached, where the text says so and no option does."""
    if kind not in MAY_BE_ATTEMPT or not sounds_like_attempt(text):
        return False
    if streams.can_ask():
        question = _("Was nobody reached? Then it is an attempt, no contact. [y/N]")
        return streams.ask(question).casefold() in options.YES
    streams.tell(_("This sounds as if nobody was reached; if so, add --attempt."))
    return False
