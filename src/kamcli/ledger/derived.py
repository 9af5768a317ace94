"""What is worked out from rows as they change, and stands in no trail.

The index of texts, the normal forms of phones and mails, and the marks by which firms are met; what
only reads loads none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Values = Mapping[str, Any]

_REACHED = ("contacts", "customers")


def covers(table: str) -> bool:
    """Tell whether anything is worked out from the rows of a table."""
    from kamcli.ledger import index

    return table in index.INDEXED or table in _REACHED


def keep(
    ledger: Ledger,
    table: str,
    *,
    gone: Mapping[int, Values] | None = None,
    come: Mapping[int, Values] | None = None,
) -> None:
    """Keep it in step with rows that are about to go, that changed, and that came."""
    from kamcli.ledger import index

    index.keep(ledger, table, gone=gone, come=come)
    if table in _REACHED:
        from kamcli.ledger import contact_points, marks  # most commands touch no firm

        contact_points.keep(ledger, table, gone=gone or {}, come=come or {})
        marks.keep(ledger, table, gone=gone or {}, come=come or {})
