"""`kam export`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from conftest import Kam
from sheets import ACME, give, put, take

FILES = 17


def test_writes_every_table_even_without_rows(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    answer = kam("export", "--into", "out")

    assert answer.out == '1 row in 17 tables is in "out".\n'
    assert (answer.err, answer.code) == ("", 0)
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert len(files) == FILES
    assert files["payments.csv"] == b"\xef\xbb\xbforder,on,amount\r\n"
    assert files["managers.csv"] == (
        b"\xef\xbb\xbfcode,name,department,left_on\r\n01,Li Lei,export,\r\n"
    )


def test_returns_the_rows_of_each_table(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    take(put(tmp_path, "customers", [ACME]))

    found = json.loads(kam("export", "--into", "out", "-f", "json").out)

    rows = {each["file"]: each["rows"] for each in found["files"]}
    assert found["into"] == "out"
    assert list(rows) == sorted(rows)
    filled = {"customers.csv": 1, "managers.csv": 1, "owners.csv": 1, "counters.csv": 1}
    assert rows == {**dict.fromkeys(rows, 0), **filled}


def test_only_its_owner_may_read_what_it_writes(ledger: Path, tmp_path: Path) -> None:
    give(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "a" / "b").iterdir()} == {0o600}


def test_text_is_guarded_and_numbers_days_and_codes_are_not(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "customers", [{**ACME, "name": "=cmd()", "remarks": "''-1"}])
    put(
        tmp_path / "in",
        "orders",
        [{"number": "+1", "customer": "JRW01001", "on": "2026-03-02", "amount": "5.00"}],
    )
    put(tmp_path / "in", "adjustments", [{"order": "+1", "on": "2026-03-03", "amount": "-1.50"}])
    take(tmp_path / "in")

    files = {name: content.decode("utf-8-sig") for name, content in give(tmp_path / "out").items()}

    assert "JRW01001,'=cmd(),," in files["customers.csv"]
    assert ",''-1," in files["customers.csv"]
    assert files["orders.csv"].splitlines()[1] == "'+1,JRW01001,2026-03-02,5.00,CNY,1,,"
    assert files["adjustments.csv"].splitlines()[1] == "'+1,2026-03-03,-1.50,"


def test_changes_nothing_and_leaves_other_files_alone(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "payments.csv").write_text("old", encoding="utf-8")
    before = ledger.read_bytes()

    files = give(tmp_path / "out")

    assert files["mine.txt"] == b"mine"
    assert len(files) == FILES + 1
    assert files["payments.csv"].endswith(b"amount\r\n")
    assert ledger.read_bytes() == before


def test_sees_one_moment_while_others_write(ledger: Path, tmp_path: Path) -> None:
    take(put(tmp_path, "customers", [ACME]))
    other = sqlite3.connect(ledger)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE customers SET name = 'half'")

    text = give(tmp_path / "out")["customers.csv"].decode()

    other.execute("ROLLBACK")
    other.close()
    assert "Acme GmbH" in text


def test_a_folder_that_cannot_be_written_is_told(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    answer = kam("export", "--into", "file")

    assert answer.err == (
        'error: The tables cannot be written to "file": File exists.\n'
        "hint: kam export --into ./tables\n"
    )
    assert (answer.out, answer.code) == ("", 5)


def test_needs_a_folder(kam: Kam, ledger: Path) -> None:
    answer = kam("export")

    assert (answer.out, answer.code) == ("", 2)
    assert "--into" in answer.err


def test_speaks_chinese(kam: Kam, ledger: Path) -> None:
    answer = kam("export", "--into", "out", "--lang", "zh")

    assert (answer.out, answer.err, answer.code) == ('17 张表共 1 行已写入"out"。\n', "", 0)
