"""The tables of the books about the trade: grades, policy, goals, submissions, the trail.

Loaded for migrations only, beside `models`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kamcli.ledger.columns import KEPT_IDS, Day, Instant, above_zero, flag, one_of
from kamcli.rules import vocabulary as words


class Standing(SQLModel, table=True):
    """What the facts of a customer add up to, as worked out on `graded_on`.

    It holds until the day before `holds_until_on` if nothing is recorded; amounts in CNY fen.
    `fingerprint` proves that it and the history were worked out together (`fingerprints`).
    """

    __tablename__ = "standings"
    __table_args__ = (
        one_of("grade", words.Grade),
        one_of("grade_before", words.Grade),
        one_of("changes_next_to", words.Grade),
        flag("cooperated"),
        flag("asked"),
        flag("evidence"),
        flag("ordered_recently"),
        flag("answered"),
    )
    customer_id: int = Field(primary_key=True, foreign_key="customers.id")
    graded_on: date = Field(sa_type=Day)
    holds_until_on: date | None = Field(default=None, sa_type=Day, index=True)
    existed_from_on: date = Field(sa_type=Day)
    grade: str
    grade_before: str | None = None
    amount_before: int | None = Field(default=None, sa_type=BigInteger)
    annual_amount: int = Field(sa_type=BigInteger)
    own_amount: int = Field(sa_type=BigInteger)
    via_amount: int = Field(sa_type=BigInteger)
    last_contact_on: date | None = Field(default=None, sa_type=Day)
    in_touch_through_on: date | None = Field(default=None, sa_type=Day)
    cooperated: int
    asked: int
    evidence: int
    ordered_recently: int
    turns_x_on: date | None = Field(default=None, sa_type=Day, index=True)
    changes_next_on: date | None = Field(default=None, sa_type=Day, index=True)
    changes_next_to: str | None = None
    policy_version: int
    last_attempt_on: date | None = Field(default=None, sa_type=Day)
    offer_on: date | None = Field(default=None, sa_type=Day)
    answered: int
    tries: int
    wish_on: date | None = Field(default=None, sa_type=Day)
    replied_on: date | None = Field(default=None, sa_type=Day)
    fingerprint: str | None = None


class GradeChange(SQLModel, table=True):
    """A change of a customer's computed grade, with the facts that decided."""

    __tablename__ = "grade_changes"
    __table_args__ = (
        one_of("before", words.Grade),
        one_of("after", words.Grade),
        Index(None, "customer_id", "changed_on"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    changed_on: date = Field(sa_type=Day, index=True)
    before: str | None = None
    after: str
    facts: str
    policy_version: int
    recorded_at: datetime = Field(sa_type=Instant)
    superseded_at: datetime | None = Field(default=None, sa_type=Instant)


class GradeOverride(SQLModel, table=True):
    """A grade set by a supervisor for a time."""

    __tablename__ = "overrides"
    __table_args__ = (
        one_of("grade", words.Grade),
        UniqueConstraint("customer_id", "from_on"),
        KEPT_IDS,
    )
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id")
    grade: str
    from_on: date = Field(sa_type=Day)
    until_on: date = Field(sa_type=Day)
    approved_by: str
    why: str


class Cadence(SQLModel, table=True):
    """A customer's own number of days between contacts, and a snooze."""

    __tablename__ = "cadences"
    __table_args__ = (above_zero("days"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customers.id", unique=True)
    days: int | None = None
    snoozed_until_on: date | None = Field(default=None, sa_type=Day)
    why: str | None = None


class Goal(SQLModel, table=True):
    """New customers to be won in a week."""

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("manager", "week_on"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    manager: str = Field(foreign_key="managers.code")
    week_on: date = Field(sa_type=Day)
    customers: int
    note: str | None = None


class Submission(SQLModel, table=True):
    """A frozen week, as it was handed in.

    Where a person was erased from it since, `digest` stays that of what was handed in, and
    `left_digest` is that of what is left.
    """

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("manager", "week_on", "version"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    manager: str = Field(foreign_key="managers.code")
    week_on: date = Field(sa_type=Day)
    version: int
    content: str
    digest: str
    submitted_at: datetime = Field(sa_type=Instant)
    reviewed_by: str | None = None
    reviewed_on: date | None = Field(default=None, sa_type=Day)
    review_note: str | None = None
    erased_at: datetime | None = Field(default=None, sa_type=Instant)
    left_digest: str | None = None


class Sending(SQLModel, table=True):
    """A submission mailed to an address, or begun to be: then it may have been sent."""

    __tablename__ = "sendings"
    __table_args__ = (UniqueConstraint("submission_id", "address", "turn"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submissions.id")
    address: str
    turn: int
    digest: str
    message_id: str
    begun_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class PolicySetting(SQLModel, table=True):
    """A setting of the policy with the day from which it holds; its id is the policy's version."""

    __tablename__ = "policy_settings"
    __table_args__ = (UniqueConstraint("key", "from_on"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    key: str
    value: str
    from_on: date = Field(sa_type=Day)
    approved_by: str
    recorded_at: datetime = Field(sa_type=Instant)


class ImportBatch(SQLModel, table=True):
    """One import: what was read and what became of it."""

    __tablename__ = "import_batches"
    __table_args__ = (KEPT_IDS,)
    id: int | None = Field(default=None, primary_key=True)
    command_id: int = Field(foreign_key="commands.id")
    source: str
    rows_read: int
    created: int
    updated: int
    unchanged: int
    rejected: int


class ImportLayout(SQLModel, table=True):
    """What a person said that the columns of a spreadsheet mean.

    `fingerprint` is that of its headings; `columns` a JSON object of headings and what they mean.
    """

    __tablename__ = "import_layouts"
    __table_args__ = (UniqueConstraint("fingerprint"), UniqueConstraint("name"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str
    name: str | None = None
    columns: str


class Export(SQLModel, table=True):
    """What was written out of the ledger, where to, and whether personal data was left out."""

    __tablename__ = "exports"
    __table_args__ = (flag("redacted"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    what: str
    target: str
    rows: int
    redacted: int


class Command(SQLModel, table=True):
    """A command that changed the ledger: what, when and by whom.

    `why` is the reason of one that no row keeps; the trail covers its salted hash, `why_digest`, so
    that it can be erased.
    """

    __tablename__ = "commands"
    __table_args__ = (KEPT_IDS,)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    entered_on: date = Field(sa_type=Day)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str
    login: str
    undoes_id: int | None = Field(default=None, foreign_key="commands.id", index=True)
    why: str | None = None
    why_salt: str | None = None
    why_digest: str | None = None


class Change(SQLModel, table=True):
    """A row before and after a command, in a chain of digests.

    `digest` covers the digest before it, the command and `content_digest`, the salted hash of
    `content`: a person's data can be erased from `content` and the chain still verifies.
    """

    __tablename__ = "trail"
    __table_args__ = (Index(None, "table_name", "row_id"), KEPT_IDS)
    id: int | None = Field(default=None, primary_key=True)
    command_id: int = Field(foreign_key="commands.id", index=True)
    customer_id: int | None = Field(default=None, index=True)
    table_name: str
    row_id: int
    change: str
    content: str | None = None
    salt: str | None = None
    content_digest: str
    digest: str
