"""Bring a SQLite ledger to the newest version of the schema.

SQLAlchemy and Alembic are loaded when the functions here run, and nowhere else in `kam`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

HEAD = "0001"


def scripts() -> Path:
    """Return the folder of the migrations: in the installed package, or in the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parents[1] / "migrations"


def migrate(path: Path) -> None:
    """Upgrade the ledger at this path to `HEAD`, in one transaction.

    Raises whatever made a migration fail; the ledger is then as it was.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts()))
    config.set_main_option("path_separator", "os")
    engine = _engine(path)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    """Open the ledger so that the definition of tables is part of the transaction.

    The driver would commit before each CREATE TABLE; without its own transactions it does not.
    """
    import sqlite3

    from sqlalchemy import Connection, NullPool, create_engine, event

    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None),
        poolclass=NullPool,
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine
