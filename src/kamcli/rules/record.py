"""What is recorded of one customer, as far as its grade needs it.

The table of contact, evidence and asked (rules.md 2) lives here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, MAY_BE_UNSOLICITED, Kind

_EVIDENCE = frozenset({Kind.REQUEST, Kind.SAMPLE, Kind.QUOTE})
_NEVER_CONTACT = frozenset({Kind.GREETING, Kind.MAILING})


class Dated(Struct, frozen=True, kw_only=True):
    """An amount that counts from its day on, in minor units of its order's currency."""

    on: date
    amount: int


class OrderRecord(Struct, frozen=True, kw_only=True):
    """An order with all that happened to its amount; amounts are minor units of `currency`.

    `rate` is CNY for one unit of the currency, fixed when the order was entered.
    """

    ordered_on: date
    amount: int
    currency: str = "CNY"
    rate: Decimal = Decimal(1)
    cancelled_on: date | None = None
    adjustments: tuple[Dated, ...] = ()
    payments: tuple[Dated, ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """All facts of one customer.

    `contacts` are the days of two-way contact from interactions, `one_way` those of attempts and
    of what was sent unasked, both ascending; order and payment days are contacts too and come from
    `orders`. For the present day the last entry of each is enough. `asked_on` and `evidence_on` are
    the first such days. `brought` holds the orders of the customers that this agent brought.
    """

    existed_from: date
    contacts: tuple[date, ...] = ()
    one_way: tuple[date, ...] = ()
    asked_on: date | None = None
    evidence_on: date | None = None
    orders: tuple[OrderRecord, ...] = ()
    brought: tuple[OrderRecord, ...] = ()


def check_kind(kind: Kind, *, attempt: bool = False, unsolicited: bool = False) -> None:
    """Raise NotUnderstood where a kind of interaction cannot be an attempt, or be unsolicited."""
    if attempt and kind not in MAY_BE_ATTEMPT:
        raise NotUnderstood(
            _('A "{kind}" cannot be an attempt: only talk and service can.').format(kind=kind),
            hint="kam log --help",
        )
    if unsolicited and kind not in MAY_BE_UNSOLICITED:
        raise NotUnderstood(
            _('A "{kind}" cannot be unsolicited: only sample and quote can.').format(kind=kind),
            hint="kam log --help",
        )


def is_contact(kind: Kind, *, attempt: bool = False, unsolicited: bool = False) -> bool:
    """Whether an interaction is two-way contact."""
    return not (attempt or unsolicited or kind in _NEVER_CONTACT)


def is_one_way(kind: Kind, *, attempt: bool = False, unsolicited: bool = False) -> bool:
    """Whether it is contact only under the policy `contact = any`; never a mailing or greeting."""
    return (attempt or unsolicited) and kind not in _NEVER_CONTACT


def is_evidence(kind: Kind) -> bool:
    """Whether an interaction shows interest: material was wanted, or a sample or quote was sent."""
    return kind in _EVIDENCE


def is_asked(kind: Kind, *, unsolicited: bool = False) -> bool:
    """Whether an interaction shows that the customer asked for material, a sample or a quote."""
    return kind in _EVIDENCE and not unsolicited


def order_contacts(order: OrderRecord) -> Iterator[date]:
    """Go through the days on which an order was contact: its own and those of its payments.

    A cancellation does not undo them (rules.md 2).
    """
    yield order.ordered_on
    for payment in order.payments:
        yield payment.on


def known_on(record: Record, *, day: date) -> Record:
    """Return the record as it was known on a day: facts dated later do not exist."""
    contacts = [contact for contact in record.contacts if contact <= day]
    # money can come in before its order is confirmed: it is contact, and the order is unknown yet
    early = [
        on
        for order in record.orders
        if order.ordered_on > day
        for on in order_contacts(order)
        if on <= day
    ]
    return replace(
        record,
        contacts=tuple(sorted(contacts + early)),
        one_way=tuple(sent for sent in record.one_way if sent <= day),
        asked_on=_until(record.asked_on, day),
        evidence_on=_until(record.evidence_on, day),
        orders=_orders_until(record.orders, day),
        brought=_orders_until(record.brought, day),
    )


def _until(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None


def _orders_until(orders: tuple[OrderRecord, ...], day: date) -> tuple[OrderRecord, ...]:
    return tuple(
        replace(
            order,
            cancelled_on=_until(order.cancelled_on, day),
            adjustments=tuple(made for made in order.adjustments if made.on <= day),
            payments=tuple(made for made in order.payments if made.on <= day),
        )
        for order in orders
        if order.ordered_on <= day
    )
