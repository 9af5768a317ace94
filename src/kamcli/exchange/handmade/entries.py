"""What one row of a spreadsheet tells: a customer, its people, and what happened with it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.rules.codes import CustomerCode
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Kind, Market, Nature, Source, Via


class Told(Struct, frozen=True, kw_only=True):
    """What a row tells of a customer, by the columns of the ledger; None is not told."""

    short_name: str | None = None
    nature: Nature | None = None
    source: Source | None = None
    source_detail: str | None = None
    country: str | None = None
    region: str | None = None
    owner: str | None = None
    registered_on: date | None = None
    website: str | None = None
    products: str | None = None
    tags: str | None = None
    key_reason: str | None = None
    legacy_code: str | None = None
    legacy_grade: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    """Somebody at a customer; an empty name is whoever answers there."""

    name: str = ""
    title: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    im: str | None = None


class Note(Struct, frozen=True, kw_only=True):
    """Something that happened on a day."""

    on: date
    kind: Kind
    via: Via
    text: str
    amount: Money | None = None
    attempt: bool = False
    unsolicited: bool = False


class Sale(Struct, frozen=True, kw_only=True):
    """A confirmed order with its day and amount; without a number it gets one."""

    on: date
    money: Money
    number: str | None = None
    text: str | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be done; `is_check` marks what a person must look at, for it is not certain."""

    text: str
    due_on: date | None = None
    is_check: bool = False


class LastContact(Struct, frozen=True, kw_only=True):
    """A day on which the customer is said to have been in touch, and nothing more."""

    on: date
    text: str


class Entry(Struct, frozen=True, kw_only=True):
    """A row as it was read; `referred_by` and `via_agent` are codes or names as written.

    `inferred` are the days whose year is not written beside them; `dropped` are headings of what
    is not kept about people without their consent.
    """

    line: int
    name: str | None
    code: CustomerCode | None
    market: Market | None
    told: Told
    referred_by: str | None = None
    via_agent: str | None = None
    people: tuple[Person, ...] = ()
    notes: tuple[Note, ...] = ()
    sales: tuple[Sale, ...] = ()
    plans: tuple[Plan, ...] = ()
    last_contact: LastContact | None = None
    remarks: tuple[str, ...] = ()
    inferred: tuple[date, ...] = ()
    dropped: tuple[str, ...] = ()
