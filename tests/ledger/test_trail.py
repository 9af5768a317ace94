"""The trail: a chain of digests that shows where it was tampered with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import TODAY, Kam
from kamcli.ledger import database
from kamcli.ledger.opening import writing
from kamcli.ledger.trail import Flaw, Misfit, verify_trail
from kamcli.session import Session


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


def session_of(path: Path) -> Session:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return Session(ledger=path, manager="01", as_of=TODAY, now=now, login="tester")


def erase(path: Path, *row_ids: int) -> None:
    """Erase what rows of the trail hold as an erase does: a command that tells of it."""
    with writing(session_of(path), "erase") as ledger:
        for row_id in row_ids:
            ledger.execute(
                "UPDATE trail SET content = NULL, salt = NULL WHERE id = :id", {"id": row_id}
            )
        ledger.trail.note_erased(ledger, "trail", {each: {} for each in row_ids})


def test_erased_content_still_fits(worked_on: Path) -> None:
    erase(worked_on, 2, 3, 4)

    assert verified(worked_on) is None


def test_work_after_an_erasure_fits(kam: Kam, worked_on: Path) -> None:
    erase(worked_on, 7)

    assert kam("log", "JRW01002", "Hello").code == 0
    assert verified(worked_on) is None


def test_content_that_no_erase_tells_of_is_missed(worked_on: Path) -> None:
    erase(worked_on, 4)
    tamper(worked_on, "UPDATE trail SET content = NULL, salt = NULL WHERE id IN (4, 5)")

    assert verified(worked_on) == Misfit(row_id=5, command_id=3, flaw=Flaw.CONTENT)


REMOVE = ("interaction", "remove", "1", "--why", "Anna asked for it", "--yes")


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE commands SET why = 'Bob asked for it' WHERE id = 5", Flaw.CONTENT),
        ("UPDATE commands SET why = NULL, why_salt = NULL WHERE id = 5", Flaw.CONTENT),
        ("UPDATE commands SET why = NULL, why_salt = NULL, why_digest = NULL", Flaw.CHAIN),
    ],
)
def test_a_reason_that_was_changed_does_not_fit(
    kam: Kam, worked_on: Path, statement: str, flaw: Flaw
) -> None:
    assert kam(*REMOVE).code == 0
    assert verified(worked_on) is None
    tamper(worked_on, statement)

    assert verified(worked_on) == Misfit(row_id=8, command_id=5, flaw=flaw)


def test_an_erased_reason_fits(kam: Kam, worked_on: Path) -> None:
    assert kam(*REMOVE).code == 0
    with writing(session_of(worked_on), "erase") as ledger:
        ledger.execute("UPDATE commands SET why = NULL, why_salt = NULL WHERE id = 5")
        ledger.trail.note_erased(ledger, "commands", {5: {}})

    assert verified(worked_on) is None
