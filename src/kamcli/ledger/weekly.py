"""What a week brought to the customers of a scope: notes, movement, needs, goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.days import day_or_none
from kamcli.rules.vocabulary import Department, Kind, Role, Via

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.records import Scope
    from kamcli.rules.periods import Period


class Noted(Struct, frozen=True, kw_only=True):
    """An interaction as the follow-up tells it."""

    customer_id: int
    on: date
    kind: Kind
    via: Via
    text: str
    problem: str | None


class Evidence(Struct, frozen=True, kw_only=True):
    """The latest days on which a sample or quote was sent, or material was asked for."""

    sample_on: date | None
    quote_on: date | None
    request_on: date | None


class Person(Struct, frozen=True, kw_only=True):
    """The contact that stands for a customer: the primary one, else the first."""

    name: str
    title: str | None
    decides: bool
    phone: str | None
    mobile: str | None
    email: str | None
    im: str | None


class OpenNeed(Struct, frozen=True, kw_only=True):
    """Something that was asked of others in the company and is not answered yet."""

    customer_id: int
    on: date
    text: str
    by: str | None


class PlannedGoal(Struct, frozen=True, kw_only=True):
    """New customers that a manager means to win in a week."""

    manager: str
    department: Department | None
    customers: int
    note: str | None


_NOTES = """
SELECT customer_id, happened_on, kind, via, text, problem FROM interactions
WHERE customer_id IN ({ids}) AND happened_on BETWEEN :begin AND :through
ORDER BY customer_id, happened_on, id
"""
_MET = """
SELECT customer_id FROM interactions
WHERE customer_id IN ({ids}) AND happened_on BETWEEN :begin AND :through
"""
_TRADED = """
SELECT customer_id FROM orders
WHERE customer_id IN ({ids}) AND ordered_on BETWEEN :begin AND :through
UNION SELECT orders.customer_id FROM payments JOIN orders ON orders.id = payments.order_id
WHERE orders.customer_id IN ({ids}) AND paid_on BETWEEN :begin AND :through
"""
_EVIDENCE = """
SELECT customer_id,
    max(CASE WHEN kind = 'sample' THEN happened_on END) AS sample_on,
    max(CASE WHEN kind = 'quote' THEN happened_on END) AS quote_on,
    max(CASE WHEN kind = 'request' THEN happened_on END) AS request_on
FROM interactions
WHERE customer_id IN ({ids}) AND happened_on <= :through
    AND kind IN ('sample', 'quote', 'request')
GROUP BY customer_id
"""
_PEOPLE = """
SELECT customer_id, name, title, role, phone, mobile, email, im FROM contacts
WHERE customer_id IN ({ids}) ORDER BY customer_id, is_primary, id DESC
"""
_OWNERS = """
SELECT customer_id, owner FROM owners
WHERE customer_id IN ({ids}) AND from_on <= :through ORDER BY customer_id, from_on, id
"""
_NEEDS = """
SELECT customer_id, happened_on, needs, recorded_by FROM interactions
WHERE customer_id IN ({ids}) AND happened_on <= :through AND needs IS NOT NULL
    AND (needs_answered_on IS NULL OR needs_answered_on > :through)
ORDER BY happened_on, id
"""
_GOALS = """
SELECT goals.manager, managers.department, goals.customers, goals.note FROM goals
JOIN managers ON managers.code = goals.manager
WHERE week_on = :friday ORDER BY goals.manager
"""


def notes_of(ledger: Ledger, scope: Scope, period: Period) -> Mapping[int, list[Noted]]:
    """Return the interactions of a period by customer, in the order of their days."""
    found: dict[int, list[Noted]] = defaultdict(list)
    for row in _rows(ledger, _NOTES, scope, period):
        found[row["customer_id"]].append(
            Noted(
                customer_id=row["customer_id"],
                on=date.fromisoformat(row["happened_on"]),
                kind=Kind(row["kind"]),
                via=Via(row["via"]),
                text=row["text"],
                problem=row["problem"],
            )
        )
    return found


def moved(ledger: Ledger, scope: Scope, period: Period) -> set[int]:
    """Return the customers with an interaction, an order or a payment in a period."""
    return met(ledger, scope, period) | traded(ledger, scope, period)


def met(ledger: Ledger, scope: Scope, period: Period) -> set[int]:
    """Return the customers with an interaction in a period."""
    return {row["customer_id"] for row in _rows(ledger, _MET, scope, period)}


def traded(ledger: Ledger, scope: Scope, period: Period) -> set[int]:
    """Return the customers with an order or a payment in a period."""
    return {row["customer_id"] for row in _rows(ledger, _TRADED, scope, period)}


def evidence(ledger: Ledger, scope: Scope, period: Period) -> Mapping[int, Evidence]:
    """Return the latest samples, quotes and requests through the end of a period."""
    return {
        row["customer_id"]: Evidence(
            sample_on=day_or_none(row["sample_on"]),
            quote_on=day_or_none(row["quote_on"]),
            request_on=day_or_none(row["request_on"]),
        )
        for row in _rows(ledger, _EVIDENCE, scope, period)
    }


def people(ledger: Ledger, scope: Scope) -> Mapping[int, Person]:
    """Return the contact that stands for each customer."""
    rows = ledger.rows(_PEOPLE.format(ids=scope.ids), scope.parameters)
    # The one that counts comes last, and stays.
    return {
        row["customer_id"]: Person(
            name=row["name"],
            title=row["title"],
            decides=row["role"] == Role.DECISION_MAKER,
            phone=row["phone"],
            mobile=row["mobile"],
            email=row["email"],
            im=row["im"],
        )
        for row in rows
    }


def former_owners(ledger: Ledger, scope: Scope, period: Period) -> Mapping[int, str]:
    """Return who owned each customer before its last transfer through the end of a period."""
    chains: dict[int, list[str]] = defaultdict(list)
    for row in _rows(ledger, _OWNERS, scope, period):
        chain = chains[row["customer_id"]]
        if not chain or chain[-1] != row["owner"]:
            chain.append(row["owner"])
    return {customer_id: chain[-2] for customer_id, chain in chains.items() if len(chain) > 1}


def open_needs(ledger: Ledger, scope: Scope, period: Period) -> list[OpenNeed]:
    """Return what others were asked for and had not answered by the end of a period."""
    return [
        OpenNeed(
            customer_id=row["customer_id"],
            on=date.fromisoformat(row["happened_on"]),
            text=row["needs"],
            by=row["recorded_by"],
        )
        for row in _rows(ledger, _NEEDS, scope, period)
    ]


def goals(ledger: Ledger, *, friday: date) -> list[PlannedGoal]:
    """Return the goals of every manager for the week that ends on a Friday."""
    return [
        PlannedGoal(
            manager=row["manager"],
            department=Department(row["department"]) if row["department"] else None,
            customers=row["customers"],
            note=row["note"],
        )
        for row in ledger.rows(_GOALS, {"friday": friday})
    ]


def managers_at_work(ledger: Ledger, day: date) -> list[str]:
    """Return the codes of the managers who have not left by a day."""
    rows = ledger.rows(
        "SELECT code FROM managers WHERE left_on IS NULL OR left_on >= :day ORDER BY code",
        {"day": day},
    )
    return [row["code"] for row in rows]


def _rows(ledger: Ledger, question: str, scope: Scope, period: Period) -> list[Row]:
    parameters: dict[str, Any] = {
        **scope.parameters,
        "begin": period.begin,
        "through": period.through,
    }
    return ledger.rows(question.format(ids=scope.ids), parameters)
