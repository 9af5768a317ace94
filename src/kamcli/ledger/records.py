"""The facts of customers, gathered from the ledger for the rules.

Two ways to the same record: everything, to replay a history; and for a day, only what that day's
grade needs, one row a customer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from kamcli.ledger.days import day_or_none
from kamcli.ledger.order_streams import Orders, Stream
from kamcli.rules.flags import ANSWERS, WISHES
from kamcli.rules.record import (
    OrderRecord,
    Record,
    is_asked,
    is_contact,
    is_evidence,
    is_one_way,
)
from kamcli.rules.vocabulary import Kind

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class Scope(Struct, frozen=True, kw_only=True):
    """Which customers: a question that returns their ids, and its parameters."""

    ids: str = "SELECT id FROM customers WHERE status = 'active'"
    parameters: Mapping[str, Any] = field(default_factory=dict)


def these(customer_ids: Iterable[int]) -> Scope:
    """Return the scope of a few customers, those that are active."""
    return Scope(ids=f"{exactly(customer_ids).ids} AND status = 'active'")


def exactly(customer_ids: Iterable[int]) -> Scope:
    """Return the scope of a few customers, whatever their status.

    Their ids are numbers that the ledger gave, and are spelled out: SQLite looks for each name of a
    parameter among all the others.
    """
    return Scope(ids=f"SELECT id FROM customers WHERE id IN ({', '.join(map(str, customer_ids))})")


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Part many ids into lists that a statement can name one by one."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


class Summary(Struct, frozen=True, kw_only=True):
    """A customer's record as one day's grade needs it, and how the talk with it stands.

    `offer_on` is the latest request, sample or quote; `answered` whether the customer has answered
    it, `tries` how often it was tried since. `wish_on` is the latest request or complaint,
    `replied_on` the latest day on which we did something that could answer one.
    """

    customer_id: int
    record: Record
    last_attempt_on: date | None
    offer_on: date | None
    answered: bool
    tries: int
    wish_on: date | None
    replied_on: date | None


def _where(holds: Callable[[Kind, bool, bool], bool]) -> str:
    """Say in SQL for which interactions a rule holds, so that the rule stands in one place."""
    cases = [
        f"(kind = '{kind}' AND attempt = {int(attempt)} AND unsolicited = {int(unsolicited)})"
        for kind, attempt, unsolicited in product(Kind, (False, True), (False, True))
        if holds(kind, attempt, unsolicited)
    ]
    return " OR ".join(cases)


CONTACT = _where(lambda k, a, u: is_contact(k, attempt=a, unsolicited=u))
_ONE_WAY = _where(lambda k, a, u: is_one_way(k, attempt=a, unsolicited=u))
_ASKED = _where(lambda k, a, u: is_asked(k, unsolicited=u))
_EVIDENCE = _where(lambda k, a, u: is_evidence(k))
_ANSWER = _where(lambda k, a, u: is_contact(k, attempt=a, unsolicited=u) and not is_evidence(k))
_WISH = _where(lambda k, a, u: k in WISHES)
_REPLY = _where(lambda k, a, u: k in ANSWERS)

_SUMMARIES = f"""
WITH chosen AS ({{ids}}),
seen AS MATERIALIZED (
    SELECT customer_id,
        min(happened_on) AS first_on,
        max(CASE WHEN {CONTACT} THEN happened_on END) AS contact_on,
        max(CASE WHEN {_ONE_WAY} THEN happened_on END) AS one_way_on,
        min(CASE WHEN {_ASKED} THEN happened_on END) AS asked_on,
        min(CASE WHEN {_EVIDENCE} THEN happened_on END) AS evidence_on,
        max(CASE WHEN {_EVIDENCE} THEN happened_on END) AS offer_on,
        max(CASE WHEN {_ANSWER} THEN happened_on END) AS answer_on,
        max(CASE WHEN {_WISH} THEN happened_on END) AS wish_on,
        max(CASE WHEN {_REPLY} THEN happened_on END) AS replied_on
    FROM interactions
    WHERE customer_id IN (SELECT id FROM chosen) AND happened_on <= :as_of
    GROUP BY customer_id
)
SELECT customers.id, customers.registered_on, seen.*,
    CASE WHEN offer_on IS NULL OR answer_on > offer_on THEN 0 ELSE (
        SELECT count(*) FROM interactions
        WHERE customer_id = customers.id AND happened_on > offer_on AND happened_on <= :as_of
            AND ({_ONE_WAY})
    ) END AS tries
