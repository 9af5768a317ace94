"""`kam next`, and `kam action list`, which shows what was planned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam, content

WHO = "JRW01001 ACME GmbH"


def actions(kam: Kam, *arguments: str) -> list[dict[str, Any]]:
    answer = kam("action", "list", *arguments, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


def test_plans_a_next_action(kam: Kam, acme: Path) -> None:
    answer = kam("next", "JRW01001", "Send the samples", "--due", "2026-11-27")

    assert answer == Answer(out=f"{WHO}: next action 1, due 2026-11-27.\n", err="", code=0)
    assert actions(kam) == [
        {
            "id": 1,
            "customer": "JRW01001",
            "name": "ACME GmbH",
            "text": "Send the samples",
            "due_on": "2026-11-27",
            "status": "open",
            "closed_on": None,
            "why": None,
        }
    ]


def test_returns_id_and_code_as_json(kam: Kam, acme: Path) -> None:
    answer = kam("next", "JRW01001", "Call", "--due", "2026-11-27", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001"}


@pytest.mark.parametrize(
    ("due", "day"),
    [("下周三", "2026-11-25"), ("+3d", "2026-11-23"), ("next fri", "2026-11-27")],
)
def test_reads_a_day_as_people_say_it(kam: Kam, acme: Path, due: str, day: str) -> None:
    answer = kam("next", "acme", "寄样品", "--due", due)

    assert answer == Answer(
        out=f"{WHO}: next action 1, due {day}.\n", err=f'"{due}" is {day}.\n{WHO}\n', code=0
    )


def test_today_is_not_past(kam: Kam, acme: Path) -> None:
    assert kam("next", "JRW01001", "Call", "--due", "2026-11-20").code == 0


def test_reads_the_text_from_standard_input(kam: Kam, acme: Path) -> None:
    kam("next", "JRW01001", "-", "--due", "2026-11-27", stdin="寄样品\n")

    assert actions(kam)[0]["text"] == "寄样品"


@pytest.mark.parametrize(
    ("said", "err", "code"),
    [
        (
            ("JRW01001", "Call", "--due", "2026-11-19"),
            (
                'error: "2026-11-19" is past: what is planned lies ahead.\n'
                "hint: kam next JRW01001 Call --due +7d\n"
            ),
            4,
        ),
        (
            ("JRW01001", "Call"),
            "error: --due is missing.\nhint: kam next --help\n",
            2,
        ),
        (("JRW01001", " ", "--due", "2026-11-27"), "error: TEXT is empty.\n", 2),
        (
            ("Nobody", "Call", "--due", "2026-11-27"),
            'error: No customer fits "Nobody".\nhint: kam list --all\n',
            3,
        ),
    ],
)
def test_refuses_what_it_cannot_plan(
    kam: Kam, acme: Path, said: tuple[str, ...], err: str, code: int
) -> None:
    assert kam("next", *said) == Answer(out="", err=err, code=code)
    assert actions(kam) == []


def test_does_not_know_what_a_strange_day_is(kam: Kam, acme: Path) -> None:
    answer = kam("next", "JRW01001", "Call", "--due", "someday")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith('error: "someday" ')


def test_a_void_customer_is_left_alone(kam: Kam, acme: Path) -> None:
    assert kam("customer", "void", "JRW01001", "--why", "typo", "--yes").code == 0

    for command in (
        ("next", "JRW01001", "Call", "--due", "2026-11-27"),
        ("log", "JRW01001", "Called"),
        ("key", "JRW01001", "--why", "x"),
        ("cadence", "JRW01001", "30"),
        ("snooze", "JRW01001", "--until", "2026-11-27", "--why", "x"),
        ("contact", "add", "JRW01001", "Anna"),
    ):
        assert kam(*command) == Answer(
            out="",
            err=f"error: {WHO} is void: nothing is written there any more.\n"
            "hint: kam show JRW01001\n",
            code=4,
        )


def test_a_dry_run_changes_nothing(kam: Kam, acme: Path) -> None:
    before = content(acme)

    answer = kam("next", "JRW01001", "Call", "--due", "2026-11-27", "--dry-run")

    assert answer == Answer(out=f"{WHO}: next action 1, due 2026-11-27.\n", err="", code=0)
    assert content(acme) == before


def test_a_note_cannot_lead_to_an_action_of_yesterday(kam: Kam, acme: Path) -> None:
    answer = kam("log", "JRW01001", "Called", "--next", "Call", "--due", "2026-11-19")

    assert answer == Answer(
        out="",
        err='error: "2026-11-19" is past: what is planned lies ahead.\n'
        "hint: kam log JRW01001 Called --next Call --due +7d\n",
        code=4,
    )
