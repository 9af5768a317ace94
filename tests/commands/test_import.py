"""`kam import`."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from conftest import Kam
from sheets import ACME, customer, give, put, reply, take

EXAMPLES = Path(__file__).parents[2] / "examples" / "tables"
TALK = {"customer": "JRW01001", "on": "2026-11-02", "text": "x"}


def dump(ledger: Path) -> list[str]:
    connection = sqlite3.connect(ledger)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def rejects(path: Path) -> list[dict[str, str]]:
    assert path.stat().st_mode & 0o777 == 0o600
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_tells_each_file_and_all_together(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME])
    put(tmp_path / "in", "interactions", [TALK, TALK])

    answer = kam("import", "in")

    assert answer.out.splitlines() == [
        "File              Rows  New  Changed  As before  Rejected",
        "customers.csv        1    1        0          0         0",
        "interactions.csv     2    2        0          0         0",
        "",
        "Import 1: 3 rows read, 3 new, 0 changed, 0 as before, 0 rejected.",
    ]
    assert (answer.err, answer.code) == ("", 0)


def test_tells_the_same_in_chinese(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME, {**ACME, "code": "JRW0"}])

    answer = kam("import", "in", "--lang", "zh")

    assert answer.out.splitlines()[-1] == ("导入 1：读取 2 行，新增 1，更新 0，未变 0，退回 1。")
    assert answer.err.splitlines()[-2:] == [
        '错误：退回 1 行，见 "in/customers.rejects.csv"。',
        '提示：kam import "in/customers.rejects.csv"',
    ]
    assert answer.code == 6


def test_returns_what_the_contract_says(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME])

    found = json.loads(kam("import", "in", "-f", "json").out)

    assert found == {
        "batch": 1,
        "read": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "rejects_file": None,
        "unmapped_columns": [],
        "warnings": [],
        "files": [
            {
                "file": "customers.csv",
                "read": 1,
                "created": 1,
                "updated": 0,
                "unchanged": 0,
                "rejected": 0,
                "rejects_file": None,
            }
        ],
        "rejections": [],
        "mapping": [],
        "samples": [],
        "silent": [],
    }


def test_rejected_rows_come_back_in_a_file(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    rows = [
        {**TALK, "colour": "blue", "text": "'=1+1"},
        {**TALK, "kind": "gossip", "colour": "red", "text": '\'=a, "b"\nc'},
    ]
    put(tmp_path / "in", "customers", [ACME])
    put(tmp_path / "in", "interactions", rows)

    answer = kam("import", "in", "-f", "json")

    done = reply(answer)
    assert (done.summary(), done.code) == ((2, 0, 0, 1), 6)
    assert done.counts["rejects_file"] == "in/interactions.rejects.csv"
    kinds = "talk, request, sample, quote, card, complaint, service, greeting, mailing"
    reason = f'kind: "gossip" is none of the values asked for here. (one of: {kinds})'
    assert answer.err.splitlines() == [
        '"interactions.csv": the column "colour" is not known and was passed over.',
        f'"interactions.csv", line 3: {reason}',
        'error: 1 row was rejected: it is in "in/interactions.rejects.csv".',
        'hint: kam import "in/interactions.rejects.csv"',
    ]
    [row] = rejects(tmp_path / "in" / "interactions.rejects.csv")
    assert row == {**rows[1], "line": "3", "reason": reason}


def test_a_mended_file_of_rejected_rows_is_taken(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME])
    put(tmp_path / "in", "interactions", [{**TALK, "kind": kind} for kind in ("gossip", "chat")])
    kam("import", "in")
    path = tmp_path / "in" / "interactions.rejects.csv"
    path.write_bytes(path.read_bytes().replace(b"gossip", b"talk", 1))

    done = take(path)

    assert (done.summary(), done.code) == ((1, 0, 0, 1), 6)
    assert done.counts["unmapped_columns"] == []
    assert [(row["kind"], row["line"]) for row in rejects(path)] == [("chat", "3")]
    path.write_bytes(path.read_bytes().replace(b"chat", b"talk", 1))
    assert (take(path).code, take(tmp_path / "in" / "customers.csv").code) == (0, 0)


def test_rejected_rows_go_into_the_current_folder_where_theirs_takes_none(
    ledger: Path, tmp_path: Path
) -> None:
    path = put(tmp_path / "in", "customers", [{**ACME, "nature": "friend"}])
    (tmp_path / "in" / "customers.rejects.csv").mkdir()

    done = take(path)

    assert done.counts["rejects_file"] == "customers.rejects.csv"
    assert len(rejects(tmp_path / "customers.rejects.csv")) == 1


def test_a_dry_run_says_the_same_and_keeps_nothing(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME, customer("JRW01002", "Bad", nature="friend")])
    put(tmp_path / "in", "interactions", [TALK])
    before = dump(ledger)

    dry = take(tmp_path / "in", options=["--dry-run"])

    assert dump(ledger) == before
    assert not (tmp_path / "in" / "customers.rejects.csv").exists()
    real = take(tmp_path / "in")
    assert (dry.counts, dry.code, dry.reasons()) == (real.counts, real.code, real.reasons())
    assert dry.err.splitlines()[-1] == "error: 1 row would be rejected."


def test_the_same_folder_twice_changes_nothing(ledger: Path, tmp_path: Path) -> None:
    first = take(EXAMPLES)
    files = give(tmp_path / "out")

    second = take(EXAMPLES)

    assert first.counts["rejected"] == 0
    assert second.summary() == (0, 0, first.counts["read"], 0)
    assert give(tmp_path / "out") == files


def test_imports_are_listed(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME, {**ACME, "code": "JRW0"}])
    kam("import", "in")
    kam("import", str(tmp_path / "in" / "customers.csv"))

    rows = json.loads(kam("import", "--list", "-f", "json").out)
    names = ("batch", "on", "recorded_by", "read", "created", "updated", "unchanged", "rejected")
    assert [[row[name] for name in names] for row in rows] == [
        [2, "2026-11-20", "01", 2, 0, 0, 1, 1],
        [1, "2026-11-20", "01", 2, 1, 0, 0, 1],
    ]
    assert [row["source"] for row in rows] == [str(tmp_path / "in" / "customers.csv"), "in"]
    answer = kam("import", "--list")
    assert answer.out.splitlines()[0].split() == (
        "Import Day By From Rows New Changed As before Rejected Taken back by".split()
    )
    assert (answer.err, answer.code) == ("", 0)


def test_an_import_that_was_taken_back_is_marked(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME])
    kam("import", "in")
    kam("undo")
    kam("import", "in")

    rows = json.loads(kam("import", "--list", "-f", "json").out)

    undone = json.loads(kam("audit", "--limit", "2", "-f", "json").out)[1]
    assert [row["undone_by"] for row in rows] == [None, undone["id"]]


def test_an_import_is_one_command_that_can_be_undone(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    kam("add", "First", "--country", "DE", "--nature", "agent", "--source", "web")
    before = give(tmp_path / "before")
    put(tmp_path / "in", "customers", [{"code": "JRW01001", "remarks": "x"}])
    put(tmp_path / "in", "interactions", [TALK])
    put(tmp_path / "in", "payments", [{"order": "A", "on": "2026-03-03", "amount": "1.00"}])
    put(
        tmp_path / "in",
        "orders",
        [{"number": "A", "customer": "JRW01001", "on": "2026-03-02", "amount": "5.00"}],
    )
    assert take(tmp_path / "in").code == 0

    answer = kam("undo")

    assert answer.code == 0
    assert give(tmp_path / "after") == before


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        ((), "Say what to import.", "kam import ./tables"),
        (("nowhere",), 'There is no file "nowhere".', "ls"),
        (
            ("void",),
            'The folder "void" holds none of the tables: managers.csv, rates.csv,',
            "kam export --into DIR writes them",
        ),
    ],
)
def test_what_cannot_be_imported_is_told(
    kam: Kam, ledger: Path, tmp_path: Path, words: tuple[str, ...], error: str, hint: str
) -> None:
    (tmp_path / "void").mkdir()

    answer = kam("import", *words)

    told, advice = answer.err.splitlines()
    assert told.startswith(f"error: {error}")
    assert advice == f"hint: {hint}"
    assert (answer.out, answer.code) == ("", 2)


def test_rejected_rows_that_cannot_be_written_stop_the_import(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "customers", [ACME, {**ACME, "code": "JRW0"}])
    (tmp_path / "in" / "customers.rejects.csv").mkdir()
    (tmp_path / "customers.rejects.csv").mkdir()

    answer = kam("import", "in")

    assert answer.err.splitlines()[-2:] == [
        'error: What was rejected cannot be written to "customers.rejects.csv": Is a directory.',
        f'hint: ls -ld "{tmp_path}"',
    ]
    assert (answer.out, answer.code) == ("", 5)
    assert json.loads(kam("list", "--all", "-f", "json").out) == []


def test_needs_a_ledger(kam: Kam, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME])

    answer = kam("import", "in")

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.startswith("error: There is no ledger at")


def test_is_explained(kam: Kam) -> None:
    answer = kam("import", "--help")

    assert "Take in spreadsheets of customers, exchange tables, or address cards." in answer.out
    assert "kam import 客户台帐.xlsx --dry-run" in answer.out
    assert (answer.err, answer.code) == ("", 0)


def test_a_calendar_is_not_taken_for_a_table(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    answer = kam("import", "a.ics")
    assert answer.err.splitlines() == [
        'error: "a.ics" is a calendar: kam writes calendars and reads none.',
        "hint: kam export --ics kam.ics",
    ]
    assert (answer.out, answer.code) == ("", 2)


def test_a_heading_in_capitals_can_be_pasted(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("FIRMA,LAND\nACME,DE\n", encoding="utf-8")
    answer = kam("import", "a.csv", "--source", "web")
    assert answer.err.splitlines()[-1] == "hint: kam import a.csv --source web --map LAND=name"
    assert (answer.out, answer.code) == ("", 2)
