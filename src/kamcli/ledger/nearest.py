"""The customers nearest to a text that fits none: a slip of the keys, a code that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kamcli.ledger import lookups
from kamcli.ledger.matching import in_order, wanted
from kamcli.ledger.spelling import search_key

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_MOST = 3
_MOST_LIKELY = 100
_NEAR = 0.6

_SHARING = """
SELECT code, name, short_name FROM customers
WHERE status = 'active' AND {within} ORDER BY {order}
"""
_AFTER = """
SELECT code, name, short_name FROM customers
WHERE status = 'active' AND code >= :code ORDER BY code LIMIT :most
"""
_BEFORE = """
SELECT code, name, short_name FROM customers
WHERE status = 'active' AND code < :code ORDER BY code DESC LIMIT :most
"""


def nearest_customers(ledger: Ledger, text: str) -> list[Row]:
    """Return at most three active customers whose code or name is nearly this text.

    Compared are, whatever the size of the ledger, a hundred that share a third of it, or the sound
    of its beginning, and those whose codes stand beside it.
    """
    from difflib import SequenceMatcher

    key = search_key(text)
    matcher = SequenceMatcher(b=key, autojunk=False)
    scores: dict[str, float] = {}
    rows = {row["code"]: row for row in _likely(ledger, text)}
    for code, row in rows.items():
        for spelling in _spellings(row, key):
            matcher.set_seq1(spelling)
            if matcher.quick_ratio() >= _NEAR:
                scores[code] = max(scores.get(code, 0), matcher.ratio())
    best = sorted(scores, key=lambda code: -scores[code])
    return [rows[code] for code in best if scores[code] >= _NEAR][:_MOST]


def _likely(ledger: Ledger, text: str) -> Iterator[Row]:
    want = wanted(text)
    codes = {"code": text.strip().upper(), "most": _MOST}
    yield from ledger.rows(_AFTER, codes)
    yield from ledger.rows(_BEFORE, codes)
    thirds = _thirds(want.key)
    if thirds:
        sharing = lookups.customers_sharing(ledger, thirds)
        yield from islice(in_order(ledger, _SHARING, sharing), _MOST_LIKELY)


def _thirds(key: str) -> Sequence[str]:
    """Return parts of a key of which one slip of the keys leaves one as it is: two in a short key.

    A letter alone tells nothing.
    """
    count = 3 if len(key) >= 6 else 2
    size = max(2, -(-len(key) // count))
    parts = (key[at : at + size] for at in range(0, len(key), size))
    return [part for part in parts if len(part.strip()) > 1]


def _spellings(row: Row, key: str) -> Iterator[str]:
    """Go through what may have been meant: the code, a name, a word or as long a part of it."""
    yield row["code"].casefold()
    for name in filter(None, (row["name"], row["short_name"])):
        spelt = search_key(name)
        yield spelt
        yield from spelt.split()
        if not spelt.isascii():
            yield from (spelt[at : at + len(key)] for at in range(len(spelt) - len(key)))
