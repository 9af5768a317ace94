"""Processes killed with no chance to say anything, at any moment."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from conftest import call
from faults.work import Job, Tally, begin, check_sound, check_whole, job, missing, started

AT_ONCE = 3


def commands_killed(folder: Path, times: int) -> Tally:
    """Kill commands from their first moment to their last: three at once, then one as it writes."""
    work = _Work(path=begin(folder / "kam.db"), chance=random.Random(20261120))
    while work.number < times:
        # a machine that does other work is slower now and quicker then
        whole, writing = work.life(), work.writing()
        for alone in (False, False, True, False, True, False, True, True, False, True):
            jobs = work.jobs(1 if alone else AT_ONCE)
            processes = [started(each.words) for each in jobs]
            if alone:
                _await_writing(processes[0], work.path)
            last = writing if alone else whole
            _kill_each(processes, [work.chance.uniform(0, last) for _ in jobs])
            work.took(jobs, processes)
        check_whole(work.path)
    check_sound(work.path)
    kept = len(work.cut) - len(missing(work.path, work.cut))
    return Tally(
        fault="kill -9 during a command",
        tried=len(work.cut),
        acknowledged=len(work.acknowledged),
        lost=len(missing(work.path, work.acknowledged)),
        came_to=f"{work.number} commands; of those killed {kept} were kept whole, the others not"
        " at all",
    )


@dataclass(slots=True, kw_only=True)
class _Work:
    """Commands one after another: which were acknowledged, and which were cut short."""

    path: Path
    chance: random.Random
    number: int = 0
    acknowledged: list[Job] = field(default_factory=list)
    cut: list[Job] = field(default_factory=list)

    def jobs(self, count: int) -> list[Job]:
        """Return the next commands."""
        first, self.number = self.number, self.number + count
        return [job(each, self.chance) for each in range(first, self.number)]

    def took(self, jobs: Sequence[Job], processes: Sequence[subprocess.Popen[bytes]]) -> None:
        """Keep what became of commands."""
        for each, process in zip(jobs, processes, strict=True):
            assert process.returncode in {0, -signal.SIGKILL}, (each, process.returncode)
            (self.acknowledged if process.returncode == 0 else self.cut).append(each)

    def life(self) -> float:
        """Return how many seconds commands take when three run at once, and a little more."""
        jobs, began = self.jobs(AT_ONCE), monotonic()
        processes = [started(each.words) for each in jobs]
        for process in processes:
            process.wait()
        self.took(jobs, processes)
        return 1.1 * (monotonic() - began)

    def writing(self) -> float:
        """Return how many seconds a command goes on from when it begins to write, and more."""
        [one] = self.jobs(1)
        process = started(one.words)
        _await_writing(process, self.path)
        began = monotonic()
        process.wait()
        self.took([one], [process])
        return 1.1 * (monotonic() - began)


def _await_writing(process: subprocess.Popen[bytes], path: Path) -> None:
    """Wait until a process writes: then its note lies beside the ledger."""
    writer = path.with_name(f"{path.name}-writer")
    said = f"{process.pid} "
    while process.poll() is None:
        with suppress(OSError):
            if writer.read_text(encoding="utf-8").startswith(said):
                return


def _kill_each(processes: Sequence[subprocess.Popen[bytes]], moments: Sequence[float]) -> None:
    """Kill each process so many seconds from now, unless it has ended by then."""
    began = monotonic()
    for moment, process in sorted(zip(moments, processes, strict=True), key=lambda each: each[0]):
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, began + moment - monotonic()))
        process.kill()
        process.wait()


def backups_killed(folder: Path, times: int) -> Tally:
    """Kill backups: what is called a backup is one, and the ledger is as it was."""
    chance = random.Random(7)
    path = begin(folder / "kam.db")
    whole = _time_of("backup")
    made, killed = 0, 0
    for _ in range(times):
        process = started(("backup", "--keep", "2d"))
        _kill_each([process], [chance.uniform(0, whole)])
        killed += process.returncode == -signal.SIGKILL
        for each in (folder / "backups").glob("kam-*.db"):
            made += 1
            check_whole(each)
            each.unlink()
    check_sound(path)
    return Tally(
        fault="kill -9 during a backup",
        tried=killed,
        acknowledged=made,
        lost=0,
        came_to=f"{made} files had a backup's name, each whole",
    )


def restores_killed(folder: Path, times: int) -> Tally:
    """Kill restores: the ledger is what it was, or what the backup is, never between."""
    chance = random.Random(7)
    path = begin(folder / "kam.db")
    assert call("backup", "--into", str(folder / "safe")).code == 0
    [backup] = (folder / "safe").iterdir()
    later = [job(each, chance) for each in range(3)]
    assert all(call(*each.words).code == 0 for each in later)
    shutil.copy(path, folder / "later.db")
    whole = _time_of("restore", str(folder / "later.db"), "--yes")
    killed, restored, lost = 0, 0, 0
    for _ in range(times):
        process = started(("restore", str(backup), "--yes"))
        _kill_each([process], [chance.uniform(0, whole)])
        killed += process.returncode == -signal.SIGKILL
        check_whole(path)
        gone = missing(path, later)
        assert gone in ([], later)
        restored += bool(gone)
        if gone:
            kept = [
                each for each in folder.glob("kam.db.before-restore*") if "-wal" not in each.name
            ]
            lost += all(missing(each, later) for each in kept)
        else:
            assert process.returncode != 0
        for each in folder.glob("kam.db.before-restore*"):
            each.unlink()
        assert call("restore", str(folder / "later.db"), "--yes").code == 0
        for each in folder.glob("kam.db.before-restore*"):
            each.unlink()
    check_sound(path)
    return Tally(
        fault="kill -9 during a restore",
        tried=killed,
        acknowledged=times * len(later),
        lost=lost,
        came_to=f"{restored} times restored whole with the former ledger beside it, else untouched",
    )


def _time_of(*words: str) -> float:
    began = monotonic()
    assert started(words).wait() == 0
    return 1.1 * (monotonic() - began)
