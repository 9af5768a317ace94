"""Mend a note that was made: only what is said anew changes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.finding import Found, find_by_code, find_customer
from kamcli.ledger.interactions import the_interaction
from kamcli.rules.codes import looks_like_code
from kamcli.rules.money import Money
from kamcli.rules.record import check_kind
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, MAY_BE_UNSOLICITED, Kind, Layer, Via

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is said anew of an interaction; nothing where it stays as it was."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The note to be mended, and its new text if one was said."""

    id: int
    customer: Found
    text: str | None


def find_note(ledger: Ledger, first: str | None, second: str | None) -> Note:
    """Return the note that the words after `--amend` mean.

    The first word may be the id of a note or a customer, whose last note it is then; without
    either it is the last note of the manager at work. What is left is the new text.
    """
    if first is not None and first.isdigit():
        return _note(ledger, int(first), second)
    if first is not None and (second is not None or looks_like_code(first)):
        customer = find_customer(ledger, first)
        return _last_note(ledger, "customer_id = :value", customer.id, second)
    me = ledger.settings.manager
    return _last_note(ledger, "recorded_by = :value", me, first)


def amend_interaction(ledger: Ledger, interaction_id: int, said: Amendment) -> None:
    """Change what is said anew; raises `NotUnderstood` for a kind that cannot be so."""
    row = the_interaction(ledger, interaction_id)
    values: dict[str, Any] = {
        field.name: getattr(said, field.name)
        for field in fields(said)
        if field.name != "amount" and getattr(said, field.name) is not None
    }
    if said.amount is not None:
        values |= {"amount": said.amount.amount, "currency": said.amount.currency}
    kind = said.kind or Kind(row["kind"])
    # A mark of the old kind goes with it, unless it is said again.
    values.setdefault("attempt", bool(row["attempt"]) and kind in MAY_BE_ATTEMPT)
    values.setdefault("unsolicited", bool(row["unsolicited"]) and kind in MAY_BE_UNSOLICITED)
    check_kind(kind, attempt=values["attempt"], unsolicited=values["unsolicited"])
    ledger.update("interactions", interaction_id, values)


def _last_note(ledger: Ledger, where: str, value: int | str, text: str | None) -> Note:
    last = ledger.value(f"SELECT max(id) FROM interactions WHERE {where}", {"value": value})
    if last is None:
        raise NotFound(_("There is no note to mend."), hint='kam log CODE "…"')
    return _note(ledger, last, text)


def _note(ledger: Ledger, interaction_id: int, text: str | None) -> Note:
    row = the_interaction(ledger, interaction_id)
    customer = find_by_code(ledger, row["code"])
    assert customer is not None
    return Note(id=interaction_id, customer=customer, text=text)
