"""Bring a SQLite ledger to the newest version of the schema.

SQLAlchemy and Alembic are loaded when the functions here run, and nowhere else in `kam`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

HEAD = "0007"

Guard = Callable[[], AbstractContextManager[object]]


class MigrationFailed(Exception):
    """A migration could not be carried out; the ledger is as it was."""


def scripts() -> Path:
    """Return the folder of the migrations: in the installed package, or in the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parents[1] / "migrations"


def migrate(path: Path, *, wait: float, guard: Guard = nullcontext) -> bool:
    """Upgrade the ledger at this path to `HEAD`, in one transaction; return whether it was older.

    `guard` is entered when nobody else can write any more and left when the upgrade is kept, or
    with the exception that ended it. `wait` is how many seconds to wait for other writers.
    Raises `MigrationFailed`, or `sqlite3.DatabaseError` where the file is to blame; the ledger is
    then as it was.
    """
    from alembic.util import CommandError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    engine = _engine(path, wait)
    try:
        with ExitStack() as stack, engine.begin() as connection:
            if _version(connection) == HEAD:
                return False
            stack.enter_context(guard())
            _upgrade(connection)
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and _blames_file(error.orig):
            raise error.orig from error
        raise MigrationFailed(str(error.orig)) from error
    except (CommandError, SQLAlchemyError) as error:
        raise MigrationFailed(str(error)) from error
    finally:
        engine.dispose()
    return True


def _version(connection: Connection) -> str | None:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost:
        raise MigrationFailed(f"{len(lost)} rows of {lost[0][0]} point to nothing")
    _fill_index(connection)


def _fill_index(connection: Connection) -> None:
    """Put into the index of texts what the newest version has in it, where it was emptied."""
    from kamcli.ledger import index
    from kamcli.ledger.database import Ledger

    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.row_factory = sqlite3.Row
    index.fill(Ledger(driver, Path(), None))


def _blames_file(error: sqlite3.DatabaseError) -> bool:
    """Return whether it is the file or its disk that failed, and not the migration."""
    code = error.sqlite_errorcode & 0xFF
    return code not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)


def _engine(path: Path, wait: float) -> Engine:
    """Open the ledger so that the definition of tables is part of the transaction.

    The driver would commit before each CREATE TABLE; without its own transactions it does not.
    """
    from sqlalchemy import NullPool, create_engine, event

    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None, timeout=wait),
        poolclass=NullPool,
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine
