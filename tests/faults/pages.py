"""Pages that a disk has spoilt."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import call, content
from faults.work import Tally, ailments, begin, check_sound, job, missing

_PAGE = 4096
_OF_INDEX = re.compile('INSERT INTO "[a-z]+_index(_[a-z]+)?" ')


def page_spoilt(folder: Path, *, step: int) -> Tally:
    """Overwrite every so manieth page with ones, with nothing, and with another page.

    The doctor finds it, or nothing that is kept stood there; no backup is made of it; and the last
    backup brings all of it back.
    """
    chance = random.Random(8)
    path = begin(folder / "kam.db")
    jobs = [job(number, chance) for number in range(12)]
    assert all(call(*each.words).code == 0 for each in jobs)
    assert call("backup", "--into", str(folder / "safe")).code == 0
    [backup] = (folder / "safe").iterdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole, pages, before = path.read_bytes(), path.stat().st_size // _PAGE, _kept(path)
    tried, found, unused, lost = 0, 0, 0, 0
    for page in range(0, pages, step):
        other = (page + pages // 2) % pages
        for spoilt in (b"\xff" * _PAGE, bytes(_PAGE), whole[other * _PAGE : (other + 1) * _PAGE]):
            tried += 1
            _lay(path, whole[: page * _PAGE] + spoilt + whole[(page + 1) * _PAGE :])
            ill = bool(ailments(path).keys() - {"backups", "permissions"})
            found += ill
            refused = call("backup", "--into", str(folder / "bad")).code != 0
            if not ill:
                assert _kept(path) == before, page
                unused += 1
            assert refused or not list((folder / "bad").iterdir()) or _same(folder / "bad", before)
            shutil.rmtree(folder / "bad", ignore_errors=True)
            assert call("restore", str(backup), "--yes").code == 0
            lost += len(missing(path, jobs))
            for kept in folder.glob("kam.db.before-*"):
                kept.unlink()
    check_sound(path)
    return Tally(
        fault="page spoilt",
        tried=tried,
        acknowledged=tried * len(jobs),
        lost=lost,
        came_to=f"{found} found by the doctor, {unused} where nothing was kept; each restored",
    )


def _lay(path: Path, whole: bytes) -> None:
    for end in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(whole)


def _same(folder: Path, before: str) -> bool:
    """Return whether every backup in a folder holds what was kept before."""
    return all(_kept(each) == before for each in folder.iterdir())


def _kept(path: Path) -> str:
    """Return what a ledger holds but for the indexes of texts, which are worked out from it."""
    return "\n".join(line for line in content(path).splitlines() if not _OF_INDEX.match(line))
