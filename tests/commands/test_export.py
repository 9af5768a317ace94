"""`kam export`."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import TODAY, Answer, Kam, content
from dealings import HUAMAO, register
from disks import fill, mounted
from kamcli.exchange.exporting import Order, export
from kamcli.exchange.writing import write_tables
from kamcli.ledger.exports import ExportKind
from kamcli.session import Session
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

    rows = {each["table"]: each["rows"] for each in found.pop("tables")}
    assert list(rows) == sorted(rows)
    filled = {"customers": 1, "managers": 1, "owners": 1, "counters": 1}
    assert rows == {**dict.fromkeys(rows, 0), **filled}
    assert found == {
        "what": "tables",
        "target": "out",
        "rows": 4,
        "redacted": False,
        "noted": True,
    }


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


def test_leaves_other_files_alone(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "payments.csv").write_text("old", encoding="utf-8")

    files = give(tmp_path / "out")

    assert files["mine.txt"] == b"mine"
    assert len(files) == FILES + 1
    assert files["payments.csv"].endswith(b"amount\r\n")


def test_stands_in_the_trail_and_changes_nothing_else(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    before = kept(ledger)

    assert kam("export", "--into", "out").code == 0

    assert kept(ledger) == before
    place = tmp_path / "out"
    (command,) = json.loads(kam("audit", "--exports", "-f", "json").out)
    (change,) = command.pop("changes")
    assert (command["command"], command["by"], command["login"]) == ("export", "01", "tester")
    assert change["after"] == {
        "what": "tables",
        "target": str(place),
        "rows": 1,
        "redacted": False,
    }
    line = kam("audit", "--exports").out.splitlines()[1]
    assert line.endswith(f'tables with 1 row written to "{place}"')
    assert "export" in line


def test_is_noted_on_a_day_before_the_last_grades(kam: Kam, acme: Path) -> None:
    answer = kam("export", "--into", "out", "--as-of", "2020-02-01")

    assert (answer.err, answer.code) == ("", 0)
    assert len(json.loads(kam("audit", "--exports", "-f", "json").out)) == 1


def test_a_dry_run_writes_nothing_and_says_the_same(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    before = content(ledger)
    dry = kam("export", "--into", "deep/out", "--dry-run")

    assert content(ledger) == before
    assert not (tmp_path / "deep").exists()
    assert kam("export", "--into", "deep/out") == dry


def kept(ledger: Path) -> list[str]:
    """Return what a ledger holds beside the trail and what stands in it."""
    noted = ("commands", "trail", "exports", "sqlite_sequence")
    begin = tuple(f'INSERT INTO "{name}"' for name in noted)
    return [line for line in content(ledger).splitlines() if not line.startswith(begin)]


def test_a_ledger_that_can_only_be_read_is_written_out_without_a_note(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    path = Path(shutil.copy(ledger, folder))
    with mounted(folder, f"--bind {folder}", f"-o remount,ro,bind {folder}"):
        answer = kam("export", "--into", "out", "--ledger", str(path))
        told = json.loads(kam("export", "--into", "b", "--ledger", str(path), "-f", "json").out)

    assert answer.out == '1 row in 17 tables is in "out".\n'
    assert answer.err == (
        "The trail does not tell of this export."
        f' The ledger "{path}" cannot be written: it, or its folder, is read-only.\n'
    )
    assert answer.code == 0
    assert told["noted"] is False
    assert len(list((tmp_path / "out").iterdir())) == FILES
    assert json.loads(kam("audit", "--exports", "-f", "json").out) == []


def test_a_ledger_on_a_full_disk_is_written_out_elsewhere(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted(folder, "-t tmpfs -o size=2m none"):
        path = Path(shutil.copy(ledger, folder))
        fill(folder, leave=0)
        answer = kam("export", "--into", "out", "--ledger", str(path))

    assert answer.out == '1 row in 17 tables is in "out".\n'
    assert answer.err == (
        "The trail does not tell of this export."
        f' The disk of the ledger "{path}" is full; nothing was changed.\n'
    )
    assert answer.code == 0


def test_nothing_leaves_while_the_ledger_is_in_use(
    kam: Kam, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = kam("export", "--into", "out")

    assert answer.err.splitlines()[0] == (
        f'error: The ledger "{ledger}" is in use by another program.'
    )
    assert (answer.out, answer.code) == ("", 5)
    assert not (tmp_path / "out").exists()


def test_sees_one_moment_while_others_write(kam: Kam, acme: Path, tmp_path: Path) -> None:
    told = []

    def progress(text: str) -> None:
        told.append(text)
        if text == "Writing counters.csv":
            register(kam, HUAMAO)

    session = Session(
        ledger=acme,
        manager="01",
        as_of=TODAY,
        now=datetime(2026, 11, 20, tzinfo=UTC),
        login="tester",
    )
    order = Order(
        what=ExportKind.TABLES,
        place=tmp_path / "out",
        redact=False,
        write=write_tables,
        hint="kam export",
    )
    export(session, order, progress=progress)

    assert (len(told), len(json.loads(kam("list", "-f", "json").out))) == (FILES, 2)
    customers = (tmp_path / "out" / "customers.csv").read_text(encoding="utf-8-sig")
    assert len(customers.splitlines()) == 2


def test_a_place_that_cannot_be_written_is_told_and_nothing_noted(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    answer = kam("export", "--into", "file")

    assert answer.err == (
        'error: The export cannot be written to "file": File exists.\n'
        "hint: kam export --into ./tables\n"
    )
    assert (answer.out, answer.code) == ("", 5)
    assert json.loads(kam("audit", "--exports", "-f", "json").out) == []


def test_of_a_folder_with_one_place_taken_nothing_is_written(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "out" / "rates.csv").mkdir(parents=True)

    answer = kam("export", "--into", "out")

    assert answer.err.startswith('error: The export cannot be written to "out": Is a directory.')
    assert (answer.out, answer.code) == ("", 5)
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["rates.csv"]


def test_what_cannot_be_answered_is_not_written_either(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    answer = kam("export", "--into", "out", "-f", "csv")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith('error: "csv" is a form for lists')
    assert not (tmp_path / "out").exists()
    assert kam("audit", "--exports").err == "No commands.\n"


def test_needs_a_place(kam: Kam, ledger: Path) -> None:
    answer = kam("export")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err == (
        "error: Name one place to write to: --into, --xlsx, --vcf, --ics.\n"
        "hint: kam export --into ./tables\n"
    )


def test_cannot_be_taken_back_and_is_in_nobodys_way(kam: Kam, acme: Path) -> None:
    assert kam("log", "JRW01001", "Hello").code == 0
    assert kam("export", "--into", "out").code == 0
    before = content(acme)

    assert kam("undo", "4") == Answer(
        out="",
        err='error: Command 4 "export" cannot be taken back: what it wrote is out already.\n'
        "hint: kam audit --limit 10\n",
        code=4,
    )
    assert content(acme) == before
    assert kam("undo").out.startswith('Took back command 3 "log JRW01001"')


def test_speaks_chinese(kam: Kam, ledger: Path) -> None:
    answer = kam("export", "--into", "out", "--lang", "zh")

    assert (answer.out, answer.err, answer.code) == ('17 张表共 1 行已写入"out"。\n', "", 0)
