"""`kam interaction`: list, edit, remove."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam, content

WHO = "JRW01001 ACME GmbH"
KEYS = (
    "id customer on kind via with text problem needs attempt unsolicited layer minutes entered_on "
    "recorded_at recorded_by needs_answered_on amount currency"
)


def notes(kam: Kam, *arguments: str) -> list[dict[str, Any]]:
    answer = kam("interaction", "list", *arguments, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


@pytest.fixture
def noted(kam: Kam, acme: Path) -> Path:
    """Give the test a ledger with one note: a request of 2026-11-18 that needs a drawing."""
    done = kam(
        "log", "JRW01001", "Wants a price", "--kind", "request", "--via", "email",
        "--on", "2026-11-18", "--with", "Anna", "--problem", "rust", "--needs", "a drawing",
    )  # fmt: skip
    assert done.code == 0
    return acme


def test_lists_notes_the_latest_first(kam: Kam, noted: Path) -> None:
    kam("log", "JRW01001", "Called", "--on", "2026-11-19")

    assert kam("interaction", "list") == Answer(
        out="No.  Code      Day         Kind     Channel  Contact  What happened  Problem  Needs\n"
        "  2  JRW01001  2026-11-19  talk     call              Called\n"
        "  1  JRW01001  2026-11-18  request  email    Anna     Wants a price  rust     a drawing\n",
        err="",
        code=0,
    )


def test_has_the_keys_that_others_rely_on(kam: Kam, noted: Path) -> None:
    found = notes(kam)[0]

    assert " ".join(found) == KEYS
    recorded_at = found.pop("recorded_at")
    assert recorded_at.endswith("Z")
    assert found == {
        "id": 1,
        "customer": "JRW01001",
        "on": "2026-11-18",
        "kind": "request",
        "via": "email",
        "with": "Anna",
        "text": "Wants a price",
        "problem": "rust",
        "needs": "a drawing",
        "attempt": False,
        "unsolicited": False,
        "layer": None,
        "minutes": None,
        "entered_on": "2026-11-20",
        "recorded_by": "01",
        "needs_answered_on": None,
        "amount": None,
        "currency": None,
    }


def test_lists_one_customer_and_any_past_day(kam: Kam, noted: Path) -> None:
    kam("add", "Beta SA", "--country", "FR", "--nature", "agent", "--source", "fair")
    kam("log", "JRW01002", "Called")

    assert [each["id"] for each in notes(kam)] == [2, 1]
    assert [each["id"] for each in notes(kam, "acme")] == [1]
    assert [each["id"] for each in notes(kam, "--as-of", "2026-11-18")] == [1]
    assert notes(kam, "--as-of", "2026-11-17") == []


def test_an_empty_list_is_an_answer(kam: Kam, acme: Path) -> None:
    assert kam("interaction", "list") == Answer(out="", err="No notes.\n", code=0)


def test_lists_needs_until_they_are_answered(kam: Kam, noted: Path) -> None:
    kam("log", "JRW01001", "Called")
    assert [each["id"] for each in notes(kam, "--needs")] == [1]

    answer = kam("interaction", "edit", "1", "--needs-answered")

    assert answer == Answer(out=f"{WHO}: note 1, grade C.\n", err="", code=0)
    assert notes(kam, "--needs") == []
    assert notes(kam)[1]["needs_answered_on"] == "2026-11-20"
    assert [each["id"] for each in notes(kam, "--needs", "--as-of", "2026-11-19")] == [1]


@pytest.mark.parametrize("after", [("-f", "json"), ("--via", "call")])
def test_needs_answered_is_bare_before_any_option(
    kam: Kam, noted: Path, after: tuple[str, ...]
) -> None:
    assert kam("interaction", "edit", "1", "--needs-answered", *after).code == 0
    assert notes(kam)[0]["needs_answered_on"] == "2026-11-20"


def test_reads_the_day_on_which_a_need_was_answered(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "edit", "1", "--needs-answered", "昨天")

    assert answer == Answer(out=f"{WHO}: note 1, grade C.\n", err='"昨天" is 2026-11-19.\n', code=0)
    assert notes(kam)[0]["needs_answered_on"] == "2026-11-19"


def test_changes_only_what_is_given(kam: Kam, noted: Path) -> None:
    before = notes(kam)[0]

    answer = kam(
        "interaction", "edit", "1", "Asked twice", "--via", "微信", "--minutes", "10",
        "--layer", "技术", "--problem", "",
    )  # fmt: skip

    assert answer == Answer(out=f"{WHO}: note 1, grade C.\n", err="", code=0)
    changed = {"text": "Asked twice", "via": "message", "minutes": 10, "layer": "technical"}
    assert notes(kam) == [{**before, **changed, "problem": None}]


def test_clearing_a_need_clears_its_answer(kam: Kam, noted: Path) -> None:
    kam("interaction", "edit", "1", "--needs-answered")

    kam("interaction", "edit", "1", "--needs", "")

    found = notes(kam)[0]
    assert (found["needs"], found["needs_answered_on"]) == (None, None)


def test_grades_the_customer_anew(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "edit", "1", "--kind", "沟通", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "id": 1,
        "code": "JRW01001",
        "grade": "D",
        "grade_changed_from": "C",
        "next_action_id": None,
    }


def test_plans_the_next_action_too(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "edit", "1", "--next", "Send it", "--due", "2026-11-27")

    assert answer == Answer(out=f"{WHO}: note 1, grade C. Next action 1.\n", err="", code=0)


def test_sets_and_takes_back_the_marks(kam: Kam, noted: Path) -> None:
    kam("interaction", "edit", "1", "--kind", "talk", "--attempt")
    assert notes(kam)[0]["attempt"] is True
    kam("interaction", "edit", "1", "--no-attempt")
    assert notes(kam)[0]["attempt"] is False

    kam("interaction", "edit", "1", "--kind", "quote", "--unsolicited", "--amount", "USD 4280")
    assert notes(kam)[0]["unsolicited"] is True
    assert notes(kam)[0]["amount"] == "4280.00"
    kam("interaction", "edit", "1", "--no-unsolicited")
    assert notes(kam)[0]["unsolicited"] is False


def test_moves_a_note_to_another_day(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "edit", "1", "--on", "11月2日")

    assert answer == Answer(
        out=f"{WHO}: note 1, grade C.\n", err='"11月2日" is 2026-11-02.\n', code=0
    )
    assert notes(kam)[0]["on"] == "2026-11-02"


STILL_TO_COME = (
    'error: "2026-11-21" is still to come: what is planned is a next action.\n'
    "hint: kam interaction edit 1 {better} today\n"
)


@pytest.mark.parametrize(
    ("said", "err", "code"),
    [
        (("x",), 'error: "x" is not an id.\nhint: kam interaction list\n', 2),
        (("²",), 'error: "²" is not an id.\nhint: kam interaction list\n', 2),
        (("9" * 30,), f'error: "{"9" * 30}" is not an id.\nhint: kam interaction list\n', 2),
        (("99",), 'error: There is no interaction "99".\nhint: kam interaction list\n', 3),
        (("1", "--on", "2026-11-21"), STILL_TO_COME.format(better="--on"), 4),
        (
            ("1", "--needs-answered", "2026-11-21"),
            STILL_TO_COME.format(better="--needs-answered"),
            4,
        ),
        (
            ("1", "--needs-answered", "2026-11-17"),
            (
                'error: What was asked on 2026-11-18 cannot be answered on "2026-11-17".\n'
                "hint: kam interaction edit 1 --needs-answered\n"
            ),
            4,
        ),
        (
            ("1", "--needs", "", "--needs-answered"),
            "error: Note 1 asks nothing of others.\nhint: kam interaction list --needs\n",
            4,
        ),
        (("1", ""), "error: TEXT is empty.\n", 2),
        (
            ("1", "--via", "pigeon"),
            (
                'error: "pigeon" is none of the values asked for here.\n'
                "hint: one of: visit, call, email, message, meeting, fair, letter, other\n"
            ),
            2,
        ),
        (
            ("1", "--next", "Send it"),
            (
                "error: A next action has a text and a day: --next and --due go together.\n"
                "hint: kam interaction edit 1 --next 'Send the samples' --due friday\n"
            ),
            2,
        ),
        (
            ("1", "--next", "Send it", "--due", "2026-11-19"),
            (
                'error: "2026-11-19" is past: what is planned lies ahead.\n'
                "hint: kam interaction edit 1 --next 'Send it' --due +7d\n"
            ),
            4,
        ),
    ],
)
def test_refuses_what_it_cannot_mend(
    kam: Kam, noted: Path, said: tuple[str, ...], err: str, code: int
) -> None:
    before = content(noted)

    assert kam("interaction", "edit", *said) == Answer(out="", err=err, code=code)
    assert content(noted) == before


def test_refuses_an_attempt_of_another_kind(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "edit", "1", "--attempt")

    assert (answer.out, answer.code) == ("", 2)
    assert "cannot be an attempt: only talk and service can." in answer.err


def test_removes_a_note_after_a_yes(kam: Kam, noted: Path) -> None:
    remove = ("interaction", "remove", "1", "--why", "logged twice")
    assert kam(*remove) == Answer(
        out="",
        err=f"error: This needs a yes: Remove note 1 of {WHO}?\n"
        "hint: kam interaction remove 1 --why 'logged twice' --yes\n",
        code=4,
    )

    assert kam(*remove, "--yes") == Answer(
        out=f"{WHO}: note 1 is removed, grade D.\n", err="", code=0
    )
    assert notes(kam) == []


def test_the_trail_keeps_why_a_note_was_removed(kam: Kam, noted: Path) -> None:
    answer = kam("interaction", "remove", "1", "--why", "重复", "--yes", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "id": 1,
        "code": "JRW01001",
        "grade": "D",
        "grade_changed_from": "C",
    }
    with closing(sqlite3.connect(noted)) as connection:
        found = connection.execute("SELECT name, why FROM commands ORDER BY id DESC").fetchone()
    assert found == ("interaction remove", "重复")
    assert "interaction remove: 重复" in kam("audit", "--limit", "1").out


@pytest.mark.parametrize(
    ("said", "err", "code"),
    [
        (("1",), "error: --why is missing.\nhint: kam interaction remove --help\n", 2),
        (("1", "--why", " "), "error: --why is empty.\n", 2),
        (("x", "--why", "y"), 'error: "x" is not an id.\nhint: kam interaction list\n', 2),
        (
            ("7", "--why", "y"),
            'error: There is no interaction "7".\nhint: kam interaction list\n',
            3,
        ),
    ],
)
def test_refuses_to_remove_what_it_does_not_know(
    kam: Kam, noted: Path, said: tuple[str, ...], err: str, code: int
) -> None:
    answer = kam("interaction", "remove", *said, "--yes")

    assert (answer.out, answer.code) == ("", code)
    assert answer.err == err
    assert len(notes(kam)) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("interaction", "edit", "1", "Asked twice", "--next", "x", "--due", "2026-12-01"),
        ("interaction", "remove", "1", "--why", "twice"),
    ],
)
def test_a_dry_run_changes_nothing(kam: Kam, noted: Path, command: tuple[str, ...]) -> None:
    before = content(noted)

    answer = kam(*command, "--dry-run")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith(f"{WHO}: note 1")
    assert content(noted) == before
