"""Clocks that are wrong: set back, set forth, set back again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from conftest import call
from faults.work import Tally, begin, check_sound, job, missing

# `kam` reads the clock in one place; there another one is put in its place.
_WITH_CLOCK = """
import sys
from datetime import datetime
from kamcli import options
class Clock(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromisoformat(sys.argv[1]).astimezone(tz)
options.datetime = Clock
from kamcli.app import run
sys.exit(run(sys.argv[2:]))
"""


def clock_wrong(folder: Path, times: int) -> Tally:
    """Run commands at instants up to ten years before and after the last one."""
    chance = random.Random(9)
    path = begin(folder / "kam.db")
    named = os.environ.pop("KAM_AS_OF")
    last, acknowledged, refused = date.fromisoformat(named), [], 0
    try:
        for number in range(times):
            clock = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
            clock += timedelta(
                days=chance.choice((-3650, -400, -40, -1, 0, 0, 1, 30)), hours=number
            )
            one = job(number, chance)
            words = [sys.executable, "-c", _WITH_CLOCK, clock.isoformat(), *one.words]
            code = subprocess.run(words, capture_output=True, check=False).returncode
            today = clock.astimezone().date()
            assert code == (4 if today < last else 0), (code, today, last)
            if code == 0:
                last = max(last, today)
                acknowledged.append(one)
            else:
                refused += 1
                assert missing(path, [one]) == [one]
    finally:
        os.environ["KAM_AS_OF"] = last.isoformat()
    check_sound(path)
    assert call("log", "JRW01001", "The clock is right again").code == 0
    os.environ["KAM_AS_OF"] = named
    return Tally(
        fault="clock set back and forth",
        tried=times,
        acknowledged=len(acknowledged),
        lost=len(missing(path, acknowledged)),
        came_to=f"{refused} refused with exit code 4, because the ledger was on a later day",
    )
