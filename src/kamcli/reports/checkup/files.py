"""The files of a ledger: who may read them, the room there is, the backups."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from shutil import disk_usage

from kamcli.i18n import _, ngettext
from kamcli.ledger.backup_files import files_of
from kamcli.reports.checkup.findings import Finding, Patient, Remedy, typed

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ROOM = 64 << 20
_BACKUP_DAYS = 7


def permissions(patient: Patient) -> Iterator[Finding]:
    """Find files that others may read, and folders that others may write in."""
    if os.name != "posix":
        return
    own = patient.path.stat().st_mode
    for path in private_files(patient):
        mode = path.stat().st_mode
        # SQLite gives its own files the mode of the ledger
        its_own = path.name.removeprefix(patient.path.name).startswith("-")
        if mode & _OTHERS and not (its_own and mode == own):
            yield Finding(
                text=_('Others may open "{file}" (mode {mode}).').format(
                    file=path, mode=f"{stat.S_IMODE(mode):o}"
                ),
                hint=f"chmod 600 {typed(path)}",
                remedy=Remedy.PERMISSIONS,
            )
    for folder in (patient.path.parent, patient.backups):
        if folder.is_dir() and _others_write_in(folder):
            yield Finding(
                text=_('Others can write in the folder "{folder}".').format(folder=folder),
                hint=f"chmod go-w {typed(folder)}",
            )


def private_files(patient: Patient) -> list[Path]:
    """Return the files that hold what is in the ledger, or were made of it."""
    name = patient.path.name
    beside = (patient.path.with_name(name + end) for end in ("-wal", "-shm", "-journal"))
    kept = sorted(patient.path.parent.glob(f"{_plain(name)}.before-*"))
    backups = [each.path for each in files_of(patient.path, patient.backups)]
    return [each for each in (patient.path, *beside, *kept, *backups) if each.is_file()]


def _plain(name: str) -> str:
    """Return a name with nothing in it that stands for other letters."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _others_write_in(folder: Path) -> bool:
    mode = folder.stat().st_mode
    return bool(mode & _OTHERS_WRITE) and not mode & stat.S_ISVTX


def space(patient: Patient) -> Iterator[Finding]:
    """Find a disk with less room than a backup and a bad day need."""
    free, size = disk_usage(patient.path.parent).free, patient.path.stat().st_size
    if free < max(_ROOM, 2 * size):
        yield Finding(
            text=_("The disk has {free} MB left; the ledger takes {size} MB.").format(
                free=free >> 20, size=(size + (1 << 20) - 1) >> 20
            ),
            hint=f"df -h {typed(patient.path.parent)}",
        )


def backups(patient: Patient) -> Iterator[Finding]:
    """Find out how old the last backup is; a new ledger needs none yet."""
    found = files_of(patient.path, patient.backups)
    if found:
        days = (patient.as_of - found[0].at.astimezone(UTC).date()).days
        if days > _BACKUP_DAYS:
            text = ngettext(
                "The last backup is {count} day old.", "The last backup is {count} days old.", days
            )
            yield Finding(text=text.format(count=days), hint="kam backup")
    elif _is_old(patient):
        text = _('There is no backup in "{folder}".').format(folder=patient.backups)
        yield Finding(text=text, hint="kam backup")


def _is_old(patient: Patient) -> bool:
    if patient.opened is None:
        return True
    first = patient.ledger.value("SELECT min(entered_on) FROM commands WHERE id > 1")
    day = patient.as_of.toordinal() - _BACKUP_DAYS
    return first is not None and str(first) < patient.as_of.fromordinal(day).isoformat()
