"""`kam manager`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, hint, paste, register


@pytest.fixture
def two(kam: Kam, ledger: Path) -> Path:
    """A ledger with a second manager, 02 韩梅梅."""
    kam("manager", "add", "02", "韩梅梅", "--department", "外贸部")
    return ledger


def test_add_says_who(kam: Kam, ledger: Path) -> None:
    assert kam("manager", "add", "2", " 韩梅梅 ") == Answer(
        out="Manager 02 韩梅梅 is added.\n", err="", code=0
    )


def test_add_returns_json(kam: Kam, ledger: Path) -> None:
    answer = kam("manager", "add", "99", "Han Meimei", "--department", "展厅", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "code": "99",
        "name": "Han Meimei",
        "department": "showroom",
    }


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("00", "Nobody"),
            'error: "00" is not a manager code: two digits, 01 to 99.\nhint: kam manager list\n',
            2,
        ),
        (
            ("100", "Nobody"),
            'error: "100" is not a manager code: two digits, 01 to 99.\nhint: kam manager list\n',
            2,
        ),
        (("02", " "), "error: NAME is empty.\n", 2),
        (
            ("02", "Han", "--department", "kitchen"),
            (
                'error: "kitchen" is none of the values asked for here.\n'
                "hint: one of: export department, domestic sales, showroom\n"
            ),
            2,
        ),
        (
            ("01", "Han"),
            'error: The manager code "01" is taken by Li Lei.\nhint: kam manager list\n',
            4,
        ),
    ],
)
def test_add_refuses(
    kam: Kam, ledger: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(ledger)

    assert kam("manager", "add", *arguments) == Answer(out="", err=err, code=code)
    assert dump(ledger) == before


def test_leave_returns_json(kam: Kam, two: Path) -> None:
    answer = kam("manager", "leave", "02", "--on", "2026-11-18", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "02", "left_on": "2026-11-18"}


def test_nobody_leaves_twice(kam: Kam, two: Path) -> None:
    first = kam("manager", "leave", "02", "--on", "2026-11-18")

    assert first == Answer(out="Manager 02 韩梅梅 left on 2026-11-18.\n", err="", code=0)
    assert kam("manager", "leave", "02", "--on", "2026-11-19") == Answer(
        out="",
        err="error: Manager 02 韩梅梅 left on 2026-11-18.\nhint: kam manager list\n",
        code=4,
    )


def test_nobody_leaves_customers_behind(kam: Kam, two: Path) -> None:
    register(kam, ACME, HUAMAO, ("Beta", *ACME[1:]))
    kam("customer", "void", "JRW01002", "--why", "Typed twice", "--yes")

    answer = kam("manager", "leave", "01", "--on", "2026-11-18")

    assert answer == Answer(
        out="",
        err="error: Manager 01 Li Lei still owns 2 customers.\n"
        'hint: kam customer transfer JRW01001 JRN01001 --to 02 --why "…"\n',
        code=4,
    )
    assert paste(kam, answer).code == 0
    assert kam("manager", "leave", "01", "--on", "2026-11-18").code == 0


def test_who_is_alone_is_told_to_add_somebody(kam: Kam, ledger: Path) -> None:
    register(kam, ACME)

    answer = kam("manager", "leave", "01", "--on", "2026-11-18")

    assert (answer.out, answer.code) == ("", 4)
    assert answer.err.startswith("error: Manager 01 Li Lei still owns 1 customer.\n")
    assert hint(answer) == 'manager add 02 "…"'
    assert paste(kam, answer).code == 0


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("03", "--on", "2026-11-18"),
            'error: There is no manager "03".\nhint: kam manager add 03 "…"\n',
            3,
        ),
        (
            ("02", "--on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam manager leave 02 --on today\n"
            ),
            4,
        ),
        (("02",), "error: --on is missing.\nhint: kam manager leave --help\n", 2),
    ],
)
def test_leave_refuses(
    kam: Kam, two: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    assert kam("manager", "leave", *arguments) == Answer(out="", err=err, code=code)


def test_nothing_new_is_theirs_who_left(kam: Kam, two: Path) -> None:
    kam("manager", "leave", "02", "--on", "2026-11-18")

    answer = kam("add", *ACME, "--owner", "02")

    assert answer == Answer(
        out="",
        err="error: Manager 02 韩梅梅 left on 2026-11-18.\nhint: kam manager list\n",
        code=4,
    )


def test_list_counts_customers_of_the_day(kam: Kam, two: Path) -> None:
    register(kam, ACME, HUAMAO)
    kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "handover", "--on", "2026-11-18")

    now = kam("manager", "list", "-f", "json")
    then = kam("manager", "list", "-f", "json", "--as-of", "2026-11-17")

    assert (now.err, now.code, then.err, then.code) == ("", 0, "", 0)
    assert json.loads(now.out) == [
        {
            "code": "01",
            "name": "Li Lei",
            "department": "export",
            "left_on": None,
            "customers": 1,
        },
        {
            "code": "02",
            "name": "韩梅梅",
            "department": "export",
            "left_on": None,
            "customers": 1,
        },
    ]
    assert [row["customers"] for row in json.loads(then.out)] == [2, 0]


@pytest.mark.parametrize(
    "command",
    [("add", "03", "Wang Wu"), ("leave", "02", "--on", "2026-11-18")],
)
def test_a_dry_run_says_the_same_and_keeps_nothing(
    kam: Kam, two: Path, command: tuple[str, ...]
) -> None:
    before = dump(two)

    dry = kam("manager", *command, "--dry-run")

    assert dump(two) == before
    assert dry == kam("manager", *command)
    assert dump(two) != before


def test_who_has_no_ledger_yet_is_not_sent_to_one(kam: Kam) -> None:
    answer = kam("init", "--manager", "100", "--name", "Li Lei")

    assert answer.err.splitlines() == [
        'error: "100" is not a manager code: two digits, 01 to 99.',
        "hint: kam init --manager 01 --name 'Li Lei'",
    ]
    assert (answer.out, answer.code) == ("", 2)
