"""The same facts in every form of the report, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam
from kamcli.guard import unguarded
from kamcli.output.friday_cells import TITLES
from kamcli.output.table import escaped
from kamcli.reports.friday import Row

# report.md, in its order.
COLUMNS = [
    "no",
    "code",
    "name",
    "market",
    "country",
    "nature",
    "grade",
    "source",
    "contact",
    "title",
    "phone",
    "email",
    "im",
    "products",
    "registered_on",
    "evidence",
    "annual_amount",
    "last_contact_on",
    "silent_days",
    "last_week",
    "this_week",
    "next_action",
    "next_due_on",
    "owner",
    "remarks",
]
OPTIONS = ("--manager", "all", "--customers", "all")


@pytest.fixture
def rows(kam: Kam, friday: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kam("report", *OPTIONS, "-f", "json").out)["rows"]
    assert len(found) == 10
    return found


def test_rows_have_the_columns_of_the_form(rows: list[dict[str, Any]]) -> None:
    assert [list(row) for row in rows] == [COLUMNS] * 10
    assert list(Row.__struct_fields__) == COLUMNS
    assert list(TITLES) == COLUMNS


def test_csv_agrees_with_json(kam: Kam, rows: list[dict[str, Any]]) -> None:
    text = kam("report", *OPTIONS, "-f", "csv").out.removeprefix("\ufeff")
    cells = list(csv.DictReader(io.StringIO(text, newline="")))

    assert [{key: unguarded(cell) for key, cell in row.items()} for row in cells] == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in rows
    ]


def test_table_agrees_with_json(kam: Kam, rows: list[dict[str, Any]]) -> None:
    blocks = [block.splitlines() for block in kam("report", *OPTIONS).out.split("\n\n")]
    cards = {block[0].split(" ", 1)[0]: block for block in blocks if block[0].startswith("JR")}

    assert list(cards) == [row["code"] for row in rows]
    for row in rows:
        first, *under = cards[row["code"]]
        said = [cell for cell in first.split("  ") if cell]
        wanted = [row["code"], row["name"], row["grade"], people(row["annual_amount"])]
        wanted += [str(row["silent_days"])] if row["silent_days"] is not None else []
        assert [cell.strip() for cell in said] == [*wanted, row["owner"]]
        notes = "\n".join(line.strip() for line in under)
        assert notes == "\n".join(noted(row))


def test_markdown_agrees_with_json(kam: Kam, rows: list[dict[str, Any]]) -> None:
    text = kam("report", *OPTIONS, "-f", "md", "--with-contacts").out
    blocks = [block for block in text.split("\n\n") if block.startswith("**JR")]

    assert len(blocks) == len(rows)
    for row, block in zip(rows, blocks, strict=True):
        head, facts, *under = block.rstrip("\n").split("\n")
        assert head == f"**{row['code']} {escaped(row['name'])}**"
        silent = [] if row["silent_days"] is None else [f"Days silent: {row['silent_days']}"]
        assert facts.removeprefix("- ").split(" · ") == [
            f"Grade: {escaped(row['grade'])}",
            f"Annual amount, CNY: {people(row['annual_amount'])}",
            *silent,
            f"Owner: {row['owner']}",
        ]
        said = [line.strip().removeprefix("- ") for line in under]
        person = [row[key] for key in ("contact", "title", "phone", "email", "im") if row[key]]
        wanted = [f"Contact: {' · '.join(map(escaped, person))}"] if person else []
        lines = [escaped(line) for line in noted(row)]
        assert "\n".join(said).replace("follow-up:\n", "follow-up: ") == "\n".join(wanted + lines)


def people(amount: str) -> str:
    """Write a machine's amount for people."""
    whole, part = amount.split(".")
    return f"{int(whole):,}.{part}"


def noted(row: dict[str, Any]) -> list[str]:
    """Return the lines that stand under a customer."""
    titles = {
        "this_week": "This week's follow-up",
        "next_action": "Next action",
        "next_due_on": "Due",
    }
    brought = ["Bought through this agent: 8,000.00"] if row["name"] == "Taipei Tools" else []
    return brought + [f"{title}: {row[key]}" for key, title in titles.items() if row[key]]
