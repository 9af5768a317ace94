"""How a person wants the rows of spreadsheets taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from kamcli.exchange.handmade.written import DateOrder
from kamcli.exchange.spreadsheets.shape import Field


class Mode(StrEnum):
    """Which rows are taken: those of new customers, of known ones, or both."""

    BOTH = "both"
    CREATE = "create-only"
    UPDATE = "update-only"


class Manner(Struct, frozen=True, kw_only=True):
    """What the person says beside the files; `given` is for new customers whose row is silent."""

    as_of: date
    mode: Mode = Mode.BOTH
    order: DateOrder | None = None
    given: Mapping[Field, str] = {}
    keep_unmapped: bool = False
