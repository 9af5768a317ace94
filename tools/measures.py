"""The short form of `benchmarks/RESULTS.md`, for the README."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).parents[1] / "benchmarks/RESULTS.md"
# What is shown: the measure as the table names it, its size, and what a reader calls it.
_SHOWN = (
    ("--version, piped", "10k", "`kam --version`"),
    ("completion, piped", "10k", "a press of Tab"),
    ("show, piped", "10k", "`kam show CODE`"),
    ("list --limit 20, piped", "10k", "`kam list --limit 20`"),
    ("find, a word in a note, piped", "10k", "`kam find`, a word in 100,000 notes"),
    ("find, a word in a note, piped", "100k", "`kam find`, a word in a million notes"),
    ("log, piped", "10k", "`kam log`"),
    ("today, piped", "10k", "`kam today`, 1,000 customers of one's own"),
    (
        "report of a manager with 1,000 customers, on a terminal",
        "100k",
        "`kam report`, 1,000 customers of one's own",
    ),
    ("grade refresh --full", "100k", "`kam grade refresh --full`"),
)


def short() -> str:
    """Return the table: the time of a whole process, and its multiple of a bare interpreter."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in _lines()]
    found = {(row[0], row[1]): row for row in rows}
    shown = ["| what | customers | CPU ms | × `python -c pass` |", "| --- | ---: | ---: | ---: |"]
    for measure, size, name in _SHOWN:
        row = found[measure, size]
        shown.append(f"| {name} | {size} | {row[2]} | {row[6]} |")
    return "\n".join([*shown, "", _when()])


def _lines() -> list[str]:
    return [line for line in RESULTS.read_text("utf-8").splitlines() if line.startswith("| ")]


def _when() -> str:
    text = RESULTS.read_text("utf-8")
    day = re.search(r"Measured on (\d{4}-\d\d-\d\d)", text)
    processor = re.search(r"^- (.*)$", text, re.MULTILINE)
    assert day
    assert processor
    return f"Measured on {day[1]}: {processor[1]}. [All of it](benchmarks/RESULTS.md)."
