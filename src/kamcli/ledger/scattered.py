"""Words looked for together that stand apart: in a customer's name, with its people, in notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.ledger import lookups
from kamcli.ledger.days import day_or_none, plain
from kamcli.ledger.hits import Hit, Rank, Where
from kamcli.ledger.matching import Wanted, holds, holds_number, in_order, parts, sounds, wanted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_FEWEST_WORDS, _MOST_WORDS = 2, 6
# Names that more customers have tell nothing. Notes are gone through of those who have most of the
# words, the latest ones.
_MOST_CUSTOMERS = 100
_MOST_WITH_NOTES = 50
_MOST_NOTES = 500

_CUSTOMERS = "SELECT * FROM customers WHERE status = 'active' AND {within} ORDER BY {order}"
_PEOPLE = "SELECT * FROM contacts WHERE customer_id IN ({ids}) ORDER BY customer_id, id"
_NOTES = """
SELECT customer_id, happened_on, text, problem, needs FROM interactions
WHERE customer_id IN ({ids}) AND happened_on <= :as_of
ORDER BY happened_on DESC, id DESC LIMIT :most
"""
_IN_CUSTOMER = {
    Where.CODE: Rank.CODE,
    Where.NAME: Rank.NAME,
    Where.SHORT_NAME: Rank.NAME,
    Where.LEGACY_CODE: Rank.CODE,
    Where.PRODUCTS: Rank.CUSTOMER,
    Where.WEBSITE: Rank.CUSTOMER,
    Where.REMARKS: Rank.CUSTOMER,
}
_OF_PERSON = {
    Where.CONTACT: Rank.CONTACT,
    Where.PHONE: Rank.PHONE,
    Where.MOBILE: Rank.PHONE,
    Where.EMAIL: Rank.MAIL,
    Where.IM: Rank.MAIL,
}
_OF_NOTE = dict.fromkeys((Where.NOTE, Where.PROBLEM, Where.NEEDS), Rank.NOTE)
_SPOKEN = (Where.NAME, Where.SHORT_NAME, Where.CONTACT)
_COLUMNS = {
    Where.SHORT_NAME: "short_name",
    Where.LEGACY_CODE: "legacy_code",
    Where.CONTACT: "name",
    Where.NOTE: "text",
}


class _Place(Struct, frozen=True, kw_only=True):
    """Where a word stands; the text is in one line."""

    where: Where
    rank: Rank
    text: str
    on: date | None = None


class _Meant(Struct, frozen=True, kw_only=True):
    """A customer that has some of the words, and where the first of its texts has each."""

    row: Row
    places: dict[str, _Place] = field(default_factory=dict)

    def look(self, wants: Sequence[Wanted], row: Row, columns: dict[Where, Rank]) -> None:
        """Look for the words that are not found yet in some columns of a row."""
        for want in wants:
            if want.key not in self.places:
                place = _place(want, row, columns)
                if place is not None:
                    self.places[want.key] = place


def scattered(
    ledger: Ledger, words: Sequence[str], *, as_of: date, besides: Collection[str]
) -> Iterator[Hit]:
    """Go through active customers that have every word somewhere, one of them in a name.

    The name is the customer's or that of a person there. `besides` are codes that were told
    already. What is told is where the word stands that is farthest from the customer's name.
    """
    wants = [wanted(word) for word in dict.fromkeys(words)]
    if not _FEWEST_WORDS <= len(wants) <= _MOST_WORDS:
        return
    found = {row["id"]: _Meant(row=row) for row in _candidates(ledger, wants)}
    meant = {each: it for each, it in found.items() if it.row["code"] not in besides}
    if not meant:
        return
    for each in meant.values():
        each.look(wants, each.row, _IN_CUSTOMER)
    for row in ledger.rows(_PEOPLE.format(ids=_listed(meant))):
        meant[row["customer_id"]].look(wants, row, _OF_PERSON)
    lacking = _lacking(meant, len(wants))
    for row in _notes(ledger, lacking, as_of) if lacking else ():
        if not all(_place(want, row, _OF_NOTE) for want in wants):  # else it is told as a note
            meant[row["customer_id"]].look(wants, row, _OF_NOTE)
    for it in meant.values():
        if len(it.places) == len(wants):
            yield _hit(it, wants)


def _candidates(ledger: Ledger, wants: Sequence[Wanted]) -> list[Row]:
    """Return the customers of whom a name may hold one of the words, or a name of their people."""
    ids: set[int] = set()
    for want in wants:
        few = lookups.customers_known_by(
            ledger, want.key, want.other, letters=want.letters, most=_MOST_CUSTOMERS
        )
        if len(ids | few) <= _MOST_CUSTOMERS:
            ids |= few
    return [*in_order(ledger, _CUSTOMERS, lookups.these("customers", sorted(ids)))]


def _lacking(meant: Mapping[int, _Meant], count: int) -> list[int]:
    """Return the customers that have some of the words and not all, those with most of them."""
    some = [each for each, it in meant.items() if 0 < len(it.places) < count]
    return sorted(some, key=lambda each: -len(meant[each].places))[:_MOST_WITH_NOTES]


def _notes(ledger: Ledger, ids: Collection[int], as_of: date) -> list[Row]:
    asked = {"as_of": plain(as_of), "most": _MOST_NOTES}
    return ledger.rows(_NOTES.format(ids=_listed(ids)), asked)


def _listed(ids: Collection[int]) -> str:
    return ", ".join(map(str, ids))


def _place(want: Wanted, row: Row, columns: dict[Where, Rank]) -> _Place | None:
    """Return the first of some columns that holds a word, or sounds so, or has its digits."""
    for where, rank in columns.items():
        text = row[_COLUMNS.get(where, where.value)]
        held = holds_number(text, want) if rank is Rank.PHONE else holds(text, want)
        if held or (where in _SPOKEN and sounds(text, want)):
            on = day_or_none(row["happened_on"]) if rank is Rank.NOTE else None
            return _Place(where=where, rank=rank, text=" ".join(text.split()), on=on)
    return None


def _hit(meant: _Meant, wants: Sequence[Wanted]) -> Hit:
    told = max(meant.places.values(), key=lambda place: place.rank)
    matched = [
        told.text[part.begin : part.end] for want in wants for part in parts(told.text, want)
    ]
    return Hit(
        code=meant.row["code"],
        name=meant.row["name"],
        where=told.where,
        text=told.text,
        matched=[*dict.fromkeys(matched)],
        on=told.on,
        rank=Rank.APART,
    )
