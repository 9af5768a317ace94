"""Raw tables made by hand, and their way into a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kamcli.exchange.faults import Done
from kamcli.exchange.handmade.manner import Manner, Mode
from kamcli.exchange.handmade.taking import Wanted, import_sheets
from kamcli.exchange.handmade.written import DateOrder
from kamcli.exchange.spreadsheets.shape import Aside, Field, Raw, RawRow, RawTable
from kamcli.ledger.opening import writing
from kamcli.rules.vocabulary import Nature, Source
from kamcli.session import Session

TODAY = date(2026, 11, 20)
FILE = Path("ledger.xlsx")

F = Field
# What most tests have: a firm that can stand.
NAME, COUNTRY, NATURE, SOURCE = Field.NAME, Field.COUNTRY, Field.NATURE, Field.SOURCE


def manner(
    *,
    mode: Mode = Mode.BOTH,
    order: DateOrder | None = None,
    nature: Nature | None = Nature.END_USER,
    source: Source | None = Source.WEB,
    keep_unmapped: bool = False,
) -> Manner:
    return Manner(
        as_of=TODAY,
        mode=mode,
        order=order,
        given={
            field: value.value
            for field, value in {F.NATURE: nature, F.SOURCE: source}.items()
            if value is not None
        },
        keep_unmapped=keep_unmapped,
    )


def table(
    columns: Mapping[str, Field | None],
    *rows: Sequence[Raw] | RawRow,
    sheet: str = "国外",
    title: str = "",
    from_1904: bool = False,
) -> RawTable:
    return RawTable(
        file=FILE,
        sheet=sheet,
        title=title,
        headings=tuple(columns),
        fields=tuple(columns.values()),
        head_line=1,
        rows=[
            row if isinstance(row, RawRow) else RawRow(line=line, cells=tuple(row))
            for line, row in enumerate(rows, start=2)
        ],
        layout="",
        from_1904=from_1904,
    )


def section(line: int, text: str, width: int) -> RawRow:
    cells = (text, *(None for _ in range(width - 1)))
    return RawRow(line=line, cells=cells, aside=Aside.SECTION)


def take(
    ledger: Path,
    *tables: RawTable,
    how: Manner | None = None,
    keep_rejects: bool = True,
    dry_run: bool = False,
    samples: int = 0,
) -> Done:
    """Import tables as `kam import` does."""

    @contextmanager
    def opened(_path: Path) -> Iterator[tuple[RawTable, ...]]:
        yield tables

    session = Session(
        ledger=ledger,
        manager="01",
        as_of=TODAY,
        now=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        login="tester",
        dry_run=dry_run,
    )
    wanted = Wanted(
        manner=how or manner(),
        keep_rejects=keep_rejects,
        samples=samples,
        progress=lambda _text: None,
    )
    with writing(session, "import") as opened_ledger:
        return import_sheets(opened_ledger, [FILE], opened=opened, wanted=wanted)


def stored(ledger: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(sql).fetchall()


def counts(done: Done) -> tuple[int, int, int, int, int]:
    it = done.imported
    return it.read, it.created, it.updated, it.unchanged, it.rejected
