"""Fingerprints: whether all that is stored of a grade is still what its facts add up to.

A fingerprint covers the facts of a customer, the policy, the stored standing and the stored
history. It is kept when all of that was worked out together. So whatever was changed since, by a
command or from outside, shows without working anything out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.msgpack import encode

from kamcli import __version__
from kamcli.ledger.digests import blake2b
from kamcli.ledger.stored_standings import COLUMNS

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.records import Scope

_STANDING = ", ".join(f"standings.{name}" for name in COLUMNS)


def _dated(table: str, day: str) -> str:
    """Say in SQL what happened to the amount of an order, and what of it has come by the day."""
    parts = f"group_concat({day} || ({day} <= :as_of) || amount)"
    return f"coalesce((SELECT {parts} FROM {table} WHERE order_id = orders.id), '')"


_ORDER = " || ' ' || ".join(
    (
        "ordered_on || (ordered_on <= :as_of) || amount",
        "currency || rate",
        "coalesce(cancelled_on || (cancelled_on <= :as_of), '')",
        _dated("payments", "paid_on"),
        _dated("adjustments", "adjusted_on"),
    )
)
_GATHERED = f"""
SELECT customers.id, fingerprint, holds_until_on <= :as_of AS day_came,
    {_STANDING}, registered_on,
    (SELECT group_concat(happened_on || kind || attempt || unsolicited) FROM interactions
        WHERE customer_id = customers.id AND happened_on <= :as_of),
    (SELECT group_concat({_ORDER}, ';') FROM orders WHERE customer_id = customers.id),
    (SELECT group_concat({_ORDER}, ';')
        FROM customers AS brought JOIN orders ON orders.customer_id = brought.id
        WHERE brought.via_agent_id = customers.id AND brought.status = 'active'),
    (SELECT group_concat(changed_on || coalesce(before, '') || '>' || after || facts
            || policy_version) FROM grade_changes
        WHERE customer_id = customers.id AND superseded_at IS NULL)
FROM customers LEFT JOIN standings ON standings.customer_id = customers.id
WHERE customers.id IN ({{ids}}) ORDER BY customers.id
"""
_COVERED_FROM = 3


class _Taken(Struct, frozen=True, kw_only=True):
    """A customer's fingerprint as it is now, and whether that is kept and its day has not come."""

    customer_id: int
    fingerprint: str
    holds: bool


def unproven(ledger: Ledger, scope: Scope, *, as_of: date) -> list[int]:
    """Return the customers of a scope that have to be worked out, by id.

    Of all others a stored standing and history are what working them out would store.
    """
    taken = _taken(ledger, scope, as_of=as_of)
    return [each.customer_id for each in taken if not each.holds]


def keep_fingerprints(ledger: Ledger, scope: Scope, *, as_of: date) -> None:
    """Keep the fingerprints of customers whose standing and history were just worked out."""
    taken = list(_taken(ledger, scope, as_of=as_of))
    ledger.execute_many(
        "UPDATE standings SET fingerprint = :fingerprint WHERE customer_id = :id",
        ({"fingerprint": each.fingerprint, "id": each.customer_id} for each in taken),
    )


def _taken(ledger: Ledger, scope: Scope, *, as_of: date) -> Iterator[_Taken]:
    rules = _rules(ledger)
    rows = ledger.each(_GATHERED.format(ids=scope.ids), {**scope.parameters, "as_of": as_of})
    for row in rows:
        fingerprint = _digest(row, rules)
        yield _Taken(
            customer_id=row["id"],
            fingerprint=fingerprint,
            holds=row["fingerprint"] == fingerprint and not row["day_came"],
        )


def _digest(row: Row, rules: bytes) -> str:
    return blake2b(encode(tuple(row)[_COVERED_FROM:]), key=rules, digest_size=16).hexdigest()


def _rules(ledger: Ledger) -> bytes:
    """Return a digest of what grades go by: the rules of this version, and the policy."""
    settings = ledger.rows("SELECT id, key, value, from_on FROM policy_settings ORDER BY id")
    said = encode([__version__, *map(tuple, settings)])
    return blake2b(said, digest_size=16).digest()
