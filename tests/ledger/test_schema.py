"""The tables as the models define them and as the migrations make them are the same."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from kamcli.ledger import index, migrations, models, models_books
from kamcli.ledger.ties import DERIVED, KEPT_IN_STEP, POINTERS, UNIQUES, Pointer, Unique

# A comma that parts columns and constraints: it stands in no brackets but the outermost.
BETWEEN = re.compile(r",(?![^(]*\)(?! *$))|(?<=[a-z]) \(|\)$")
# Alembic's own, and SQLite's.
FOREIGN = ("alembic_version", "sqlite_sequence")
# The index of texts, of which SQLite makes the tables that its own name begins.
INDEXES = tuple(each.name for each in index.INDEXED.values())


def definitions(path: Path) -> dict[str, list[str]]:
    """Return what defines each table and index of a database: its parts, in any order."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
    return {
        name: sorted(part.strip() for part in BETWEEN.split(sql.replace("\n", " ")))
        for name, sql in rows
        if name not in FOREIGN and not name.startswith(INDEXES)
    }


def test_migrations_make_the_tables_of_the_models(ledger: Path, tmp_path: Path) -> None:
    assert models.Customer.metadata is models_books.Command.metadata
    defined = tmp_path / "models.db"
    engine = create_engine(f"sqlite:///{defined}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()

    assert definitions(ledger) == definitions(defined)


def test_the_newest_version_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.scripts()))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_the_undo_knows_what_points_to_what(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        found = {
            Pointer(table=table, column=column, target=target, key=key)
            for table in definitions(ledger)
            for _, _, target, column, key, *_ in connection.execute(
                f"PRAGMA foreign_key_list({table})"
            )
        }
    # Commands are never removed, and what is worked out from a row goes with it.
    worked_out = (*DERIVED, *KEPT_IN_STEP)
    to_check = {
        each for each in found if each.target != "commands" and each.table not in worked_out
    }

    assert to_check == set(POINTERS)


def test_the_undo_knows_what_only_one_may_have(ledger: Path) -> None:
    found = set()
    with closing(sqlite3.connect(ledger)) as connection:
        for table in definitions(ledger):
            for _, index, unique, origin, *_ in connection.execute(f"PRAGMA index_list({table})"):
                columns = connection.execute(f"PRAGMA index_info({index})").fetchall()
                if unique and origin == "u":
                    found.add(Unique(table=table, columns=tuple(row[2] for row in columns)))

    assert found == set(UNIQUES)
