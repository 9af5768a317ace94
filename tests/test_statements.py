"""What keeps the questions of `kam` quick, in counts that do not depend on the machine.

Statements run, how SQLite means to answer them, and the steps it takes. `make bench` holds the
seconds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam
from everyday_path import EVERYDAY, FINDS, Everyday, copied

_STEPS_AT_ONCE = 10
# What a command may do more often in a ledger ten times as large: look deeper into an index.
_MORE = 1.5
# What reading all that may hold a text takes at most; the notes of `large` alone take more.
_STEPS_OF_FIND = 40_000


@dataclass(slots=True)
class Watch:
    """What the connections that were opened have been asked, and the steps they took for it."""

    statements: list[str] = field(default_factory=list)
    steps: int = 0

    def step(self) -> None:
        """Count some more steps of SQLite's machine."""
        self.steps += _STEPS_AT_ONCE


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Write down what every connection is asked from now on."""
    seen = Watch()
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def watched(*arguments: Any, **settings: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **settings)
        connection.set_trace_callback(seen.statements.append)
        connection.set_progress_handler(seen.step, _STEPS_AT_ONCE)
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    return seen


def _questions(watch: Watch) -> list[str]:
    """Return the statements that read or write rows."""
    verbs = ("select", "with", "insert", "update", "delete")
    return [each for each in watch.statements if each.lstrip().lower().startswith(verbs)]


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS], ids=str)
def test_runs_few_statements(
    kam: Kam, watch: Watch, small: Path, tmp_path: Path, command: Everyday
) -> None:
    copied(small, tmp_path)

    answer = kam(*command.argv)

    assert (answer.code, answer.err) == (0, answer.err)
    assert 0 < len(_questions(watch)) <= command.statements


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS], ids=str)
def test_never_goes_through_all_interactions(
    kam: Kam, watch: Watch, small: Path, tmp_path: Path, command: Everyday
) -> None:
    ledger = copied(small, tmp_path)
    kam(*command.argv)

    with closing(sqlite3.connect(ledger)) as connection:
        scanned = {
            question: _scanned(connection, question) & {"interactions", "orders"}
            for question in _questions(watch)
        }

    assert not {question: tables for question, tables in scanned.items() if tables}


def _scanned(connection: sqlite3.Connection, question: str) -> set[str]:
    """Return the tables that SQLite would read from end to end."""
    plan = connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
    named = {match[1] for row in plan if (match := re.match(r"SCAN (\w+)", str(row[3])))}
    return {_table(name, question) for name in named}


def _table(name: str, question: str) -> str:
    """Return the table that an alias stands for."""
    found = re.search(rf"\b(?:FROM|JOIN)\s+(\w+)\s+(?:AS\s+)?{name}\b", question, re.IGNORECASE)
    return found[1] if found else name


@pytest.mark.parametrize("command", EVERYDAY, ids=str)
def test_takes_hardly_more_steps_in_a_ledger_ten_times_as_large(
    kam: Kam,
    watch: Watch,
    small: Path,
    large: Path,
    tmp_path: Path,
    command: Everyday,
) -> None:
    taken = []
    for ledger in (small, large):
        copied(ledger, tmp_path)
        before = watch.steps
        assert kam(*command.argv).code == 0
        taken.append(watch.steps - before)

    assert taken[1] <= taken[0] * _MORE


@pytest.mark.parametrize("command", FINDS, ids=str)
def test_finds_without_reading_all(
    kam: Kam, watch: Watch, large: Path, tmp_path: Path, command: Everyday
) -> None:
    copied(large, tmp_path)
    assert kam(*command.argv).code == 0

    assert watch.steps <= _STEPS_OF_FIND
