"""Questions to the index of texts: which rows may hold what is looked for.

What is answered *may* hold it: whoever asks compares the rows themselves. A text may be asked for
by two keys at once, word for word: with umlauts, and with umlauts written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.days import plain
from kamcli.ledger.index import A_DAY, INDEXED, number_of_day, words_of
from kamcli.ledger.spelling import (
    asks_for_beginning,
    asks_for_part,
    asks_for_sound,
    asks_for_whole,
    quoted,
)

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.database import Ledger

_MOST_WORDS = 40
_MOST_AT_ONCE = 500
_KNOWN_BY = """
SELECT id FROM (SELECT rowid AS id FROM customers_index WHERE customers_index MATCH :match
    LIMIT :most)
UNION
SELECT customer_id FROM (SELECT rowid FROM contacts_index WHERE contacts_index MATCH :match
    LIMIT :most) AS people
JOIN contacts ON contacts.id = people.rowid
"""


class Within(Struct, frozen=True, kw_only=True):
    """The rows that may hold a text, as a condition in SQL with its parameters.

    `none` says that there is none. `many` says that there are too many to read all of them: go
    through the table in the order that is wanted, and stop.
    """

    condition: str
    parameters: dict[str, Any]
    none: bool = False
    many: bool = False


def customers_named(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the customers of whom a code or name may hold every word of a key."""
    return _within(ledger, "customers", f"names : ({asks_for_part(key, other)})")


def customers_called(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the customers of whom a code or name may be a key."""
    return _within(ledger, "customers", f"names : ({asks_for_whole(key, other)})")


def customers_beginning(ledger: Ledger, key: str, other: str = "", *, letters: str) -> Within:
    """Return the customers of whom a code or name may begin with a key, or sound like letters."""
    question = f"(names : {asks_for_beginning(key, other)})"
    if letters:
        question += f" OR (sounds : {asks_for_sound(letters, from_beginning=True)})"
    return _within(ledger, "customers", question)


def customers_sounding(ledger: Ledger, letters: str) -> Within:
    """Return the customers of whom a name may sound like letters from some syllable on."""
    return _within(ledger, "customers", f"sounds : {asks_for_sound(letters)}")


def customers_about(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the customers of whom products, web site or remarks may hold every word of a key."""
    return _within(ledger, "customers", f"about : ({asks_for_part(key, other)})")


def customers_sharing(ledger: Ledger, parts: Sequence[str]) -> Within:
    """Return the customers of whom a code or name may hold one of these parts."""
    question = " OR ".join(f"({asks_for_part(part)})" for part in parts)
    return _within(ledger, "customers", f"names : ({question})")


def contacts_called(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the people whose name may be a key."""
    return _within(ledger, "contacts", f"names : ({asks_for_whole(key, other)})")


def contacts_named(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the people whose name may hold every word of a key."""
    return _within(ledger, "contacts", f"names : ({asks_for_part(key, other)})")


def contacts_sounding(ledger: Ledger, letters: str) -> Within:
    """Return the people whose name may sound like letters from some syllable on."""
    return _within(ledger, "contacts", f"sounds : {asks_for_sound(letters)}")


def contacts_numbered(ledger: Ledger, numbers: Sequence[str]) -> Within:
    """Return the people of whom a number may hold some of these digits."""
    question = " OR ".join(f"{quoted(number)} *" for number in numbers)
    return _within(ledger, "contacts", f"numbers : ({question})")


def contacts_reached(ledger: Ledger, key: str, other: str = "") -> Within:
    """Return the people of whom a phone, mail or IM may hold every word of a key, as written."""
    return _within(ledger, "contacts", f"texts : ({asks_for_part(key, other)})")


def customers_known_by(
    ledger: Ledger, key: str, other: str, *, letters: str, most: int
) -> set[int]:
    """Return customers of whom a code or name, or a name of their people, may hold a word.

    Where they are more, nothing is told by it, and none is returned.
    """
    question = f"(names : ({asks_for_part(key, other)}))"
    if letters:
        question += f" OR (sounds : {asks_for_sound(letters)})"
    asked = {"match": question, "most": most + 1}
    found = {row[0] for row in ledger.rows(_KNOWN_BY, asked)}
    return found if len(found) <= most else set()


def notes_with(ledger: Ledger, key: str, other: str = "", *, as_of: date) -> Iterator[int]:
    """Go through the ids of notes that may hold every word of a key, the latest first.

    Notes after the day are left out. Words are found by their beginning.
    """
    pairs = islice(zip(key.split(), (other or key).split(), strict=True), _MOST_WORDS)
    phrases = [asked for pair in pairs if (asked := _asks_for_phrases(dict.fromkeys(pair)))]
    if not phrases:  # nothing but control characters
        return
    rows = ledger.each(
        "SELECT rowid FROM notes_index WHERE notes_index MATCH :words AND rowid < :end"
        " ORDER BY rowid DESC",
        {
            "words": " AND ".join(phrases),
            "end": number_of_day(plain(as_of)) + A_DAY,
        },
    )
    for row in rows:
        yield row[0] % A_DAY


def _asks_for_phrases(spellings: Iterable[str]) -> str:
    """Return the question for a word in one of some spellings."""
    asked = [_asks_for_phrase(words) for words in map(words_of, spellings) if words]
    return f"({' OR '.join(asked)})" if asked else ""


def _asks_for_phrase(words: Sequence[str]) -> str:
    """Return the question for what is one word to a person: words that stand side by side."""
    begun = len(words) <= _MOST_WORDS and words[-1].isalnum()
    return quoted(" ".join(words[:_MOST_WORDS])) + (" *" if begun else "")


def _within(ledger: Ledger, table: str, question: str) -> Within:
    index = INDEXED[table].name
    match = f"SELECT rowid FROM {index} WHERE {index} MATCH :match"
    parameters = {"match": question}
    few = [row[0] for row in ledger.rows(f"{match} LIMIT {_MOST_AT_ONCE}", parameters)]
    if len(few) < _MOST_AT_ONCE:
        return these(table, few)
    # The plus keeps SQLite from going through the set: the order of the table is wanted.
    return Within(condition=f"+{table}.id IN ({match})", parameters=parameters, many=True)


def these(table: str, ids: Iterable[int]) -> Within:
    """Return a few rows of a table that are known already."""
    listed = ", ".join(map(str, ids))
    return Within(condition=f"{table}.id IN ({listed})", parameters={}, none=not listed)
