"""Put a backup in the place of the ledger, and keep what was there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from msgspec import Struct

from kamcli.errors import Unavailable
from kamcli.i18n import _
from kamcli.ledger import connections, database, faults, holder, migrations
from kamcli.ledger.backup_files import draft_in, give_name, keep_for_certain
from kamcli.ledger.encryption import Opener, decrypt, is_encrypted
from kamcli.ledger.losses import Loss, loss
from kamcli.ledger.soundness import damage, dangling

_BESIDE = ("", "-wal", "-shm", "-journal")


class Moment(Struct, frozen=True, kw_only=True):
    """The moment that a backup holds: its last command, and when that was (UTC)."""

    command: int
    at: datetime
    version: str


class Restored(Struct, frozen=True, kw_only=True):
    """What `kam restore -f json` returns.

    `lost` is how many commands the ledger held that it no longer holds, nothing where it could not
    be read; `kept` is where it lies as it was, nothing where there was none.
    """

    ledger: str
    file: str
    command: int
    at: datetime
    version_before: str
    lost: int | None
    kept: str | None


@contextmanager
def checked_copy(file: Path, ledger: Path, opener: Opener) -> Iterator[Path]:
    """Copy a backup beside the ledger, opened, checked and brought up to date; gone at the end.

    Raises `Unavailable` where the backup is missing, damaged, of a newer version, or stays closed.
    """
    faults.check_place(file)
    try:
        ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft_in(ledger.parent, ledger.name) as draft:
            _fill(draft, file, opener)
            yield draft
    except OSError as error:
        raise Unavailable(
            _('"{file}" cannot be restored: {why}.').format(file=file, why=error.strerror),
            hint="kam restore --list",
        ) from error


def _fill(draft: Path, file: Path, opener: Opener) -> None:
    with _named(draft, file):
        _copy(draft, file, opener)
        _check(draft)


def _copy(draft: Path, file: Path, opener: Opener) -> None:
    if is_encrypted(file):
        with draft.open("wb") as plain:
            decrypt(file, plain, opener)
    else:
        with database.as_it_lies(file) as backup:
            backup.copy_to(draft)


def _check(draft: Path) -> None:
    with database.as_it_lies(draft) as copy:
        if damage(copy) or dangling(copy):
            raise faults.damaged(draft)


@contextmanager
def _named(draft: Path, file: Path) -> Iterator[None]:
    """Say what is wrong with a copy of the file that it was made from."""
    try:
        yield
    except Unavailable as error:
        text = error.message.replace(str(draft), str(file))
        raise Unavailable(text, hint="kam restore --list") from error


def moment_of(draft: Path) -> Moment:
    """Return the moment that a copy of a backup holds, and its version as it came."""
    with database.as_it_lies(draft) as opened:
        last = opened.row("SELECT id, recorded_at FROM commands ORDER BY id DESC LIMIT 1")
        made = opened.value("SELECT created_at FROM ledger_settings")
    return Moment(
        command=last["id"] if last else 0,
        at=datetime.fromisoformat(last["recorded_at"] if last else made),
        version=connections.version_of(draft),
    )


def bring_up_to_date(draft: Path, file: Path) -> None:
    """Bring the copy of an older backup up to date; the backup itself stays as it is."""
    try:
        migrations.migrate(draft, wait=connections.lock_wait())
    except migrations.MigrationFailed as error:
        raise faults.not_upgraded(file, str(error)) from error


def loss_of(draft: Path, ledger: Path) -> Loss | None:
    """Return what a ledger holds that the copy of a backup does not.

    Returns nothing where the ledger cannot be read: what it held nobody can count.
    """
    if not ledger.exists():
        return Loss()
    try:
        with closing(connections.for_reading(ledger)) as connection:
            return loss(connection, draft)
    except (sqlite3.DatabaseError, TypeError, ValueError):  # of a damaged page, say
        return None


def put_in_place(draft: Path, ledger: Path) -> Path | None:
    """Make the ledger what the copy holds; return where it lies as it was, if there was one.

    All or nothing, whatever ends the process. Whoever waits for the ledger goes on with the
    restored one. Raises `Unavailable` while another program has the ledger.
    """
    if ledger.exists():
        with faults.told(ledger):
            try:
                return _write_over(draft, ledger)
            except sqlite3.DatabaseError as error:
                if faults.kind_of(error) not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
    # There is none, or SQLite cannot make sense of it: what is there is put aside as it lies.
    kept = _put_aside(ledger)
    _give_file(draft, ledger)
    return kept


def _write_over(draft: Path, ledger: Path) -> Path:
    """Write the copy into the ledger's own file, in one transaction, with nobody else in it."""
    with closing(connections.for_writing(ledger)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # Held until the end: between two transactions nobody may come in and write what would
        # stand neither in the file that is kept nor in the ledger.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        with holder.named(ledger, "restore"), _kept_if_done(connection, ledger) as kept:
            _never_give_again(connection, draft)
            with closing(sqlite3.connect(draft, isolation_level=None)) as restored:
                restored.backup(connection)
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    ledger.chmod(0o600)
    keep_for_certain(ledger.parent)
    return kept


@contextmanager
def _kept_if_done(connection: sqlite3.Connection, ledger: Path) -> Iterator[Path]:
    """Keep the ledger as it is, unless what follows fails: then it stays where it was."""
    with draft_in(ledger.parent, f"{ledger.name}.kept") as copy:
        with closing(sqlite3.connect(copy, isolation_level=None)) as kept:
            connection.backup(kept)
            with suppress(sqlite3.DatabaseError):  # a damaged one is kept as it is
                kept.execute("PRAGMA journal_mode = DELETE")
        keep_for_certain(copy)
        name = _kept_name(ledger)
        copy.rename(name)
    keep_for_certain(ledger.parent)
    done = False
    try:
        yield name
        done = True
    finally:
        if not done:
            name.unlink()


_COUNTERS = (
    "INSERT INTO counters (market, manager, last_serial) VALUES (?, ?, ?)"
    " ON CONFLICT (market, manager) DO UPDATE SET last_serial = excluded.last_serial"
    " WHERE excluded.last_serial > last_serial"
)
_IDS = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"


def _never_give_again(connection: sqlite3.Connection, draft: Path) -> None:
    """Carry over which customer numbers and ids were given: they stay given (rules.md 4).

    The trail's own ids end where its rows end: that is how a missing end is seen.
    """
    with suppress(sqlite3.OperationalError):  # tables of another version, or of another program
        counters = [tuple(row) for row in connection.execute("SELECT * FROM counters")]
        given = connection.execute("SELECT seq, name FROM sqlite_sequence WHERE name <> 'trail'")
        ids = [tuple(row) for row in given]
        with closing(sqlite3.connect(draft)) as restored, restored:
            restored.executemany(_COUNTERS, counters)
            restored.executemany(_IDS, ids)


def _put_aside(ledger: Path) -> Path | None:
    """Give a file that is no ledger any more, and what belongs to it, another name."""
    kept = _kept_name(ledger)
    for end in _BESIDE:
        with suppress(FileNotFoundError):
            ledger.with_name(ledger.name + end).rename(kept.with_name(kept.name + end))
    return kept if kept.exists() else None


def _give_file(draft: Path, ledger: Path) -> None:
    """Give the copy the ledger's name, unless somebody has just made another."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    keep_for_certain(draft)
    give_name(draft, ledger)


def _kept_name(ledger: Path) -> Path:
    """Return `kam.db.before-restore`, with a number where such a file lies there already."""
    first = ledger.with_name(f"{ledger.name}.before-restore")
    numbered = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return first if not first.exists() else next(each for each in numbered if not each.exists())
