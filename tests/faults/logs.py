"""The log that SQLite writes before the ledger, cut off anywhere: what a power failure leaves."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import call
from faults.work import Job, Tally, begin, check_sound, check_whole, job, missing

_HEAD, _FRAME = 32, 24 + 4096


def log_cut(folder: Path, commands: int, *, step: int) -> Tally:
    """Cut the log at every so manieth frame, and in the middle of it.

    Whatever was acknowledged before the cut is there, and nothing of what comes after.
    """
    chance = random.Random(6)
    path = begin(folder / "kam.db")
    jobs: list[Job] = []
    ends: list[int] = []
    log = path.with_name("kam.db-wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        # as long as somebody reads what was, the log is not written back
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM customers").fetchone()
        for number in range(commands):
            one = job(number, chance)
            assert call(*one.words).code == 0
            jobs.append(one)
            ends.append(log.stat().st_size)
        for each in (path, log):
            shutil.copy(each, folder / f"crashed-{each.name}")
    tried, acknowledged, lost = 0, 0, 0
    frames = (ends[-1] - _HEAD) // _FRAME
    for frame in range(0, frames + 1, step):
        for size in (_HEAD + frame * _FRAME, _HEAD + frame * _FRAME + _FRAME // 2):
            tried += 1
            kept = [one for one, end in zip(jobs, ends, strict=True) if end <= size]
            found = _cut(folder, min(size, ends[-1]))
            check_whole(found)
            gone = missing(found, jobs)
            acknowledged += len(kept)
            lost += len([one for one in kept if one in gone])
            assert gone == jobs[len(jobs) - len(gone) :]
    os.environ["KAM_LEDGER"] = str(found)
    check_sound(found)
    return Tally(
        fault="log cut, at every frame and inside it",
        tried=tried,
        acknowledged=acknowledged,
        lost=lost,
        came_to=f"{frames} frames of {commands} commands; opened each time as after the last"
        " command before the cut",
    )


def _cut(folder: Path, size: int) -> Path:
    place = folder / "cut"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    path = Path(shutil.copy(folder / "crashed-kam.db", place / "kam.db"))
    log = Path(shutil.copy(folder / "crashed-kam.db-wal", place / "kam.db-wal"))
    os.truncate(log, size)
    return path
