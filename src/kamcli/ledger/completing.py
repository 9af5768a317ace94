"""Customers for completion: asked at every press of the key, so nothing but SQLite is loaded."""

from __future__ import annotations

import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 50
_LAST = chr(0x10FFFF)
_SHOWN = "SELECT code, name FROM customers WHERE status = 'active' AND "
_BY_CODE = " ORDER BY code_manager, code_serial LIMIT :most"
_CODES = _SHOWN + "code >= :begin AND code < :end ORDER BY code LIMIT :most"
_ALL = _SHOWN + "market = :market" + _BY_CODE
_MATCHING = (
    "SELECT code, name, short_name FROM customers_index"
    " JOIN customers ON customers.id = customers_index.rowid"
    " WHERE customers_index MATCH :match AND status = 'active'"
)


def codes_and_names(path: str, partial: str) -> Iterator[tuple[str, str]]:
    """Go through codes and names of active customers that a text may be the beginning of.

    The code begins so, or the name holds it or sounds so, as it would be found. Nothing is proposed
    from a ledger that cannot be read: the command itself will say why.
    """
    if not os.path.exists(path):
        return
    try:
        ledger = sqlite3.connect(path)
        ledger.execute("PRAGMA query_only = 1")
        found = _found(ledger, partial)
        ledger.close()
    except sqlite3.Error:
        return
    for code, name in found.items():
        yield code, " ".join(name.split())


def _found(ledger: sqlite3.Connection, partial: str) -> dict[str, str]:
    """Return names by code, at most so many: by the code first, by the name, by its sound."""
    if not partial:
        return _all(ledger)
    begin = partial.upper()
    asked = {"begin": begin, "end": begin + _LAST, "most": _MOST}
    found = dict(ledger.execute(_CODES, asked).fetchall())
    if found and _is_code(partial):
        return found
    for code, name in _named(ledger, partial):
        if len(found) >= _MOST:
            break
        found.setdefault(code, name)
    return found


def _is_code(partial: str) -> bool:
    """Return whether a text looks like the beginning of a code: letters, then digits."""
    return (
        partial.isascii() and partial.isalnum() and partial[0].isalpha() and partial[-1].isdigit()
    )


def _all(ledger: sqlite3.Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    for market in ("foreign", "domestic"):
        asked = {"market": market, "most": _MOST - len(found)}
        found.update(ledger.execute(_ALL, asked).fetchall())
    return found


def _named(ledger: sqlite3.Connection, partial: str) -> Iterator[tuple[str, str]]:
    """Go through customers whose name begins with a text or a sound, then those it is a part of."""
    from kamcli.ledger.spelling import asks_for_beginning, asks_for_part, asks_for_sound, search_key
    from kamcli.ledger.umlauts import other_key, written_out
    from kamcli.names.pinyin import heard, syllables, typed

    key = search_key(partial)
    if not key:
        return
    letters, other, out = typed(key), other_key(partial), written_out(partial)
    questions = [
        f"names : ({asks_for_beginning(key, other)})",
        f"names : ({asks_for_part(key, other)})",
    ]
    if letters:
        questions.insert(1, f"sounds : {asks_for_sound(letters, from_beginning=True)}")
        questions.append(f"sounds : {asks_for_sound(letters)}")
    for question in questions:
        for code, *names in ledger.execute(_MATCHING, {"match": question}):
            keys = [search_key(name) for name in names if name]
            if any(key in each or heard(syllables(each), letters) for each in keys) or (
                other and any(out in written_out(name) for name in names if name)
            ):
                yield code, names[0]
