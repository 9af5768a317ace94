"""Two versions of `kam` on one ledger: the newer brings it up to date while the older writes."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from faults.work import Tally, begin, check_sound, check_whole, job, missing, started
from kamcli.ledger import migrations

LATER = f"{int(migrations.HEAD) + 1:04}"
_MIGRATION = f'''"""A later version."""

import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{migrations.HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("mood", sa.String(), nullable=True))
'''
_NEWER = f"""
import sys
from pathlib import Path
from kamcli.ledger import migrations
migrations.HEAD = {LATER!r}
migrations.scripts = lambda: Path(sys.argv[1])
from kamcli.app import run
sys.exit(run(sys.argv[2:]))
"""


def two_at_once(folder: Path, times: int) -> Tally:
    """Have six commands of this version and two of a later one start at once, again and again."""
    chance = random.Random(10)
    scripts = Path(shutil.copytree(migrations.scripts(), folder / "migrations"))
    (scripts / "versions" / f"{LATER}_later.py").write_text(_MIGRATION, encoding="utf-8")
    number, done, refused, lost = 0, 0, 0, 0
    for turn in range(times):
        place = folder / str(turn)
        place.mkdir()
        path = begin(place / "kam.db")
        jobs = [job(number + each, chance) for each in range(8)]
        number += len(jobs)
        newer = [_newer(scripts, each.words) for each in jobs[6:]]
        older = []
        for each in jobs[:6]:
            # before the later version has come so far, while it upgrades, and after
            with suppress(subprocess.TimeoutExpired):
                newer[0].wait(timeout=chance.uniform(0, 0.4))
            older.append(started(each.words))
        codes = [process.wait() for process in (*older, *newer)]
        assert set(codes[:6]) <= {0, 5}, codes
        assert codes[6:] == [0, 0], codes
        kept = [each for each, code in zip(jobs, codes, strict=True) if code == 0]
        done += len(kept)
        refused += codes.count(5)
        lost += len(missing(path, kept))
        gone = [each for each, code in zip(jobs, codes, strict=True) if code != 0]
        assert not gone or missing(path, gone) == gone
        _check(path, scripts)
    return Tally(
        fault="two versions at once",
        tried=number,
        acknowledged=done,
        lost=lost,
        came_to=f"{times} ledgers, each upgraded once after a copy; {refused} commands of the older"
        " version refused with exit code 5",
    )


def _newer(
    scripts: Path, words: tuple[str, ...], *, out: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _NEWER, str(scripts), *words],
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
    )


def _check(path: Path, scripts: Path) -> None:
    """Check the ledger with the doctor of the later version, and its one copy with ours."""
    doctor = _newer(scripts, ("doctor", "-f", "json"), out=subprocess.PIPE)
    out = doctor.communicate()[0]
    wrong = [each for each in json.loads(out)["checks"] if each["health"] in {"wrong", "unknown"}]
    assert not wrong, wrong
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert found == [(LATER,)]
    [copy] = path.parent.glob("kam.db.before-*")
    check_whole(copy)
    check_sound(copy)
