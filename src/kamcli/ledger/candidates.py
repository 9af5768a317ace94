"""Customers that a name typed for one may mean: who is called so, else who has a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from kamcli.ledger import lookups
from kamcli.ledger.matching import in_order, sounds, wanted
from kamcli.ledger.spelling import folded, search_key
from kamcli.ledger.umlauts import other_key, written_out
from kamcli.rules.vocabulary import CustomerStatus

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

# More are a question that nobody answers by a number.
_MOST = 50
_NAMES = ("name", "short_name")
_CALLED = ("code", *_NAMES)

_ANY = """
SELECT id, code, name, short_name, status FROM customers WHERE {within} ORDER BY {order}
"""
_ACTIVE = """
SELECT id, code, name, short_name, status FROM customers
WHERE status = 'active' AND {within} ORDER BY {order}
"""


def customers_called(ledger: Ledger, text: str) -> list[Row]:
    """Return the customers whose name or short name is this, in the order of their codes.

    In these very letters, else whatever the accents. Those that are void or merged are meant only
    where no other has the name.
    """
    key = search_key(text)
    if not key:
        return []
    rows = in_order(ledger, _ANY, lookups.customers_called(ledger, key, other_key(text)))
    out = written_out(text)
    found = _first(
        row
        for row in rows
        if key in _keys(row, _NAMES, search_key) or out in _keys(row, _NAMES, written_out)
    ).values()
    exact = [row for row in found if folded(text) in _keys(row, _NAMES, folded)]
    called = exact or [*found]
    active = [row for row in called if row["status"] == CustomerStatus.ACTIVE]
    return active or called


def customers_fitting(ledger: Ledger, text: str) -> list[Row]:
    """Return the active customers whose code or name holds this text, or whose name sounds so."""
    want = wanted(text)
    if not want.key:
        return []
    rows = in_order(ledger, _ACTIVE, lookups.customers_named(ledger, want.key, want.other))
    found = _first(
        row
        for row in rows
        if any(want.key in key for key in _keys(row, _CALLED, search_key))
        or (want.other and any(want.whole_out in out for out in _keys(row, _CALLED, written_out)))
    )
    if want.letters:
        rows = in_order(ledger, _ACTIVE, lookups.customers_sounding(ledger, want.letters))
        found |= _first(row for row in rows if any(sounds(row[name], want) for name in _NAMES))
    return [*found.values()]


def _first(rows: Iterable[Row]) -> dict[int, Row]:
    return {row["id"]: row for row in islice(rows, _MOST)}


def _keys(row: Row, columns: Iterable[str], spelling: Callable[[str], str]) -> list[str]:
    return [spelling(row[name]) for name in columns if row[name]]
