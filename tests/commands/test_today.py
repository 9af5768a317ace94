"""`kam today`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from dealings import register

QUIET = "Nothing is due on 2026-11-20: a good day to win a customer.\n"
COMMON = ("--country", "DE", "--nature", "agent", "--source", "web")


def _day(kam: Kam, *said: str) -> Any:
    answer = kam("today", "-f", "json", *said)
    assert (answer.err, answer.code) == ("", 0)
    return json.loads(answer.out)


@pytest.fixture
def busy(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with something in every section of 20 November; return its path.

    Big is an A overdue and about to turn X, Small a D due today, Waiting asked for a price.
    """
    register(kam, ("Big", *COMMON, "--contact", "Hans", "--phone", "+49 30 1"), on="2026-08-22")
    register(kam, ("Small", *COMMON), on="2026-08-22")
    register(kam, ("Waiting", *COMMON), on="2026-11-01")
    kam("order", "add", "JRW01001", "600000", "--on", "2026-08-22", "--number", "A-1")
    kam("order", "instalment", "A-1", "1000", "--due", "2026-11-19")
    kam("order", "instalment", "A-1", "2000", "--due", "2026-11-20")
    kam("log", "JRW01003", "A price", "--kind", "request", "--on", "2026-11-19")
    kam("next", "JRW01001", "Call Hans", "--due", "2026-11-20")
    kam("next", "JRW01002", "Write", "--due", "2026-11-22")
    born = ("--birthday", "1980-11-27", "--consent", "2026-01-05", "--purpose", "greetings")
    assert kam("contact", "add", "JRW01002", "Anna", *born).code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE actions SET due_on = '2026-11-18' WHERE text = 'Write'")
        connection.commit()
    return ledger


PAGE = """\
2026-11-20 Friday

Overdue actions
  2026-11-18  JRW01002  Small  Write  [2]

Due actions
  2026-11-20  JRW01001  Big  Call Hans  [1]

Get in touch
  2026-09-21  JRW01001  Big  A  last contact 2026-08-22  Hans  +49 30 1
  2026-11-20  JRW01002  Small  D  no contact yet  Anna

Waiting for an answer
  2026-11-19  JRW01003  Waiting  1 day

About to turn X
  2026-11-23  JRW01001  Big  A, 600,000.00 at stake  last contact 2026-08-22

Overdue payments
  2026-11-19  JRW01001  Big  A-1  1,000.00 CNY

Birthdays
  2026-11-27  JRW01002  Small  Anna
"""