FROM customers LEFT JOIN seen ON seen.customer_id = customers.id
WHERE customers.id IN (SELECT id FROM chosen)
ORDER BY customers.id
"""


_CUSTOMERS = "SELECT id, registered_on FROM customers WHERE id IN ({ids}) ORDER BY id"
_INTERACTIONS = """
SELECT customer_id, happened_on, kind, attempt, unsolicited FROM interactions
WHERE customer_id IN ({ids}) ORDER BY customer_id, happened_on
"""


def summaries(ledger: Ledger, scope: Scope, *, as_of: date) -> Iterator[Summary]:
    """Gather what a day's grade needs of each customer in the scope, by id, in flat memory."""
    own, brought = Orders(ledger, scope), Orders(ledger, scope, brought=True)
    parameters = {**scope.parameters, "as_of": as_of}
    for row in ledger.each(_SUMMARIES.format(ids=scope.ids), parameters):
        yield _summary(row, own.of(row["id"]), brought.of(row["id"]), as_of)


def _summary(
    row: Row, own: tuple[OrderRecord, ...], brought: tuple[OrderRecord, ...], as_of: date
) -> Summary:
    contact_on, one_way_on = day_or_none(row["contact_on"]), day_or_none(row["one_way_on"])
    offer_on = day_or_none(row["offer_on"])
    record = Record(
        existed_from=_first(row["registered_on"], row["first_on"], own),
        contacts=(contact_on,) if contact_on else (),
        one_way=(one_way_on,) if one_way_on else (),
        asked_on=day_or_none(row["asked_on"]),
        evidence_on=day_or_none(row["evidence_on"]),
        orders=own,
        brought=brought,
    )
    return Summary(
        customer_id=row["id"],
        record=record,
        last_attempt_on=one_way_on,
        offer_on=offer_on,
        answered=offer_on is not None and _answered(offer_on, row["answer_on"], own, as_of),
        tries=row["tries"],
        wish_on=day_or_none(row["wish_on"]),
        replied_on=day_or_none(row["replied_on"]),
    )


def _first(registered_on: str, first_on: str | None, own: tuple[OrderRecord, ...]) -> date:
    """Return the earlier of the registration and the first fact (rules.md, at the top)."""
    known = [date.fromisoformat(day) for day in (registered_on, first_on) if day]
    known += [order.ordered_on for order in own]
    known += [payment.on for order in own for payment in order.payments]
    return min(known)


def _answered(
    offer_on: date, answer_on: str | None, own: tuple[OrderRecord, ...], as_of: date
) -> bool:
    """Return whether the customer has answered an offer: by a later talk, an order or a payment."""
    if answer_on is not None and date.fromisoformat(answer_on) > offer_on:
        return True
    bought = [order.ordered_on for order in own]
    bought += [payment.on for order in own for payment in order.payments]
    return any(offer_on <= day <= as_of for day in bought)


def full_record(ledger: Ledger, customer_id: int) -> Record:
    """Gather everything recorded of one customer, to replay its history."""
    return next(full_records(ledger, exactly([customer_id])))[1]


def full_records(ledger: Ledger, scope: Scope) -> Iterator[tuple[int, Record]]:
    """Gather everything recorded of each customer in the scope, by id, in flat memory."""
    happened = Stream(ledger, _INTERACTIONS, scope)
    own, brought = Orders(ledger, scope), Orders(ledger, scope, brought=True)
    for customer_id, registered_on in ledger.each(
        _CUSTOMERS.format(ids=scope.ids), scope.parameters
    ):
        orders, others = own.of(customer_id), brought.of(customer_id)
        yield customer_id, _record(registered_on, happened.of(customer_id), orders, others)


class _Meaning(Struct, frozen=True, kw_only=True):
    """What an interaction of some kind is to the rules."""

    contact: bool
    one_way: bool
    asked: bool
    evidence: bool


@cache
def _meaning(kind: str, attempt: int, unsolicited: int) -> _Meaning:
    known, tried, unasked = Kind(kind), bool(attempt), bool(unsolicited)
    return _Meaning(
        contact=is_contact(known, attempt=tried, unsolicited=unasked),
        one_way=is_one_way(known, attempt=tried, unsolicited=unasked),
        asked=is_asked(known, unsolicited=unasked),
        evidence=is_evidence(known),
    )


def _record(
    registered_on: str,
    happened: Sequence[Row],
    own: tuple[OrderRecord, ...],
    brought: tuple[OrderRecord, ...],
) -> Record:
    """Put together a record from the interactions, in the order of their days, and the orders."""
    contacts, one_way, asked, evidence = [], [], [], []
    for _customer, happened_on, kind, attempt, unsolicited in happened:
        day, meaning = date.fromisoformat(happened_on), _meaning(kind, attempt, unsolicited)
        if meaning.contact:
            contacts.append(day)
        if meaning.one_way:
            one_way.append(day)
        if meaning.asked:
            asked.append(day)
        if meaning.evidence:
            evidence.append(day)
    return Record(
        existed_from=_first(registered_on, happened[0]["happened_on"] if happened else None, own),
        contacts=tuple(contacts),
        one_way=tuple(one_way),
        asked_on=asked[0] if asked else None,
        evidence_on=evidence[0] if evidence else None,
        orders=own,
        brought=brought,
    )
