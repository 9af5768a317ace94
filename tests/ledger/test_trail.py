"""The trail: a chain of digests that shows where it was tampered with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.ledger import database
from kamcli.ledger.trail import Flaw, Misfit, verify_trail


@pytest.fixture
def worked_on(kam: Kam, ledger: Path) -> Path:
    """A ledger whose trail has six rows: two of command 2, two of 3, two of 4; one of `init`."""
    add = ("--country", "DE", "--nature", "end-user", "--source", "web")
    assert kam("add", "ACME GmbH", *add).code == 0
    assert kam("log", "JRW01001", "Asked", "--next", "Send", "--due", "+3d").code == 0
    assert kam("log", "--amend", "2", "Asked twice").code == 3
    assert kam("add", "Bolt Ltd", *add).code == 0
    return ledger


def verified(path: Path) -> Misfit | None:
    with database.reading(path) as ledger:
        return verify_trail(ledger)


def tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_an_untouched_trail_fits(worked_on: Path) -> None:
    with database.reading(worked_on) as ledger:
        assert ledger.value("SELECT count(*) FROM trail") == 7

    assert verified(worked_on) is None


@pytest.mark.parametrize(
    ("statement", "misfit"),
    [
        (
            "UPDATE trail SET content = replace(content, 'Asked', 'Bought') WHERE id = 4",
            Misfit(row_id=4, command_id=3, flaw=Flaw.CONTENT),
        ),
        (
            "UPDATE trail SET salt = 'x' WHERE id = 5",
            Misfit(row_id=5, command_id=3, flaw=Flaw.CONTENT),
        ),
        (
            "UPDATE trail SET content = NULL, salt = NULL, content_digest = 'x' WHERE id = 4",
            Misfit(row_id=4, command_id=3, flaw=Flaw.CHAIN),
        ),
        (
            "UPDATE trail SET customer_id = 2 WHERE id = 4",
            Misfit(row_id=4, command_id=3, flaw=Flaw.CHAIN),
        ),
        (
            "UPDATE commands SET recorded_by = '02' WHERE id = 2",
            Misfit(row_id=2, command_id=2, flaw=Flaw.CHAIN),
        ),
        (
            "UPDATE commands SET recorded_at = 'yesterday' WHERE id = 4",
            Misfit(row_id=6, command_id=4, flaw=Flaw.CHAIN),
        ),
        ("DELETE FROM trail WHERE id = 4", Misfit(row_id=5, command_id=3, flaw=Flaw.CHAIN)),
        ("DELETE FROM trail WHERE id = 1", Misfit(row_id=2, command_id=2, flaw=Flaw.CHAIN)),
        ("DELETE FROM trail WHERE id = 7", Misfit(row_id=6, command_id=4, flaw=Flaw.END)),
        ("DELETE FROM trail", Misfit(row_id=0, command_id=0, flaw=Flaw.END)),
    ],
)
def test_the_first_row_that_does_not_fit_is_named(
    worked_on: Path, statement: str, misfit: Misfit
) -> None:
    tamper(worked_on, statement)

    assert verified(worked_on) == misfit


def test_erased_content_still_fits(worked_on: Path) -> None:
    tamper(worked_on, "UPDATE trail SET content = NULL, salt = NULL WHERE customer_id = 1")

    assert verified(worked_on) is None


def test_work_after_an_erasure_fits(kam: Kam, worked_on: Path) -> None:
    tamper(worked_on, "UPDATE trail SET content = NULL, salt = NULL WHERE id = 7")

    assert kam("log", "JRW01002", "Hello").code == 0
    assert verified(worked_on) is None
