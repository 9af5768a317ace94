"""The index of texts, which `find` and names on a command line are looked up in.

The only module, beside `lookups` that asks, that knows how the index is kept: SQLite's FTS5, three
tables that store no text of their own. Whatever changes rows of `INDEXED` through the ledger keeps
it in step; it is worked out from them, so it stands in no trail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.spelling import (
    LONGEST,
    WHOLE,
    kept,
    parts_of,
    search_key,
)

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Values = Mapping[str, Any]

# Words of scripts that set spaces stand in the index as they are; of the others (Chinese, Japanese,
# Korean, Thai …) each character is a word, so that a phrase of them is found wherever it stands.
# So is each mark. Where those others begin, and what lies between that sets spaces all the same:
_FIRST_WITHOUT_SPACES = "\u0e00"
_SETS_SPACES = (("\u0f00", "\u1000"), ("\u10a0", "\u1780"), ("\u1800", "\u2e80"))
_NUMBER = re.compile("[0-9]+")
_CONTROLS = frozenset(map(chr, [*range(32), 127]))
# A note stands under its day and its id, so that the latest are found first without sorting.
A_DAY = 1 << 32
_AT_A_TIME = 1000


class _Entry(Struct, frozen=True, kw_only=True):
    """What stands in the index for a row: a number, and a text for each column of the index."""

    number: int
    texts: tuple[str, ...]


class _Index(Struct, frozen=True, kw_only=True):
    """An index: its name, its columns, how rows are read anew, and what stands there for one."""

    name: str
    columns: tuple[str, ...]
    rows: str
    entry: Callable[[int, Values], _Entry]


def _of_note(row_id: int, row: Values) -> _Entry:
    texts = [row[name] for name in ("text", "problem", "needs") if row.get(name)]
    words = " ".join(words_of(" ".join(map(search_key, texts))))
    return _Entry(number=number_of_day(row["happened_on"]) + row_id, texts=(words,))


def _of_customer(row_id: int, row: Values) -> _Entry:
    names = parts_of(_keys(row, ("code", "name", "short_name", "legacy_code")))
    about = parts_of(_keys(row, ("products", "website", "remarks")))
    sounds = _sounds(_keys(row, ("name", "short_name")))
    return _Entry(number=row_id, texts=(names, about, sounds))


def _of_contact(row_id: int, row: Values) -> _Entry:
    """Say where a person is found: by pairs of characters, by the ends of every number.

    Pairs of digits are in every number alike; the digits of a number go together.
    """
    from kamcli.ledger.digits import numbers_in

    names = _keys(row, ("name",))
    texts = _keys(row, ("phone", "mobile", "email", "im"))
    numbers = {number for text in (*names, *texts) for number in _NUMBER.findall(text)}
    cells = (row.get(name) for name in ("phone", "mobile"))
    numbers.update(number for cell in cells if cell for number in numbers_in(cell))
    ends = {number[begin:] for number in numbers for begin in range(len(number))}
    found = (parts_of(names), parts_of(texts), " ".join(sorted(ends)), _sounds(names))
    return _Entry(number=row_id, texts=found)


def _sounds(names: Iterable[str]) -> str:
    """Return how some names sound from each syllable on, and each of them from its beginning."""
    names = [name for name in names if not name.isascii()]
    if not names:
        return ""
    from kamcli.names.pinyin import spellings, syllables

    found: set[str] = set()
    for name in names:
        ways = spellings(syllables(name), longest=LONGEST)
        found.update(*ways)
        for beginning in ways[:1]:
            found.update(WHOLE + each for each in beginning)
    return " ".join(sorted(found))


_NOTES = _Index(
    name="notes_index",
    columns=("words",),
    rows="SELECT id, happened_on, text, problem, needs FROM interactions ORDER BY happened_on, id",
    entry=_of_note,
)
_CUSTOMERS = _Index(
    name="customers_index",
    columns=("names", "about", "sounds"),
    rows=(
        "SELECT id, code, name, short_name, legacy_code, products, website, remarks FROM customers"
    ),
    entry=_of_customer,
)
_PEOPLE = _Index(
    name="contacts_index",
    columns=("names", "texts", "numbers", "sounds"),
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
        fill_from(ledger, ledger, table)


def fill(ledger: Ledger) -> None:
    """Fill what an upgrade has left empty, as one does that changes what stands in the index."""
    for table, index in INDEXED.items():
        if not ledger.value(f"SELECT rowid FROM {index.name} LIMIT 1"):
            fill_from(ledger, ledger, table)


def fill_from(rows: Ledger, into: Ledger, table: str) -> None:
    """Fill the empty index of a ledger from the rows of a table, of the same or another ledger."""
    batch: dict[int, Values] = {}
    for row in rows.each(INDEXED[table].rows):
        batch[row["id"]] = dict(row)
        if len(batch) == _AT_A_TIME:
            keep(into, table, come=batch)
            batch = {}
    keep(into, table, come=batch)


def forget(ledger: Ledger) -> None:
    """Have the index hold nothing of what was taken out of it: FTS5 keeps that until it merges."""
    for index in INDEXED.values():
        ledger.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('optimize')")


def _take_out(ledger: Ledger, index: _Index, entries: Iterable[_Entry]) -> None:
    rows = (("delete", entry.number, *entry.texts) for entry in entries)
    ledger.store_singly(index.name, (index.name, "rowid", *index.columns), rows)


def _put_in(ledger: Ledger, index: _Index, entries: list[_Entry]) -> None:
    """Add entries in the order of their numbers: another order is far slower."""
    entries.sort(key=attrgetter("number"))
    rows = ((entry.number, *entry.texts) for entry in entries)
    ledger.store_singly(index.name, ("rowid", *index.columns), rows)


def _keys(row: Values, names: Iterable[str]) -> list[str]:
    return [search_key(row[name]) for name in names if row.get(name)]


def words_of(key: str) -> list[str]:
    """Return the words of a note's key as the index has them."""
    return key.translate(_APART).split()


class _Apart(dict[int, str]):
    """Characters with blanks around those that are words, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isalnum() and not _stands_alone(char):
            self[code] = char
        else:
            self[code] = " " if char.isspace() or char in _CONTROLS else f" {kept(char)} "
        return self[code]


_APART = _Apart()


def _stands_alone(character: str) -> bool:
    return character >= _FIRST_WITHOUT_SPACES and not any(
        first <= character < beyond for first, beyond in _SETS_SPACES
    )


def number_of_day(day: str) -> int:
    """Return the number that those of a day's notes lie above."""
    return int(day.replace("-", "")) * A_DAY
