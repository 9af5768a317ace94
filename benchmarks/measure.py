"""Whole processes by the operating system's own accounting.

A process's CPU time is what the kernel charged to it, user and system together, from its first
instruction to its last; its memory is the most that was resident at once. Nothing is measured from
inside. Each measure is taken in turn with `python -c pass` of the same environment, so that a busy
minute slows both, and the ratio between their medians holds.
"""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import shutil
import struct
import sys
import sysconfig
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
KAM = str(Path(sysconfig.get_path("scripts")) / "kam")
PASS = (PYTHON, "-c", "pass")
DAY = "2026-11-20"
COLUMNS, LINES = 100, 40


class Failed(Exception):
    """A measured process did not end as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command line to be measured, and where it runs.

    `argv` is made anew for every run, so that each run of a writing command has its own work;
    `prepare` lays out what a run begins with, and is not measured.
    """

    argv: Callable[[int], Sequence[str]]
    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)
    terminal: bool = False
    codes: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one run took: seconds of CPU and of wall, memory in KB."""

    cpu: float
    wall: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The runs of one job; `base` are the runs of `python -c pass` between them."""

    runs: tuple[Sample, ...]
    base: tuple[Sample, ...]

    @property
    def cpu(self) -> float:
        """Return the median of the CPU seconds."""
        return median(run.cpu for run in self.runs)

    @property
    def least(self) -> float:
        """Return the CPU seconds of the quickest run."""
        return min(run.cpu for run in self.runs)

    @property
    def most(self) -> float:
        """Return the CPU seconds of the slowest run."""
        return max(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        """Return the median of the seconds that a person waited."""
        return median(run.wall for run in self.runs)

    @property
    def memory(self) -> int:
        """Return the most KB that any run had resident."""
        return max(run.memory for run in self.runs)

    @property
    def ratio(self) -> float:
        """Return the CPU time as a multiple of that of `python -c pass`."""
        return self.cpu / self.start

    @property
    def start(self) -> float:
        """Return the median CPU seconds of `python -c pass`."""
        return median(run.cpu for run in self.base)


def job(*argv: str, terminal: bool = False, codes: Sequence[int] = (0,), **said: str) -> Job:
    """Return a job whose every run is the same."""
    return Job(argv=lambda _: argv, environment=said, terminal=terminal, codes=frozenset(codes))


def series(work: Job, *, rounds: int, warm: int = 1, seconds: float = 20.0) -> Series:
    """Run a job and `python -c pass` in turn, after a warm-up that does not count.

    No further round begins when `seconds` have passed, so that what is slow is run less often.
    """
    idle = job(*PASS)
    runs, base = [], []
    started = time.perf_counter()
    for turn in range(-warm, rounds):
        before, after = run(idle, turn), run(work, turn)
        if turn >= 0:
            base.append(before)
            runs.append(after)
        if runs and time.perf_counter() - started > seconds:
            break
    return Series(runs=tuple(runs), base=tuple(base))


def run(work: Job, turn: int = 0) -> Sample:
    """Run a job once; raises `Failed` with what it said when it ends in another way."""
    work.prepare()
    argv = list(work.argv(turn))
    environment = clean_environment(work.environment)
    started = time.perf_counter()
    said, status, usage = (_on_terminal if work.terminal else _piped)(argv, environment)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in work.codes:
        raise Failed(f"{' '.join(argv)}: exit {code}\n{said[-2000:]}")
    return Sample(cpu=usage.ru_utime + usage.ru_stime, wall=wall, memory=usage.ru_maxrss)


def clean_environment(said: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a person at work: no setting of ours, and bytecode is used."""
    home = ROOT / "build" / "bench-home"
    kept = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "LOGNAME": "bench",
        "KAM_AS_OF": DAY,
    }
    home.mkdir(parents=True, exist_ok=True)
    return kept | dict(said)


def fresh(ledger: Path, copy: Path) -> None:
    """Lay out a copy of a ledger as if nobody had opened it before."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    for leftover in copy.parent.glob(f"{copy.name}-*"):
        leftover.unlink()
    shutil.copyfile(ledger, copy)


def measuring_memory() -> int:
    """Return the KB that this process had resident: no child can be seen to have had less."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _piped(
    argv: list[str], environment: Mapping[str, str]
) -> tuple[str, int, resource.struct_rusage]:
    """Run with both streams going to a pipe, read to its end."""
    reader, writer = os.pipe()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writer, 1),
        (os.POSIX_SPAWN_DUP2, writer, 2),
    ]
    child = os.posix_spawnp(argv[0], argv, environment, file_actions=actions)
    os.close(writer)
    return _to_its_end(child, reader)


def _on_terminal(
    argv: list[str], environment: Mapping[str, str]
) -> tuple[str, int, resource.struct_rusage]:
    """Run on a terminal of its own, 100 columns wide."""
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    actions = [(os.POSIX_SPAWN_DUP2, writer, stream) for stream in (0, 1, 2)]
    child = os.posix_spawnp(argv[0], argv, environment, file_actions=actions, setsid=True)
    os.close(writer)
    return _to_its_end(child, reader)


def _to_its_end(child: int, reader: int) -> tuple[str, int, resource.struct_rusage]:
    said = bytearray()
    while part := _part(reader):
        said += part
    os.close(reader)
    _, status, usage = os.wait4(child, 0)
    return said.decode("utf-8", "replace"), status, usage


def _part(reader: int) -> bytes:
    try:
        return os.read(reader, 65536)
    except OSError:  # a terminal whose other end is closed
        return b""
