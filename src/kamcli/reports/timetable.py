"""What runs by itself: the nightly refresh, the backup and the Friday report."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from kamcli.i18n import N_, _


class Job(Struct, frozen=True, kw_only=True):
    """A command line for the shell, run each day at a time of the clock: `02:00`."""

    name: str
    says: str
    at: str
    command: str


class Timetable(Struct, frozen=True, kw_only=True):
    """The jobs of a ledger; `timezone` is that of the company, nothing for the machine's.

    `ledger` and `manager` are what they are about, `environment` is what they need to know.
    """

    ledger: str
    manager: str
    timezone: str | None
    environment: Mapping[str, str]
    jobs: tuple[Job, ...]


class Program(Struct, frozen=True, kw_only=True):
    """How `kam` is called: its path, and the options that every call needs."""

    path: str
    options: Sequence[str]

    def line(self, *words: str) -> str:
        """Return a call as the shell reads it; the words are ours, the rest is quoted."""
        return f"{shlex.quote(self.path)} {' '.join(words)} {shlex.join(self.options)}"


_REFRESH = "grade refresh"
_BACKUP = "backup"
_KEEP = "7d,4w,12m"
_CHECK, _SUBMIT = "report check", "report submit"
_SAYS = {
    "refresh": N_("store the grades that the passing of days has changed"),
    "backup": N_("keep a copy of the ledger"),
    "report": N_("hand in the week on the day it is due"),
}


def jobs(program: Program, commands: Collection[str]) -> tuple[Job, ...]:
    """Return the jobs for which there are commands: `grade refresh`, `backup` and so on."""
    return tuple(_jobs(program, commands))


def _jobs(program: Program, commands: Collection[str]) -> Iterator[Job]:
    if _REFRESH in commands:
        yield _job("refresh", "02:00", program.line(_REFRESH))
    if _BACKUP in commands:
        yield _job("backup", "02:30", program.line(_BACKUP, "--keep", _KEEP))
    if _CHECK in commands and _SUBMIT in commands:
        yield _job("report", "16:00", _hand_in(program))


def _job(name: str, at: str, command: str) -> Job:
    return Job(name=name, says=_(_SAYS[name]), at=at, command=command)


def _hand_in(program: Program) -> str:
    """Return the line that hands in what is due today, which is mostly nothing.

    No clock knows the holidays: it runs each day, and asks. That nothing is due is no news.
    """
    steps = " && ".join(program.line(verb, "--week", '"$week"') for verb in (_CHECK, _SUBMIT))
    asked = f"{shlex.quote(program.path)} schedule --due 2>/dev/null"
    return f"for week in $({asked}); do {steps}; done"
