"""The index of texts, which `find` and names on a command line are looked up in.

The only module that knows how the index is kept: SQLite's FTS5, three tables that store no text
of their own. Whatever changes rows of `INDEXED` through the ledger keeps it in step; it is worked
out from them, so it stands in no trail. What it returns *may* hold the text: whoever asks compares
the rows themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.days import plain
from kamcli.ledger.spelling import asks_for_part, asks_for_whole, folded, kept, parts_of, quoted

if TYPE_CHECKING:
    from datetime import date

    from kamcli.ledger.database import Ledger

Values = Mapping[str, Any]

# Words of scripts that set spaces; of the others (Chinese, Japanese, Korean, Thai …) each
# character is a word, so that a phrase of them is found wherever it stands. So is each mark.
_WORD = re.compile("[^\\W_]+|[^\\s\x00-\x20\x7f]")
# Where those others begin, and what lies between that sets spaces all the same. One expression
# with these ranges in it takes longer to compile than a whole note to write.
_FIRST_WITHOUT_SPACES = "\u0e00"
_FIRST_OF_HANZI = "\u2e80"
_SETS_SPACES = (("\u0f00", "\u1000"), ("\u10a0", "\u1780"), ("\u1800", _FIRST_OF_HANZI))
_NUMBER = re.compile("[0-9]+")
_MOST_WORDS = 40
# A note stands under its day and its id, so that the latest are found first without sorting.
_DAY = 1 << 32
_AT_A_TIME = 1000
_MOST_AT_ONCE = 500


class _Entry(Struct, frozen=True, kw_only=True):
    """What stands in the index for a row: a number, and texts by the columns of the index."""

    number: int
    texts: dict[str, str]


class _Index(Struct, frozen=True, kw_only=True):
    """An index: its name, its columns, how rows are read anew, and what stands there for one."""

    name: str
    columns: tuple[str, ...]
    rows: str
    entry: Callable[[int, Values], _Entry]


def _of_note(row_id: int, row: Values) -> _Entry:
    texts = (row.get(name) for name in ("text", "problem", "needs"))
    words = " ".join(kept(word) for text in texts if text for word in _words(folded(text)))
    return _Entry(number=_number(row["happened_on"]) + row_id, texts={"words": words})


def _of_customer(row_id: int, row: Values) -> _Entry:
    names = parts_of(_folded(row, ("code", "name", "short_name", "legacy_code")))
    about = parts_of(_folded(row, ("products", "remarks")))
    return _Entry(number=row_id, texts={"names": names, "about": about})


def _of_contact(row_id: int, row: Values) -> _Entry:
    """Say where a person is found: by pairs of characters, by the ends of every number.

    Pairs of digits are in every number alike; the digits of a number go together.
    """
    texts = _folded(row, ("name", "phone", "mobile", "email", "im"))
    numbers = {number for text in texts if text for number in _NUMBER.findall(text)}
    numbers |= {digits_of(folded(row.get(name) or "")) for name in ("phone", "mobile")}
    ends = {number[begin:] for number in numbers for begin in range(len(number))}
    found = {"texts": parts_of(texts), "numbers": " ".join(sorted(ends))}
    return _Entry(number=row_id, texts=found)


_NOTES = _Index(
    name="notes_index",
    columns=("words",),
    rows="SELECT id, happened_on, text, problem, needs FROM interactions ORDER BY happened_on, id",
    entry=_of_note,
)
_CUSTOMERS = _Index(
    name="customers_index",
    columns=("names", "about"),
    rows="SELECT id, code, name, short_name, legacy_code, products, remarks FROM customers",
    entry=_of_customer,
)
_PEOPLE = _Index(
    name="contacts_index",
    columns=("texts", "numbers"),
    rows="SELECT id, name, phone, mobile, email, im FROM contacts",
    entry=_of_contact,
)
INDEXED = {"interactions": _NOTES, "customers": _CUSTOMERS, "contacts": _PEOPLE}


def keep(
    ledger: Ledger,
    table: str,
    *,
    gone: Mapping[int, Values] | None = None,
    come: Mapping[int, Values] | None = None,
) -> None:
    """Keep the index in step with rows that went or changed, and those that came or changed."""
    index = INDEXED.get(table)
    if index is None:
        return
    old = [index.entry(row_id, row) for row_id, row in (gone or {}).items()]
    new = [index.entry(row_id, row) for row_id, row in (come or {}).items()]
    if old != new:
        _take_out(ledger, index, old)
        _put_in(ledger, index, new)


def rebuild(ledger: Ledger) -> None:
    """Make the whole index anew from the rows; flat memory."""
    for table, index in INDEXED.items():
        ledger.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('delete-all')")
        batch: dict[int, Values] = {}
        for row in ledger.each(index.rows):
            batch[row["id"]] = dict(row)
            if len(batch) == _AT_A_TIME:
                keep(ledger, table, come=batch)
                batch = {}
        keep(ledger, table, come=batch)


def _take_out(ledger: Ledger, index: _Index, entries: Iterable[_Entry]) -> None:
    columns = ", ".join(index.columns)
    marks = ", ".join(f":{name}" for name in index.columns)
    ledger.execute_many(
        f"INSERT INTO {index.name} ({index.name}, rowid, {columns})"
        f" VALUES ('delete', :number, {marks})",
        ({"number": entry.number, **entry.texts} for entry in entries),
    )


def _put_in(ledger: Ledger, index: _Index, entries: list[_Entry]) -> None:
    """Add entries in the order of their numbers: another order is far slower."""
    columns = ", ".join(index.columns)
    marks = ", ".join(f":{name}" for name in index.columns)
    entries.sort(key=lambda entry: entry.number)
    ledger.execute_many(
        f"INSERT INTO {index.name} (rowid, {columns}) VALUES (:number, {marks})",
        ({"number": entry.number, **entry.texts} for entry in entries),
    )


class Within(Struct, frozen=True, kw_only=True):
    """The rows that may hold a text, as a condition in SQL with its parameters.

    `many` says that there are too many to read all of them: go through the table in the order
    that is wanted, and stop.
    """

    condition: str
    parameters: dict[str, Any]
    many: bool


def customers_named(ledger: Ledger, key: str) -> Within:
    """Return the customers of whom a code or name may hold a folded text."""
    return _within(ledger, "customers", f"names : ({asks_for_part(key)})")


def customers_called(ledger: Ledger, key: str) -> Within:
    """Return the customers of whom a code or name may be a folded text."""
    return _within(ledger, "customers", f"names : {asks_for_whole(key)}")


def customers_about(ledger: Ledger, key: str) -> Within:
    """Return the customers of whom products or remarks may hold a folded text."""
    return _within(ledger, "customers", f"about : ({asks_for_part(key)})")


def contacts_with(ledger: Ledger, key: str, *, digits: str) -> Within:
    """Return the people of whom a text may hold a folded text, or a number these digits."""
    question = f"texts : ({asks_for_part(key)})"
    if digits == key:
        question = f"numbers : {quoted(digits)} *"
    elif digits:
        question = f"({question}) OR (numbers : {quoted(digits)} *)"
    return _within(ledger, "contacts", question)


def notes_with(ledger: Ledger, key: str, *, as_of: date) -> Iterator[int]:
    """Go through the ids of notes that may hold a folded text, through the day, latest first."""
    words = _words(key)
    last = " *" if len(words) <= _MOST_WORDS and words and words[-1].isalnum() else ""
    rows = ledger.each(
        "SELECT rowid FROM notes_index WHERE notes_index MATCH :words AND rowid < :end"
        " ORDER BY rowid DESC",
        {
            "words": quoted(" ".join(map(kept, words[:_MOST_WORDS]))) + last,
            "end": _number(plain(as_of)) + _DAY,
        },
    )
    return (row[0] % _DAY for row in rows)


def digits_of(text: str) -> str:
    """Return the digits of a text, without what stands between them."""
    return re.sub("[^0-9]", "", text)


def _within(ledger: Ledger, table: str, question: str) -> Within:
    index = INDEXED[table].name
    match = f"SELECT rowid FROM {index} WHERE {index} MATCH :match"
    parameters = {"match": question}
    few = [row[0] for row in ledger.rows(f"{match} LIMIT {_MOST_AT_ONCE}", parameters)]
    if len(few) < _MOST_AT_ONCE:
        ids = ", ".join(map(str, few))
        return Within(condition=f"{table}.id IN ({ids or 'NULL'})", parameters={}, many=False)
    # The plus keeps SQLite from going through the set: the order of the table is wanted.
    return Within(condition=f"+{table}.id IN ({match})", parameters=parameters, many=True)


def _folded(row: Values, names: Iterable[str]) -> list[str | None]:
    return [folded(row[name]) if row.get(name) else None for name in names]


def _words(key: str) -> list[str]:
    found: list[str] = _WORD.findall(key)
    if key.isascii():
        return found
    words: list[str] = []
    for word in found:
        if word.isascii():
            words.append(word)
        elif min(word) >= _FIRST_OF_HANZI:
            words += word
        else:
            words += _apart(word)
    return words


def _apart(word: str) -> list[str]:
    """Split a word where scripts without spaces are in it, into their characters and the rest."""
    parts = [""]
    for character in word:
        if _stands_alone(character):
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part]


def _stands_alone(character: str) -> bool:
    return character >= _FIRST_WITHOUT_SPACES and not any(
        first <= character < beyond for first, beyond in _SETS_SPACES
    )


def _number(day: str) -> int:
    return int(day.replace("-", "")) * _DAY
