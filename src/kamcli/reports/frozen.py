"""A week as it is handed in: the report, what the next one is compared with, how it was printed.

It is JSON, and its digest is the SHA-256 of that in one canonical spelling, so anyone can check it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamcli.reports.friday import AnnualAmount, FridayForm, FridayReport, Head, Row
from kamcli.reports.reviving import Unreadable, revived
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade, Market

LAYOUT = 1


class KnownCustomer(Struct, frozen=True, kw_only=True):
    """A customer of the report, row or not: what tells it from others, and where it stood.

    `phones` are those of the contact in columns 9 to 13.
    """

    id: int
    code: str
    name: str
    market: Market
    grade: Grade
    grade_before: Grade | None
    via_amount: Money
    website: str | None
    phones: tuple[str, ...]


class Promised(Struct, frozen=True, kw_only=True):
    """A next action that was open when the week was handed in; `customer` is the id of one."""

    id: int
    customer: int
    text: str
    due_on: date | None


class FrozenPage(Struct, frozen=True, kw_only=True):
    """The report as it was printed: the page, and the foot, which a review fills in later."""

    form: str
    body: str
    foot: str


class Erasure(Struct, frozen=True, kw_only=True):
    """That a person was erased from a submission: when, and the digest of what is left."""

    at: datetime
    digest: str


class Frozen(Struct, frozen=True, kw_only=True):
    """A submission; `layout` is the number of this arrangement of it, `language` that of the cells.

    `submitted_on` is the day as the person knew it, `submitted_at` the instant.
    """

    layout: int
    week: date
    manager: str
    version: int
    submitted_on: date
    submitted_at: datetime
    language: str
    head: Head
    report: FridayReport
    customers: tuple[KnownCustomer, ...]
    actions: tuple[Promised, ...]
    pages: tuple[FrozenPage, ...]

    @property
    def form(self) -> FridayForm:
        """The report with its head."""
        return FridayForm(head=self.head, report=self.report)


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content: compact JSON in UTF-8, its keys in order."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def frozen_of(content: object) -> Frozen:
    """Return the submission of a content; raises `Unreadable`."""
    found = revived(Frozen, content)
    if found.layout != LAYOUT:
        raise Unreadable("layout")
    via = {each.code: each.via_amount.amount for each in found.customers}
    rows = tuple(_with_via(row, via.get(row.code, 0)) for row in found.report.rows)
    return replace(found, report=replace(found.report, rows=rows))


def _with_via(row: Row, via: int) -> Row:
    """Return a row with what an agent's customers bought, which has no column of its own."""
    own = row.annual_amount
    amount = AnnualAmount(amount=own.amount, currency=own.currency, via=via)
    return replace(row, annual_amount=amount)
