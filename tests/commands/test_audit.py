"""`kam audit`."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Kam
from dealings import ACME, HUAMAO, register
from kamcli.ledger import database
from kamcli.ledger.commands import Command
from kamcli.output.text import width

STYLE = re.compile("\x1b\\[[0-9;]*m")
WHEN = "2026-11-20 09:30 UTC"


@pytest.fixture(autouse=True)
def _worked(kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six commands: three of manager 01, a log of 02, an edit and its undo."""
    register(kam, ACME)
    kam("manager", "add", "02", "Han Meimei")
    kam("log", "JRW01001", "Hello", "--manager", "02", "--amount", "USD 4280", "--kind", "quote")
    monkeypatch.setenv("KAM_AS_OF", "2026-11-21")
    kam("edit", "JRW01001", "--remarks", "=1+1", "--nature", "agent")
    kam("undo")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE commands SET recorded_at = '2026-11-20T09:30:00Z'")
        connection.commit()


def ids(kam: Kam, *options: str) -> list[int]:
    answer = kam("audit", *options, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    return [each["id"] for each in json.loads(answer.out)]


def test_tells_one_line_a_command_the_newest_first(kam: Kam) -> None:
    answer = kam("audit")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.splitlines() == [
        "No.  When                  Who        Command                 Customer  What changed",
        (
            f"  6  {WHEN}  01 tester  undo 5                  JRW01001  customer: nature agent →"
            " end-user, remarks =1+1 → –"
        ),
        (
            f"  5  {WHEN}  01 tester  edit (taken back by 6)  JRW01001  customer: nature end-user →"
            " agent, remarks – → =1+1"
        ),
        f"  4  {WHEN}  02 tester  log                     JRW01001  interaction added: quote Hello",
        f"  3  {WHEN}  01 tester  manager add                       manager added: 02 Han Meimei",
        (
            f"  2  {WHEN}  01 tester  add                     JRW01001  customer added: ACME GmbH;"
            " owner record added: 01"
        ),
        f"  1  {WHEN}  01 tester  init                              manager added: 01 Li Lei",
    ]


def test_finds_by_customer_day_manager_and_login(kam: Kam) -> None:
    assert ids(kam) == [6, 5, 4, 3, 2, 1]
    assert ids(kam, "acme") == [6, 5, 4, 2]
    assert ids(kam, "--since", "2026-11-21") == [6, 5]
    assert ids(kam, "--by", "02") == [4]
    assert ids(kam, "--by", "tester", "--limit", "2") == [6, 5]
    assert ids(kam, "--by", "nobody") == []


def test_an_empty_answer_is_an_answer(kam: Kam) -> None:
    answer = kam("audit", "--by", "nobody")

    assert (answer.out, answer.err, answer.code) == ("", "No commands.\n", 0)


def test_an_unknown_customer(kam: Kam) -> None:
    answer = kam("audit", "JRW01009")

    assert (answer.out, answer.code) == ("", 3)
    assert answer.err.startswith('error: No customer fits "JRW01009"')


def test_gives_every_change_as_json(kam: Kam) -> None:
    found = json.loads(kam("audit", "JRW01001", "-f", "json").out)

    assert list(found[0]) == [
        *("id", "at", "by", "login", "command", "why", "undone_by", "undoes", "changes"),
    ]
    assert found[1] == {
        "id": 5,
        "at": "2026-11-20T09:30:00Z",
        "by": "01",
        "login": "tester",
        "command": "edit",
        "why": None,
        "undone_by": 6,
        "undoes": None,
        "changes": [
            {
                "table": "customers",
                "row": 1,
                "customer": "JRW01001",
                "change": "update",
                "before": {"nature": "end-user", "remarks": None},
                "after": {"nature": "agent", "remarks": "=1+1"},
                "mail": None,
            }
        ],
    }
    note = found[2]["changes"][0]
    assert note["before"] is None
    assert (note["after"]["amount"], note["after"]["currency"]) == ("4280.00", "USD")
    assert (note["after"]["on"], note["after"]["unsolicited"]) == ("2026-11-20", False)
    assert (found[0]["undone_by"], found[0]["undoes"]) == (None, 5)


def test_a_spreadsheet_has_a_row_for_each_column_that_changed(kam: Kam) -> None:
    answer = kam("audit", "JRW01001", "--limit", "1", "-f", "csv")

    assert (answer.err, answer.code) == ("", 0)
    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff"))))
    assert [(row["column"], row["before"], row["after"]) for row in rows] == [
        ("nature", "agent", "end-user"),
        ("remarks", "'=1+1", ""),
    ]
    assert {row["customer"] for row in rows} == {"JRW01001"}


def test_erased_content_shows_as_erased(kam: Kam, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE trail SET content = NULL, salt = NULL WHERE command_id = 4")
        connection.commit()

    assert "interaction: erased" in kam("audit", "--by", "02").out
    change = json.loads(kam("audit", "--by", "02", "-f", "json").out)[0]["changes"][0]
    assert (change["change"], change["before"], change["after"]) == ("insert", None, None)
    rows = list(csv.DictReader(io.StringIO(kam("audit", "--by", "02", "-f", "csv").out)))
    assert [(row["table"], row["column"]) for row in rows] == [("interactions", "")]


def test_amounts_and_numbers_of_an_order(kam: Kam) -> None:
    kam("order", "add", "JRW01001", "USD 4280", "--rate", "7.1", "--number", "PO-1")
    kam("order", "adjust", "PO-1", "-80.5", "--why", "Short delivery")
    kam("payment", "add", "PO-1", "1284")
    told = [line.split("  ")[-1] for line in kam("audit", "--limit", "3").out.splitlines()[1:]]

    assert told == [
        "payment added: PO-1 1,284.00",
        "adjustment added: PO-1 -80.50 Short delivery",
        "order added: PO-1 4,280.00 USD",
    ]
    for _ in range(3):
        assert kam("undo").code == 0
    told = [line.split("  ")[-1] for line in kam("audit", "--limit", "3").out.splitlines()[1:]]
    assert told == [
        "order removed: PO-1 4,280.00 USD",
        "adjustment removed: PO-1 -80.50 Short delivery",
        "payment removed: PO-1 1,284.00",
    ]


def test_a_customer_whose_registration_was_taken_back(kam: Kam, ledger: Path) -> None:
    register(kam, HUAMAO)
    kam("undo")

    assert ids(kam, "jrn01001") == [8, 7]
    assert kam("audit", "JRN01001").out.count("customer removed: 杭州华茂") == 1


def test_a_few_changes_are_told_and_many_are_counted(kam: Kam, ledger: Path) -> None:
    add = ("add", "Bolt Ltd", "--country", "GB", "--nature", "agent", "--source", "web")
    kam(*add, "--contact", "Anna", "--met")
    kam("manager", "leave", "02", "--on", "today")

    assert (
        kam("audit", "JRW01002")
        .out.splitlines()[1]
        .endswith(
            "customer added: Bolt Ltd; owner record added: 01; contact added: Anna;"
            " interaction added: card"
        )
    )
    for text in ("Hello", "Again", "Once more"):
        kam("log", "JRW01002", text)
    command = Command(
        name="clear",
        entered_on=date(2026, 11, 21),
        recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
        recorded_by="01",
        login="tester",
    )
    with database.writing(ledger, command, dry_run=False) as writer:
        for row in writer.rows("SELECT id FROM interactions"):
            writer.update("interactions", row["id"], {"minutes": 5})
            writer.delete("interactions", row["id"])
    told = kam("audit", "--limit", "1").out.splitlines()[1]
    assert told.endswith("5 × interaction changed; 5 × interaction removed")


def test_fits_a_narrow_terminal(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamcli.output.streams.is_terminal", lambda: True)
    for columns in (40, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        answer = kam("audit")
        assert (answer.err, answer.code) == ("", 0)
        assert max(map(width, STYLE.sub("", answer.out).splitlines())) <= columns


def test_speaks_chinese(kam: Kam) -> None:
    answer = kam("audit", "--limit", "1", "--lang", "zh")

    assert (answer.err, answer.code) == ("", 0)
    assert "终端客户" in answer.out
