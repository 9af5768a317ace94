"""`kam policy`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam, content
from dealings import register

SET = ("policy", "set")
KEYS = "key value from_on approved_by version recorded_at"
APPROVED = ("--approved-by", "总经理")


def _json(answer: Answer) -> Any:
    assert (answer.err, answer.code) == ("", 0)
    return json.loads(answer.out)


def _grade(kam: Kam, as_of: str) -> str:
    found = _json(kam("grade", "explain", "JRW01001", "--as-of", as_of, "-f", "json"))
    return str(found["grade"])


@pytest.fixture
def big(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with an A of 550,000; return its path."""
    register(kam)
    assert kam("order", "add", "JRW01001", "550000", "--on", "2026-09-05").code == 0
    assert kam("log", "JRW01001", "Talked", "--on", "2026-11-12").code == 0
    return ledger


def test_show_says_the_procedure_where_nothing_was_set(kam: Kam, ledger: Path) -> None:
    found = _json(kam("policy", "show", "-f", "json"))

    assert found[0] == {
        "key": "grading.annual_threshold",
        "value": "500000.00",
        "from_on": None,
        "approved_by": None,
        "version": 0,
        "meaning": "the annual amount in CNY from which a customer is an A",
    }
    assert {row["version"] for row in found} == {0}


def test_show_speaks_chinese(kam: Kam, ledger: Path) -> None:
    answer = kam("--lang", "zh", "policy", "show", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert [row["key"] for row in json.loads(answer.out)][:1] == ["grading.annual_threshold"]
    assert json.loads(answer.out)[0]["meaning"] != (
        "the annual amount in CNY from which a customer is an A"
    )


def test_set_holds_from_its_day_on(kam: Kam, big: Path) -> None:
    answer = kam(*SET, "grading.annual_threshold", "60万", "--from", "2027-01-01", *APPROVED)

    assert answer == Answer(
        out="grading.annual_threshold is 600000.00 from 2027-01-01 on (version 1).\n",
        err="",
        code=0,
    )
    assert (_grade(kam, "2026-12-31"), _grade(kam, "2027-01-01")) == ("A", "B")
    today = _json(kam("policy", "show", "-f", "json"))[0]
    later = _json(kam("policy", "show", "-f", "json", "--as-of", "2027-01-01"))[0]
    assert (today["value"], today["version"]) == ("500000.00", 0)
    assert (later["value"], later["from_on"], later["approved_by"], later["version"]) == (
        "600000.00",
        "2027-01-01",
        "总经理",
        1,
    )


def test_set_tells_what_comes_next_by_the_new_policy(kam: Kam, big: Path) -> None:
    kam(*SET, "grading.annual_threshold", "600000", "--from", "2027-01-01", *APPROVED)
    found = _json(kam("grade", "explain", "JRW01001", "-f", "json"))

    assert found["changes_next"] == {"on": "2027-01-01", "to": "B"}


def test_set_today_grades_everybody_at_once(kam: Kam, big: Path) -> None:
    answer = kam(
        *SET, "grading.annual_threshold", "600000", "--from", "today", *APPROVED, "-f", "json"
    )

    assert _json(answer) == {
        "key": "grading.annual_threshold",
        "value": "600000.00",
        "from_on": "2026-11-20",
        "approved_by": "总经理",
        "version": 1,
        "changed": [
            {
                "code": "JRW01001",
                "from": "A",
                "to": "B",
                "on": "2026-11-20",
                "reason": (
                    "In touch: last contact 2026-11-12, within three months through 2027-02-12;"
                    " orders of the last 12 months (2025-11-21 to 2026-11-20) come to 550,000.00,"
                    " below 600,000.00."
                ),
            }
        ],
    }


def test_set_for_past_days_works_history_out_anew(kam: Kam, big: Path) -> None:
    answer = kam(*SET, "grading.annual_threshold", "600000", "--from", "2026-09-01", *APPROVED)

    assert answer.code == 0
    assert answer.err.endswith(
        "Grades were worked out anew from 2026-09-01 on: the history changed.\n"
    )
    history = _json(kam("grade", "history", "JRW01001", "-f", "json"))
    live = [(row["on"], row["to"]) for row in history if row["superseded_at"] is None]
    assert live[-1] == ("2026-09-05", "B")
    assert [(row["on"], row["to"]) for row in history if row["superseded_at"]][-1][1] == "A"


def test_set_again_for_the_same_day_replaces_and_is_a_new_version(kam: Kam, ledger: Path) -> None:
    said = ("--from", "2027-01-01", *APPROVED)
    kam(*SET, "cadence.a", "20", *said)
    kam(*SET, "cadence.a", "25", *said)

    found = _json(kam("policy", "history", "-f", "json"))
    assert [(row["version"], row["key"], row["value"]) for row in found] == [(2, "cadence.a", "25")]
    assert list(found[0]) == KEYS.split()


def test_set_dry_run_says_the_same_and_keeps_nothing(kam: Kam, big: Path) -> None:
    said = (*SET, "grading.annual_threshold", "600000", "--from", "2026-11-20", *APPROVED)
    before = content(big)
    dry = kam(*said, "--dry-run")

    assert content(big) == before
    assert kam(*said) == dry


@pytest.mark.parametrize(
    ("key", "value", "from_on", "approved_by", "code", "names"),
    [
        ("grading.annual_treshold", "1", "2027-01-01", "x", 3, "grading.annual_threshold"),
        ("grading.silent_months", "0", "2027-01-01", "x", 2, "from 1 to 120"),
        ("grading.contact", "maybe", "2027-01-01", "x", 2, "two-way, any"),
        ("grading.silent_months", "2", "someday", "x", 2, '"someday"'),
        ("grading.silent_months", "2", "2027-01-01", " ", 2, "--approved-by"),
    ],
)
def test_set_refuses(
    kam: Kam, big: Path, key: str, value: str, from_on: str, approved_by: str, code: int, names: str
) -> None:
    before = content(big)
    answer = kam(*SET, key, value, "--from", from_on, "--approved-by", approved_by)

    assert (answer.out, answer.code) == ("", code)
    assert names in answer.err
    assert content(big) == before


def test_set_needs_an_approval(kam: Kam, big: Path) -> None:
    answer = kam(*SET, "grading.silent_months", "2", "--from", "2027-01-01")

    assert (answer.out, answer.code) == ("", 2)
    assert "--approved-by" in answer.err


def test_history_of_nothing_says_so(kam: Kam, ledger: Path) -> None:
    assert kam("policy", "history") == Answer(
        out="", err="The policy is the procedure as it stands: nothing was set.\n", code=0
    )
