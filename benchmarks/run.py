"""`make bench`: measure everything and write RESULTS.md.

    python run.py [--quick]

`--quick` leaves out the ledger of 100,000 customers and writes nothing.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import bulk
import everyday
import friday
import growth
import nightly
import peers
from measure import KAM, PYTHON, ROOT
from rows import HEADINGS, Row, reasons

RESULTS = Path(__file__).with_name("RESULTS.md")
_LEDGERS = Path(__file__).with_name("ledgers.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured: which ledgers, which imports, how often, and for how long each."""

    ledgers: tuple[str, ...]
    imports: tuple[int, ...]
    rounds: int
    seconds: float


FULL = Plan(ledgers=("1k", "10k", "100k", "sole"), imports=(10_000, 100_000), rounds=7, seconds=25)
QUICK = Plan(ledgers=("1k", "10k"), imports=(10_000,), rounds=5, seconds=10)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the table; return 1 where a limit is missed for no given reason."""
    plan = QUICK if "--quick" in arguments else FULL
    started = time.perf_counter()
    _compile()
    rows = list(_told(_measured(plan)))
    rows.sort(key=lambda row: row.key.startswith("peer/"))
    text = _page(rows, minutes=(time.perf_counter() - started) / 60)
    if plan is FULL:
        RESULTS.write_text(text, encoding="utf-8")
    missed = [row for row in rows if not row.met]
    print(f"{len(rows)} measures, {len(missed)} not within their limits")
    return 1 if any(row.key not in reasons() for row in missed) else 0


def _measured(plan: Plan) -> Iterator[Row]:
    others: list[Row] = []
    for row in peers.measured(rounds=min(5, plan.rounds)):
        others.append(row)
        yield row
    rows: list[Row] = []
    for row in _of_kam(plan):
        rows.append(_beside(row, others))
        yield rows[-1]
    yield from growth.measured(rows)


def _of_kam(plan: Plan) -> Iterator[Row]:
    paths = {name: _ledger(name) for name in plan.ledgers}
    for name, path in paths.items():
        yield from everyday.measured(name, path, rounds=plan.rounds)
    for name, path in paths.items():
        if name == "sole":
            yield from friday.handed_in(path)
        else:
            yield from friday.measured(name, path)
            yield from nightly.measured(name, path, paths["1k"], seconds=plan.seconds)
    smaller: Row | None = None
    for count in plan.imports:
        first, *rest = bulk.measured(count, seconds=plan.seconds, smaller=smaller)
        smaller = first
        yield from (first, *rest)


def _beside(row: Row, others: list[Row]) -> Row:
    """Set a row at 10,000 customers beside the peers, which keep as many entries."""
    return replace(row, peers=peers.cpu_of(others, row.what)) if row.size == "10k" else row


def _ledger(name: str) -> Path:
    """Build a ledger in a process of its own, so that this one stays thin (see `measure`)."""
    said = subprocess.run([PYTHON, _LEDGERS, name], check=True, capture_output=True, text=True)
    return Path(said.stdout.split("\t")[1].strip())


def _compile() -> None:
    """Compile what is measured, so that no run pays for it."""
    folders = [str(ROOT / "src"), sysconfig.get_path("purelib")]
    subprocess.run([PYTHON, "-m", "compileall", "-qq", *folders], check=False)


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        print(*row.cells(), sep=" | ", flush=True)
        yield row


def _page(rows: Sequence[Row], *, minutes: float) -> str:
    when = f"{datetime.now(UTC):%Y-%m-%d} in {minutes:.0f} minutes at commit {_commit()}"
    lines = [
        "# What `kam` takes",
        "",
        f"Measured on {when}. What the columns mean stands in [README.md](README.md).",
        "",
        *(f"- {each}" for each in machine()),
        "",
        "| " + " | ".join(HEADINGS) + " |",
        "|---|" + "---:|" * (len(HEADINGS) - 3) + "---|---|",
        *("| " + " | ".join(row.cells()) + " |" for row in rows),
        "",
    ]
    return "\n".join(lines)


def machine() -> list[str]:
    """Describe the machine, in lines."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory",
        f"{_system()}, Linux {platform.release()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"`{Path(KAM).name}` as pip installs it, started as a person starts it",
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _system() -> str:
    return platform.freedesktop_os_release()["PRETTY_NAME"]


def _commit() -> str:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return f"`{said.stdout.strip()}`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
