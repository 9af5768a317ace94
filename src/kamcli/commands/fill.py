"""`kam fill`: the week, customer by customer, with what is missing asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from kamcli import fill_pages, options
from kamcli.cli import Writing, new_app
from kamcli.errors import NotUnderstood, Refused
from kamcli.filling import questions
from kamcli.i18n import N_, _, sentences
from kamcli.output import answer, streams
from kamcli.output.dialog import Dialog, Move
from kamcli.reports.fill_cards import Filling, card_of, customers_to_fill, incomplete
from kamcli.rules.weeks import Week, read_week, week_of, week_to_submit
from kamcli.session import Session
from kamcli.talk import Question, Talk, go_through

app = new_app()

_TOLD_AT_MOST = 8


class Filled(Struct, frozen=True, kw_only=True):
    """What `kam fill -f json` returns; `week` is named by its Friday.

    `shown` of the `customers` were gone through; `lacking` are the codes of all those for whom a
    promise without an outcome, an action without a day or no next action is left.
    """

    week: date
    customers: int
    shown: int
    saved: int
    lacking: tuple[str, ...]


@app.command("fill", cls=Writing, epilog="kam fill --week last")
def fill(
    ctx: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="this|last|DATE",
            help=N_("The week; if absent the one to be submitted now."),
        ),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain", help=N_("Draw nothing and read lines: for screen readers and pipes.")
        ),
    ] = False,
) -> None:
    """Go through the week and fill in what is missing."""
    if not plain and not streams.can_ask():
        raise NotUnderstood(
            _("This asks a person, and nobody is at a terminal."),
            hint="kam fill --plain < answers.txt",
        )
    session = options.session(ctx)
    filling = Filling(week=_week(week, session), as_of=session.as_of)
    talk = Talk(
        Dialog(plain=plain),
        filling,
        lambda: replace(options.session(ctx), as_of=session.as_of),
    )
    with talk.looking() as ledger:
        customers = customers_to_fill(ledger, filling)
    shown = _walk(talk, customers)
    with talk.looking() as ledger:
        lacking = incomplete(ledger, customers, filling)
    filled = Filled(
        week=filling.week.end,
        customers=len(customers),
        shown=shown,
        saved=talk.saved,
        lacking=lacking,
    )
    answer.give_done(filled, _sentence(filled), options.target(ctx))


def _week(text: str | None, session: Session) -> Week:
    """Read the week; raises `Refused` for one that has not begun."""
    if text is None:
        return week_to_submit(as_of=session.as_of)
    week = read_week(text, as_of=session.as_of)
    if week > week_of(session.as_of):
        raise Refused(
            _("The week from {begin} to {end} has not begun.").format(
                begin=week.begin, end=week.end
            ),
            hint="kam fill --week this",
        )
    return week


def _walk(talk: Talk, customers: Sequence[int]) -> int:
    """Go through the customers, back and forth; return how many were shown."""
    talk.dialog.begin()
    asked: dict[int, list[Question]] = {}
    at, backwards = 0, False
    while at < len(customers):
        customer_id = customers[at]
        with talk.looking() as ledger:
            card = card_of(ledger, customer_id, talk.filling)
        if card is None:
            backwards = backwards and at > 0
            at += -1 if backwards else 1
            continue
        talk.dialog.show(fill_pages.page(card, number=at + 1, count=len(customers)))
        if customer_id not in asked:
            asked[customer_id] = questions(card)
        move = go_through(talk, asked[customer_id], backwards=backwards)
        if move is Move.QUIT:
            break
        backwards = move is Move.BACK and at > 0
        at = max(0, at - 1) if move is Move.BACK else at + 1
    return len(asked)


def _sentence(filled: Filled) -> str:
    told = _(
        "Week to {week}: {shown} of {customers} customers gone through, answers saved: {saved}."
    ).format(week=filled.week, shown=filled.shown, customers=filled.customers, saved=filled.saved)
    if not filled.lacking:
        return sentences([told, _("Nothing is missing.")])
    lacking = ", ".join(filled.lacking[:_TOLD_AT_MOST])
    if len(filled.lacking) > _TOLD_AT_MOST:
        lacking += f", … ({len(filled.lacking)})"
    return sentences([told, _("Still incomplete: {codes}.").format(codes=lacking)])
