"""A checkup of a ledger from end to end; also of one that is damaged, as far as it can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import MsgspecError

from kamcli.i18n import _
from kamcli.reports.checkup import files, numbers, past, structure
from kamcli.reports.checkup.findings import (
    Check,
    Checked,
    Checkup,
    Finding,
    Health,
    Look,
    Patient,
)

_MOST_TOLD = 20

# On a damaged page anything can stand where a number or a day should.
_GARBAGE = (
    sqlite3.DatabaseError,
    MsgspecError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

_OUTSIDE: dict[Check, Look] = {
    Check.PERMISSIONS: files.permissions,
    Check.SPACE: files.space,
    Check.BACKUPS: files.backups,
}
_INSIDE: dict[Check, Look] = {
    Check.INTEGRITY: structure.integrity,
    Check.REFERENCES: structure.references,
    Check.SCHEMA: structure.schema,
    Check.CLOCK: structure.clock,
    Check.CODES: numbers.codes,
    Check.TRAIL: past.trail,
    Check.ROWS: past.rows,
    Check.GRADES: past.grades,
    Check.INDEX: past.index,
}


def examined(patient: Patient, *, progress: Callable[[str], None]) -> Checkup:
    """Make every check that can be made; of a file that cannot be opened, those of the file."""
    looks = _OUTSIDE if patient.opened is None else {**_OUTSIDE, **_INSIDE}
    checks = []
    for check, look in looks.items():
        progress(check)
        checks.append(_checked(check, look, patient))
    sound = not any(each.health in (Health.WRONG, Health.UNKNOWN) for each in checks)
    return Checkup(ledger=str(patient.path), sound=sound, checks=tuple(checks))


def _checked(check: Check, look: Look, patient: Patient) -> Checked:
    findings: list[Finding] = []
    more = 0
    health = Health.SOUND
    try:
        found = look(patient)
        findings += islice(found, _MOST_TOLD)
        more = _counted(found)
        if findings:
            wrong = any(each.wrong for each in findings)
            health = Health.WRONG if wrong or more else Health.NOTED
    except _GARBAGE as error:
        health = Health.UNKNOWN
        findings.append(
            Finding(
                text=_("This cannot be read to its end: {why}.").format(why=error),
                hint="kam restore",
            )
        )
    return Checked(check=check, health=health, findings=tuple(findings), more=more)


def _counted(rest: Iterator[Finding]) -> int:
    return sum(each.wrong for each in rest)
