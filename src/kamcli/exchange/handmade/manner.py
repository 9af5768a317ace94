"""How a person wants the rows of spreadsheets taken."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from kamcli.exchange.handmade.written import DateOrder
from kamcli.rules.vocabulary import Nature, Source


class Mode(StrEnum):
    """Which rows are taken: those of new customers, of known ones, or both."""

    BOTH = "both"
    CREATE = "create-only"
    UPDATE = "update-only"


class Manner(Struct, frozen=True, kw_only=True):
    """What the person says beside the files; `nature` and `source` are those of empty cells."""

    as_of: date
    mode: Mode = Mode.BOTH
    order: DateOrder | None = None
    nature: Nature | None = None
    source: Source | None = None
    keep_unmapped: bool = False
