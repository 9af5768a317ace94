"""An older ledger has the reasons of some commands in their names: they are told apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.ledger import database
from kamcli.ledger.trail import Flaw, Misfit, verify_trail

ADD = ("--country", "DE", "--nature", "end-user", "--source", "web")
_CHAIN = """
SELECT trail.id, command_id, name, entered_on, recorded_at, recorded_by, login, undoes_id,
    trail.customer_id, table_name, row_id, change, content_digest
FROM trail JOIN commands ON commands.id = trail.command_id ORDER BY trail.id
"""


@pytest.fixture
def older(kam: Kam, ledger: Path) -> Path:
    """A ledger as the version before kept it, with two reasons in names, and work after them."""
    assert kam("add", "ACME GmbH", *ADD).code == 0
    assert kam("log", "JRW01001", "Asked").code == 0
    assert kam("interaction", "remove", "1", "--why", "Anna: not now", "--yes").code == 0
    fix = ("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "Pays at home")
    assert kam(*fix).code == 0
    assert kam("log", "JRN01001", "Asked again").code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE commands SET name = name || ': ' || why WHERE why IS NOT NULL")
        for column in ("why", "why_salt", "why_digest"):
            connection.execute(f"ALTER TABLE commands DROP COLUMN {column}")
        for column in ("erased_at", "left_digest"):
            connection.execute(f"ALTER TABLE submissions DROP COLUMN {column}")
        # what came later still
        for table in ("exports", "contact_points", "firm_marks"):
            connection.execute(f"DROP TABLE {table}")
        digest = ""
        for row_id, *parts in connection.execute(_CHAIN).fetchall():
            said = [digest, *("" if part is None else str(part) for part in parts)]
            framed = "".join(f"{len(part)}:{part}" for part in said)
            digest = sha256(framed.encode()).hexdigest()
            connection.execute("UPDATE trail SET digest = ? WHERE id = ?", (digest, row_id))
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.commit()
    return ledger


def names(path: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, why FROM commands ORDER BY id").fetchall()


def verified(path: Path) -> Misfit | None:
    with database.reading(path) as ledger:
        return verify_trail(ledger)


def test_reasons_leave_the_names_and_the_chain_fits(kam: Kam, older: Path) -> None:
    answer = kam("list")

    assert (answer.code, "was brought up to date" in answer.err) == (0, True)
    assert names(older) == [
        ("init", None),
        ("add", None),
        ("log", None),
        ("interaction remove", "Anna: not now"),
        ("customer fix-market", "Pays at home"),
        ("log", None),
    ]
    assert verified(older) is None
    assert kam("undo").code == 0
    assert verified(older) is None


def test_a_chain_that_does_not_fit_is_left_to_be_seen(kam: Kam, older: Path) -> None:
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("UPDATE commands SET login = 'nobody' WHERE id = 3")
        connection.commit()

    assert kam("list").code == 0
    assert ("interaction remove: Anna: not now", None) in names(older)
    misfit = verified(older)
    assert misfit is not None
    assert (misfit.command_id, misfit.flaw) == (3, Flaw.CHAIN)
