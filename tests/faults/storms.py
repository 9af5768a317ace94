"""Backups taken while many write."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

from conftest import call
from faults.work import Job, Tally, begin, check_sound, check_whole, job, missing, started


class Writer(Thread):
    """Runs one command after another, each in a process, and keeps those that were acknowledged."""

    def __init__(self, jobs: list[Job]) -> None:
        super().__init__()
        self.jobs = jobs
        self.done: list[Job] = []

    def run(self) -> None:
        """Run them."""
        for each in self.jobs:
            assert started(each.words).wait() == 0, each
            self.done.append(each)


def backups_in_a_storm(folder: Path, backups: int, *, writers: int, commands: int) -> Tally:
    """Take backups during a storm of writes; each holds all that was acknowledged before it."""
    chance = random.Random(11)
    path = begin(folder / "kam.db")
    numbers = [range(each * commands, (each + 1) * commands) for each in range(writers)]
    storm = [Writer([job(number, chance) for number in some]) for some in numbers]
    for each in storm:
        each.start()
    before: list[list[Job]] = []
    files: list[Path] = []
    for number in range(backups):
        while _done(storm) < number * writers * commands // backups and storm[0].is_alive():
            storm[0].join(0.01)
        before.append([one for each in storm for one in tuple(each.done)])
        answer = call("backup", "-f", "json")
        assert answer.code == 0, answer
        files.append(Path(json.loads(answer.out)["file"]))
    for each in storm:
        each.join()
    done = [one for each in storm for one in each.done]
    assert len(done) == writers * commands
    lost = len(missing(path, done))
    moving = sum(0 < len(some) < len(done) for some in before)
    for file, known in zip(files, before, strict=True):
        lost += len(missing(file, known)) if known else 0
        assert call("restore", str(file), "--yes").code == 0
        assert _rows(path) == _rows(file)
        check_whole(path)
    check_sound(path)
    return Tally(
        fault="backup during a storm of writes",
        tried=backups,
        acknowledged=len(done),
        lost=lost,
        came_to=f"{writers} writers; {moving} backups in the midst of them; all restored to one"
        " moment",
    )


def _done(storm: list[Writer]) -> int:
    """Return how many commands were acknowledged so far."""
    return sum(len(each.done) for each in storm)


def _rows(path: Path) -> list[tuple[object, ...]]:
    """Return the trail: it says all that a ledger holds."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT id, digest FROM trail ORDER BY id").fetchall()
