"""What cron runs at night."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import measure
from everyday import RAW, failure
from measure import KAM, PYTHON, Failed, Job, Series, fresh
from rows import Limit, Row

_NEXT_DAY = "2026-11-21"
_GATHERING = Path(__file__).with_name("gathering.py")


def measured(size: str, ledger: Path, smallest: Path, *, seconds: float) -> Iterator[Row]:
    """Measure the refresh of all and a night in which one customer in a hundred changed.

    `smallest` is a small ledger over which the statements are written down that gather the facts.
    """
    copy = ledger.with_name("copy.db")
    raw = gather(ledger, smallest, seconds=seconds)
    facts = measure.series(
        Job(argv=lambda _: [PYTHON, RAW, "facts", str(ledger)]), rounds=3, seconds=seconds
    )
    full = _refresh(size, ledger, copy, raw, seconds=seconds)
    yield Row(key=f"nightly/{size}/gather", what="the statements alone", size=size, series=raw)
    yield Row(
        key=f"nightly/{size}/facts",
        what="one statement written by hand for the grade's facts alone",
        size=size,
        series=facts,
    )
    yield full
    yield _anew(size, ledger, copy, raw, seconds=seconds)
    yield _night(size, ledger, copy, full.series, seconds=seconds)


def gather(ledger: Path, smallest: Path, *, seconds: float) -> Series:
    """Measure bare SQLite at the statements that `kam` gathers everybody's facts by."""
    questions = ledger.with_name("questions.sql")
    subprocess.run([PYTHON, _GATHERING, smallest, questions], check=True)
    return measure.series(
        Job(argv=lambda _: [PYTHON, RAW, "gather", str(ledger), str(questions)]),
        rounds=3,
        seconds=seconds,
    )


def _refresh(size: str, ledger: Path, copy: Path, raw: Series, *, seconds: float) -> Row:
    work = _job(ledger, copy, measure.DAY, "--full")
    return _of_all(f"nightly/{size}/full", "grade refresh --full", size, work, raw, seconds)


def _anew(size: str, ledger: Path, copy: Path, raw: Series, *, seconds: float) -> Row:
    """Measure the refresh of all where nothing that is stored is proven: every history replayed."""

    def prepare() -> None:
        fresh(ledger, copy)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE standings SET fingerprint = NULL")

    work = replace(_job(ledger, copy, measure.DAY, "--full"), prepare=prepare)
    what = "grade refresh --full, everybody worked out anew"
    return _of_all(f"nightly/{size}/anew", what, size, work, raw, seconds)


def _of_all(key: str, what: str, size: str, work: Job, raw: Series, seconds: float) -> Row:
    try:
        found = measure.series(work, rounds=3, warm=0, seconds=seconds)
    except Failed as error:
        return Row(key=key, what=what, size=size, failed=failure(error))
    limits = (
        Limit(actual=found.cpu / raw.cpu, most=2, unit="× the statements alone"),
        Limit(actual=found.memory / 1024, most=150, unit="MB"),
    )
    return Row(
        key=key,
        what=what,
        size=size,
        series=found,
        raw=raw,
        limits=limits if size == "100k" else (),
    )


def _night(size: str, ledger: Path, copy: Path, full: Series | None, *, seconds: float) -> Row:
    key, what = f"nightly/{size}/night", "grade refresh, a night in which 1 % changed"
    try:
        found = measure.series(_job(ledger, copy, _NEXT_DAY), rounds=3, warm=0, seconds=seconds)
    except Failed as error:
        return Row(key=key, what=what, size=size, failed=failure(error))
    allowed = Limit(
        actual=found.cpu / full.cpu if full else 0, most=0.25, unit="× the refresh of all"
    )
    return Row(
        key=key, what=what, size=size, series=found, limits=(allowed,) if size == "100k" else ()
    )


def _job(ledger: Path, copy: Path, day: str, *more: str) -> Job:
    """Return a refresh over a copy that is fresh for every run."""
    return Job(
        argv=lambda _: [KAM, "grade", "refresh", *more],
        prepare=lambda: fresh(ledger, copy),
        environment={"KAM_LEDGER": str(copy), "KAM_AS_OF": day},
    )
