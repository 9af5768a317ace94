"""Firms that look alike and are two: registered so with a reason, `kam add … --force --why …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamcli.ledger.database import Ledger

_FORCED = """
SELECT trail.row_id, commands.why FROM commands JOIN trail ON trail.command_id = commands.id
WHERE commands.name = 'add' AND commands.why_digest IS NOT NULL
    AND trail.table_name = 'customers' AND trail.change = 'insert'
"""


def known_reasons(ledger: Ledger) -> Mapping[int, str]:
    """Return why customers stand beside those before them that they look like, by their id.

    The trail has it; a reason that was erased is an empty text.
    """
    return {row["row_id"]: row["why"] or "" for row in ledger.each(_FORCED)}
