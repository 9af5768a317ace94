"""Take out of the file what was taken out of the ledger: SQLite leaves it in pages it does not use.

For one command that has the ledger to itself, so that no other keeps an older state of it alive.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kamcli.errors import PartlyDone
from kamcli.i18n import _


def rewrite(connection: sqlite3.Connection, path: Path) -> None:
    """Write the file anew without pages that are not used, and empty the file beside it.

    Raises `PartlyDone` where there is no room to: what goes was overwritten by then, what went
    before this command may not have been.
    """
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise PartlyDone(
            _(
                'It is done, but the file "{path}" could not be written anew ({why}): what was'
                " removed earlier may still lie in it."
            ).format(path=path, why=error),
            hint=f'sqlite3 {path} "VACUUM"',
        ) from error