@pytest.mark.parametrize("columns", ["80", "40"])
def test_the_page_of_a_busy_day(
    kam: Kam, busy: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert kam("today") == Answer(out=PAGE, err="", code=0)


def test_kam_alone_is_today(kam: Kam, busy: Path) -> None:
    assert kam() == kam("today")


def test_a_quiet_day_gets_a_friendly_line(kam: Kam, ledger: Path) -> None:
    assert kam("today") == Answer(out="", err=QUIET, code=0)
    assert kam("today", "-f", "md") == Answer(out="", err=QUIET, code=0)


def test_json_has_a_list_for_each_section(kam: Kam, ledger: Path) -> None:
    assert _day(kam) == {
        "as_of": "2026-11-20",
        "through": "2026-11-20",
        "ahead_through": "2026-11-27",
        "overdue_actions": [],
        "due_actions": [],
        "contacts_due": [],
        "unanswered": [],
        "turning_x": [],
        "overdue_instalments": [],
        "birthdays": [],
        "festivals": [],
    }


def test_json_of_a_busy_day(kam: Kam, busy: Path) -> None:
    found = _day(kam)

    assert found["contacts_due"][0] == {
        "code": "JRW01001",
        "name": "Big",
        "grade": "A",
        "mark": "A",
        "due_on": "2026-09-21",
        "last_contact_on": "2026-08-22",
        "contact": "Hans",
        "phone": "+49 30 1",
    }
    assert found["turning_x"] == [
        {
            "code": "JRW01001",
            "name": "Big",
            "grade": "A",
            "turns_x_on": "2026-11-23",
            "last_contact_on": "2026-08-22",
            "annual_amount": "600000.00",
        }
    ]
    assert found["overdue_instalments"] == [
        {
            "number": "A-1",
            "code": "JRW01001",
            "name": "Big",
            "since_on": "2026-11-19",
            "amount": "1000.00",
            "currency": "CNY",
        }
    ]


def test_days_look_ahead(kam: Kam, acme: Path) -> None:
    kam("next", "JRW01001", "In three days", "--due", "2026-11-22")

    assert [each["text"] for each in _day(kam, "--days", "2")["due_actions"]] == []
    assert [each["text"] for each in _day(kam, "--days", "3")["due_actions"]] == ["In three days"]


@pytest.mark.parametrize(("days", "codes"), [("2", []), ("3", ["JRW01001"])])
def test_days_bound_who_turns_x(kam: Kam, busy: Path, days: str, codes: list[str]) -> None:
    assert [each["code"] for each in _day(kam, "--days", days)["turning_x"]] == codes


def test_a_snoozed_customer_is_left_in_peace(kam: Kam, busy: Path) -> None:
    assert kam("snooze", "JRW01001", "--until", "2026-11-21", "--why", "fair").code == 0

    last = _day(kam, "--as-of", "2026-11-21")["contacts_due"]
    after = _day(kam, "--as-of", "2026-11-22")["contacts_due"]
    assert [each["code"] for each in last] == ["JRW01002"]
    assert after[0]["code"] == "JRW01001"


def test_an_answer_ends_the_wait(kam: Kam, busy: Path) -> None:
    kam("log", "JRW01003", "Sent it", "--kind", "quote")

    assert _day(kam)["unanswered"] == []


def test_a_payment_ends_what_is_overdue(kam: Kam, busy: Path) -> None:
    kam("payment", "add", "A-1", "1000")

    assert _day(kam)["overdue_instalments"] == []


def test_others_customers_are_theirs(kam: Kam, busy: Path) -> None:
    kam("manager", "add", "02", "Han Meimei")

    assert kam("today", "--manager", "02") == Answer(out="", err=QUIET, code=0)


@pytest.mark.parametrize(
    ("birthday", "as_of", "on"),
    [
        ("1980-11-20", "2026-11-20", ["2026-11-20"]),
        ("11-28", "2026-11-20", []),
        ("01-02", "2026-12-30", ["2027-01-02"]),
        ("02-29", "2027-02-27", ["2027-02-28"]),
        ("02-29", "2028-02-27", ["2028-02-29"]),
    ],
)
def test_birthdays_ahead(kam: Kam, acme: Path, birthday: str, as_of: str, on: list[str]) -> None:
    born = ("--birthday", birthday, "--consent", "2026-01-05", "--purpose", "greetings")
    assert kam("contact", "add", "JRW01001", "Anna", *born).code == 0

    assert [each["on"] for each in _day(kam, "--as-of", as_of)["birthdays"]] == on


def test_birthdays_of_those_who_opted_out_are_not_told(kam: Kam, acme: Path) -> None:
    born = ("--birthday", "11-20", "--consent", "2026-01-05", "--purpose", "greetings")
    assert kam("contact", "add", "JRW01001", "Anna", *born, "--opt-out").code == 0

    assert _day(kam)["birthdays"] == []


@pytest.mark.parametrize(
    ("birthday", "as_of", "on"),
    [
        ("农历八月十五", "2026-09-20", ["2026-09-25"]),
        ("农历1980年八月十五", "2026-09-26", []),
        ("农历腊月三十", "2027-02-01", ["2027-02-05"]),
        ("农历闰六月初三", "2026-07-16", ["2026-07-16"]),
        ("农历闰六月初三", "2025-07-25", ["2025-07-27"]),
        ("农历闰六月初三", "2025-06-25", []),
    ],
)
def test_lunar_birthdays_ahead(
    kam: Kam, ledger: Path, birthday: str, as_of: str, on: list[str]
) -> None:
    register(kam, ("Small", *COMMON), on="2025-01-02")
    born = ("--birthday", birthday, "--consent", "2025-01-05", "--purpose", "greetings")
    assert kam("contact", "add", "JRW01001", "Anna", *born).code == 0

    assert [each["on"] for each in _day(kam, "--as-of", as_of)["birthdays"]] == on


def test_a_lunar_birthday_is_told_with_its_own_day(kam: Kam, acme: Path) -> None:
    born = ("--birthday", "农历1980年十月十八", "--consent", "2026-01-05", "--purpose", "greetings")
    assert kam("contact", "add", "JRW01001", "Anna", *born).code == 0

    assert "  2026-11-26  JRW01001  ACME GmbH  Anna  lunar 1980-10-18\n" in kam("today").out
    assert _day(kam)["birthdays"] == [
        {
            "on": "2026-11-26",
            "code": "JRW01001",
            "name": "ACME GmbH",
            "contact": "Anna",
            "birthday": "1980-10-18",
            "birthday_calendar": "lunar",
        }
    ]


def test_json_of_festivals(kam: Kam, busy: Path) -> None:
    assert _day(kam, "--as-of", "2026-12-26", "--days", "1")["festivals"] == [
        {
            "on": "2026-12-26",
            "through": "2026-12-26",
            "country": "DE",
            "name": "Second Day of Christmas",
            "customers": [],
            "others": 3,
        }
    ]


def test_it_speaks_chinese(kam: Kam, busy: Path) -> None:
    answer = kam("--lang", "zh", "today")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith("2026-11-20 周五\n")


def test_days_must_be_some(kam: Kam, busy: Path) -> None:
    answer = kam("today", "--days", "0")

    assert (answer.out, answer.code) == ("", 2)
    assert "--days" in answer.err
