"""Exchange tables for tests: written from a few cells, taken in, and written out again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import Answer, call

Rows = Sequence[Mapping[str, str]]

ACME = {
    "code": "JRW01001",
    "name": "Acme GmbH",
    "market": "foreign",
    "nature": "end-user",
    "source": "web",
    "registered_on": "2026-01-05",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an import said to a script: its counts, what it told, and its exit code."""

    counts: dict[str, Any]
    err: str
    code: int

    def summary(self) -> tuple[int, int, int, int]:
        """Return created, updated, unchanged and rejected, checked against the rows read."""
        names = ("created", "updated", "unchanged", "rejected")
        created, updated, unchanged, rejected = (self.counts[name] for name in names)
        assert self.counts["read"] == created + updated + unchanged + rejected
        return created, updated, unchanged, rejected

    def reasons(self) -> list[str]:
        """Return the rejected rows as they were told, without the error and the hint."""
        return [line for line in self.err.splitlines() if not line.startswith(("error:", "hint:"))]


def customer(code: str, name: str, **cells: str) -> dict[str, str]:
    """Return the cells of a customer that can stand by itself."""
    market = "foreign" if code[2:3] == "W" else "domestic"
    return {**ACME, "code": code, "name": name, "market": market, **cells}


def put(folder: Path, table: str, rows: Rows) -> Path:
    """Write a table with the columns that its rows name; return the file."""
    folder.mkdir(exist_ok=True)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / f"{table}.csv"
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def take(*paths: Path, ledger: Path | None = None, options: Sequence[str] = ()) -> Reply:
    """Import files and folders and return what was said."""
    here = ["--ledger", str(ledger)] if ledger else []
    answer = call("import", *map(str, paths), "-f", "json", *options, *here)
    return reply(answer)


def reply(answer: Answer) -> Reply:
    """Return an answer in JSON as what it says."""
    assert answer.code in {0, 6}, answer.err
    return Reply(counts=json.loads(answer.out), err=answer.err, code=answer.code)


def give(into: Path, *, ledger: Path | None = None) -> dict[str, bytes]:
    """Export everything; return the files by name."""
    here = ["--ledger", str(ledger)] if ledger else []
    answer = call("export", "--into", str(into), *here)
    assert (answer.err, answer.code) == ("", 0)
    return {path.name: path.read_bytes() for path in into.iterdir()}


def give_workbook(path: Path, *, ledger: Path | None = None) -> Path:
    """Export everything as a workbook; return it."""
    here = ["--ledger", str(ledger)] if ledger else []
    answer = call("export", "--xlsx", str(path), *here)
    assert (answer.err, answer.code) == ("", 0)
    return path


def stored(into: Path, table: str) -> list[dict[str, str]]:
    """Export everything; return the rows of a table."""
    text = give(into)[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
