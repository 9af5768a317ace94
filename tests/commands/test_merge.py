"""`kam customer merge`: two customers that are one firm become one, and two again after undo."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from conftest import Answer, Kam
from dealings import dump, listed, paste

MERGE = ("customer", "merge", "JRW02001", "JRW01001")
TRADE = ("--nature", "end-user", "--source", "fair")
FIRST = (
    ("manager", "add", "02", "韩梅梅"),
    ("add", "Berlin Pumpen GmbH", "--country", "DE", *TRADE, "--on", "2026-05-01", "--tag", "a"),
    ("contact", "add", "JRW01001", "Anna Schmidt", "--email", "anna@bp.example", "--title", "CEO"),
    ("contact", "add", "JRW01001", "Otto"),
    ("log", "JRW01001", "Asked", "--kind", "request", "--on", "2026-11-02"),
    ("order", "add", "JRW01001", "300000", "--on", "2026-06-01", "--number", "PO-1"),
)
SECOND = (
    ("add", "Pumpen Berlin", "--country", "DE", *TRADE, "--on", "2026-03-01", "--owner", "02",
     "--tag", "b", "--region", "Berlin", "--remarks", "Met in Hannover", "--force", "--why", "x"),
    ("contact", "add", "JRW02001", "A. Schmidt", "--email", "Anna@BP.example", "--im", "anna49"),
    ("contact", "add", "JRW02001", "otto", "--phone", "+49 30 1234568"),
    ("contact", "add", "JRW02001", "Eve", "--opt-out"),
    ("log", "JRW02001", "Talked", "--with", "A. Schmidt", "--next", "Call", "--due", "+3d"),
    ("order", "add", "JRW02001", "300000", "--on", "2026-10-01", "--number", "PO-2"),
    ("payment", "add", "PO-2", "1000", "--on", "2026-10-05"),
    ("cadence", "JRW02001", "20"),
    ("grade", "override", "JRW02001", "A", "--until", "+30d", "--by", "总经理", "--why", "x"),
    ("customer", "fix-market", "JRW02001", "--to", "domestic", "--why", "x"),
    ("customer", "fix-market", "JRN02001", "--to", "foreign", "--why", "x"),
    ("add", "Brought", "--country", "FR", *TRADE, "--via-agent", "JRW02002", "--referred-by",
     "JRW02002"),
)  # fmt: skip


@pytest.fixture
def twins(kam: Kam, ledger: Path) -> Path:
    """A firm that 01 and 02 have registered, as JRW01001 and as JRW02002 (once JRW02001)."""
    for words in (*FIRST, *SECOND):
        answer = kam(*words)
        assert answer.code == 0, answer
    return ledger


def exported(kam: Kam, folder: str, *more: str) -> dict[str, bytes]:
    assert kam("export", "--into", folder, *more).code == 0
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_everything_goes_over(kam: Kam, twins: Path) -> None:
    answer = kam(*MERGE, "--keep", "into", "--yes")

    assert answer == Answer(
        out="JRW02002 is now JRW01001 Berlin Pumpen GmbH: contacts 3 (2 joined), interactions 1,"
        " next actions 1, orders 1; grade B → A.\n",
        err="JRW02001 is now JRW02002 Pumpen Berlin.\n"
        "JRW02002 was owned by 02; JRW01001 stays with 01.\n",
        code=0,
    )
    row = next(row for row in listed(kam, "list", "--all") if row["code"] == "JRW01001")
    assert (row["region"], row["registered_on"], row["tags"]) == (
        "Berlin",
        "2026-03-01",
        ["a", "b"],
    )
    assert (row["annual_amount"], row["grade"], row["owner"]) == ("600000.00", "A", "01")
    people = {each["name"]: each for each in listed(kam, "contact", "list", "JRW01001")}
    assert sorted(people) == ["Anna Schmidt", "Eve", "Otto"]
    anna = people["Anna Schmidt"]
    assert (anna["title"], anna["im"], anna["primary"]) == ("CEO", "anna49", True)
    assert (people["Otto"]["phone"], people["Eve"]["opt_out"]) == ("+49 30 1234568", True)
    notes = listed(kam, "interaction", "list", "JRW01001")
    assert {(each["text"], each["with"]) for each in notes} == {
        ("Asked", None),
        ("Talked", "Anna Schmidt"),
    }
    assert [each["text"] for each in listed(kam, "action", "list", "JRW01001")] == ["Call"]
    assert [each["number"] for each in listed(kam, "payment", "list", "JRW01001")] == ["PO-2"]
    brought = next(row for row in listed(kam, "list", "--all") if row["name"] == "Brought")
    tables = exported(kam, "tables")
    line = next(row for row in tables["customers.csv"].decode().splitlines() if "Brought" in row)
    assert brought["code"] in line
    assert line.count("JRW01001") == 2
    assert tables["cadence.csv"].decode().splitlines()[1].startswith("JRW01001,20,")
    assert tables["overrides.csv"].decode().splitlines()[1].startswith("JRW01001,A,")


def test_the_owners_from_before_are_taken_over(kam: Kam, twins: Path) -> None:
    kam(*MERGE, "--keep", "into", "--yes")

    owners = exported(kam, "tables")["owners.csv"].decode().splitlines()
    assert [line.rstrip(",") for line in owners if line.startswith("JRW01001")] == [
        "JRW01001,02,2026-03-01",
        "JRW01001,01,2026-05-01",
    ]


def test_every_code_it_ever_had_is_an_alias(kam: Kam, twins: Path) -> None:
    kam(*MERGE, "--keep", "into", "--yes")

    for old in ("JRW02002", "jrw02001", "JRN02001"):
        answer = kam("edit", old, "--remarks", old)
        assert answer == Answer(
            out="JRW01001 Berlin Pumpen GmbH: changed remarks.\n",
            err=f"{old.upper()} is now JRW01001 Berlin Pumpen GmbH.\n",
            code=0,
        )
    assert kam("add", "Other", "--country", "FR", *TRADE, "--code", "JRW02002").code == 4


def test_nothing_that_was_said_is_lost(kam: Kam, twins: Path) -> None:
    kam("edit", "JRW01001", "--remarks", "Pays late")

    kam(*MERGE, "--keep", "into", "--yes")

    assert "Pays late\\nMet in Hannover" in json.dumps(
        next(
            line
            for line in exported(kam, "tables")["customers.csv"].decode().split("\r\nJR")
            if "Pays late" in line
        )
    )


def test_differences_are_told_and_asked_for(kam: Kam, twins: Path) -> None:
    before = dump(twins)

    answer = kam(*MERGE)

    assert (answer.out, answer.code) == ("", 4)
    assert answer.err.splitlines() == [
        'name: JRW02002 "Pumpen Berlin", JRW01001 "Berlin Pumpen GmbH"',
        'Anna Schmidt, name: JRW02002 "A. Schmidt", JRW01001 "Anna Schmidt"',
        "error: 2 things differ: say whose are kept.",
        "hint: kam customer merge JRW02002 JRW01001 --keep into",
    ]
    assert dump(twins) == before
    unsure = paste(kam, answer)
    assert (unsure.out, unsure.code) == ("", 4)
    assert unsure.err.splitlines() == [
        "error: This needs a yes: Merge JRW02002 Pumpen Berlin into JRW01001 Berlin Pumpen GmbH?",
        "hint: kam customer merge JRW02002 JRW01001 --keep into --yes",
    ]
    assert dump(twins) == before
    assert paste(kam, unsure).code == 0


def test_the_values_of_the_one_that_goes_can_be_kept(kam: Kam, twins: Path) -> None:
    answer = kam(*MERGE, "--keep", "from", "--yes", "-f", "json")

    assert json.loads(answer.out) == {
        "code": "JRW01001",
        "old_code": "JRW02002",
        "contacts": 3,
        "joined": 2,
        "interactions": 1,
        "actions": 1,
        "orders": 1,
        "grade": "A",
        "grade_changed_from": "B",
    }
    assert kam("show", "pumpen berlin").out.startswith("JRW01001 Pumpen Berlin\n")
    names = {each["name"] for each in listed(kam, "contact", "list", "JRW01001")}
    assert names == {"A. Schmidt", "Eve", "Otto"}


def test_undo_restores_both_exactly(kam: Kam, twins: Path) -> None:
    before = exported(kam, "before")
    kam(*MERGE, "--keep", "from", "--yes")
    assert exported(kam, "between") != before

    undone = kam("undo")

    assert (undone.err, undone.code) == ("", 0)
    assert exported(kam, "after") == before
    assert kam("show", "JRW02001").out.startswith("JRW02002 Pumpen Berlin\n")


def test_the_trail_says_what_went_over(kam: Kam, acme: Path) -> None:
    kam("add", "ACME AG", "--country", "DE", "--nature", "end-user", "--source", "web",
        "--force", "--why", "x")  # fmt: skip
    kam("order", "add", "JRW01002", "500", "--on", "2026-11-10")
    kam("customer", "merge", "JRW01002", "JRW01001", "--keep", "into", "--yes")

    assert kam("undo").out == (
        'Took back command 5 "customer merge": customer: status active → merged, reason –'
        " → JRW01001; former code added: JRW01002; order: customer JRW01002 → JRW01001.\n"
    )


def test_a_merged_ledger_goes_out_and_in_without_loss(kam: Kam, twins: Path) -> None:
    kam(*MERGE, "--keep", "into", "--yes")
    out = exported(kam, "out")
    assert kam("--ledger", "new.db", "init", "--manager", "01", "--name", "Li Lei").code == 0

    assert kam("--ledger", "new.db", "import", "out").code == 0

    assert exported(kam, "again", "--ledger", "new.db") == out
    again = kam("--ledger", "new.db", "import", "out", "-f", "json")
    counts = json.loads(again.out)
    assert (counts["created"], counts["updated"], counts["rejected"]) == (0, 0, 0)


def test_rows_that_name_the_old_code_go_to_the_new_one(
    kam: Kam, twins: Path, tmp_path: Path
) -> None:
    kam(*MERGE, "--keep", "into", "--yes")
    path = tmp_path / "interactions.csv"
    path.write_text("customer,on,kind,via,text\nJRW02002,2026-11-10,talk,call,Late\n", "utf-8")

    assert kam("import", str(path)).code == 0

    assert "Late" in {each["text"] for each in listed(kam, "interaction", "list", "JRW01001")}


def test_a_frozen_week_stays_as_it_was(kam: Kam, twins: Path) -> None:
    def frozen() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(twins)) as connection:
            return connection.execute("SELECT content, digest FROM submissions").fetchall()

    assert kam("report", "submit", "--week", "2026-11-20", "--manager", "02").code == 0
    before = frozen()

    kam(*MERGE, "--keep", "into", "--yes")

    assert frozen() == before
    assert "Pumpen Berlin" in before[0][0]


def test_a_snooze_of_both_is_asked_about(kam: Kam, twins: Path) -> None:
    kam("snooze", "JRW01001", "--until", "+9d", "--why", "a")
    kam("snooze", "JRW02002", "--until", "+5d", "--why", "b")

    told = kam(*MERGE).err.splitlines()
    assert 'quiet until: JRW02002 "2026-11-25", "b", JRW01001 "2026-11-29", "a"' in told
    assert kam(*MERGE, "--keep", "from", "--yes").code == 0
    line = exported(kam, "tables")["cadence.csv"].decode().splitlines()[1]
    assert line == "JRW01001,20,2026-11-25,b"


@pytest.mark.parametrize(
    ("before", "words", "err", "code"),
    [
        (
            (),
            ("JRW01001", "JRW01001"),
            "error: JRW01001 Berlin Pumpen GmbH cannot be merged with itself.",
            4,
        ),
        (
            ("customer", "void", "JRW03001", "--why", "x", "--yes"),
            ("JRW03001", "JRW01001"),
            "error: JRW03001 Third is void: nothing is written there any more.",
            4,
        ),
        (
            ("customer", "void", "JRW03001", "--why", "x", "--yes"),
            ("JRW01001", "JRW03001"),
            "error: JRW03001 Third is void: nothing is written there any more.",
            4,
        ),
        (
            ("edit", "JRN03001", "--remarks", "x"),
            ("JRN03001", "JRW01001"),
            (
                "error: JRN03001 Fourth is domestic, JRW01001 Berlin Pumpen GmbH is foreign:"
                " one firm is one of them."
            ),
            4,
        ),
        (
            ("edit", "JRW03001", "--via-agent", "JRW01001"),
            ("JRW03001", "JRW01001"),
            (
                "error: JRW03001 Third came through JRW01001 Berlin Pumpen GmbH:"
                " that would be a circle."
            ),
            4,
        ),
        (
            ("edit", "JRW03001", "--via-agent", "JRW01001"),
            ("JRW01001", "JRW03001"),
            (
                "error: JRW03001 Third came through JRW01001 Berlin Pumpen GmbH:"
                " that would be a circle."
            ),
            4,
        ),
        ((), ("third", "JRW01001"), 'error: No customer fits "third"', 3),
        ((), ("JRW03001", "JRW01001", "--keep", "x"), 'error: "x" is neither from nor into.', 2),
    ],
)
def test_refuses(
    kam: Kam, twins: Path, before: tuple[str, ...], words: tuple[str, ...], err: str, code: int
) -> None:
    kam("manager", "add", "03", "Zoe")
    kam("add", "Third", "--country", "FR", *TRADE, "--owner", "03")
    kam("add", "Fourth", "--country", "CN", *TRADE, "--owner", "03")
    if before:
        assert kam(*before).code == 0
    content = dump(twins)

    answer = kam("customer", "merge", *words, "--yes")

    assert (answer.out, answer.code) == ("", code)
    assert answer.err.startswith(err)
    assert dump(twins) == content


def test_merged_once_it_is_the_other_one(kam: Kam, twins: Path) -> None:
    kam(*MERGE, "--keep", "into", "--yes")

    assert kam("doctor").code == 0
    again = kam(*MERGE, "--keep", "into", "--yes")

    assert (again.out, again.code) == ("", 4)
    assert "JRW01001 Berlin Pumpen GmbH cannot be merged with itself." in again.err


def test_one_that_was_referred_by_the_other_is_referred_by_nobody(kam: Kam, twins: Path) -> None:
    kam("edit", "JRW01001", "--referred-by", "JRW02002")

    assert kam(*MERGE, "--keep", "into", "--yes").code == 0

    line = exported(kam, "tables")["customers.csv"].decode().splitlines()[1]
    assert line.startswith("JRW01001,")
    assert "JRW02002" not in line


def test_a_dry_run_says_the_same_and_keeps_nothing(kam: Kam, twins: Path) -> None:
    before = dump(twins)

    dry = kam(*MERGE, "--keep", "into", "--dry-run")

    assert dump(twins) == before
    assert dry == kam(*MERGE, "--keep", "into", "--yes")
    assert dump(twins) != before


def test_it_is_said_in_chinese(kam: Kam, twins: Path) -> None:
    asked = kam("--lang", "zh", *MERGE).err
    done = kam("--lang", "zh", *MERGE, "--keep", "into", "--yes")

    assert "错误：有 2 处不一致：请说明保留哪一方。" in asked
    assert done.out == (
        "JRW02002 已并入 JRW01001 Berlin Pumpen GmbH：联系人 3（其中合并 2），联系记录 1，"
        "下一步行动 1，订单 1；等级 B → A。\n"
    )


def test_at_a_terminal_each_difference_is_asked_about(kam: Kam, twins: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kamcli", *MERGE],
        env={**os.environ, "TERM": "dumb"},
        encoding="utf-8",
        timeout=30,
    )
    child.expect(r"1  JRW02002  \"Pumpen Berlin\"")
    child.expect(r"2  JRW01001  \"Berlin Pumpen GmbH\"")
    child.expect("Which one")
    child.sendline("2")
    child.expect("Anna Schmidt, name")
    child.expect("Which one")
    child.sendline("1")
    child.expect("Merge JRW02002 Pumpen Berlin into JRW01001 Berlin Pumpen GmbH")
    child.sendline("y")
    child.expect("JRW02002 is now JRW01001 Berlin Pumpen GmbH")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    names = {each["name"] for each in listed(kam, "contact", "list", "JRW01001")}
    assert names == {"A. Schmidt", "Eve", "Otto"}
