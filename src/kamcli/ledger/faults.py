"""What can be wrong with a ledger file, each in one sentence for the person who owns it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamcli.errors import Unavailable
from kamcli.i18n import _
from kamcli.ledger import holder


def missing(path: Path) -> Unavailable:
    """Say that there is no ledger at this path."""
    return Unavailable(
        _('There is no ledger at "{path}".').format(path=path),
        hint='kam init --manager 01 --name "Li Lei"',
    )


def no_ledger(path: Path) -> Unavailable:
    """Say that the file is something else."""
    return Unavailable(
        _('The file "{path}" is not a kam ledger.').format(path=path),
        hint="kam --ledger PATH today",
    )


def newer(path: Path, version: str) -> Unavailable:
    """Say that a newer `kam` has written the ledger."""
    return Unavailable(
        _('The ledger "{path}" was written by a newer kam (version {version}).').format(
            path=path, version=version
        ),
        hint="pipx upgrade kamcli",
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into a sentence; anything else passes."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _sentence(error, path) from error


def _sentence(error: sqlite3.DatabaseError, path: Path) -> Exception:
    # The low byte is the kind of failure; the rest is detail that a salesperson cannot use.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _locked(path)
        case sqlite3.SQLITE_READONLY:
            text = _('The ledger "{path}" cannot be written: it is read-only.')
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            text = _('The ledger "{path}" cannot be opened.')
        case sqlite3.SQLITE_FULL:
            text = _('The disk of the ledger "{path}" is full; nothing was changed.')
        case sqlite3.SQLITE_IOERR:
            text = _('The disk of the ledger "{path}" does not answer; nothing was changed.')
        case sqlite3.SQLITE_NOTADB:
            return no_ledger(path)
        case sqlite3.SQLITE_CORRUPT:
            text = _('The ledger "{path}" is damaged.')
        case _:
            return error
    return Unavailable(text.format(path=path), hint=f'ls -l "{path}"')


def _locked(path: Path) -> Unavailable:
    who = holder.who(path)
    text = (
        _('The ledger "{path}" is in use by another program.').format(path=path)
        if who is None
        else _('The ledger "{path}" is in use by "kam {name}" (process {process}).').format(
            path=path, name=who.command, process=who.process
        )
    )
    return Unavailable(text, hint=_("Wait until it is done, then type the command again."))
