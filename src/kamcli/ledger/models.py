"""The tables of the trade: the one definition of what the ledger keeps about customers.

Loaded for migrations only. Money is integer minor units with its currency, rates are decimal
text, days end in `_on`, instants in `_at`, flags are 0 or 1.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kamcli.ledger.columns import KEPT_IDS, Day, Instant, above_zero, flag, one_of
from kamcli.rules import vocabulary as words


class LedgerSettings(SQLModel, table=True):
    """What `kam init` said, and the last day on which grades were stored; one row."""

    __tablename__ = "ledger_settings"
    id: int = Field(primary_key=True)
    prefix: str
    manager: str = Field(foreign_key="managers.code")
    graded_on: date | None = Field(default=None, sa_type=Day)
    created_at: datetime = Field(sa_type=Instant)


class Manager(SQLModel, table=True):
    """A salesperson with a two-digit code."""

    __tablename__ = "managers"
    __table_args__ = (one_of("department", words.Department), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    department: str | None = None
    left_on: date | None = Field(default=None, sa_type=Day)


class Counter(SQLModel, table=True):
    """The last serial given for a market and a manager; it never goes back."""

    __tablename__ = "counters"
    market: str = Field(primary_key=True)
    manager: str = Field(primary_key=True)
    last_serial: int


class Customer(SQLModel, table=True):
    """A firm."""

    __tablename__ = "customers"
    __table_args__ = (
        one_of("market", words.Market),
        one_of("nature", words.Nature),
        one_of("source", words.Source),
        one_of("status", words.CustomerStatus),
        Index(None, "owner", "status"),
        Index(None, "market", "code_manager", "code_serial"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    code_manager: str
    code_serial: int
    name: str
    name_key: str = Field(index=True)
    short_name: str | None = None
    market: str
    nature: str
    source: str
    source_detail: str | None = None
    country: str | None = None
    region: str | None = None
    owner: str = Field(foreign_key="managers.code")
    registered_on: date = Field(sa_type=Day)
    website: str | None = None
    products: str | None = None
    remarks: str | None = None
    tags: str | None = None
    key_reason: str | None = None
    referred_by_id: int | None = Field(default=None, foreign_key="customers.id", index=True)
    via_agent_id: int | None = Field(default=None, foreign_key="customers.id", index=True)
    legacy_code: str | None = None
    legacy_grade: str | None = None
    status: str
    status_reason: str | None = None


class Alias(SQLModel, table=True):
    """A former code of a customer, which every command still resolves."""

    __tablename__ = "aliases"
    __table_args__ = (KEPT_IDS,)
    id: int | None = Field(default=None, primary_key=True)
    alias: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customers.id", index=True)
    since_on: date = Field(sa_type=Day)


class Ownership(SQLModel, table=True):
    """Who owned a customer from which day on."""

    __tablename__ = "owners"
    __table_args__ = (
        Index(None, "customer_id", "from_on"),
        Index(None, "owner", "customer_id"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    owner: str = Field(foreign_key="managers.code")
    from_on: date = Field(sa_type=Day)
    why: str | None = None


class Contact(SQLModel, table=True):
    """A person at a customer."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("customer_id", "name"),
        one_of("role", words.Role),
        one_of("birthday_calendar", words.Calendar),
        flag("opt_out"),
        flag("is_primary"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    name: str
    title: str | None = None
    role: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    im: str | None = None
    birthday: str | None = None
    birthday_calendar: str | None = None
    introduced_by: str | None = None
    preferences: str | None = None
    consent_on: date | None = Field(default=None, sa_type=Day)
    consent_purpose: str | None = None
    opt_out: int = 0
    is_primary: int = 0


class ContactPoint(SQLModel, table=True):
    """A phone or mail of a contact in its normal form, worked out from the contact's cells.

    E.164, the digits of a hotline, or an address with its domain in small letters.
    """

    __tablename__ = "contact_points"
    __table_args__ = (
        CheckConstraint("cell IN ('phone', 'mobile', 'email')", name="cell_known"),
        {"sqlite_with_rowid": False},
    )
    contact_id: int = Field(primary_key=True, foreign_key="contacts.id")
    cell: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    normal: str = Field(index=True)
    extension: str | None = None


class FirmMark(SQLModel, table=True):
    """A name or domain under which a customer is met again; 0 is no contact."""

    __tablename__ = "firm_marks"
    __table_args__ = ({"sqlite_with_rowid": False},)
    mark: str = Field(primary_key=True)
    customer_id: int = Field(primary_key=True)
    contact_id: int = Field(primary_key=True)


class Interaction(SQLModel, table=True):
    """Something that happened with a customer on a day."""

    __tablename__ = "interactions"
    __table_args__ = (
        one_of("kind", words.Kind),
        one_of("via", words.Via),
        one_of("layer", words.Layer),
        flag("attempt"),
        flag("unsolicited"),
        Index(None, "customer_id", "happened_on", "kind", "attempt", "unsolicited"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    happened_on: date = Field(sa_type=Day, index=True)
    kind: str
    via: str
    with_name: str | None = None
    text: str
    problem: str | None = None
    needs: str | None = None
    needs_answered_on: date | None = Field(default=None, sa_type=Day)
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    attempt: int = 0
    unsolicited: int = 0
    layer: str | None = None
    minutes: int | None = None
    entered_on: date | None = Field(default=None, sa_type=Day, index=True)
    recorded_at: datetime | None = Field(default=None, sa_type=Instant)
    recorded_by: str | None = None


class Action(SQLModel, table=True):
    """What will be done for a customer, by when, and what came of it."""

    __tablename__ = "actions"
    __table_args__ = (
        one_of("status", words.ActionStatus),
        Index(None, "customer_id", "status", "due_on"),
        Index(None, "status", "due_on"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    text: str
    due_on: date | None = Field(default=None, sa_type=Day)
    status: str
    closed_on: date | None = Field(default=None, sa_type=Day)
    why: str | None = None


class Order(SQLModel, table=True):
    """A confirmed sale, with the rate fixed when it was entered."""

    __tablename__ = "orders"
    __table_args__ = (above_zero("amount"), Index(None, "customer_id", "ordered_on"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customers.id")
    ordered_on: date = Field(sa_type=Day, index=True)
    amount: int = Field(sa_type=BigInteger)
    currency: str
    rate: str
    cancelled_on: date | None = Field(default=None, sa_type=Day)
    remarks: str | None = None


class Instalment(SQLModel, table=True):
    """A part of an order's amount and the day it is due."""

    __tablename__ = "instalments"
    __table_args__ = (above_zero("amount"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", index=True)
    due_on: date = Field(sa_type=Day)
    amount: int = Field(sa_type=BigInteger)


class Adjustment(SQLModel, table=True):
    """A dated change of an order's amount; a refund is below zero."""

    __tablename__ = "adjustments"
    __table_args__ = (KEPT_IDS,)
    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", index=True)
    adjusted_on: date = Field(sa_type=Day)
    amount: int = Field(sa_type=BigInteger)
    reason: str | None = None


class Payment(SQLModel, table=True):
    """Money received on an order."""

    __tablename__ = "payments"
    __table_args__ = (above_zero("amount"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", index=True)
    paid_on: date = Field(sa_type=Day, index=True)
    amount: int = Field(sa_type=BigInteger)


class Rate(SQLModel, table=True):
    """CNY for one unit of a currency, as quoted on a day."""

    __tablename__ = "rates"
    __table_args__ = (UniqueConstraint("currency", "quoted_on"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    currency: str
    quoted_on: date = Field(sa_type=Day)
    rate: str
