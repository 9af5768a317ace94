"""A process that is killed at any moment leaves each command's work whole, or none of it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from conftest import Kam
from kamcli.ledger import database
from kamcli.ledger.trail import verify_trail

ROUNDS = 18

WORK = ("log", "JRW01001", "Talked", "--next", "Send it", "--due", "+3d", "--needs", "A price")


def start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kamcli", *WORK],
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How many seconds a command lives, and how many it goes on from when it begins to write."""

    whole: float
    writing: float


def await_writing(process: subprocess.Popen[bytes], writer: Path) -> None:
    """Wait until a process writes: then its note lies beside the ledger."""
    while process.poll() is None and not writer.exists():
        pass


def life_of(process: subprocess.Popen[bytes], writer: Path) -> Life:
    began = monotonic()
    await_writing(process, writer)
    wrote = monotonic()
    assert process.wait() == 0
    ended = monotonic()
    return Life(whole=ended - began, writing=ended - wrote)


def kill_within(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)
    process.kill()
    process.wait()


def assert_whole(ledger: Path) -> int:
    """Check that every command's work is there entirely; return how many there are."""
    with database.reading(ledger) as opened:
        assert verify_trail(opened) is None
        whole = opened.rows(
            "SELECT commands.id, count(trail.id) AS changes FROM commands"
            " LEFT JOIN trail ON trail.command_id = commands.id"
            " WHERE commands.name = 'log' GROUP BY commands.id"
        )
        assert {row["changes"] for row in whole} <= {2}
        for table in ("interactions", "actions"):
            assert opened.value(f"SELECT count(*) FROM {table}") == len(whole)
        stored = opened.value("SELECT last_contact_on FROM standings WHERE customer_id = 1")
        assert stored == ("2026-11-20" if whole else None)
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return len(whole)


@pytest.mark.parametrize("moment", ["whole", "writing"])
def test_killed_at_a_random_moment(kam: Kam, ledger: Path, moment: str) -> None:
    kam("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")
    chance = random.Random(20261120)
    writer = ledger.with_name("kam.db-writer")
    life = life_of(start(), writer)
    done, killed = assert_whole(ledger), 0
    for _ in range(ROUNDS):
        process = start()
        if moment == "writing":
            await_writing(process, writer)
        kill_within(process, chance.uniform(0, getattr(life, moment)))
        killed += process.returncode == -signal.SIGKILL
        now = assert_whole(ledger)
        assert now - done in {0, 1}
        done = now

    assert killed > 0
    assert kam(*WORK).code == 0
    assert assert_whole(ledger) == done + 1
    assert not writer.exists()
