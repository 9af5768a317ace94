"""Disks without room, files that may not grow, folders that cannot be written."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from conftest import content
from disks import fill, mounted
from faults.work import Job, Tally, begin, check_sound, check_whole, job, missing, started

PAGE = 4096


def disk_full(folder: Path, step: int) -> Tally:
    """Leave a small disk so many pages, from none on, until the command has all that it needs.

    Each page that a command adds to its files is so the one that finds no room.
    """
    chance = random.Random(3)
    disk = folder / "disk"
    disk.mkdir()
    made = begin(folder / "made.db")
    tried, refused, acknowledged = 0, 0, list[Job]()
    with mounted(disk, "-t tmpfs -o size=4m none"):
        path = Path(shutil.copy(made, disk / "kam.db"))
        os.environ["KAM_LEDGER"] = str(path)
        before = content(made)
        enough = 0
        while enough < 3:
            fill(disk, leave=tried * step * PAGE)
            one = job(tried, chance)
            code = started(one.words).wait()
            (disk / "filler").unlink()
            tried += 1
            assert code in {0, 5}, (code, one)
            refused += code == 5
            enough = enough + 1 if code == 0 else 0
            if code == 0:
                acknowledged.append(one)
                before = content(path)
            else:
                shutil.copy(path, folder / "after.db")
                assert content(folder / "after.db") == before
            check_whole(path)
        check_sound(path)
        lost = len(missing(path, acknowledged))
    return Tally(
        fault="disk full, at every page",
        tried=tried,
        acknowledged=len(acknowledged),
        lost=lost,
        came_to=f"{refused} refused with exit code 5, the ledger as it was",
    )


def file_too_large(folder: Path, step: int) -> Tally:
    """Let files grow to so many bytes and no further, from nothing on: any write may fail."""
    chance = random.Random(4)
    path = begin(folder / "kam.db")
    before = content(path)
    tried, refused, acknowledged = 0, 0, list[Job]()
    while len(acknowledged) < 3:
        one = job(tried, chance)
        code = _limited(one.words, most=tried * step)
        tried += 1
        if code == 0:
            acknowledged.append(one)
            before = content(path)
        else:
            refused += 1
            assert content(path) == before, (code, one)
    check_sound(path)
    return Tally(
        fault="write refused, at every size of a file",
        tried=tried,
        acknowledged=len(acknowledged),
        lost=len(missing(path, acknowledged)),
        came_to=f"{refused} failed, the ledger as it was",
    )


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from kamcli.app import run
sys.exit(run(sys.argv[2:]))
"""


def _limited(words: Iterable[str], *, most: int) -> int:
    """Run a command whose files may grow to so many bytes; return its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(most), *words], capture_output=True, check=False
    )
    return done.returncode


def read_only(folder: Path, times: int) -> Tally:
    """Write to a ledger that can only be read."""
    chance = random.Random(5)
    place = folder / "fixed"
    place.mkdir()
    path = begin(place / "kam.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with _unwritable(place):
        codes = [started(job(each, chance).words).wait() for each in range(times)]
        read = started(["list"]).wait()
    assert (set(codes), read) == ({5}, 0)
    assert path.read_bytes() == before
    check_sound(path)
    return Tally(
        fault="read-only folder",
        tried=times,
        acknowledged=0,
        lost=0,
        came_to="all refused with exit code 5, reading went on, not a byte differs",
    )


@contextmanager
def _unwritable(folder: Path) -> Iterator[None]:
    if os.geteuid() == 0:
        with mounted(folder, f"--bind {folder}", f"-o remount,ro,bind {folder}"):
            yield
        return
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)
