"""Many rows at once: the import of the exchange tables, against reading and inserting alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import measure
import sheets
from everyday import RAW, failure
from measure import KAM, PYTHON, Failed, Job, Series, fresh
from rows import Limit, Row

_TABLES = Path(__file__).with_name("tables.py")
_SHEETS = Path(__file__).with_name("sheets.py")
_FOLDER = measure.ROOT / "build" / "bulk"
# What the import brings in, and what it works out and writes down beside it.
DATA = (
    *("managers", "customers", "owners", "contacts"),
    *("interactions", "orders", "payments", "actions"),
)
BESIDE = (
    *("commands", "trail", "standings", "grade_changes", "contact_points", "firm_marks"),
    *("notes_index", "customers_index", "contacts_index"),
)


def measured(rows: int, *, seconds: float, smaller: Row | None) -> Iterator[Row]:
    """Measure the import of a folder, and of a workbook, of as many rows.

    `smaller` is the import of fewer rows: memory must not have grown since.
    """
    folder = _FOLDER / f"{rows}"
    written = subprocess.run(
        [PYTHON, _TABLES, folder, str(rows)], check=True, capture_output=True, text=True
    )
    count = int(written.stdout)
    empty, full = _FOLDER / "empty.db", _FOLDER / f"{rows}.db"
    _empty_ledger(empty, managers=sheets.manager(rows - 1))
    row = _import("CSV folder", rows, count, folder, empty, full, smaller, seconds=seconds)
    yield row
    yield from _workbook(rows, count, empty, full, seconds=seconds)
    yield from _spreadsheets(rows, empty, seconds=seconds)


def _import(
    kind: str,
    rows: int,
    count: int,
    source: Path,
    empty: Path,
    full: Path,
    smaller: Row | None,
    *,
    seconds: float,
) -> Row:
    key = f"bulk/{rows}/{kind}"
    what = f"import of {count:,} rows, {kind}"
    try:
        found = measure.series(_job(source, empty, full), rounds=3, warm=0, seconds=seconds)
        alone = _insert(full, empty, DATA, seconds=seconds)
        beside = _insert(full, empty, DATA + BESIDE, seconds=seconds)
    except Failed as error:
        return Row(key=key, what=what, size=f"{count}", failed=failure(error))
    reading = _reading(source, seconds=seconds)
    parts = reading.cpu + beside.cpu - reading.start
    what += f", {count / found.cpu:,.0f} a second (reader alone {count / reading.cpu:,.0f},"
    what += f" `executemany` {count / beside.cpu:,.0f}, of the rows of the files alone"
    what += f" {count / alone.cpu:,.0f})"
    limits = [
        Limit(actual=found.cpu / beside.cpu, most=4, unit="× `executemany`"),
        Limit(actual=found.cpu / parts, most=4, unit="× reader and `executemany`"),
    ]
    if smaller is not None and smaller.series is not None:
        grown = found.memory / smaller.series.memory
        limits.append(Limit(actual=grown, most=1.25, unit="× the memory at a tenth"))
    return Row(
        key=key,
        what=what,
        size=f"{count}",
        series=found,
        raw=beside,
        limits=tuple(limits),
    )


def _workbook(rows: int, count: int, empty: Path, full: Path, *, seconds: float) -> Iterator[Row]:
    """Measure the import of the same rows from the workbook that `kam export` makes of them."""
    book = _FOLDER / f"{rows}.xlsx"
    book.unlink(missing_ok=True)
    write = Job(
        argv=lambda _: [KAM, "export", "--xlsx", str(book)],
        environment={"KAM_LEDGER": str(full)},
    )
    try:
        measure.run(write)
    except Failed as error:
        key, what = f"bulk/{rows}/workbook", f"import of {count:,} rows, workbook"
        yield Row(key=key, what=what, size=f"{count}", failed=failure(error))
        return
    target = full.with_name(f"{rows}-from-workbook.db")
    yield _import("workbook", rows, count, book, empty, target, None, seconds=seconds)


def _spreadsheets(rows: int, empty: Path, *, seconds: float) -> Iterator[Row]:
    """Measure the import of as many customers from spreadsheets as people keep them."""
    for kind in ("csv", "xlsx"):
        source = _FOLDER / f"customers-{rows}.{kind}"
        subprocess.run([PYTHON, _SHEETS, source, str(rows)], check=True)
        target = _FOLDER / f"customers-{rows}-{kind}.db"
        yield _import(
            f"spreadsheet of customers, {kind}",
            rows,
            rows,
            source,
            empty,
            target,
            None,
            seconds=seconds,
        )


def _job(source: Path, empty: Path, full: Path) -> Job:
    return Job(
        argv=lambda _: [KAM, "import", str(source)],
        prepare=lambda: fresh(empty, full),
        environment={"KAM_LEDGER": str(full)},
    )


def _insert(full: Path, empty: Path, tables: tuple[str, ...], *, seconds: float) -> Series:
    target = full.with_name("raw.db")
    work = Job(
        argv=lambda _: [PYTHON, RAW, "fill", str(target), str(full), *tables],
        prepare=lambda: fresh(empty, target),
    )
    return measure.series(work, rounds=3, warm=0, seconds=seconds)


def _reading(source: Path, *, seconds: float) -> Series:
    files = [source] if source.is_file() else sorted(source.glob("*.csv"))
    work = Job(argv=lambda _: [PYTHON, RAW, "read", ":memory:", *map(str, files)])
    return measure.series(work, rounds=3, seconds=seconds)


def _empty_ledger(path: Path, *, managers: str) -> None:
    """Make a ledger with managers up to a number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    measure.run(
        measure.job(KAM, "init", "--manager", "01", "--name", "Li Lei", KAM_LEDGER=str(path))
    )
    for number in range(2, int(managers) + 1):
        add = (KAM, "manager", "add", f"{number:02}", f"Manager {number}")
        measure.run(measure.job(*add, KAM_LEDGER=str(path)))
