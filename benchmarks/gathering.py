"""Write down the statements by which `kam` gathers the facts of all customers, one a line.

    python gathering.py LEDGER FILE

They are taken from a run over a small ledger, as SQLite was given them, so that what bare SQLite
is measured at is what `kam` asks, whatever it comes to ask.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from customers import AS_OF
from kamcli.ledger.database import Ledger
from kamcli.ledger.records import Scope, summaries


def statements(path: Path) -> list[str]:
    """Return the questions that the refresh of everybody asks of a ledger."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    for _summary in summaries(Ledger(connection, path, None), Scope(), as_of=AS_OF):
        pass
    connection.close()
    return [" ".join(question.split()) for question in asked]


if __name__ == "__main__":
    Path(sys.argv[2]).write_text("\n".join(statements(Path(sys.argv[1]))), encoding="utf-8")
