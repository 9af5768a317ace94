"""Make a ledger: a private file, whole or not there at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from kamcli.errors import Refused, Unavailable
from kamcli.i18n import _
from kamcli.ledger import faults, openness
from kamcli.ledger.commands import Command
from kamcli.ledger.connections import lock_wait
from kamcli.ledger.database import Ledger
from kamcli.ledger.migrations import migrate
from kamcli.ledger.trail import Trail
from kamcli.rules.vocabulary import Department
from kamcli.session import Session


class NewLedger(Struct, frozen=True, kw_only=True):
    """What a ledger begins with: its first manager, and the letters that codes begin with."""

    manager: str
    name: str
    prefix: str
    department: Department | None


class MadeLedger(Struct, frozen=True, kw_only=True):
    """A ledger that was just made."""

    ledger: str
    manager: str
    name: str
    prefix: str
    warnings: tuple[str, ...]


def create_ledger(session: Session, new: NewLedger) -> MadeLedger:
    """Make the session's ledger with its first manager; a dry run makes nothing.

    Raises `Refused` when there is something at its path, `Unavailable` when it cannot be written.
    """
    path = session.ledger
    try:
        if path.is_dir():
            raise faults.folder(path)
        if path.exists():
            raise already_there(path)
        if not session.dry_run:
            with faults.told(path):
                _make(session, new)
    except OSError as error:
        raise Unavailable(
            _('A ledger cannot be made at "{path}": {why}.').format(path=path, why=error.strerror),
            hint='kam --ledger ./kam.db init --manager 01 --name "…"',
        ) from error
    return MadeLedger(
        ledger=str(path),
        manager=new.manager,
        name=new.name,
        prefix=new.prefix,
        warnings=tuple(openness.of_folder(path.parent)) if path.parent.exists() else (),
    )


def already_there(path: Path) -> Refused:
    """Say that there is a ledger already."""
    return Refused(
        _('There is a ledger at "{path}" already.').format(path=path),
        hint='kam --ledger ./kam.db init --manager 01 --name "…"',
    )


def _make(session: Session, new: NewLedger) -> None:
    """Build the ledger under another name, then give it its own: nobody meets half of one."""
    path = session.ledger
    _make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)  # of an earlier process that had this number
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _fill(draft, session, new)
        _give_name(draft, path)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, for the owner's eyes only."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)


def _give_name(draft: Path, path: Path) -> None:
    """Give the finished ledger its name, unless somebody was quicker."""
    try:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:
            # A memory stick knows no second names; then the name is taken first, and filled.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            draft.rename(path)
    except FileExistsError as error:
        raise already_there(path) from error


def _fill(draft: Path, session: Session, new: NewLedger) -> None:
    migrate(draft, wait=lock_wait())
    command = Command(
        name="init",
        entered_on=session.as_of,
        recorded_at=session.now,
        recorded_by=new.manager,
        login=session.login,
    )
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = 1")
        connection.execute("BEGIN IMMEDIATE")
        _begin(Ledger(connection, draft, Trail(command)), session, new)
        connection.execute("COMMIT")


def _begin(ledger: Ledger, session: Session, new: NewLedger) -> None:
    ledger.insert("managers", {"code": new.manager, "name": new.name, "department": new.department})
    ledger.execute(
        "INSERT INTO ledger_settings (id, prefix, manager, created_at)"
        " VALUES (1, :prefix, :manager, :now)",
        {"prefix": new.prefix, "manager": new.manager, "now": session.now},
    )
