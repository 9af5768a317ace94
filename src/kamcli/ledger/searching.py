"""Search by any text: codes, names, people, notes; however it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kamcli.ledger import lookups
from kamcli.ledger.days import day_or_none
from kamcli.ledger.hits import Hit, Rank, Where
from kamcli.ledger.matching import Wanted, holds, holds_number, in_order, parts, sounds, wanted
from kamcli.ledger.spelling import search_key
from kamcli.ledger.umlauts import written_out
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.lookups import Within

_AT_A_TIME = 100


_CODES = (Where.CODE, Where.ALIAS, Where.LEGACY_CODE)
_NAMES = (Where.CODE, Where.NAME, Where.SHORT_NAME, Where.LEGACY_CODE, Where.ALIAS)
_SPOKEN = (Where.NAME, Where.SHORT_NAME)
_ABOUT = (Where.PRODUCTS, Where.WEBSITE, Where.REMARKS)
_PHONES = (Where.PHONE, Where.MOBILE)
_MAILS = (Where.EMAIL, Where.IM)
_NOTES = (Where.NOTE, Where.PROBLEM, Where.NEEDS)
# Columns that are not called as what is found in them.
_COLUMNS = {
    Where.ALIAS: "alias",
    Where.SHORT_NAME: "short_name",
    Where.LEGACY_CODE: "legacy_code",
    Where.NOTE: "text",
}

_OF_CUSTOMERS = """
SELECT customers.*, NULL AS alias FROM customers
WHERE status = 'active' AND {within} ORDER BY {order}
"""
_OF_ALIASES = """
SELECT customers.*, alias FROM aliases JOIN customers ON customers.id = aliases.customer_id
WHERE status = 'active' AND instr(lower(alias), :key)
"""
_OF_PEOPLE = """
SELECT customers.code, customers.name, contacts.id, contacts.name AS contact,
    phone, mobile, email, im
