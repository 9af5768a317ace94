"""Mend a note that was made, where only what is said anew changes, or take it out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger.finding import Found, check_active, find_by_code, find_customer
from kamcli.ledger.interactions import the_interaction
from kamcli.rules.codes import looks_like_code
from kamcli.rules.money import Money
from kamcli.rules.record import check_kind
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, MAY_BE_UNSOLICITED, Kind, Layer, Via

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Amendment(Struct, frozen=True, kw_only=True):
    """What is said anew of an interaction: none where it stays as it was, "" to clear a text."""

    happened_on: date | None = None
    kind: Kind | None = None
    via: Via | None = None
    text: str | None = None
    with_name: str | None = None
    problem: str | None = None
    needs: str | None = None
    needs_answered_on: date | None = None
    amount: Money | None = None
    attempt: bool | None = None
    unsolicited: bool | None = None
    layer: Layer | None = None
    minutes: int | None = None


class Note(Struct, frozen=True, kw_only=True):
    """The note to be mended, and its new text if one was said."""

    id: int
    customer: Found
    text: str | None


def find_note(ledger: Ledger, first: str | None, second: str | None) -> Note:
    """Return the note that the words after `--amend` mean.

    The first word may be the id of a note or a customer, whose last note it is then; without
    either it is the last note of the manager at work. What is left is the new text.
    """
    if first is not None and re.fullmatch("[0-9]{1,18}", first):
        return the_note(ledger, int(first), text=second)
    if first is not None and (second is not None or looks_like_code(first)):
        customer = find_customer(ledger, first)
        return _last_note(ledger, "customer_id = :value", customer.id, second)
    me = ledger.settings.manager
    return _last_note(ledger, "recorded_by = :value", me, first)


def the_note(ledger: Ledger, interaction_id: int, *, text: str | None = None) -> Note:
    """Return the note of this id.

    Raises `NotFound`, and `Refused` when its customer is void or merged.
    """
    row = the_interaction(ledger, interaction_id)
    customer = find_by_code(ledger, row["code"])
    assert customer is not None
    check_active(customer)
    return Note(id=interaction_id, customer=customer, text=text)


def amend_interaction(ledger: Ledger, interaction_id: int, said: Amendment) -> None:
    """Change what is said anew.

    Raises `NotUnderstood` for a kind that cannot be so (rules.md 2), `Refused` for an answer to
    what was not asked, or to what was asked on a later day.
    """
    row = the_interaction(ledger, interaction_id)
    values: dict[str, Any] = {
        name: value
        for name, value in asdict(said).items()
        if name != "amount" and value is not None
    }
    for column in ("with_name", "problem", "needs"):
        if values.get(column) == "":
            values[column] = None
    if said.amount is not None:
        values |= {"amount": said.amount.amount, "currency": said.amount.currency}
    kind = said.kind or Kind(row["kind"])
    # A mark of the old kind goes with it, unless it is said again.
    values.setdefault("attempt", bool(row["attempt"]) and kind in MAY_BE_ATTEMPT)
    values.setdefault("unsolicited", bool(row["unsolicited"]) and kind in MAY_BE_UNSOLICITED)
    check_kind(kind, attempt=values["attempt"], unsolicited=values["unsolicited"])
    after = {**dict(row), **values}
    if after["needs"] is None:
        values["needs_answered_on"] = None
    _check_answer(interaction_id, said, needs=after["needs"], happened_on=after["happened_on"])
    ledger.update("interactions", interaction_id, values)


def _check_answer(
    interaction_id: int, said: Amendment, *, needs: str | None, happened_on: date | str
) -> None:
    answered_on = said.needs_answered_on
    if answered_on is None:
        return
    if needs is None:
        raise Refused(
            _("Note {id} asks nothing of others.").format(id=interaction_id),
            hint="kam interaction list --needs",
        )
    if str(answered_on) < str(happened_on):
        raise Refused(
            _('What was asked on {on} cannot be answered on "{day}".').format(
                on=happened_on, day=answered_on
            ),
            hint=f"kam interaction edit {interaction_id} --needs-answered",
        )


def remove_interaction(ledger: Ledger, interaction_id: int) -> None:
    """Take a note out of the ledger; the trail keeps what it said. Raises `NotFound`."""
    the_interaction(ledger, interaction_id)
    ledger.delete("interactions", interaction_id)


def _last_note(ledger: Ledger, where: str, value: int | str, text: str | None) -> Note:
    last = ledger.value(f"SELECT max(id) FROM interactions WHERE {where}", {"value": value})
    if last is None:
        raise NotFound(_("There is no note to mend."), hint='kam log CODE "…"')
    return the_note(ledger, last, text=text)
