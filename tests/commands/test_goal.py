"""`kam goal`: set and list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam, content

THURSDAY = "2026-11-19"
WEDNESDAY = "2026-11-18"


@pytest.mark.parametrize(("as_of", "friday"), [(WEDNESDAY, "2026-11-20"), (THURSDAY, "2026-11-27")])
def test_means_next_week_from_thursday_on(kam: Kam, ledger: Path, as_of: str, friday: str) -> None:
    answer = kam("goal", "set", "3", "--as-of", as_of)

    assert answer == Answer(
        out=f"Goal for the week to Friday {friday}: 3 new customers.\n", err="", code=0
    )


@pytest.mark.parametrize(
    ("week", "friday"),
    [
        ("this", "2026-11-20"),
        ("本周", "2026-11-20"),
        ("next", "2026-11-27"),
        ("下周", "2026-11-27"),
        ("2026-11-30", "2026-12-04"),
        ("1月4日", "2027-01-08"),
        ("11-21", "2026-11-27"),
    ],
)
def test_reads_the_week(kam: Kam, ledger: Path, week: str, friday: str) -> None:
    answer = kam("goal", "set", "2", "--week", week, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "manager": "01",
        "week": friday,
        "customers": 2,
        "note": None,
    }


def test_setting_again_replaces(kam: Kam, ledger: Path) -> None:
    kam("goal", "set", "3", "--week", "next", "--note", "广交会")
    kam("goal", "set", "1", "--week", "next")

    answer = kam("goal", "list", "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == [
        {"manager": "01", "week": "2026-11-27", "customers": 1, "note": None}
    ]


def test_counts_one_customer(kam: Kam, ledger: Path) -> None:
    assert kam("goal", "set", "一", "--week", "this") == Answer(
        out="Goal for the week to Friday 2026-11-20: 1 new customer.\n", err="", code=0
    )


def test_lists_the_latest_week_first(kam: Kam, ledger: Path) -> None:
    kam("goal", "set", "2", "--week", "this")
    kam("goal", "set", "3", "--week", "next", "--note", "广交会")

    assert kam("goal", "list") == Answer(
        out="Week to Friday  Manager  New customers  Note\n"
        "2026-11-27      01                   3  广交会\n"
        "2026-11-20      01                   2\n",
        err="",
        code=0,
    )


def test_an_empty_list_is_an_answer(kam: Kam, ledger: Path) -> None:
    assert kam("goal", "list") == Answer(out="", err="No goals.\n", code=0)


def test_each_manager_has_an_own_goal(kam: Kam, ledger: Path) -> None:
    assert kam("manager", "add", "02", "韩梅梅").code == 0
    kam("goal", "set", "2", "--week", "next")
    kam("goal", "set", "5", "--week", "next", "--manager", "02")

    found = json.loads(kam("goal", "list", "-f", "json").out)
    assert [(each["manager"], each["customers"]) for each in found] == [("01", 2), ("02", 5)]


@pytest.mark.parametrize(
    ("number", "err"),
    [
        ("many", 'error: "many" is no number of customers.\nhint: kam goal set 3\n'),
        ("2.5", 'error: "2.5" is no number of customers.\nhint: kam goal set 3\n'),
        ("9" * 20, f'error: "{"9" * 20}" is no number of customers.\nhint: kam goal set 3\n'),
    ],
)
def test_refuses_what_is_no_number(kam: Kam, ledger: Path, number: str, err: str) -> None:
    assert kam("goal", "set", number) == Answer(out="", err=err, code=2)


def test_refuses_what_is_no_week(kam: Kam, ledger: Path) -> None:
    answer = kam("goal", "set", "3", "--week", "whenever")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith('error: "whenever" ')


def test_a_dry_run_changes_nothing(kam: Kam, ledger: Path) -> None:
    before = content(ledger)

    answer = kam("goal", "set", "3", "--dry-run")

    assert answer == Answer(
        out="Goal for the week to Friday 2026-11-27: 3 new customers.\n", err="", code=0
    )
    assert content(ledger) == before


def test_a_verb_must_be_said(kam: Kam, ledger: Path) -> None:
    assert kam("goal") == Answer(
        out="", err="error: A verb is missing.\nhint: kam goal --help\n", code=2
    )
