"""The facts of customers, gathered from the ledger for the rules.

Two ways to the same record: everything, to replay a history; and for a day, only what that day's
grade needs, one row a customer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from kamcli.ledger.days import day_or_none
from kamcli.rules.flags import ANSWERS, WISHES
from kamcli.rules.record import (
    Dated,
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

_Orders = dict[int, tuple[OrderRecord, ...]]


class Scope(Struct, frozen=True, kw_only=True):
    """Which customers: a question that returns their ids, and its parameters."""

    ids: str = "SELECT id FROM customers WHERE status = 'active'"
    parameters: Mapping[str, Any] = field(default_factory=dict)


def these(customer_ids: Sequence[int]) -> Scope:
    """Return the scope of a few customers, those that are active."""
    names = [f"scope_{index}" for index in range(len(customer_ids))]
    marks = ", ".join(f":{name}" for name in names)
    return Scope(
        ids=f"SELECT id FROM customers WHERE id IN ({marks}) AND status = 'active'",
        parameters=dict(zip(names, customer_ids, strict=True)),
    )


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

_ORDERS = """
SELECT id, customer_id, ordered_on, amount, currency, rate, cancelled_on FROM orders
WHERE customer_id IN ({ids}) ORDER BY customer_id, ordered_on, id
"""
_BROUGHT = """
SELECT orders.id, customers.via_agent_id AS customer_id, ordered_on, amount, currency, rate,
    cancelled_on
FROM orders JOIN customers ON customers.id = orders.customer_id
WHERE customers.via_agent_id IN ({ids}) AND customers.status = 'active'
ORDER BY customers.via_agent_id, ordered_on, orders.id
"""
_DATED = """
SELECT order_id, {day} AS day, amount FROM {table}
WHERE order_id IN (SELECT id FROM orders WHERE customer_id IN ({ids})
    OR customer_id IN (SELECT id FROM customers WHERE via_agent_id IN ({ids})))
ORDER BY order_id, {day}
"""


def summaries(ledger: Ledger, scope: Scope, *, as_of: date) -> Iterator[Summary]:
    """Gather what a day's grade needs of each customer in the scope, in flat memory."""
    own = _orders(ledger, _ORDERS, scope)
    brought = _orders(ledger, _BROUGHT, scope)
    parameters = {**scope.parameters, "as_of": as_of}
    for row in ledger.each(_SUMMARIES.format(ids=scope.ids), parameters):
        yield _summary(row, own.get(row["id"], ()), brought.get(row["id"], ()), as_of)


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
    scope = these([customer_id])
    rows = ledger.rows(
        "SELECT happened_on, kind, attempt, unsolicited FROM interactions"
        " WHERE customer_id = :id ORDER BY happened_on",
        {"id": customer_id},
    )
    contacts, one_way, asked, evidence = [], [], [], []
    for row in rows:
        day, kind = date.fromisoformat(row["happened_on"]), Kind(row["kind"])
        attempt, unsolicited = bool(row["attempt"]), bool(row["unsolicited"])
        if is_contact(kind, attempt=attempt, unsolicited=unsolicited):
            contacts.append(day)
        if is_one_way(kind, attempt=attempt, unsolicited=unsolicited):
            one_way.append(day)
        if is_asked(kind, unsolicited=unsolicited):
            asked.append(day)
        if is_evidence(kind):
            evidence.append(day)
    own = _orders(ledger, _ORDERS, scope).get(customer_id, ())
    registered_on = ledger.value(
        "SELECT registered_on FROM customers WHERE id = :id", {"id": customer_id}
    )
    return Record(
        existed_from=_first(registered_on, rows[0]["happened_on"] if rows else None, own),
        contacts=tuple(contacts),
        one_way=tuple(one_way),
        asked_on=asked[0] if asked else None,
        evidence_on=evidence[0] if evidence else None,
        orders=own,
        brought=_orders(ledger, _BROUGHT, scope).get(customer_id, ()),
    )


def _orders(ledger: Ledger, question: str, scope: Scope) -> _Orders:
    """Return the orders of each customer in the scope, with what happened to their amounts."""
    rows = ledger.rows(question.format(ids=scope.ids), scope.parameters)
    if not rows:
        return {}
    adjustments = _dated(ledger, "adjustments", "adjusted_on", scope)
    payments = _dated(ledger, "payments", "paid_on", scope)
    found: dict[int, list[OrderRecord]] = defaultdict(list)
    for row in rows:
        found[row["customer_id"]].append(
            OrderRecord(
                ordered_on=date.fromisoformat(row["ordered_on"]),
                amount=row["amount"],
                currency=row["currency"],
                rate=Decimal(row["rate"]),
                cancelled_on=day_or_none(row["cancelled_on"]),
                adjustments=tuple(adjustments.get(row["id"], ())),
                payments=tuple(payments.get(row["id"], ())),
            )
        )
    return {customer_id: tuple(orders) for customer_id, orders in found.items()}


def _dated(ledger: Ledger, table: str, day: str, scope: Scope) -> Mapping[int, list[Dated]]:
    found: dict[int, list[Dated]] = defaultdict(list)
    question = _DATED.format(table=table, day=day, ids=scope.ids)
    for row in ledger.each(question, scope.parameters):
        found[row["order_id"]].append(
            Dated(on=date.fromisoformat(row["day"]), amount=row["amount"])
        )
    return found
