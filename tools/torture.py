"""Inject every fault many times, print what it came to, and write it into docs/trust.md.

Ends with 1 where a single fact that was acknowledged is lost. With a number, as in
`tools/torture.py 0.1`, each fault strikes that part as often and nothing is written.
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from faults import clocks, kills, logs, pages, rooms, storms, versions  # noqa: E402 -- path above
from faults.work import Tally  # noqa: E402 -- the same
from tables import table  # noqa: E402 -- the same

TRUST = ROOT / "docs" / "trust.md"
_BLOCK = re.compile(r"(?<=<!-- torture -->\n).*(?=<!-- end of torture -->)", re.DOTALL)


def _many(count: int, part: float) -> int:
    return max(1, round(count * part))


def _each(part: float) -> int:
    """Return the step that goes through that part of all places."""
    return max(1, round(1 / part))


# The longest first: two run at a time.
FAULTS: dict[str, Callable[[Path, float], Tally]] = {
    "kills": lambda folder, part: kills.commands_killed(folder, _many(2000, part)),
    "pages": lambda folder, part: pages.page_spoilt(folder, step=_each(part)),
    "restores": lambda folder, part: kills.restores_killed(folder, _many(60, part)),
    "versions": lambda folder, part: versions.two_at_once(folder, _many(20, part)),
    "sizes": lambda folder, part: rooms.file_too_large(folder, 2048 * _each(part)),
    "backups": lambda folder, part: kills.backups_killed(folder, _many(80, part)),
    "clocks": lambda folder, part: clocks.clock_wrong(folder, _many(120, part)),
    "logs": lambda folder, part: logs.log_cut(folder, _many(30, part), step=1),
    "storms": lambda folder, part: storms.backups_in_a_storm(
        folder, _many(40, part), writers=3, commands=_many(80, part)
    ),
    "rooms": lambda folder, part: rooms.disk_full(folder, _each(part)),
    "fixed": lambda folder, part: rooms.read_only(folder, _many(40, part)),
}


def _struck(name: str, part: float) -> Tally:
    """Inject one fault in a folder of its own, in this process alone."""
    with TemporaryDirectory(prefix="kam-torture-") as folder:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("KAM_")}
        os.environ.clear()
        os.environ |= kept | {"HOME": folder, "KAM_AS_OF": "2026-11-20", "LANG": "C.UTF-8"}
        os.environ["XDG_CONFIG_HOME"] = folder
        return FAULTS[name](Path(folder), part)


def main() -> int:
    """Inject all of them; return 1 where something is lost."""
    part = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    began = monotonic()
    spawned = get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned, max_tasks_per_child=1) as pool:
        running = {name: pool.submit(_struck, name, part) for name in FAULTS}
        tallies = []
        for name, each in running.items():
            tallies.append(each.result())
            print(f"{name}: {tallies[-1]}", flush=True)
    page = _page(tallies, minutes=(monotonic() - began) / 60)
    print(page)
    if len(sys.argv) == 1:
        TRUST.write_text(
            _BLOCK.sub(lambda _: page, TRUST.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return 1 if any(each.lost for each in tallies) else 0


def _page(tallies: list[Tally], *, minutes: float) -> str:
    titles = ["fault", "tried", "acknowledged", "lost", "what it came to"]
    rows = [
        [each.fault, str(each.tried), str(each.acknowledged), str(each.lost), each.came_to]
        for each in tallies
    ]
    machine = (
        f"{platform.system()} {platform.release()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    lost = sum(each.lost for each in tallies)
    kept = sum(each.acknowledged for each in tallies)
    head = (
        f"Of {kept:,} acknowledged facts {lost} were lost. `make torture`, {minutes:.0f} minutes on"
        f" {datetime.now(UTC).date()}; {machine}."
    )
    return f"{head}\n\n{table(titles, rows)}\n"


if __name__ == "__main__":
    sys.exit(main())
