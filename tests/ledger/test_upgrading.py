"""An older ledger is copied and brought up to date, or stays exactly as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam
from kamcli.ledger import index, migrations

ADD = ("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")

NOW = migrations.HEAD
LATER = f"{int(NOW) + 1:04}"

HEAD = f'''"""A later version."""

import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{NOW}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("mood", sa.String(), nullable=True))
    op.create_table("moods", sa.Column("id", sa.Integer(), primary_key=True))
'''
FAILS = {
    "sql": '    op.execute("INSERT INTO nowhere VALUES (1)")\n',
    "constraint": '    op.execute("INSERT INTO counters VALUES (NULL, NULL, NULL)")\n',
    "lost": (
        '    op.execute("INSERT INTO aliases (alias, customer_id, since_on)'
        " VALUES ('JRW01009', 9, '2026-01-01')\")\n"
    ),
}

Migrate = Callable[[str], Path]


def schema(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def migrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migrate:
    """Make a later version of `kam` whose last migration does this at its end."""
    folder = Path(shutil.copytree(migrations.scripts(), tmp_path / "migrations"))

    def later(body: str) -> Path:
        (folder / "versions" / f"{LATER}_later.py").write_text(HEAD + body, encoding="utf-8")
        monkeypatch.setattr(migrations, "HEAD", LATER)
        monkeypatch.setattr(migrations, "scripts", lambda: folder)
        return folder

    return later


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("*kam.db*"))


@pytest.mark.parametrize("command", [("list",), ADD])
def test_an_older_ledger_is_copied_and_upgraded(
    kam: Kam, ledger: Path, migrate: Migrate, command: tuple[str, ...]
) -> None:
    assert kam("log", "nobody", "x").code == 3  # opens and closes it as this version does
    before = schema(ledger)
    migrate("")
    answer = kam(*command)

    copy = ledger.with_name(f"kam.db.before-{LATER}")
    assert (answer.err.splitlines()[0], answer.code) == (
        f'The ledger "{ledger}" was brought up to date; as it was before it lies in "{copy}".',
        0,
    )
    assert schema(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert files(ledger.parent) == ["kam.db", f"kam.db.before-{LATER}"]
    assert "moods" in "".join(schema(ledger))
    assert "brought up to date" not in kam("list").err


def test_an_upgrade_fills_the_index_that_it_emptied(
    kam: Kam, ledger: Path, migrate: Migrate
) -> None:
    assert kam(*ADD, "--contact", "Anna").code == 0
    assert kam("log", "acme", "Talked of valves").code == 0
    found = {text: kam("find", text).out for text in ("acme", "anna", "valves")}
    migrate(
        "".join(
            f"    op.execute(\"INSERT INTO {each.name} ({each.name}) VALUES ('delete-all')\")\n"
            for each in index.INDEXED.values()
        )
    )
    assert kam("list").code == 0

    assert all(found.values())
    assert {text: kam("find", text).out for text in found} == found


def test_an_earlier_copy_is_kept(kam: Kam, ledger: Path, migrate: Migrate) -> None:
    earlier = ledger.with_name(f"kam.db.before-{LATER}")
    earlier.write_bytes(b"mine")
    migrate("")
    answer = kam("list")

    assert (answer.code, earlier.read_bytes()) == (0, b"mine")
    assert f'lies in "{earlier}.2"' in answer.err
    assert files(ledger.parent) == ["kam.db", f"kam.db.before-{LATER}", f"kam.db.before-{LATER}.2"]


def test_the_draft_of_an_interrupted_upgrade_goes(kam: Kam, ledger: Path, migrate: Migrate) -> None:
    ledger.with_name(f".kam.db.before-{LATER}").write_bytes(b"half")
    migrate("")

    assert kam("list").code == 0
    assert files(ledger.parent) == ["kam.db", f"kam.db.before-{LATER}"]


@pytest.mark.parametrize("fails", FAILS)
def test_a_migration_that_fails_leaves_nothing_behind(
    kam: Kam, ledger: Path, migrate: Migrate, fails: str
) -> None:
    assert kam(*ADD).code == 0
    before = schema(ledger)
    migrate(FAILS[fails])
    answer = kam("list")

    assert (answer.out, answer.code) == ("", 5)
    told, hint = answer.err.splitlines()
    assert told.startswith(
        f'error: The ledger "{ledger}" is of an older version and could not be brought up to date;'
        " it is as it was: "
    )
    assert hint == f"hint: ls -l {ledger}"
    assert schema(ledger) == before
    assert files(ledger.parent) == ["kam.db"]


def test_a_migration_that_is_wrong_leaves_nothing_behind(
    kam: Kam, ledger: Path, migrate: Migrate
) -> None:
    before = schema(ledger)
    migrate("    raise ZeroDivisionError\n")
    with pytest.raises(ZeroDivisionError):
        kam("list")

    assert schema(ledger) == before
    assert files(ledger.parent) == ["kam.db"]


def test_a_locked_ledger_is_not_upgraded(
    kam: Kam, ledger: Path, migrate: Migrate, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate("")
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        answer = kam("list")

    assert answer == Answer(
        out="",
        err=f'error: The ledger "{ledger}" is in use by another program.\n'
        "hint: Wait until it is done, then type the command again.\n",
        code=5,
    )
    assert files(ledger.parent) == ["kam.db"]


_RUNNER = f"""
import sys
from pathlib import Path
from kamcli.ledger import index, migrations
migrations.HEAD = "{LATER}"
migrations.scripts = lambda: Path(sys.argv[1])
from kamcli.app import run
sys.exit(run(["list"]))
"""


def test_of_two_upgrades_at_once_one_is_made(ledger: Path, migrate: Migrate) -> None:
    folder = migrate("")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _RUNNER, folder],
            env=os.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [each.communicate() for each in running]

    assert [each.returncode for each in running] == [0, 0], answers
    assert sum("brought up to date" in err for _, err in answers) == 1
    assert files(ledger.parent) == ["kam.db", f"kam.db.before-{LATER}"]
