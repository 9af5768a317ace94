"""Each fault in a short form: nothing that was acknowledged is lost.

`make torture` is the long form. Run with `-s` to see how often each struck.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from faults import clocks, kills, logs, pages, rooms, storms, versions
from faults.work import Tally

FAULTS: dict[str, Callable[[Path], Tally]] = {
    "kill": lambda folder: kills.commands_killed(folder, 24),
    "kill-backup": lambda folder: kills.backups_killed(folder, 5),
    "kill-restore": lambda folder: kills.restores_killed(folder, 5),
    "disk-full": lambda folder: rooms.disk_full(folder, 6),
    "file-size": lambda folder: rooms.file_too_large(folder, 12_000),
    "read-only": lambda folder: rooms.read_only(folder, 3),
    "versions": lambda folder: versions.two_at_once(folder, 1),
    "log": lambda folder: logs.log_cut(folder, 4, step=7),
    "page": lambda folder: pages.page_spoilt(folder, step=23),
    "clock": lambda folder: clocks.clock_wrong(folder, 10),
    "storm": lambda folder: storms.backups_in_a_storm(folder, 3, writers=2, commands=3),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path, fault: str) -> None:
    tally = FAULTS[fault](tmp_path)

    print(tally)
    assert tally.lost == 0
    assert tally.tried > 0
