"""`kam interaction`: what happened with customers, listed, mended, taken out."""

from __future__ import annotations

from typing import Annotated, ClassVar

import typer
from msgspec import Struct
from msgspec.structs import replace
from typer import Option

from kamcli import noting, options
from kamcli.assent import confirm
from kamcli.cli import Destructive, Reading, Writing, new_app
from kamcli.i18n import N_, _
from kamcli.ledger.amending import amend_interaction, remove_interaction, the_note
from kamcli.ledger.finding import find_customer
from kamcli.ledger.interactions import Interaction, list_interactions
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer
from kamcli.output.answer import Column, Listing
from kamcli.rules.vocabulary import Grade

app = new_app(N_("What happened with customers."))

_LIST = "kam interaction list"
_ANSWERED = "--needs-answered"


class Removed(Struct, frozen=True, kw_only=True):
    """What `kam interaction remove -f json` returns."""

    id: int
    code: str
    grade: Grade
    grade_changed_from: Grade | None


@app.command("list", cls=Reading, epilog="kam interaction list JRW01001")
def list_(
    ctx: typer.Context,
    code: options.MaybeCode = None,
    needs: Annotated[
        bool, Option("--needs", help=N_("Only what others were asked for and owe still."))
    ] = False,
) -> None:
    """List what happened, the latest first."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        rows = list_interactions(
            ledger, as_of=session.as_of, customer_id=found.id if found else None, needing=needs
        )
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="id", title=_("No."), right=True),
        Column(key="customer", title=_("Code")),
        Column(key="on", title=_("Day")),
        Column(key="kind", title=_("Kind")),
        Column(key="via", title=_("Channel")),
        Column(key="with_", title=_("Contact")),
        Column(key="text", title=_("What happened")),
        Column(key="problem", title=_("Problem")),
        Column(key="needs", title=_("Needs")),
    ]
    listing = Listing(kind=Interaction, columns=columns, rows=rows, nothing=_("No notes."))
    answer.give(listing, options.target(ctx))


class _Edit(Writing):
    bare: ClassVar = {_ANSWERED: options.PLAIN_TODAY}


@app.command("edit", cls=_Edit, epilog="kam interaction edit 12 --kind request --on 11-18")
def edit(
    ctx: typer.Context,
    id_: options.Id,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=N_("The new text; - reads it from stdin."))
    ] = None,
    on: Annotated[
        str | None, Option("--on", metavar="DATE", help=N_("The day it happened."))
    ] = None,
    kind: noting.Kind = None,
    via: noting.Via = None,
    with_: noting.With = None,
    attempt: noting.Attempt = False,
    no_attempt: Annotated[
        bool, Option("--no-attempt", help=N_("Somebody was reached after all."))
    ] = False,
    unsolicited: noting.Unsolicited = False,
    no_unsolicited: Annotated[
        bool, Option("--no-unsolicited", help=N_("It was asked for after all."))
    ] = False,
    amount: noting.Amount = None,
    problem: noting.Problem = None,
    needs: noting.Needs = None,
    needs_answered: Annotated[
        str | None,
        Option(_ANSWERED, metavar="DATE", help=N_("Others did what was asked; today if absent.")),
    ] = None,
    layer: noting.Layer = None,
    minutes: noting.Minutes = None,
    next_: noting.Next = None,
    due: noting.Due = None,
) -> None:
    """Mend a note: only what is given changes, '' clears a text."""
    session = options.session(ctx)
    note_id = options.id_of(id_, hint=_LIST)
    said = noting.said(
        session,
        on=on,
        kind=kind,
        via=via,
        with_=with_,
        attempt=_marked(attempt, no_attempt),
        unsolicited=_marked(unsolicited, no_unsolicited),
        amount=amount,
        problem=problem,
        needs=needs,
        layer=layer,
        minutes=minutes,
    )
    said = replace(
        said,
        text=options.text_of(text, name="TEXT") if text is not None else None,
        needs_answered_on=(
            options.past_day(needs_answered, as_of=session.as_of) if needs_answered else None
        ),
    )
    plan = noting.plan(session, next_, due)
    with writing(session, "interaction edit") as ledger:
        note = the_note(ledger, note_id)
        amend_interaction(ledger, note.id, said)
        noting.give(
            ctx, session, ledger, customer=note.customer, interaction_id=note.id, leads_to=plan
        )


def _marked(yes: bool, no: bool) -> bool | None:
    """Return what two opposite options say together: the mark stays where none is given."""
    return yes if yes or no else None


@app.command("remove", cls=Destructive, epilog='kam interaction remove 12 --why "logged twice"')
def remove(ctx: typer.Context, id_: options.Id, why: options.Why) -> None:
    """Take a note out that never happened; the trail keeps it."""
    session = options.session(ctx)
    note_id = options.id_of(id_, hint=_LIST)
    reason = options.text_of(why, name="--why")
    with reading(session) as ledger:
        note = the_note(ledger, note_id)
    confirm(ctx, _("Remove note {id} of {customer}?").format(id=note.id, customer=note.customer))
    with writing(session, "interaction remove", why=reason) as ledger:
        remove_interaction(ledger, note_id)
        graded = noting.grade_anew(ledger, note.customer, as_of=session.as_of)
        options.tell_notes(ledger.notes)
    text = _("{customer}: note {id} is removed, grade {grade}.").format(
        customer=note.customer, id=note_id, grade=graded.grade
    )
    made = Removed(
        id=note_id,
        code=note.customer.code,
        grade=graded.grade,
        grade_changed_from=graded.before,
    )
    answer.give_done(made, text, options.target(ctx))
