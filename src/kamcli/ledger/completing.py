"""Customers for completion: asked at every press of the key, so nothing but SQLite is loaded."""

from __future__ import annotations

import os
import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 50


def codes_and_names(path: str, partial: str) -> Iterator[tuple[str, str]]:
    """Go through codes and names of active customers: the code begins so, or the name holds it.

    Nothing is proposed from a ledger that cannot be read: the command itself will say why.
    """
    part = partial.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").casefold()
    question = (
        "SELECT code, name FROM customers WHERE status = 'active' AND"
        " (lower(code) LIKE :begin ESCAPE '\\' OR name_key LIKE :within ESCAPE '\\')"
        " ORDER BY market DESC, code_manager, code_serial LIMIT :most"
    )
    if not os.path.exists(path):
        return
    try:
        ledger = sqlite3.connect(path)
        ledger.execute("PRAGMA query_only = 1")
        rows = ledger.execute(
            question, {"begin": f"{part}%", "within": f"%{part}%", "most": _MOST}
        ).fetchall()
        ledger.close()
    except sqlite3.Error:
        return
    for code, name in rows:
        yield code, " ".join(name.split())
