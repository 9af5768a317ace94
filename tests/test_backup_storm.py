"""Backups taken while many write: each is one moment of the ledger, and can be restored."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from conftest import Kam
from kamcli.ledger import database
from kamcli.ledger.trail import verify_trail

WRITERS, NOTES, BACKUPS = 3, 6, 6


def storm(number: int) -> subprocess.Popen[bytes]:
    """Start a process that notes one contact after another, each with a next action."""
    script = f"""
import sys
from kamcli.app import run
for note in range({NOTES}):
    words = ["log", "JRW01001", "Note {number}", "--next", "Call", "--due", "+3d"]
    if run(words):
        sys.exit(1)
"""
    return subprocess.Popen(
        [sys.executable, "-c", script], env=os.environ, stdout=subprocess.DEVNULL
    )


def notes_in(path: Path) -> int:
    """Check that a ledger holds every command whole; return how many notes it holds."""
    with database.reading(path) as opened:
        assert verify_trail(opened) is None
        counts = [
            opened.value(f"SELECT count(*) FROM {each}") for each in ("interactions", "actions")
        ]
        changes = opened.value("SELECT count(*) FROM trail WHERE table_name = 'interactions'")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert counts == [changes, changes]
    return int(changes)


def test_each_holds_one_moment_and_can_be_restored(kam: Kam, acme: Path, tmp_path: Path) -> None:
    writers = [storm(number) for number in range(WRITERS)]
    made = [kam("backup", "-f", "json") for _ in range(BACKUPS)]
    assert [process.wait() for process in writers] == [0] * WRITERS

    assert [each.code for each in made] == [0] * BACKUPS
    files = [json.loads(each.out)["file"] for each in made]
    held = [notes_in(Path(file)) for file in files]
    assert held == sorted(held)
    assert notes_in(acme) == WRITERS * NOTES
    for file, notes in zip(files, held, strict=True):
        answer = kam("restore", file, "--yes", "-f", "json")
        assert (answer.err, answer.code) == ("", 0)
        assert notes_in(acme) == notes
