"""Make a backup: a copy of one moment of the ledger, called a backup only when it was checked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kamcli.errors import KamError, Unavailable
from kamcli.i18n import _
from kamcli.ledger import database
from kamcli.ledger.backup_files import (
    CLOSED,
    BackupFile,
    draft_in,
    files_of,
    free_name,
    give_name,
    keep_for_certain,
)
from kamcli.ledger.encryption import Lock, Opener, decrypt, encrypt, is_encrypted
from kamcli.ledger.soundness import Content, content, damage, dangling
from kamcli.rules.retention import Keep, to_keep

Tell = Callable[[str], None]


class Wanted(Struct, frozen=True, kw_only=True):
    """A backup as it is asked for: of which ledger, into which folder, at which instant (UTC).

    `lock` closes it; `keep` says which older ones stay, nothing for all of them.
    """

    ledger: Path
    into: Path
    at: datetime
    lock: Lock | None = None
    keep: Keep | None = None
    dry_run: bool = False


class BackedUp(Struct, frozen=True, kw_only=True):
    """What `kam backup -f json` returns."""

    file: str
    at: datetime
    rows: int
    size: int
    encrypted: bool
    removed: tuple[str, ...]


def make_backup(wanted: Wanted, *, tell: Tell) -> BackedUp:
    """Copy a ledger while others write to it, check the copy, and give it its name.

    A dry run does the same and keeps nothing. Raises `Unavailable` where the ledger cannot be read,
    or the copy cannot be written or is not whole; then no backup is made and none is removed.
    """
    with _told(wanted.into):
        _make_folder(wanted)
        folder = wanted.ledger.parent if wanted.dry_run else wanted.into
        # What others may carry away is never there in the open: an encrypted backup is copied
        # beside the ledger first.
        near = wanted.ledger.parent if wanted.lock else folder
        with draft_in(near, wanted.ledger.name) as copy:
            held = _copy(wanted.ledger, copy, tell=tell)
            with _closed(copy, folder, wanted) as ready:
                size = ready.stat().st_size
                name = _placed(ready, wanted)
        removed = _thin_out(wanted, name, tell=tell)
    return BackedUp(
        file=str(name),
        at=wanted.at,
        rows=held.total,
        size=size,
        encrypted=wanted.lock is not None,
        removed=tuple(str(each) for each in removed),
    )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            _('No backup can be kept in "{folder}": {why}.').format(
                folder=folder, why=error.strerror
            ),
            hint="kam backup --into DIR",
        ) from error


def _make_folder(wanted: Wanted) -> None:
    if wanted.into.exists() and not wanted.into.is_dir():
        raise NotADirectoryError(20, os.strerror(20))
    if not wanted.dry_run:
        wanted.into.mkdir(mode=0o700, parents=True, exist_ok=True)


def _copy(ledger: Path, copy: Path, *, tell: Tell) -> Content:
    """Copy one moment of the ledger, and check that the copy holds what the ledger held then."""
    with database.reading(ledger) as opened:
        for note in opened.notes:
            tell(note)
        held = content(opened)
        opened.copy_to(copy)
    alone(copy)
    check(copy, held, of=ledger)
    keep_for_certain(copy)
    return held


def alone(copy: Path) -> None:
    """Have a copy need no file beside it: it can be carried away, and read where none may write."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def check(copy: Path, held: Content, *, of: Path) -> None:
    """Open a copy as any ledger is opened; raises `Unavailable` unless it holds just this."""
    try:
        with database.reading(copy) as opened:
            whole = not damage(opened) and not dangling(opened) and content(opened) == held
    except Unavailable:
        whole = False
    if not whole:
        raise Unavailable(
            _('The ledger "{path}" is damaged: no backup is made of it.').format(path=of),
            hint="kam doctor",
        )


@contextmanager
def _closed(copy: Path, folder: Path, wanted: Wanted) -> Iterator[Path]:
    """Give the file that becomes the backup: the copy itself, or an encrypted one of it."""
    if wanted.lock is None:
        yield copy
        return
    with draft_in(folder, f"{wanted.ledger.name}{CLOSED}") as ready:
        with ready.open("wb") as file:
            encrypt(copy, file, wanted.lock)
            file.flush()
            os.fsync(file.fileno())
        if wanted.lock.passphrase is not None:
            _check_opens(ready, copy, wanted.lock.passphrase)
        yield ready


def _check_opens(ready: Path, copy: Path, passphrase: str) -> None:
    """Open what was closed with a passphrase; nobody here can do that for a public key."""
    with draft_in(copy.parent, copy.name) as again:
        with again.open("wb") as file:
            decrypt(ready, file, Opener(passphrase=passphrase))
        if again.read_bytes() != copy.read_bytes():
            raise Unavailable(_("The encrypted copy does not open again: no backup was made."))


def _placed(ready: Path, wanted: Wanted) -> Path:
    """Give a backup its name, never that of another file; return it."""
    closed = wanted.lock is not None
    while True:
        name = free_name(wanted.ledger, wanted.into, at=wanted.at, encrypted=closed)
        if wanted.dry_run:
            return name
        with suppress(FileExistsError):  # another backup of the same second
            give_name(ready, name)
            return name


def _thin_out(wanted: Wanted, made: Path, *, tell: Tell) -> Sequence[Path]:
    """Remove the backups that need not be kept; one that is not sound counts for nothing.

    Only what is called as a backup of this ledger and holds one is ever removed.
    """
    if wanted.keep is None:
        return []
    others = [each for each in files_of(wanted.ledger, wanted.into) if each.path != made]
    sound = [each for each in others if _is_sound(each, wanted, tell)]
    staying = to_keep([wanted.at, *(each.at for each in sound)], wanted.keep)
    going = [each.path for each in sound if each.at not in staying]
    if not wanted.dry_run:
        for path in going:
            path.unlink()
        keep_for_certain(wanted.into)
    return going


def _is_sound(file: BackupFile, wanted: Wanted, tell: Tell) -> bool:
    """Return whether a file is a backup of this ledger that can be restored.

    Of an encrypted one nobody here can say more than what it begins with.
    """
    if file.encrypted:
        return is_encrypted(file.path)
    try:
        sound = is_whole(file.path) and _made_at(file.path) == _made_at(wanted.ledger)
    except KamError:
        sound = False
    if not sound:
        tell(_('"{file}" is no sound backup of this ledger; it stays.').format(file=file.path))
    return sound


def is_whole(path: Path) -> bool:
    """Return whether a file is a ledger without damage; raises `KamError` where it cannot be."""
    with database.as_it_lies(path) as opened:
        return not damage(opened)


def _made_at(path: Path) -> str:
    """Return when a ledger was made: it is what all copies of it share."""
    with database.as_it_lies(path) as opened:
        made: str = opened.value("SELECT created_at FROM ledger_settings")
        return made
