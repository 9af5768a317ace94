"""What an erase needs: reasons of commands of their own, and submissions that know their gaps.

A reason stood in the name of its command, which the chain of digests covers word by word. Now the
chain covers a salted hash of it. Where an older ledger has such names and its chain fits, they are
told apart and the chain is made again; a chain that does not fit is left as it is, so that what is
wrong with it is still seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NAMES = ("interaction remove", "customer fix-market")
_OF_COMMAND = (
    *("command_id", "name", "entered_on", "recorded_at", "recorded_by", "login", "undoes_id"),
)
_OF_ROW = ("customer_id", "table_name", "row_id", "change", "content_digest")
_CHAIN = """
SELECT trail.*, commands.name, commands.entered_on, commands.recorded_at, commands.recorded_by,
    commands.login, commands.undoes_id, commands.why_digest
FROM trail JOIN commands ON commands.id = trail.command_id ORDER BY trail.id
"""


def upgrade() -> None:
    """Add the columns, then tell reasons from names."""
    for name in ("why", "why_salt", "why_digest"):
        op.add_column("commands", sa.Column(name, sa.String(), nullable=True))
    op.add_column("submissions", sa.Column("erased_at", sa.String(20), nullable=True))
    op.add_column("submissions", sa.Column("left_digest", sa.String(), nullable=True))
    reasons = list(_reasons())
    if reasons and all(old == row["digest"] for row, old in _chained()):
        for reason in reasons:
            _run(
                "UPDATE commands SET name = :name, why = :why, why_salt = :salt,"
                " why_digest = :digest WHERE id = :id",
                reason,
            )
        anew = [{"id": row["id"], "digest": digest} for row, digest in _chained(anew=True)]
        for each in anew:
            _run("UPDATE trail SET digest = :digest WHERE id = :id", each)


def _reasons() -> Iterable[dict[str, Any]]:
    for row in _run("SELECT id, name FROM commands ORDER BY id", {}).mappings().all():
        name, _, why = row["name"].partition(": ")
        if name in _NAMES and why:
            salt = os.urandom(16).hex()
            digest = _hashed([salt, why])
            yield {"id": row["id"], "name": name, "why": why, "salt": salt, "digest": digest}


def _chained(*, anew: bool = False) -> Iterable[tuple[Mapping[str, Any], str]]:
    """Go through the trail with the digest that each row should have.

    `anew` builds each on the one just worked out, else on the one that is stored.
    """
    before = ""
    for row in _run(_CHAIN, {}).mappings():
        said = [row[name] for name in _OF_COMMAND]
        said += [row["why_digest"]] if row["why_digest"] is not None else []
        parts = [before, *said, *(row[name] for name in _OF_ROW)]
        digest = _hashed("" if part is None else str(part) for part in parts)
        yield row, digest
        before = digest if anew else row["digest"]


def _hashed(parts: Iterable[str]) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _run(sql: str, parameters: Mapping[str, Any]) -> Any:
    return op.get_bind().execute(sa.text(sql), parameters)
