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


def of_command(row: Mapping[str, Any] | Row) -> str:
    """Return what a digest covers of a command: the hash of its reason too, if it has one."""
    said = ["" if row[name] is None else str(row[name]) for name in _OF_COMMAND]
    reason = row["why_digest"]
    return framed(said if reason is None else [*said, reason])


def row_digest(
    before: str,
    command: str,
    *,
    customer_id: int | None,
    table: str,
    row_id: int,
    change: str,
    content_digest: str,
) -> str:
    """Return the digest of a row of the trail: it covers the one before it and its command.

    `command` is what `of_command` returns.
    """
    whose, which = "" if customer_id is None else str(customer_id), str(row_id)
    return hashed(
        f"{len(before)}:{before}{command}{len(whose)}:{whose}{len(table)}:{table}"
        f"{len(which)}:{which}{len(change)}:{change}{len(content_digest)}:{content_digest}"
    )


def salted(why: str | None) -> dict[str, str | None]:
    """Return a reason with its salt and the hash of both; none of them where there is none."""
    if why is None:
        return {"why": None, "why_salt": None, "why_digest": None}
    (salt,) = new_salts(1)
    return {"why": why, "why_salt": salt, "why_digest": digest_of(salt, why)}


def new_salts(count: int) -> list[str]:
    """Return as many texts, each of which keeps others from guessing a text by its hash."""
    digits = os.urandom(16 * count).hex()
    return [digits[begin : begin + 32] for begin in range(0, len(digits), 32)]


def digest_of(salt: str, text: str) -> str:
    """Return the salted hash of the content of a row, or of the reason of a command."""
    return hashed(f"{len(salt)}:{salt}{len(text)}:{text}")


def framed(parts: Iterable[str]) -> str:
    """Return parts as one text that no other parts make: each with its length before it."""
    return "".join([f"{len(part)}:{part}" for part in parts])


def hashed(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
