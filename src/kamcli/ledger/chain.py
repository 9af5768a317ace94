"""The links of the trail: what the digest of a row is made of."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kamcli.ledger.digests import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamcli.ledger.database import Row

_OF_COMMAND = (
    "command_id",
    "name",
    "entered_on",
    "recorded_at",
    "recorded_by",
    "login",
    "undoes_id",
)
_OF_ROW = ("customer_id", "table_name", "row_id", "change", "content_digest")


def of_command(row: Mapping[str, Any] | Row) -> list[str]:
    """Return what a digest covers of a command: the hash of its reason too, if it has one."""
    reason = row["why_digest"]
    return [*_spelt(row, _OF_COMMAND), *([] if reason is None else [reason])]


def of_row(row: Mapping[str, Any] | Row) -> list[str]:
    """Return what a digest covers of a row of the trail."""
    return _spelt(row, _OF_ROW)


def _spelt(row: Mapping[str, Any] | Row, names: Iterable[str]) -> list[str]:
    return ["" if row[name] is None else str(row[name]) for name in names]


def salted(why: str | None) -> dict[str, str | None]:
    """Return a reason with its salt and the hash of both; none of them where there is none."""
    if why is None:
        return {"why": None, "why_salt": None, "why_digest": None}
    salt = new_salt()
    return {"why": why, "why_salt": salt, "why_digest": digest_of(salt, why)}


def new_salt() -> str:
    """Return what keeps others from guessing a text by its hash."""
    return os.urandom(16).hex()


def digest_of(*parts: str) -> str:
    """Return the SHA-256 of the parts, each with its length before it."""
    return hashed(framed(parts))


def framed(parts: Iterable[str]) -> str:
    """Return parts as one text that no other parts make: each with its length before it."""
    return "".join([f"{len(part)}:{part}" for part in parts])


def hashed(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
