"""Search by any text: codes, names, people, notes; whatever its case, width or spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.customers import name_key
from kamcli.ledger.days import day_or_none
from kamcli.ledger.finding import like

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_FEWEST_DIGITS = 4
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


class _Column(Struct, frozen=True, kw_only=True):
    """A column to look into; `folded` says in SQL how it is compared."""

    where: Where
    name: str
    folded: str


def _column(where: Where, name: str) -> _Column:
    return _Column(where=where, name=name, folded=f"folded({name})")


_NAMES = (
    _column(Where.CODE, "code"),
    _Column(where=Where.NAME, name="name", folded="customers.name_key"),
    _column(Where.SHORT_NAME, "short_name"),
    _column(Where.LEGACY_CODE, "legacy_code"),
    _column(Where.ALIAS, "alias"),
)
_ABOUT = (_column(Where.PRODUCTS, "products"), _column(Where.REMARKS, "remarks"))
_PEOPLE = (
    _column(Where.CONTACT, "contact"),
    _column(Where.PHONE, "phone"),
    _column(Where.MOBILE, "mobile"),
    _column(Where.EMAIL, "email"),
    _column(Where.IM, "im"),
)
_NOTES = (
    _column(Where.NOTE, "text"),
    _column(Where.PROBLEM, "problem"),
    _column(Where.NEEDS, "needs"),
)

_BY_CODE = "market DESC, code_manager, code_serial"
_OF_CUSTOMERS = f"""
SELECT customers.* FROM (
    SELECT customers.*, NULL AS alias FROM customers
    UNION ALL SELECT customers.*, aliases.alias FROM aliases
    JOIN customers ON customers.id = aliases.customer_id
) AS customers
WHERE status = 'active' AND ({{fits}}) ORDER BY {{first}} {_BY_CODE} LIMIT :most
"""
_OF_PEOPLE = f"""
SELECT customers.code, customers.name, contacts.name AS contact, phone, mobile, email, im
FROM contacts JOIN customers ON customers.id = contacts.customer_id
WHERE status = 'active' AND ({{fits}}) ORDER BY {_BY_CODE}, contacts.id LIMIT :most
"""
_OF_NOTES = """
SELECT customers.code, customers.name, text, problem, needs, happened_on
FROM interactions JOIN customers ON customers.id = interactions.customer_id
WHERE status = 'active' AND happened_on <= :as_of AND ({fits})
ORDER BY happened_on DESC, interactions.id DESC LIMIT :most
"""


def search(ledger: Ledger, text: str, *, as_of: date, most: int) -> list[Hit]:
    """Return at most so many finds among active customers of all owners, the best first.

    Exact codes and names come first, then parts of them, people, what is noted of customers, and
    notes through the day, the latest first.
    """
    ledger.teach("folded", _folded)
    look = _Search(ledger=ledger, key=name_key(text), most=most)
    hits = [*look.names(), *look.people(), *look.about()]
    if len(hits) < most:
        hits += look.notes(as_of)
    return sorted(hits, key=lambda hit: hit.rank)[:most]


class _Search(Struct, frozen=True, kw_only=True):
    """What is looked for, as it is compared."""

    ledger: Ledger
    key: str
    most: int

    def names(self) -> Iterator[Hit]:
        """Go through customers whose code or name holds the text, exact ones first."""
        exact = " OR ".join(f"{column.folded} = :key" for column in _NAMES)
        question = _OF_CUSTOMERS.format(
            fits=_fits(_NAMES), first=f"CASE WHEN {exact} THEN 0 ELSE 1 END,"
        )
        seen = set()
        for row in self._rows(question):
            column = self._column(row, _NAMES)
            if column and row["code"] not in seen:
                seen.add(row["code"])
                is_exact = any(self._key_of(row, each) == self.key for each in _NAMES)
                yield _hit(row, column, Rank.EXACT if is_exact else Rank.NAME)

    def about(self) -> Iterator[Hit]:
        """Go through customers whose products or remarks hold the text."""
        question = _OF_CUSTOMERS.format(fits=f"alias IS NULL AND ({_fits(_ABOUT)})", first="")
        yield from self._hits(question, _ABOUT, Rank.CUSTOMER)

    def people(self) -> Iterator[Hit]:
        """Go through people whose name, number or address holds the text."""
        folded = _fits(_PEOPLE).replace("folded(contact)", "folded(contacts.name)")
        digits = self._digits()
        if digits:
            numbers = (f"{_digits_of(name)} LIKE :digits" for name in ("phone", "mobile"))
            folded = " OR ".join([folded, *numbers])
        question = _OF_PEOPLE.format(fits=folded)
        yield from self._hits(question, _PEOPLE, Rank.CONTACT, {"digits": f"%{digits}%"})

    def notes(self, as_of: date) -> Iterator[Hit]:
        """Go through notes that hold the text."""
        question = _OF_NOTES.format(fits=_fits(_NOTES))
        yield from self._hits(question, _NOTES, Rank.NOTE, {"as_of": as_of})

    def _hits(
        self,
        question: str,
        columns: Sequence[_Column],
        rank: Rank,
        parameters: Mapping[str, object] | None = None,
    ) -> Iterator[Hit]:
        for row in self._rows(question, parameters):
            column = self._column(row, columns)
            if column:
                yield _hit(row, column, rank)

    def _rows(self, question: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        asked = {"part": f"%{like(self.key)}%", "key": self.key, "most": self.most}
        return self.ledger.rows(question, {**asked, **(parameters or {})})

    def _column(self, row: Row, columns: Sequence[_Column]) -> _Column | None:
        """Return the first column that holds the text."""
        for column in columns:
            if self.key in self._key_of(row, column):
                return column
        digits = self._digits()
        for column in columns:
            if digits and digits in re.sub(r"\D", "", row[column.name] or ""):
                return column
        return None

    def _key_of(self, row: Row, column: _Column) -> str:
        return name_key(row[column.name] or "")

    def _digits(self) -> str:
        """Return the digits of a text that can only be a phone number, else nothing."""
        digits = re.sub(r"\D", "", self.key)
        return digits if _PHONE.fullmatch(self.key) and len(digits) >= _FEWEST_DIGITS else ""


def _folded(text: str | None) -> str | None:
    return None if text is None else name_key(text)


def _fits(columns: Sequence[_Column]) -> str:
    return " OR ".join(f"{column.folded} LIKE :part ESCAPE '\\'" for column in columns)


def _digits_of(column: str) -> str:
    """Say in SQL what is left of a phone number without its spaces and marks."""
    for mark in " -()./":
        column = f"replace({column}, '{mark}', '')"
    return column


def _hit(row: Row, column: _Column, rank: Rank) -> Hit:
    return Hit(
        code=row["code"],
        name=row["name"],
        where=column.where,
        text=row[column.name],
        on=day_or_none(row["happened_on"]) if rank is Rank.NOTE else None,
        rank=rank,
    )
