"""What a spreadsheet comes to: tables of raw rows, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

# A cell as its file has it. Whole numbers are `int` even where the file knows only fractions; a
# number that is text in the file stays text. An empty cell, also one of spaces, is None.
Raw = str | int | float | bool | date | datetime | time | timedelta | None


class Field(StrEnum):
    """What a column can mean; the words that `--map` takes."""

    LINE = "line"
    CODE = "code"
    LEGACY_CODE = "legacy-code"
    NAME = "name"
    SHORT_NAME = "short-name"
    COUNTRY = "country"
    REGION = "region"
    PLACE = "place"
    ADDRESS = "address"
    MARKET = "market"
    FOREIGN = "foreign"
    DOMESTIC = "domestic"
    NATURE = "nature"
    SOURCE = "source"
    SOURCE_DETAIL = "source-detail"
    GRADE = "grade"
    OWNER = "owner"
    STATUS = "status"
    KEY = "key"
    REFERRED_BY = "referred-by"
    VIA_AGENT = "via-agent"
    WEBSITE = "website"
    PRODUCTS = "products"
    REMARKS = "remarks"
    TAGS = "tags"
    CONTACT = "contact"
    SURNAME = "surname"
    TITLE = "title"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    IM = "im"
    REACH = "reach"
    BIRTHDAY = "birthday"
    PREFERENCES = "preferences"
    REGISTERED_ON = "registered-on"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    LAST_CONTACT_ON = "last-contact-on"
    FOLLOW_UPS = "follow-ups"
    KIND = "kind"
    VIA = "via"
    SAMPLES = "samples"
    QUOTES = "quotes"
    ORDERS = "orders"
    ORDER_NUMBER = "order-number"
    ORDERED_ON = "ordered-on"
    AMOUNT = "amount"
    CURRENCY = "currency"
    NEXT = "next"
    NEXT_ON = "next-on"
    PROBLEM = "problem"
    NEEDS = "needs"


class Aside(StrEnum):
    """A row among the others that is none of them."""

    HEAD = "head"  # the headings once more
    TOTAL = "total"  # a sum of the rows above
    SECTION = "section"  # a title of the rows below: a year, a country
    NOTE = "note"  # remarks, signatures


class RawRow(Struct, frozen=True, kw_only=True):
    """A row of a sheet: the line on which it stands, from 1, and a cell for every heading.

    `surplus` are the cells beyond the headings. `joined` are the places of cells that belong to a
    merged cell which begins in a row above: they hold its value.
    """

    line: int
    cells: tuple[Raw, ...]
    surplus: tuple[Raw, ...] = ()
    joined: tuple[int, ...] = ()
    aside: Aside | None = None


class RawTable(Struct, frozen=True, kw_only=True):
    """A table in a file: its headings, what each of its columns means, and its rows.

    `sheet` is empty for a file of text; `title` is what stands above the headings. `rows` can be
    gone through once; that raises `Refused` where the file changes meanwhile and `NotUnderstood`
    where it turns out to be damaged. Serial days count from 1904 where `from_1904` is set.
    `layout` is the fingerprint of the headings. `notes` are sentences for the person.
    """

    file: Path
    sheet: str
    title: str
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    head_line: int
    rows: Iterable[RawRow]
    layout: str
    from_1904: bool = False
    notes: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Return the headings that mean nothing here."""
        pairs = zip(self.headings, self.fields, strict=True)
        return tuple(heading for heading, field in pairs if field is None and heading)


class Asked(Struct, frozen=True, kw_only=True):
    """How the person wants a file read; what is left out is found out.

    `mapping` says what the column of a heading means, None that it is passed over; `named` says it
    too, but need not be of this file; `layouts` has such mappings by the fingerprint of the
    headings for which they were made.
    """

    mapping: Mapping[str, Field | None] = {}
    named: Mapping[str, Field | None] = {}
    layouts: Mapping[str, Mapping[str, Field | None]] = {}
    encoding: str | None = None
    sheets: tuple[str, ...] = ()