FROM customers JOIN contacts ON contacts.customer_id = customers.id
WHERE status = 'active' AND {within} ORDER BY {order}, contacts.id
"""
_OF_NOTES = """
SELECT customers.code, customers.name, text, problem, needs, happened_on
FROM interactions JOIN customers ON customers.id = interactions.customer_id
WHERE status = 'active' AND interactions.id IN ({ids})
ORDER BY happened_on DESC, interactions.id DESC
"""


def search(ledger: Ledger, text: str, *, as_of: date, most: int) -> list[Hit]:
    """Return at most so many finds among active customers of all owners, the best first.

    A text is found by any part of every word, a name by its sound too, a number by any of its
    digits, from four on. Notes are those through the day, the latest first, and are found by words
    that begin so. Of each customer, and of each person, only the best of its names is told.
    """
    look = _Search(ledger=ledger, want=wanted(text), most=most)
    return list(islice(look.all(as_of), most)) if look.want.key else []


_Test = Callable[["Row"], "_Place | None"]


class _Place(Struct, frozen=True, kw_only=True):
    """The column of a row that holds what is looked for, and how well."""

    where: Where
    rank: Rank


class _Search(Struct, frozen=True, kw_only=True):
    """What is looked for, and where."""

    ledger: Ledger
    want: Wanted
    most: int

    def all(self, as_of: date) -> Iterator[Hit]:
        """Go through all finds, the best first; nothing is looked up before it is wanted."""
        told: set[str] = set()
        for hit in chain(self._customers(), self._people(), self._about()):
            told.add(hit.code)
            yield hit
        if len(self.want.words) > 1:
            from kamcli.ledger.scattered import scattered

            yield from scattered(self.ledger, self.want.words, as_of=as_of, besides=told)
        yield from self._hits(self._notes(as_of), self._note)

    def _about(self) -> Iterator[Hit]:
        """Go through the customers of whom something else than a name is found."""
        within = lookups.customers_about(self.ledger, self.want.key, self.want.other)
        rows = in_order(self.ledger, _OF_CUSTOMERS, within)
        yield from self._hits(rows, self._in(_ABOUT, Rank.CUSTOMER))

    def _customers(self) -> list[Hit]:
        """Return the customers of whom a code or name is found, the best first."""
        found: dict[str, _Found] = {}
        for rows in self._named():
            fits = ((row, place) for row in rows if (place := self._name(row)))
            for row, place in islice(fits, self.most):
                found.setdefault(row["code"], _Found(row=row, place=place))
        best = sorted(found.values(), key=_best)
        return [self._hit(each.row, each.place) for each in best]

    def _named(self) -> Iterator[Iterable[Row]]:
        """Go through the customers who may be meant; where many are, the best in each list."""
        ledger, key, letters = self.ledger, self.want.key, self.want.letters
        other = self.want.other
        yield self.ledger.rows(_OF_ALIASES, {"key": key})
        beginning = lookups.customers_beginning(ledger, key, other, letters=letters)
        if beginning.many:
            yield in_order(ledger, _OF_CUSTOMERS, lookups.customers_called(ledger, key, other))
        yield in_order(ledger, _OF_CUSTOMERS, beginning)
        yield in_order(ledger, _OF_CUSTOMERS, lookups.customers_named(ledger, key, other))
        if letters:
            yield in_order(ledger, _OF_CUSTOMERS, lookups.customers_sounding(ledger, letters))

    def _name(self, row: Row) -> _Place | None:
        """Return which code or name of a customer is best found."""
        places = [self._place(row, where) for where in _NAMES]
        return min((place for place in places if place), key=_rank, default=None)

    def _place(self, row: Row, where: Where) -> _Place | None:
        text = row[_column(where)]
        rank = self._written(text, where) if text else None
        if rank is None and where in _SPOKEN:
            rank = self._spoken(text)
        return None if rank is None else _Place(where=where, rank=rank)

    def _written(self, text: str, where: Where) -> Rank | None:
        want, key = self.want, search_key(text)
        out = written_out(text) if want.other else key
        if key == want.key or out == want.whole_out:
            return Rank.CODE if where in _CODES else Rank.NAME
        if key.startswith(want.key) or out.startswith(want.whole_out):
            return Rank.BEGINNING
        return Rank.PART if holds(text, self.want) else None

    def _spoken(self, name: str | None) -> Rank | None:
        heard = sounds(name, self.want)
        if heard is None:
            return None
        if heard.begin:
            return Rank.SOUND
        return Rank.INITIALS if heard.initials else Rank.BEGINNING

    def _people(self) -> Iterator[Hit]:
        """Go through the people found: by name, by number, by mail."""
        told: set[int] = set()
        for within, test in self._reached():
            rows = (
                row for row in in_order(self.ledger, _OF_PEOPLE, within) if row["id"] not in told
            )
            for row in rows:
                place = test(row)
                if place is not None:
                    told.add(row["id"])
                    yield self._hit(row, place)

    def _reached(self) -> Iterator[tuple[Within, _Test]]:
        ledger, want = self.ledger, self.want
        contact = self._in((Where.CONTACT,), Rank.CONTACT)
        named = lookups.contacts_named(ledger, want.key, want.other)
        if not named.none:
            yield lookups.contacts_called(ledger, want.key, want.other), contact
        yield named, contact
        if want.letters:
            yield lookups.contacts_sounding(ledger, want.letters), self._contact
        if want.numbers:
            yield lookups.contacts_numbered(ledger, want.numbers), self._number
            yield self._dialled()
        reached = lookups.contacts_reached(ledger, want.key, want.other)
        yield reached, self._in(_PHONES, Rank.PHONE)
        yield reached, self._in(_MAILS, Rank.MAIL)

    def _contact(self, row: Row) -> _Place | None:
        if sounds(row["contact"], self.want) is None:
            return None
        return _Place(where=Where.CONTACT, rank=Rank.CONTACT)

    def _dialled(self) -> tuple[Within, _Test]:
        """Return the people of whom the normal form of a phone holds the digits."""
        from kamcli.ledger.contact_points import phones_holding

        cells = phones_holding(self.ledger, self.want.numbers)

        def test(row: Row) -> _Place:
            return _Place(where=Where(cells[row["id"]]), rank=Rank.PHONE)

        return lookups.these("contacts", cells), test

    def _number(self, row: Row) -> _Place | None:
        for where in _PHONES:
            if holds_number(row[where.value], self.want):
                return _Place(where=where, rank=Rank.PHONE)
        return None

    def _note(self, row: Row) -> _Place | None:
        """Return which text of a note holds the first word; all of them together hold every one."""
        together = " ".join(row[_column(where)] or "" for where in _NOTES)
        if not holds(together, self.want):
            return None
        first = replace(self.want, words=self.want.words[:1], out=self.want.out[:1])
        where = next(each for each in _NOTES if holds(row[_column(each)], first))
        return _Place(where=where, rank=Rank.NOTE)

    def _notes(self, as_of: date) -> Iterator[Row]:
        ids = lookups.notes_with(self.ledger, self.want.key, self.want.other, as_of=as_of)
        while some := ", ".join(map(str, islice(ids, _AT_A_TIME))):
            yield from self.ledger.rows(_OF_NOTES.format(ids=some))

    def _in(self, columns: Sequence[Where], rank: Rank) -> _Test:
        """Return the test whether a column holds what is looked for, the first that does."""

        def test(row: Row) -> _Place | None:
            for where in columns:
                if holds(row[_column(where)], self.want):
                    return _Place(where=where, rank=rank)
            return None

        return test

    def _hits(self, rows: Iterable[Row], test: _Test) -> Iterator[Hit]:
        for row in rows:
            place = test(row)
            if place is not None:
                yield self._hit(row, place)

    def _hit(self, row: Row, place: _Place) -> Hit:
        text = " ".join(row[_column(place.where)].split())
        return Hit(
            code=row["code"],
            name=row["name"],
            where=place.where,
            text=text,
            matched=[text[part.begin : part.end] for part in parts(text, self.want)],
            on=day_or_none(row["happened_on"]) if place.rank is Rank.NOTE else None,
            rank=place.rank,
        )


class _Found(Struct, frozen=True, kw_only=True):
    row: Row
    place: _Place


def _rank(place: _Place) -> Rank:
    return place.rank


def _best(found: _Found) -> tuple[Rank, bool, str, int]:
    row = found.row
    foreign = row["market"] == Market.FOREIGN
    return found.place.rank, not foreign, row["code_manager"], row["code_serial"]


def _column(where: Where) -> str:
    return _COLUMNS.get(where, where.value)
