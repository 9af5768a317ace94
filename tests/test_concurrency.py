"""Many processes at once: none is turned away, none loses anything or shares a number."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from conftest import Answer
from kamcli.ledger import database
from kamcli.ledger.trail import verify_trail

PROCESSES = 40
ADD = ("--country", "DE", "--nature", "end-user", "--source", "web")


def at_once(commands: Sequence[Sequence[str]]) -> list[Answer]:
    """Run `kam` in as many processes, all at the same time."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "kamcli", *command],
            env=os.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    said = [process.communicate() for process in running]
    return [
        Answer(out=out, err=err, code=process.returncode)
        for process, (out, err) in zip(running, said, strict=True)
    ]


def assert_whole(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with database.reading(ledger) as opened:
        assert verify_trail(opened) is None


def test_forty_adds_at_once_share_no_code(ledger: Path) -> None:
    answers = at_once([("add", f"Firm {n}", *ADD, "-f", "json") for n in range(PROCESSES)])

    assert [(each.err, each.code) for each in answers] == [("", 0)] * PROCESSES
    made = [json.loads(each.out) for each in answers]
    assert sorted(each["code"] for each in made) == [
        f"JRW01{n:03d}" for n in range(1, PROCESSES + 1)
    ]
    assert sorted(each["id"] for each in made) == list(range(1, PROCESSES + 1))
    assert_whole(ledger)


def test_forty_logs_at_once_are_all_kept(ledger: Path) -> None:
    assert at_once([("add", "ACME GmbH", *ADD)])[0].code == 0
    answers = at_once([("log", "JRW01001", f"Note {n}", "-f", "json") for n in range(PROCESSES)])

    assert [(each.err, each.code) for each in answers] == [("", 0)] * PROCESSES
    assert sorted(json.loads(each.out)["id"] for each in answers) == list(range(1, PROCESSES + 1))
    with closing(sqlite3.connect(ledger)) as connection:
        notes = connection.execute("SELECT text FROM interactions").fetchall()
    assert sorted(notes) == sorted((f"Note {n}",) for n in range(PROCESSES))
    assert_whole(ledger)


def test_of_two_inits_at_once_one_wins(tmp_path: Path) -> None:
    names = ("Li Lei", "Han Meimei")
    answers = at_once([("init", "--manager", "01", "--name", name) for name in names])

    assert sorted(each.code for each in answers) == [0, 4]
    path = tmp_path / "kam.db"
    won = names[[each.code for each in answers].index(0)]
    lost = next(each for each in answers if each.code)
    assert lost.err.startswith(f'error: There is a ledger at "{path}" already.\n')
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM managers").fetchall() == [(won,)]
    assert [each.name for each in tmp_path.iterdir()] == ["kam.db"]
    assert_whole(path)
