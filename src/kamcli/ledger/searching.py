"""Search by any text: codes, names, people, notes; whatever its case, width or spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import index
from kamcli.ledger.days import day_or_none
from kamcli.ledger.finding import like
from kamcli.ledger.spelling import folded
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.index import Within

_FEWEST_DIGITS = 4
_AT_A_TIME = 100
_PHONE = re.compile(r"[-+().\s\d]+")


class Where(StrEnum):
    """What a text was found in."""

    CODE = "code"
    ALIAS = "former-code"
    LEGACY_CODE = "legacy-code"
    NAME = "name"
    SHORT_NAME = "short-name"
    CONTACT = "contact"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    IM = "im"
    PRODUCTS = "products"
    REMARKS = "remarks"
    NOTE = "note"
    PROBLEM = "problem"
    NEEDS = "needs"


class Rank(IntEnum):
    """Which finds are told first."""

    EXACT = 0
    NAME = 1
    CONTACT = 2
    CUSTOMER = 3
    NOTE = 4


class Hit(Struct, frozen=True, kw_only=True):
    """A text that holds what was looked for; `on` is the day of a note."""

    code: str
    name: str
    where: Where
    text: str
    on: date | None
    rank: Rank


_NAMES = (Where.CODE, Where.NAME, Where.SHORT_NAME, Where.LEGACY_CODE, Where.ALIAS)
_ABOUT = (Where.PRODUCTS, Where.REMARKS)
_PEOPLE = (Where.CONTACT, Where.PHONE, Where.MOBILE, Where.EMAIL, Where.IM)
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
WHERE status = 'active' AND {within} AND {market} = :market ORDER BY code_manager, code_serial
"""
_OF_ALIASES = """
SELECT customers.*, alias FROM aliases JOIN customers ON customers.id = aliases.customer_id
WHERE status = 'active' AND alias LIKE :part ESCAPE '\\'
"""
_OF_PEOPLE = """
SELECT customers.code, customers.name, contacts.name AS contact, phone, mobile, email, im
FROM customers JOIN contacts ON contacts.customer_id = customers.id
WHERE status = 'active' AND {within} AND {market} = :market
ORDER BY code_manager, code_serial, contacts.id
"""
_OF_NOTES = """
SELECT customers.code, customers.name, text, problem, needs, happened_on
FROM interactions JOIN customers ON customers.id = interactions.customer_id
WHERE status = 'active' AND interactions.id IN ({ids})
ORDER BY happened_on DESC, interactions.id DESC
"""


def search(ledger: Ledger, text: str, *, as_of: date, most: int) -> list[Hit]:
    """Return at most so many finds among active customers of all owners, the best first.

    Exact codes and names come first, then parts of them, people, what is noted of customers, and
    notes through the day, the latest first. Of notes, words are found that begin as the text
    does; of all else, any part.
    """
    key = folded(text)
    look = _Search(ledger=ledger, key=key, digits=_digits(key), most=most)
    return list(islice(look.all(as_of), most)) if key else []


class _Search(Struct, frozen=True, kw_only=True):
    """What is looked for, as it is compared."""

    ledger: Ledger
    key: str
    digits: str
    most: int

    def all(self, as_of: date) -> Iterator[Hit]:
        """Go through all finds, the best first; nothing is looked up before it is wanted."""
        yield from self._names()
        within = index.contacts_with(self.ledger, self.key, digits=self.digits)
        yield from self._hits(self._in_order(_OF_PEOPLE, within), _PEOPLE, Rank.CONTACT)
        within = index.customers_about(self.ledger, self.key)
        yield from self._hits(self._in_order(_OF_CUSTOMERS, within), _ABOUT, Rank.CUSTOMER)
        yield from self._hits(self._notes(as_of), _NOTES, Rank.NOTE)

    def _names(self) -> list[Hit]:
        """Return customers whose code or name holds the text, exact ones first."""
        called = index.customers_called(self.ledger, self.key)
        named = index.customers_named(self.ledger, self.key)
        part = {"part": f"%{like(self.key)}%"}
        sources = (
            self._in_order(_OF_CUSTOMERS, called),
            self._in_order(_OF_CUSTOMERS, named),
            self.ledger.rows(_OF_ALIASES, part),
        )
        rows = {
            row["code"]: row
            for source in reversed(sources)
            for row in islice((row for row in source if self._where(row, _NAMES)), self.most)
        }
        hits = [*self._hits(sorted(rows.values(), key=_order), _NAMES, Rank.NAME)]
        return sorted(hits, key=lambda hit: hit.rank)

    def _notes(self, as_of: date) -> Iterator[Row]:
        ids = index.notes_with(self.ledger, self.key, as_of=as_of)
        while some := ", ".join(map(str, islice(ids, _AT_A_TIME))):
            yield from self.ledger.rows(_OF_NOTES.format(ids=some))

    def _in_order(self, question: str, within: Within) -> Iterator[Row]:
        """Go through rows in the order of codes; of many, by the index that has this order."""
        column = "market" if within.many else "+market"
        question = question.format(within=within.condition, market=column)
        for market in (Market.FOREIGN, Market.DOMESTIC):
            yield from self.ledger.each(question, {**within.parameters, "market": market})

    def _hits(self, rows: Iterable[Row], columns: Sequence[Where], rank: Rank) -> Iterator[Hit]:
        for row in rows:
            where = self._where(row, columns)
            if where is not None:
                yield self._hit(row, where, rank)

    def _hit(self, row: Row, where: Where, rank: Rank) -> Hit:
        exact = rank is Rank.NAME and any(_folded(row, each) == self.key for each in _NAMES)
        return Hit(
            code=row["code"],
            name=row["name"],
            where=where,
            text=row[_column(where)],
            on=day_or_none(row["happened_on"]) if rank is Rank.NOTE else None,
            rank=Rank.EXACT if exact else rank,
        )

    def _where(self, row: Row, columns: Sequence[Where]) -> Where | None:
        """Return the first column that holds the text."""
        for where in columns:
            if self.key in _folded(row, where):
                return where
        if self.digits and columns is _PEOPLE:
            for where in (Where.PHONE, Where.MOBILE):
                if self.digits in index.digits_of(_folded(row, where)):
                    return where
        return None


def _column(where: Where) -> str:
    return _COLUMNS.get(where, where.value)


def _folded(row: Row, where: Where) -> str:
    text = row[_column(where)]
    return folded(text) if text else ""


def _order(row: Row) -> tuple[bool, str, int]:
    return row["market"] != Market.FOREIGN, row["code_manager"], row["code_serial"]


def _digits(key: str) -> str:
    """Return the digits of a text that can only be a phone number, else nothing."""
    digits = index.digits_of(key)
    return digits if _PHONE.fullmatch(key) and len(digits) >= _FEWEST_DIGITS else ""
