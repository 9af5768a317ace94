"""What can be said of a note, and what comes of it: shared by the verbs that note and mend."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from kamcli import options
from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _, sentences
from kamcli.ledger.actions import plan_action
from kamcli.ledger.amending import Amendment
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import Found
from kamcli.ledger.grades import settle
from kamcli.ledger.portraits import portraits
from kamcli.ledger.records import these
from kamcli.output import answer
from kamcli.rules import words
from kamcli.rules.amounts import read_amount
from kamcli.rules.vocabulary import Grade
from kamcli.session import Session

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_(
            "talk, request, sample, quote, card, complaint, service, greeting or mailing;"
            " a new note is a talk unless told."
        ),
    ),
]
Via = Annotated[
    str | None,
    typer.Option(
        "--via",
        metavar="CHANNEL",
        help=N_(
            "visit, call, email, message, meeting, fair, letter or other;"
            " a new note is a call unless told."
        ),
    ),
]
With = Annotated[str | None, typer.Option("--with", metavar="CONTACT", help=N_("Who it was."))]
Attempt = Annotated[
    bool, typer.Option("--attempt", "--no-reply", help=N_("Nobody was reached, nobody answered."))
]
Unsolicited = Annotated[
    bool, typer.Option("--unsolicited", help=N_("The sample or quote was not asked for."))
]
Amount = Annotated[
    str | None, typer.Option("--amount", metavar="AMOUNT", help=N_("The amount of a quote."))
]
Problem = Annotated[
    str | None, typer.Option("--problem", metavar="TEXT", help=N_("A problem the customer has."))
]
Needs = Annotated[
    str | None,
    typer.Option("--needs", metavar="TEXT", help=N_("What others in the company must do.")),
]
Layer = Annotated[
    str | None,
    typer.Option("--layer", metavar="LAYER", help=N_("executive, technical or business.")),
]
Minutes = Annotated[
    int | None, typer.Option("--minutes", metavar="N", min=1, help=N_("How long it took."))
]
Next = Annotated[
    str | None, typer.Option("--next", metavar="TEXT", help=N_("The next action it leads to."))
]
Due = Annotated[
    str | None, typer.Option("--due", metavar="DATE", help=N_("The day of the next action."))
]


class Plan(Struct, frozen=True, kw_only=True):
    """A next action that a note leads to."""

    text: str
    due_on: date


class Logged(Struct, frozen=True, kw_only=True):
    """What `-f json` returns of a note; `grade` is the shown one."""

    id: int
    code: str
    grade: Grade
    grade_changed_from: Grade | None
    next_action_id: int | None


class Graded(Struct, frozen=True, kw_only=True):
    """A customer's shown grade, and the computed one that was stored before if it changed."""

    grade: Grade
    before: Grade | None


def said(
    session: Session,
    *,
    on: str | None,
    kind: str | None,
    via: str | None,
    with_: str | None,
    attempt: bool | None,
    unsolicited: bool | None,
    amount: str | None,
    problem: str | None,
    needs: str | None,
    layer: str | None,
    minutes: int | None,
) -> Amendment:
    """Read what the options say of a note; a text given as '' is to be cleared."""
    return Amendment(
        happened_on=options.past_day(on, as_of=session.as_of) if on is not None else None,
        kind=words.read_kind(kind) if kind is not None else None,
        via=words.read_via(via) if via is not None else None,
        with_name=_or_cleared(with_),
        problem=_or_cleared(problem),
        needs=_or_cleared(needs),
        amount=read_amount(amount) if amount is not None else None,
        attempt=attempt,
        unsolicited=unsolicited,
        layer=words.read_layer(layer) if layer is not None else None,
        minutes=minutes,
    )


def plan(session: Session, text: str | None, due: str | None) -> Plan | None:
    """Read the next action that a note leads to; raises `NotUnderstood` for half of one."""
    if text is None and due is None:
        return None
    if text is None or due is None:
        raise NotUnderstood(
            _("A next action has a text and a day: --next and --due go together."),
            hint='--next "Send the samples" --due friday',
        )
    return Plan(
        text=options.text_of(text, name="--next"),
        due_on=options.due_day(due, as_of=session.as_of),
    )


def give(
    ctx: typer.Context,
    session: Session,
    ledger: Ledger,
    *,
    customer: Found,
    interaction_id: int,
    leads_to: Plan | None,
) -> None:
    """Plan the next action, grade the customer, and tell what came of the note."""
    action_id = None
    if leads_to is not None:
        action_id = plan_action(ledger, customer.id, text=leads_to.text, due_on=leads_to.due_on)
    graded = grade_anew(ledger, customer, as_of=session.as_of)
    options.tell_notes(ledger.notes)
    made = Logged(
        id=interaction_id,
        code=customer.code,
        grade=graded.grade,
        grade_changed_from=graded.before,
        next_action_id=action_id,
    )
    answer.give_done(made, _sentences(made, customer), options.target(ctx))


def grade_anew(ledger: Ledger, customer: Found, *, as_of: date) -> Graded:
    """Grade the customers that were touched; return the shown grade of this one."""
    changed = {each.customer_id: each.before for each in settle(ledger, as_of=as_of)}
    portrait = portraits(ledger, these([customer.id]), as_of=as_of)[0]
    assert portrait.grade is not None
    return Graded(grade=portrait.grade, before=changed.get(customer.id))


def _or_cleared(text: str | None) -> str | None:
    return None if text is None else options.checked(text.strip())


def _sentences(made: Logged, customer: Found) -> str:
    text = _("{code} {name}: note {id}, grade {grade}.").format(
        code=made.code, name=customer.name, id=made.id, grade=made.grade
    )
    if made.grade_changed_from:
        text = _("{code} {name}: note {id}, grade {before} → {grade}.").format(
            code=made.code,
            name=customer.name,
            id=made.id,
            before=made.grade_changed_from,
            grade=made.grade,
        )
    if made.next_action_id:
        text = sentences([text, _("Next action {id}.").format(id=made.next_action_id)])
    return text
