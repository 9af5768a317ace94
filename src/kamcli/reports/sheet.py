"""A customer on one screen: who it is, why it has its grade, what happened, what is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from kamcli.ledger.contacts import Contact, list_contacts
from kamcli.ledger.interactions import Interaction, list_interactions
from kamcli.ledger.orders import OrderLine, list_orders
from kamcli.ledger.policies import policy_book
from kamcli.ledger.portraits import OpenAction, Portrait, the_portrait
from kamcli.reports import advice
from kamcli.reports.explanation import Next, next_change
from kamcli.reports.reasons import reason_of_standing
from kamcli.reports.roster import Row, row_of

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.finding import Found

_LATEST = 5


class Sheet(Row, frozen=True, kw_only=True):
    """What `kam show -f json` returns: a row of a list first, then all that is shown.

    `why` says why the computed grade is what it is, none for a customer that is not graded.
    `interactions` and `orders` are the latest ones, `warnings` the flags in words.
    """

    why: str | None
    changes_next: Next | None
    cadence_due_on: date | None
    snoozed_until: date | None
    key_reason: str | None
    source_detail: str | None
    website: str | None
    products: str | None
    remarks: str | None
    legacy_code: str | None
    legacy_grade: str | None
    status_reason: str | None
    contacts: tuple[Contact, ...]
    interactions: tuple[Interaction, ...]
    actions: tuple[OpenAction, ...]
    orders: tuple[OrderLine, ...]
    warnings: tuple[str, ...]


class Shown(Struct, frozen=True, kw_only=True):
    """A sheet, and the portrait that its page takes the rest from."""

    sheet: Sheet
    customer: Portrait


def sheet_of(ledger: Ledger, customer: Found, *, as_of: date) -> Shown:
    """Gather what one screen shows of a customer on a day; raises `NotFound` before its first."""
    portrait = the_portrait(ledger, customer, as_of=as_of)
    stand = portrait.standing
    policy = policy_book(ledger).on(as_of)
    row = row_of(portrait, as_of=as_of)
    latest = list_interactions(ledger, as_of=as_of, customer_id=portrait.id, latest=_LATEST)
    orders = list_orders(ledger, as_of=as_of, customer_id=portrait.id)
    sheet = Sheet(
        **asdict(row),
        why=reason_of_standing(stand, as_of=as_of, policy=policy) if stand else None,
        changes_next=next_change(stand) if stand else None,
        cadence_due_on=portrait.due_on,
        snoozed_until=portrait.snoozed_until,
        key_reason=portrait.key_reason,
        source_detail=portrait.source_detail,
        website=portrait.website,
        products=portrait.products,
        remarks=portrait.remarks,
        legacy_code=portrait.legacy_code,
        legacy_grade=portrait.legacy_grade,
        status_reason=portrait.status_reason,
        contacts=tuple(list_contacts(ledger, customer_id=portrait.id)),
        interactions=tuple(latest),
        actions=portrait.actions,
        orders=tuple(orders[:_LATEST]),
        warnings=tuple(advice.warnings(portrait)),
    )
    return Shown(sheet=sheet, customer=portrait)
