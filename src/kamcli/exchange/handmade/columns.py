"""The columns of a table as its rows are read: what each means, and whose person it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.exchange.headings import plain
from kamcli.exchange.reading import TOLD
from kamcli.exchange.spreadsheets.shape import Field

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import RawTable

_NAMES = frozenset({Field.NAME, Field.SHORT_NAME, Field.CODE, Field.LEGACY_CODE})


class Column(Struct, frozen=True, kw_only=True):
    """A column; `person` counts the columns of names before it, so that a phone finds its owner.

    `alone` is whether no other column means the same.
    """

    place: int
    heading: str
    field: Field | None
    person: int
    alone: bool


class Columns(Struct, frozen=True, kw_only=True):
    """The columns of a table that say something, from the left."""

    each: tuple[Column, ...]

    def has(self, *fields: Field) -> bool:
        """Tell whether one of these is told in a column."""
        return any(column.field in fields for column in self.each)

    def names_customers(self) -> bool:
        """Tell whether rows say whose they are; else the sheet is one customer's."""
        return any(column.field in _NAMES for column in self.each)


def columns_of(table: RawTable) -> Columns:
    """Return the columns of a table; what a file of rejected rows adds is none of them."""
    return Columns(each=tuple(_columns(table)))


def unmapped_of(table: RawTable) -> list[str]:
    """Return the headings that mean nothing here."""
    return [heading for heading in table.unmapped if plain(heading) not in TOLD]


def _columns(table: RawTable) -> Iterator[Column]:
    person = -1
    for place, (heading, field) in enumerate(zip(table.headings, table.fields, strict=True)):
        if field is Field.LINE or (field is None and plain(heading) in TOLD):
            continue
        if field is Field.CONTACT:
            person += 1
        yield Column(
            place=place,
            heading=" ".join(heading.split()),
            field=field,
            person=max(person, 0),
            alone=table.fields.count(field) == 1,
        )
