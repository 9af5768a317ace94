"""What happened with customers, noted as it is said."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none, instant_or_none
from kamcli.rules.money import Money
from kamcli.rules.record import check_kind
from kamcli.rules.vocabulary import Kind, Layer, Via

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class NewInteraction(Struct, frozen=True, kw_only=True):
    """Something that happened with a customer, as it is noted."""

    customer_id: int
    happened_on: date
    kind: Kind
    via: Via
    text: str
    with_name: str | None = None
    problem: str | None = None
    needs: str | None = None
    needs_answered_on: date | None = None
    amount: Money | None = None
    attempt: bool = False
    unsolicited: bool = False
    layer: Layer | None = None
    minutes: int | None = None


class Interaction(Struct, frozen=True, kw_only=True):
    """An interaction as others rely on it (cli.md, JSON)."""

    id: int
    customer: str
    on: date
    kind: Kind
    via: Via
    with_: str | None
    text: str
    problem: str | None
    needs: str | None
    attempt: bool
    unsolicited: bool
    layer: Layer | None
    minutes: int | None
    entered_on: date | None
    recorded_at: datetime | None
    recorded_by: str | None
    needs_answered_on: date | None
    amount: Money | None
    currency: str | None


_ALL = """
SELECT interactions.*, customers.code FROM interactions
JOIN customers ON customers.id = interactions.customer_id
"""


def note_interaction(ledger: Ledger, new: NewInteraction) -> int:
    """Note an interaction and return its id; who notes it and when is taken from the command.

    Raises `NotUnderstood` where the kind cannot be an attempt, or unsolicited (rules.md 2).
    """
    check_kind(new.kind, attempt=new.attempt, unsolicited=new.unsolicited)
    command = ledger.trail.command
    return ledger.insert(
        "interactions",
        {
            **columns_of(new),
            "entered_on": command.entered_on,
            "recorded_at": command.recorded_at,
            "recorded_by": command.recorded_by,
        },
    )


def columns_of(new: NewInteraction) -> dict[str, Any]:
    """Return what is noted as columns of the table."""
    values = asdict(new)
    values["amount"] = new.amount and new.amount.amount
    values["currency"] = new.amount and new.amount.currency
    return values


def list_interactions(
    ledger: Ledger,
    *,
    as_of: date,
    customer_id: int | None = None,
    latest: int | None = None,
    needing: bool = False,
) -> list[Interaction]:
    """Return interactions through a day, the latest first; of one customer, or of all.

    `needing` leaves those that asked something of others and were not answered by that day.
    """
    where = "happened_on <= :as_of" + (" AND customer_id = :id" if customer_id else "")
    if needing:
        where += (
            " AND needs IS NOT NULL AND (needs_answered_on IS NULL OR needs_answered_on > :as_of)"
        )
    limit = f" LIMIT {latest}" if latest else ""
    rows = ledger.rows(
        f"{_ALL} WHERE {where} ORDER BY happened_on DESC, interactions.id DESC{limit}",
        {"as_of": as_of, "id": customer_id} if customer_id else {"as_of": as_of},
    )
    return [_interaction(row) for row in rows]


def the_interaction(ledger: Ledger, interaction_id: int) -> Row:
    """Return the row of an interaction; raises `NotFound`."""
    row = ledger.row(f"{_ALL} WHERE interactions.id = :id", {"id": interaction_id})
    if row is None:
        raise NotFound(
            _('There is no interaction "{id}".').format(id=interaction_id),
            hint="kam interaction list",
        )
    return row


def _interaction(row: Row) -> Interaction:
    return Interaction(
        id=row["id"],
        customer=row["code"],
        on=date.fromisoformat(row["happened_on"]),
        kind=Kind(row["kind"]),
        via=Via(row["via"]),
        with_=row["with_name"],
        text=row["text"],
        problem=row["problem"],
        needs=row["needs"],
        attempt=bool(row["attempt"]),
        unsolicited=bool(row["unsolicited"]),
        layer=Layer(row["layer"]) if row["layer"] else None,
        minutes=row["minutes"],
        entered_on=day_or_none(row["entered_on"]),
        recorded_at=instant_or_none(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        needs_answered_on=day_or_none(row["needs_answered_on"]),
        amount=money_or_none(row["amount"], row["currency"]),
        currency=row["currency"],
    )


def money_or_none(amount: int | None, currency: str | None) -> Money | None:
    """Return the money of two columns that may be empty."""
    return Money(amount=amount, currency=currency) if amount is not None and currency else None
