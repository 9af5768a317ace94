"""What can be wrong with a ledger file, each in one sentence for the person who owns it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR

from kamcli.errors import Unavailable
from kamcli.i18n import _
from kamcli.ledger import holder

# What SQLite needs beside a ledger before it writes a single change.
_ROOM_NEEDED = 1 << 18


def missing(path: Path) -> Unavailable:
    """Say that there is no ledger at this path."""
    return Unavailable(
        _('There is no ledger at "{path}".').format(path=path),
        hint='kam init --manager 01 --name "Li Lei"',
    )


def folder(path: Path) -> Unavailable:
    """Say that the path is a folder's."""
    return Unavailable(
        _('"{path}" is a folder, not a ledger.').format(path=path),
        hint=f"kam --ledger {_typed(path / 'kam.db')} today",
    )


def no_ledger(path: Path) -> Unavailable:
    """Say that the file is something else."""
    return Unavailable(
        _('The file "{path}" is not a kam ledger.').format(path=path),
        hint=_look(path),
    )


def newer(path: Path, version: str) -> Unavailable:
    """Say that a newer `kam` has written the ledger."""
    return Unavailable(
        _('The ledger "{path}" was written by a newer kam (version {version}).').format(
            path=path, version=version
        ),
        hint="pipx upgrade kamcli",
    )


def not_upgraded(path: Path, why: str) -> Unavailable:
    """Say that an older ledger could not be brought up to date."""
    return Unavailable(
        _(
            'The ledger "{path}" is of an older version and could not be brought up to date;'
            " it is as it was: {why}"
        ).format(path=path, why=" ".join(why.split())),
        hint=_look(path),
    )


def damaged(path: Path) -> Unavailable:
    """Say that the file cannot be read to its end."""
    text = _('The ledger "{path}" is damaged; nothing was changed.')
    return Unavailable(text.format(path=path), hint="kam doctor")


def upgraded(path: Path, copy: Path) -> str:
    """Tell that an older ledger was brought up to date, and where it lies as it was."""
    return _(
        'The ledger "{path}" was brought up to date; as it was before it lies in "{copy}".'
    ).format(path=path, copy=copy)


def check_place(path: Path) -> os.stat_result:
    """Return what is known of the file at the path.

    Raises `Unavailable` where there is none, or none that can be looked at.
    """
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise folder(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path) from error
    except OSError as error:
        raise _closed(path) from error
    return found


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into a sentence; anything else passes."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        found = _sentence(error, path)
        if found is None:
            raise
        raise found from error


def kind_of(error: sqlite3.DatabaseError) -> int:
    """Return the kind of a failure: the low byte of SQLite's code; the rest is detail."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: sqlite3.DatabaseError, path: Path) -> Unavailable | None:
    match kind_of(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _locked(path)
        case sqlite3.SQLITE_READONLY:
            return _read_only(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            # Beside a ledger in a read-only folder SQLite cannot open the files it works with.
            writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
            return _closed(path) if writable or not os.access(path, os.R_OK) else _read_only(path)
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR if _is_full(path):
            text = _('The disk of the ledger "{path}" is full; nothing was changed.')
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            text = _('The disk of the ledger "{path}" does not answer; nothing was changed.')
        case sqlite3.SQLITE_NOTADB:
            return no_ledger(path)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case _:
            return None
    return Unavailable(text.format(path=path), hint=_look(path))


def _read_only(path: Path) -> Unavailable:
    text = _('The ledger "{path}" cannot be written: it, or its folder, is read-only.')
    return Unavailable(text.format(path=path), hint=_look(path))


def _closed(path: Path) -> Unavailable:
    text = _('The ledger "{path}" cannot be opened.')
    return Unavailable(text.format(path=path), hint=_look(path))


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


def _is_full(path: Path) -> bool:
    """Return whether the disk has less room than a command needs at least."""
    from shutil import disk_usage

    try:
        return disk_usage(path.parent).free < _ROOM_NEEDED
    except OSError:
        return False


def _look(path: Path) -> str:
    return f"ls -l {_typed(path)}"


def _typed(path: Path) -> str:
    """Return a path as it is typed in a shell."""
    import shlex

    return shlex.quote(str(path))
