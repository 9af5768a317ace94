"""What a checkup found: the checks that were made, and what each of them has to say."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from kamcli.ledger.database import Ledger


class Check(StrEnum):
    """What is looked at, in the order in which it is."""

    PERMISSIONS = "permissions"
    SPACE = "space"
    BACKUPS = "backups"
    INTEGRITY = "integrity"
    REFERENCES = "references"
    SCHEMA = "schema"
    CLOCK = "clock"
    CODES = "codes"
    TRAIL = "trail"
    ROWS = "rows"
    GRADES = "grades"
    INDEX = "index"


class Health(StrEnum):
    """How a check ended; `unknown` where it could not be made."""

    SOUND = "sound"
    NOTED = "noted"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class Remedy(StrEnum):
    """What `--fix` does: it is safe, because nothing is lost by it."""

    PERMISSIONS = "permissions"
    COUNTERS = "counters"
    GRADES = "grades"
    INDEX = "index"


class Finding(Struct, frozen=True, kw_only=True):
    """Something that was found: a sentence, what to type, and whose row it is about.

    What is not `wrong` is told and no more.
    """

    text: str
    hint: str | None = None
    wrong: bool = True
    customer: str | None = None
    table: str | None = None
    row: int | None = None
    remedy: Remedy | None = None


class Checked(Struct, frozen=True, kw_only=True):
    """A check that was made: its first findings, and how many more there are."""

    check: Check
    health: Health
    findings: tuple[Finding, ...]
    more: int


class Checkup(Struct, frozen=True, kw_only=True):
    """What `kam doctor -f json` returns; `mended` is what `--fix` has done."""

    ledger: str
    sound: bool
    checks: tuple[Checked, ...]
    mended: tuple[Remedy, ...] = ()

    def remedies(self) -> tuple[Remedy, ...]:
        """Return what `--fix` can do about what was found."""
        wanted = {found.remedy for each in self.checks for found in each.findings}
        return tuple(each for each in Remedy if each in wanted)

    def wrong(self) -> int:
        """Return how many things are wrong."""
        return sum(
            each.more + sum(found.wrong for found in each.findings)
            for each in self.checks
            if each.health in (Health.WRONG, Health.UNKNOWN)
        )

    def health_of(self, check: Check) -> Health:
        """Return how a check ended."""
        return next(each.health for each in self.checks if each.check is check)


class Patient(Struct, frozen=True, kw_only=True):
    """What is looked at: the ledger's file, its backups, and what is in it, if it can be opened.

    `as_of` is today, `now` the instant (UTC) of the machine's clock.
    """

    path: Path
    backups: Path
    as_of: date
    now: datetime
    opened: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """Return what is in it."""
        assert self.opened is not None, "a file that could not be opened"
        return self.opened

    def named(self, customer_id: int | None) -> str | None:
        """Return the code of a customer, if there is such a one."""
        if customer_id is None:
            return None
        code: str | None = self.ledger.value(
            "SELECT code FROM customers WHERE id = :id", {"id": customer_id}
        )
        return code


Look = Callable[[Patient], Iterator[Finding]]


def typed(path: Path) -> str:
    """Return a path as it is typed in a shell."""
    return shlex.quote(str(path))
