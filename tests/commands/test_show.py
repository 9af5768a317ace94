"""`kam show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import register


@pytest.fixture
def known(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with a customer of which much is known; return its path."""
    register(
        kam,
        (
            "ACME [bold]GmbH", "--country", "DE", "--nature", "end-user", "--source", "fair",
            "--source-detail", "Canton", "--short-name", "ACME", "--region", "Bavaria",
            "--products", "valves", "--tag", "VIP", "--remarks", "pays\nlate",
            "--contact", "Hans [/x]", "--title", "CEO", "--role", "buyer", "--phone", "+49 30 123",
        ),
    )  # fmt: skip
    said = ("--problem", "Price", "--needs", "a drawing", "--with", "Hans")
    kam("log", "JRW01001", "Asked for a\nprice", "--kind", "request", "--on", "2026-11-10", *said)
    kam("order", "add", "JRW01001", "1000", "--on", "2026-10-01", "--number", "A-1")
    kam("order", "adjust", "A-1", "--", "-200", "--why", "x", "--on", "2026-10-02")
    kam("payment", "add", "A-1", "300", "--on", "2026-10-05")
    assert kam("next", "JRW01001", "Send it", "--due", "2026-11-25").code == 0
    return ledger


PAGE = """\
JRW01001 ACME [bold]GmbH (ACME)
Grade       B 1,000.00
Why         In touch: last contact 2026-11-10, within three months through 2027-02-10; orders of \
the last 12 months (2025-11-21 to 2026-11-20) come to 1,000.00, below 500,000.00.
Next        If nothing happens it becomes X on 2027-02-11.
Who         foreign, end-user
Where       Germany, Bavaria
Source      fair, Canton
Owner       01
Registered  2026-01-05
Tags        VIP
Products    valves
Cadence     due again 2026-11-13
Remarks     pays late

Attention
  The request or complaint of 2026-11-10 is not answered: answer it.
  It should have heard from us by 2026-11-13: get in touch.

Contacts
  ★ Hans [/x], CEO, buyer, +49 30 123

Next actions
  2026-11-25  Send it  [1]

Last interactions
  2026-11-10  request, call, Hans  Asked for a price Problem: Price Needs: a drawing

Last orders
  Number  Day         Currency  Net amount    Paid  Cancelled
  A-1     2026-10-01  CNY         1,000.00  300.00
"""


@pytest.mark.parametrize("columns", ["80", "40"])
def test_one_screen(kam: Kam, known: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert kam("show", "JRW01001") == Answer(out=PAGE, err="", code=0)


def test_json_begins_with_the_row_of_the_list(kam: Kam, known: Path) -> None:
    answer = kam("show", "acme", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    shown = json.loads(answer.out)
    row = json.loads(kam("list", "-f", "json").out)[0]
    assert dict(list(shown.items())[: len(row)]) == row
    assert shown["why"].startswith("In touch: last contact 2026-11-10")
    assert [each["name"] for each in shown["contacts"]] == ["Hans [/x]"]
    assert [each["text"] for each in shown["interactions"]] == ["Asked for a\nprice"]
    assert [each["text"] for each in shown["actions"]] == ["Send it"]
    assert [(each["number"], each["paid"]) for each in shown["orders"]] == [("A-1", "300.00")]
    parts = ["why", "contacts", "interactions", "actions", "orders"]
    assert [name for name in shown if name in parts] == parts


def test_only_the_last_five_are_shown(kam: Kam, known: Path) -> None:
    for number in range(6):
        kam("log", "JRW01001", f"Talk {number}", "--on", f"2026-11-1{number}")
    shown = json.loads(kam("show", "JRW01001", "-f", "json").out)

    assert [each["text"] for each in shown["interactions"]] == [
        f"Talk {number}" for number in (5, 4, 3, 2, 1)
    ]


def test_an_x_shows_what_it_was(kam: Kam, known: Path) -> None:
    answer = kam("show", "JRW01001", "--as-of", "2027-03-01")

    assert (answer.err, answer.code) == ("", 0)
    assert "Grade       X (was B) 1,000.00\n" in answer.out


def test_a_void_customer_is_shown_as_such(kam: Kam, acme: Path) -> None:
    kam("customer", "void", "JRW01001", "--why", "typed twice", "--yes")
    answer = kam("show", "JRW01001")

    assert answer.code == 0
    assert "Status      void, typed twice\n" in answer.out
    assert "Grade" not in answer.out


def test_a_former_code_is_told(kam: Kam, acme: Path) -> None:
    done = kam("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "x")
    assert done.code == 0
    answer = kam("show", "JRW01001")

    assert (answer.err, answer.code) == ("JRW01001 is now JRN01001 ACME GmbH.\n", 0)
    assert answer.out.startswith("JRN01001 ACME GmbH\n")


def test_several_matches_are_named(kam: Kam, ledger: Path) -> None:
    common = ("--country", "DE", "--nature", "agent", "--source", "web")
    register(kam, ("North Ltd", *common), ("South Ltd", *common))
    answer = kam("show", "ltd")

    assert (answer.out, answer.code) == ("", 4)
    assert "JRW01001 North Ltd" in answer.err
    assert "JRW01002 South Ltd" in answer.err


def test_nobody_is_told_with_the_nearest(kam: Kam, acme: Path) -> None:
    answer = kam("show", "ACNE GmbH")

    assert (answer.out, answer.code) == ("", 3)
    assert "JRW01001 ACME GmbH" in answer.err


def test_before_its_first_day_nothing_is_known(kam: Kam, known: Path) -> None:
    answer = kam("show", "JRW01001", "--as-of", "2025-12-31")

    assert (answer.out, answer.code) == ("", 3)
    assert '"2025-12-31"' in answer.err


def test_markdown_takes_names_for_text(kam: Kam, known: Path) -> None:
    answer = kam("show", "JRW01001", "-f", "md")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith("# JRW01001 ACME \\[bold\\]GmbH (ACME)\n\n- Grade: B 1,000.00\n")


def test_a_table_form_is_for_lists(kam: Kam, known: Path) -> None:
    answer = kam("show", "JRW01001", "-f", "csv")

    assert (answer.out, answer.code) == ("", 2)
    assert '"csv"' in answer.err
