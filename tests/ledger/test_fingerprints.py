"""A full refresh puts right whatever does not fit the facts, and works out nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Kam
from dealings import register
from kamcli.ledger.database import Ledger
from kamcli.ledger.fingerprints import unproven
from kamcli.ledger.opening import reading
from kamcli.ledger.records import Scope
from kamcli.session import Session

TODAY = date(2026, 11, 20)
COMMON = ("--country", "DE", "--nature", "agent", "--source", "web")
_STANDINGS = "SELECT * FROM standings ORDER BY customer_id"
_HISTORY = """
SELECT customer_id, changed_on, before, after, facts FROM grade_changes
WHERE superseded_at IS NULL ORDER BY customer_id, changed_on
"""
_NEW_POLICY = """
INSERT INTO policy_settings (key, value, from_on, approved_by, recorded_at)
VALUES ('grading.silent_months', '1', '2027-01-01', 'x', '2026-11-20T00:00:00Z')
"""


@contextmanager
def _open(path: Path) -> Iterator[Ledger]:
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    session = Session(ledger=path, manager=None, as_of=TODAY, now=now, login="tester")
    with reading(session) as ledger:
        yield ledger


def _stored(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(question).fetchall() for question in (_STANDINGS, _HISTORY)]


def _tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount == 1


def _unproven(path: Path, *, as_of: date = TODAY) -> list[int]:
    with _open(path) as ledger:
        return unproven(ledger, Scope(), as_of=as_of)


@pytest.fixture
def traded(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with an agent, a customer it brought and one without orders."""
    register(kam, *((f"Firm {number}", *COMMON) for number in range(3)), on="2026-01-05")
    assert kam("edit", "JRW01002", "--via-agent", "JRW01001").code == 0
    assert kam("order", "add", "JRW01002", "900000", "--on", "2026-10-01").code == 0
    assert kam("log", "JRW01003", "x", "--kind", "request", "--on", "2026-10-02").code == 0
    return ledger


def test_nothing_is_worked_out_where_nothing_changed(kam: Kam, traded: Path) -> None:
    before = _stored(traded)

    assert _unproven(traded) == []
    assert kam("grade", "refresh", "--full").code == 0
    assert _stored(traded) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE standings SET grade = 'D' WHERE customer_id = 2",
        "UPDATE standings SET tries = 9 WHERE customer_id = 2",
        "UPDATE standings SET fingerprint = NULL WHERE customer_id = 2",
        "DELETE FROM standings WHERE customer_id = 2",
        "UPDATE grade_changes SET after = 'C' WHERE customer_id = 2 AND after = 'A'",
        "DELETE FROM grade_changes WHERE customer_id = 2 AND after = 'A'",
    ],
)
def test_what_was_changed_from_outside_is_put_right(kam: Kam, traded: Path, statement: str) -> None:
    before = _stored(traded)
    _tamper(traded, statement)

    assert _unproven(traded) == [2]
    assert kam("grade", "refresh", "--full").code == 0
    assert _stored(traded) == before


@pytest.mark.parametrize(
    ("statement", "touched"),
    [
        ("UPDATE orders SET amount = amount - 1", [1, 2]),
        ("UPDATE orders SET ordered_on = '2026-10-03'", [1, 2]),
        ("UPDATE orders SET cancelled_on = '2026-10-05'", [1, 2]),
        ("INSERT INTO payments (order_id, paid_on, amount) VALUES (1, '2026-10-05', 5)", [1, 2]),
        (
            "INSERT INTO adjustments (order_id, adjusted_on, amount) VALUES (1, '2026-10-05', -5)",
            [1, 2],
        ),
        ("UPDATE interactions SET kind = 'talk' WHERE kind = 'request'", [3]),
        ("UPDATE interactions SET happened_on = '2026-10-03' WHERE kind = 'request'", [3]),
        ("UPDATE customers SET registered_on = '2025-01-05' WHERE id = 3", [3]),
        (_NEW_POLICY, [1, 2, 3]),
    ],
)
def test_every_fact_is_covered(traded: Path, statement: str, touched: list[int]) -> None:
    _tamper(traded, statement)

    assert _unproven(traded) == touched


def test_whose_day_has_come_is_worked_out(traded: Path) -> None:
    # the order of 1 October is contact through 1 January
    assert _unproven(traded, as_of=date(2027, 1, 1)) == []
    assert _unproven(traded, as_of=date(2027, 1, 2)) == [2]


def test_what_is_dated_later_counts_when_its_day_comes(traded: Path) -> None:
    _tamper(
        traded,
        "INSERT INTO interactions (customer_id, happened_on, kind, via, text, attempt, unsolicited)"
        " VALUES (3, '2026-11-25', 'talk', 'call', 'x', 0, 0)",
    )

    assert _unproven(traded) == []
    assert _unproven(traded, as_of=date(2026, 11, 25)) == [3]


def test_a_history_that_was_not_replayed_is_not_proven(kam: Kam, traded: Path) -> None:
    _tamper(traded, "UPDATE grade_changes SET after = 'C' WHERE customer_id = 2 AND after = 'A'")
    assert (
        kam(
            *("policy", "set", "grading.silent_months", "1", "--from", "2027-01-01"),
            *("--approved-by", "x"),
        ).code
        == 0
    )

    assert _unproven(traded) == [1, 2, 3]
