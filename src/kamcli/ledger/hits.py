"""What a search finds: in what, how well, and the words that were looked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum, StrEnum

from msgspec import Struct


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
    WEBSITE = "website"
    REMARKS = "remarks"
    NOTE = "note"
    PROBLEM = "problem"
    NEEDS = "needs"


class Rank(IntEnum):
    """Which finds are told first: what was most likely meant.

    A whole code or name; the beginning of one, written or in pinyin; the initials of one; another
    part of one, written before spoken; then what hangs on a customer; then words that stand apart
    at one, and notes.
    """

    CODE = 0
    NAME = 1
    BEGINNING = 2
    INITIALS = 3
    PART = 4
    SOUND = 5
    CONTACT = 6
    PHONE = 7
    MAIL = 8
    CUSTOMER = 9
    APART = 10
    NOTE = 11


class Hit(Struct, frozen=True, kw_only=True):
    """A text, in one line, that holds what was looked for; `on` is the day of a note.

    `matched` are the words of it that were looked for, as they stand there.
    """

    code: str
    name: str
    where: Where
    text: str
    matched: Sequence[str]
    on: date | None
    rank: Rank
