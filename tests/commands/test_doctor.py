"""`kam doctor`: whatever is wrong with a ledger is found, named, and put right where it can be."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from conftest import Answer, Kam, content

CHECKS = [
    *("permissions", "space", "backups", "integrity", "references", "schema", "clock", "codes"),
    *("trail", "rows", "grades", "index"),
]
SOUND = """\
ok       only you can open its files
ok       there is room on the disk
ok       the last backup is not old
ok       no page of the file is damaged
ok       nothing points to nothing
ok       tables and indexes are those of this version
ok       the clock is not behind
ok       codes fit their customers and counters
ok       the chain of the trail is whole
ok       every row is as the trail left it
ok       stored grades are those of the facts
ok       all texts, phones and mails are found
"""
ADD = ("add", "Bolt Ltd", "--country", "GB", "--nature", "end-user", "--source", "web")


@pytest.fixture
def book(kam: Kam, acme: Path) -> Path:
    """Two customers with a person, notes, an order and a plan."""
    done = [
        kam(*ADD, "--contact", "Anna", "--phone", "+44 20 7946 0018", "--email", "a@bolt.example"),
        kam(
            "log",
            "JRW01001",
            "Asked for a price",
            "--kind",
            "request",
            "--next",
            "Send",
            "--due",
            "+3d",
        ),
        kam("log", "JRW01002", "Talked"),
        kam("order", "add", "JRW01001", "8000"),
    ]
    assert [each.code for each in done] == [0] * len(done)
    return acme


def outside(ledger: Path, *statements: str) -> None:
    """Change a ledger as another program would."""
    with closing(sqlite3.connect(ledger)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def findings(kam: Kam, *words: str) -> dict[str, list[dict[str, Any]]]:
    """Return what was found, by check."""
    answer = kam("doctor", "-f", "json", *words)
    found = json.loads(answer.out)
    assert [each["check"] for each in found["checks"]] == CHECKS
    assert (answer.code == 0) is found["sound"]
    return {each["check"]: each["findings"] for each in found["checks"] if each["findings"]}


def texts(kam: Kam) -> dict[str, list[str]]:
    return {check: [each["text"] for each in found] for check, found in findings(kam).items()}


def test_a_sound_ledger(kam: Kam, book: Path) -> None:
    before = content(book)

    assert kam("doctor") == Answer(out=SOUND, err="", code=0)
    assert content(book) == before


def test_an_empty_ledger_is_sound(kam: Kam, ledger: Path) -> None:
    assert kam("doctor") == Answer(out=SOUND, err="", code=0)


def test_a_whole_friday_is_sound(kam: Kam, friday: Path) -> None:
    assert findings(kam) in ({}, {"backups": findings(kam).get("backups")})


def test_in_chinese_at_forty_columns(kam: Kam, book: Path) -> None:
    answer = kam("doctor", "--lang", "zh")
    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.splitlines()[0] == "正常    文件仅你本人可打开"
    book.chmod(0o644)
    person = pexpect.spawn(
        sys.executable,
        ["-m", "kamcli", "doctor"],
        env={**os.environ, "COLUMNS": "40"},
        encoding="utf-8",
        timeout=60,
    )
    person.expect(pexpect.EOF)
    lines = person.before.replace("\x1b[K", "").replace("\r", "\n").splitlines()
    assert max(len(line) for line in lines if " " in line[1:] and "/" not in line) <= 60
    assert any("WRONG    only you can open its files" in line for line in lines)


def test_files_that_others_may_open(kam: Kam, book: Path, tmp_path: Path) -> None:
    assert kam("backup").code == 0
    [backup] = (tmp_path / "backups").iterdir()
    kept = Path(shutil.copy(book, tmp_path / "kam.db.before-0002"))
    for each in (book, backup, kept):
        each.chmod(0o640)

    found = findings(kam)["permissions"]

    assert [each["text"] for each in found] == [
        f'Others may open "{each}" (mode 640).' for each in (book, kept, backup)
    ]
    assert found[0]["hint"] == f"chmod 600 {book}"
    answer = kam("doctor", "--fix")
    assert (answer.out, answer.code) == (f"The files are yours alone again.\n{SOUND}", 0)
    assert answer.err.count(f'Others can open "{book}".') == answer.err.count("\n") == 1
    modes = {each.stat().st_mode & 0o777 for each in (book, backup, kept)}
    assert modes == {0o600}


def test_a_folder_that_others_can_write_in(kam: Kam, book: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)

    [found] = findings(kam)["permissions"]

    assert found["text"] == f'Others can write in the folder "{tmp_path}".'
    assert (found["hint"], found["remedy"]) == (f"chmod go-w {tmp_path}", None)
    assert kam("doctor", "--fix").code == 4


def test_a_row_that_was_changed_from_outside_is_named(kam: Kam, book: Path) -> None:
    outside(book, "UPDATE customers SET remarks = 'paid' WHERE id = 2")

    answer = kam("doctor")

    assert (answer.err, answer.code) == ("error: 2 things are wrong.\nhint: kam doctor --fix\n", 4)
    assert (
        "WRONG    every row is as the trail left it\n"
        '         - Changed from outside: customer 2, JRW01002: remarks is "paid", by the trail it'
        " is —.\n"
        "           > kam audit JRW01002\n"
    ) in answer.out


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (
            "UPDATE orders SET amount = 1",
            'Changed from outside: order 1, JRW01001: amount is "1", by the trail it is "800000".',
        ),
        (
            "DELETE FROM interactions WHERE id = 1",
            "Removed from outside, no command tells of it: interaction 1, JRW01001.",
        ),
        (
            "INSERT INTO rates (currency, quoted_on, rate) VALUES ('SEK', '2026-01-01', '0.7')",
            "Added from outside, no command tells of it: rate 1.",
        ),
        (
            "INSERT INTO owners (customer_id, owner, from_on) VALUES (2, '01', '2026-11-20')",
            "Added from outside, no command tells of it: owner record 3, JRW01002.",
        ),
        (
            "UPDATE contacts SET opt_out = 1",
            'Changed from outside: contact 1, JRW01002: opted out is "1", by the trail it is "0".',
        ),
    ],
)
def test_whatever_was_changed_from_outside(kam: Kam, book: Path, statement: str, text: str) -> None:
    outside(book, statement)

    assert texts(kam)["rows"] == [text]


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (
            "UPDATE trail SET content = replace(content, 'Talked', 'Bought')",
            'What the trail keeps of command 5 "log" was changed from outside: interaction.',
        ),
        (
            "UPDATE commands SET recorded_by = '02' WHERE id = 3",
            'The trail was changed from outside at command 3 "add", or before it: customer.',
        ),
        (
            "DELETE FROM trail WHERE id = 4",
            'The trail was changed from outside at command 3 "add", or before it: owner record.',
        ),
        (
            "DELETE FROM trail WHERE command_id = (SELECT max(id) FROM commands)",
            "The end of the trail is missing, after command 5.",
        ),
    ],
)
def test_a_trail_that_was_changed(kam: Kam, book: Path, statement: str, text: str) -> None:
    outside(book, statement)

    assert texts(kam)["trail"] == [text]
    assert kam("doctor", "--fix").code == 4


def test_counters_that_are_too_low_are_lifted(kam: Kam, book: Path) -> None:
    outside(book, "UPDATE counters SET last_serial = 1")

    assert texts(kam) == {"codes": ["The counter of W01 is at 1, but number 2 is taken."]}
    tried = kam("doctor", "--fix", "--dry-run")
    assert (tried.out.count("WRONG"), tried.code) == (1, 4)
    answer = kam("doctor", "--fix")
    assert answer == Answer(out=f"The counters are lifted.\n{SOUND}", err="", code=0)
    done = kam("add", "Carl", *ADD[2:], "-f", "json")
    assert json.loads(done.out)["code"] == "JRW01003"


def test_numbers_that_are_nobodys_are_told_and_not_wrong(kam: Kam, book: Path) -> None:
    for code in ("JRW01004", "JRW01009"):
        assert kam("add", f"Firm {code}", *ADD[2:], "--code", code).code == 0

    answer = kam("doctor")

    assert (answer.err, answer.code) == ("", 0)
    assert (
        "ok, but  codes fit their customers and counters\n"
        "         - W01: 5 numbers are nobody's: 003, 005-008.\n"
    ) in answer.out


def test_a_market_that_is_not_the_countrys_is_told(kam: Kam, book: Path) -> None:
    assert kam("add", "Haier", *ADD[2:], "--country", "CN", "--market", "foreign").code == 0

    [found] = findings(kam)["codes"]

    assert found["text"] == "JRW01003 is foreign, but its country is CN."
    assert (found["wrong"], found["customer"]) == (False, "JRW01003")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers SET code = 'JRN01002' WHERE id = 2",
        "UPDATE customers SET code = 'X' WHERE id = 2",
        "UPDATE customers SET code_serial = 7 WHERE id = 2",
        "UPDATE customers SET market = 'domestic' WHERE id = 2",
    ],
)
def test_a_code_that_is_not_its_customers(kam: Kam, book: Path, statement: str) -> None:
    outside(book, statement)
    with closing(sqlite3.connect(book)) as connection:
        [code] = connection.execute("SELECT code FROM customers WHERE id = 2").fetchone()

    assert f"The code {code} is not that of its customer." in texts(kam)["codes"]


def test_a_code_that_was_given_twice(kam: Kam, book: Path) -> None:
    assert kam("undo", "3").code == 4  # something builds on it
    assert kam("add", "Carl", *ADD[2:]).code == 0
    assert kam("undo").code == 0
    outside(book, "UPDATE counters SET last_serial = 2")
    outside(book, "UPDATE trail SET content = replace(content, 'JRW01003', 'JRW01002')")

    found = texts(kam)

    assert "The code JRW01002 was given to 2 customers." in found["codes"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE standings SET annual_amount = 5 WHERE customer_id = 1",
            "JRW01001: stored is annual_amount 5, by its facts it is 800000.",
        ),
        (
            "UPDATE standings SET grade = 'A' WHERE customer_id = 1",
            'JRW01001: stored is grade "A", by its facts it is "B".',
        ),
        (
            "DELETE FROM standings WHERE customer_id = 1",
            "JRW01001: what is stored of its grade is not what its facts add up to.",
        ),
        (
            "DELETE FROM grade_changes WHERE customer_id = 1",
            "JRW01001: what is stored of its grade is not what its facts add up to.",
        ),
        (
            "UPDATE grade_changes SET changed_on = '2026-01-01' WHERE customer_id = 1",
            "JRW01001: what is stored of its grade is not what its facts add up to.",
        ),
    ],
)
def test_grades_that_the_facts_do_not_add_up_to(
    kam: Kam, book: Path, statement: str, said: str
) -> None:
    outside(book, statement)

    assert texts(kam) == {"grades": [said]}
    answer = kam("doctor", "--fix")
    assert answer == Answer(out=f"All grades are worked out anew.\n{SOUND}", err="", code=0)


def test_a_grade_whose_day_has_come_is_not_wrong(
    kam: Kam, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2027-06-01")
    assert list(findings(kam)) == ["backups"]
    assert kam("grade", "refresh").code == 0
    assert list(findings(kam)) == ["backups"]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO customers_index (customers_index) VALUES ('delete-all')",
        "INSERT INTO notes_index (rowid, words) VALUES (9, 'stray')",
        "DELETE FROM contact_points",
        "UPDATE contact_points SET normal = '+1' WHERE cell = 'phone'",
        "INSERT INTO contact_points VALUES (1, 'email', 7, 'x@y.example', NULL)",
    ],
)
def test_what_is_not_found_any_more_is_found_again(kam: Kam, book: Path, statement: str) -> None:
    outside(book, statement)

    [found] = findings(kam)["index"]
    assert found["remedy"] == "index"
    answer = kam("doctor", "--fix")
    assert answer == Answer(out=f"The index is made anew.\n{SOUND}", err="", code=0)
    assert kam("find", "Bolt").code == 0


def test_a_row_that_points_to_nothing(kam: Kam, book: Path) -> None:
    outside(book, "UPDATE interactions SET customer_id = 77 WHERE id = 1")

    [found] = findings(kam)["references"]

    assert found["text"] == (
        "A row of interaction (1) points to one of customer that is not there."
    )
    assert (found["table"], found["row"], found["hint"]) == ("interactions", 1, "kam restore")


@pytest.mark.parametrize(
    ("statement", "text", "code"),
    [
        (
            "DROP INDEX ix_orders_ordered_on",
            '"index ix_orders_ordered_on" is missing in the ledger.',
            4,
        ),
        (
            "CREATE TRIGGER spy AFTER INSERT ON orders BEGIN DELETE FROM payments; END",
            '"trigger spy" was added to the ledger by something other than kam.',
            4,
        ),
        (
            "CREATE TABLE mine (id INTEGER PRIMARY KEY)",
            '"table mine" was added to the ledger by something other than kam.',
            0,
        ),
        (
            "ALTER TABLE rates ADD COLUMN x",
            '"table rates" was changed by something other than kam.',
            4,
        ),
    ],
)
def test_tables_that_are_not_as_they_were_made(
    kam: Kam, book: Path, statement: str, text: str, code: int
) -> None:
    outside(book, statement)

    assert texts(kam)["schema"] == [text]
    assert kam("doctor").code == code


def test_a_clock_that_is_behind(kam: Kam, book: Path) -> None:
    outside(book, "UPDATE commands SET recorded_at = '2099-01-01T00:00:00Z' WHERE id = 1")

    found = texts(kam)["clock"]
    earlier = findings(kam, "--as-of", "2026-11-01")["clock"]

    assert len(found) == 1
    assert found[0].endswith("but the last command is of 2099-01-01T00:00:00Z.")
    assert earlier[1]["text"] == "Today is 2026-11-01, but the ledger goes to 2026-11-20 already."


def test_backups_that_are_old_or_not_there(kam: Kam, book: Path, tmp_path: Path) -> None:
    answer = kam("doctor", "--as-of", "2026-12-24", "-f", "json")
    said = {each["check"]: each["findings"] for each in json.loads(answer.out)["checks"]}
    assert said["backups"][0]["text"] == f'There is no backup in "{tmp_path}/backups".'
    assert kam("backup").code == 0
    [backup] = (tmp_path / "backups").iterdir()
    backup.rename(backup.with_name("kam-20261101T023000Z.db"))

    assert texts(kam) == {"backups": ["The last backup is 19 days old."]}
    assert kam("backup").code == 0
    assert findings(kam) == {}


def page_of(ledger: Path, table: str) -> int:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        question = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(question, (table,)).fetchone()[0])


@pytest.mark.parametrize("table", ["interactions", "trail", "standings", "ix_trail_command_id"])
def test_a_damaged_page_is_told_and_all_else_is_looked_at(kam: Kam, book: Path, table: str) -> None:
    page = page_of(book, table)
    with book.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    answer = kam("doctor", "-f", "json")

    found = json.loads(answer.out)
    assert [each["check"] for each in found["checks"]] == CHECKS
    assert found["checks"][3]["health"] in ("wrong", "unknown")
    assert found["checks"][0]["health"] == "sound"
    assert answer.code == 5
    assert answer.err.endswith("hint: kam restore\n")


def test_a_file_that_cannot_be_opened(kam: Kam, book: Path, tmp_path: Path) -> None:
    book.write_bytes(b"no ledger")
    book.chmod(0o644)

    answer = kam("doctor")

    assert answer.code == 5
    assert answer.out.startswith("WRONG    only you can open its files\n")
    assert answer.err == (
        f'error: The file "{book}" is not a kam ledger.\nhint: kam restore --from DIR\n'
    )


def test_a_missing_ledger(kam: Kam, tmp_path: Path) -> None:
    assert kam("doctor") == Answer(
        out="",
        err=f'error: There is no ledger at "{tmp_path}/kam.db".\n'
        'hint: kam init --manager 01 --name "Li Lei"\n',
        code=5,
    )


def test_much_that_is_wrong_is_told_in_part(kam: Kam, book: Path) -> None:
    outside(
        book,
        "INSERT INTO rates (currency, quoted_on, rate) WITH RECURSIVE day(n) AS (SELECT 0 UNION ALL"
        " SELECT n + 1 FROM day WHERE n < 49) SELECT 'SEK', date('2020-01-01', n || ' days'), '1'"
        " FROM day",
    )

    answer = kam("doctor")

    assert answer.out.count("Added from outside") == 20
    assert "         - … and 30 more.\n" in answer.out
    assert answer.err.startswith("error: 50 things are wrong.\n")


def test_a_ledger_from_which_a_person_was_erased_is_sound(kam: Kam, book: Path) -> None:
    done = [
        kam("contact", "edit", "JRW01002", "Anna", "--phone", "+44 20 7946 0019"),
        kam("log", "JRW01002", "Anna wants a price", "--with", "Anna"),
        kam("contact", "erase", "JRW01002", "Anna", "--why", "asked for it", "--yes"),
    ]
    assert [each.code for each in done] == [0, 0, 0]

    assert kam("doctor") == Answer(out=SOUND, err="", code=0)


def test_what_can_be_no_instant_ends_one_check_and_not_the_others(kam: Kam, book: Path) -> None:
    outside(book, "UPDATE commands SET recorded_at = x'00ff' WHERE id = 2")

    found = findings(kam)

    assert [each["text"] for each in found["clock"]] == [
        "This cannot be read to its end: fromisoformat: argument must be str."
    ]
    assert {"clock", "trail"} <= found.keys()
