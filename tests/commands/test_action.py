"""`kam action list`, `kam done`, `kam drop` and `kam postpone`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam, content

WHO = "JRW01001 ACME GmbH"


@pytest.fixture
def planned(kam: Kam, acme: Path) -> Path:
    """Give the test a ledger with two actions: 1 is due on 2026-11-27, 2 on 2026-11-24."""
    for text, due in (("Send the samples", "2026-11-27"), ("Call back", "2026-11-24")):
        assert kam("next", "JRW01001", text, "--due", due).code == 0
    return acme


def statuses(kam: Kam, *arguments: str) -> dict[int, str]:
    answer = kam("action", "list", "--all", "-f", "json", *arguments)
    assert (answer.err, answer.code) == ("", 0)
    return {each["id"]: each["status"] for each in json.loads(answer.out)}


def test_lists_the_open_ones_the_earliest_due_first(kam: Kam, planned: Path) -> None:
    kam("next", "JRW01001", "Visit", "--due", "2026-12-01")
    kam("drop", "3", "--why", "no time")

    assert kam("action", "list") == Answer(
        out="No.  Code      Customer   Next action       Due\n"
        "  2  JRW01001  ACME GmbH  Call back         2026-11-24\n"
        "  1  JRW01001  ACME GmbH  Send the samples  2026-11-27\n",
        err="",
        code=0,
    )


def test_lists_closed_ones_too(kam: Kam, planned: Path) -> None:
    kam("done", "2", "--on", "2026-11-19")

    assert kam("action", "list", "acme", "--all") == Answer(
        out="No.  Code      Customer   Next action       Due         Status  Closed      Why\n"
        "  1  JRW01001  ACME GmbH  Send the samples  2026-11-27  open\n"
        "  2  JRW01001  ACME GmbH  Call back         2026-11-24  done    2026-11-19\n",
        err="",
        code=0,
    )


def test_lists_a_past_day_as_it_was(kam: Kam, planned: Path) -> None:
    kam("drop", "2", "--why", "no time")

    assert statuses(kam) == {1: "open", 2: "dropped"}
    assert statuses(kam, "--as-of", "2026-11-19") == {1: "open", 2: "open"}
    before = json.loads(kam("action", "list", "--as-of", "2026-11-19", "-f", "json").out)
    assert [each["why"] for each in before] == [None, None]


def test_an_empty_list_is_an_answer(kam: Kam, acme: Path) -> None:
    assert kam("action", "list") == Answer(out="", err="No actions.\n", code=0)


def test_a_verb_must_be_said(kam: Kam, acme: Path) -> None:
    assert kam("action") == Answer(
        out="", err="error: A verb is missing.\nhint: kam action --help\n", code=2
    )


def test_done_closes_an_action(kam: Kam, planned: Path) -> None:
    assert kam("done", "1") == Answer(
        out=f"{WHO}: action 1 is done: Send the samples\n", err="", code=0
    )
    assert statuses(kam) == {1: "done", 2: "open"}


def test_done_returns_id_code_and_status_as_json(kam: Kam, planned: Path) -> None:
    answer = kam("done", "1", "--on", "昨天", "-f", "json")

    assert (answer.err, answer.code) == ('"昨天" is 2026-11-19.\n', 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001", "status": "done"}


def test_drop_closes_an_action_with_a_reason(kam: Kam, planned: Path) -> None:
    assert kam("drop", "1", "--why", "客户取消") == Answer(
        out=f"{WHO}: action 1 is dropped: Send the samples\n", err="", code=0
    )
    found = json.loads(kam("action", "list", "--all", "-f", "json").out)
    assert [(each["status"], each["why"]) for each in found if each["id"] == 1] == [
        ("dropped", "客户取消")
    ]


def test_drop_returns_id_code_and_status_as_json(kam: Kam, planned: Path) -> None:
    answer = kam("drop", "1", "--why", "x", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"id": 1, "code": "JRW01001", "status": "dropped"}


def test_postpone_closes_the_old_action_and_opens_a_new_one(kam: Kam, planned: Path) -> None:
    assert kam("postpone", "1", "--to", "2026-12-04", "--why", "samples late") == Answer(
        out=f"{WHO}: action 1 is postponed, now action 3, due 2026-12-04.\n", err="", code=0
    )
    found = json.loads(kam("action", "list", "--all", "-f", "json").out)
    old, new = ({each["id"]: each for each in found}[number] for number in (1, 3))
    assert (old["status"], old["closed_on"], old["why"]) == (
        "postponed",
        "2026-11-20",
        "samples late",
    )
    assert (new["status"], new["due_on"], new["text"]) == ("open", "2026-12-04", old["text"])


def test_postpone_returns_both_ids_as_json(kam: Kam, planned: Path) -> None:
    answer = kam("postpone", "1", "--to", "12月4日", "--why", "x", "-f", "json")

    assert (answer.err, answer.code) == ('"12月4日" is 2026-12-04.\n', 0)
    assert json.loads(answer.out) == {
        "id": 3,
        "postponed": 1,
        "code": "JRW01001",
        "due_on": "2026-12-04",
    }


@pytest.mark.parametrize(
    ("to", "err"),
    [
        (
            "2026-11-27",
            (
                'error: The new day "2026-11-27" is not after the old one, 2026-11-27.\n'
                "hint: kam postpone 1 --to 2026-12-04 --why …\n"
            ),
        ),
        (
            "2026-11-19",
            (
                'error: "2026-11-19" is past: what is planned lies ahead.\n'
                "hint: kam postpone 1 --to +7d --why x\n"
            ),
        ),
    ],
)
def test_postpone_moves_to_a_later_day_only(kam: Kam, planned: Path, to: str, err: str) -> None:
    assert kam("postpone", "1", "--to", to, "--why", "x") == Answer(out="", err=err, code=4)
    assert statuses(kam) == {1: "open", 2: "open"}


VERBS = {
    "done": (),
    "drop": ("--why", "x"),
    "postpone": ("--to", "2026-12-04", "--why", "x"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("number", "err", "code"),
    [
        ("one", 'error: "one" is not an id.\nhint: kam action list\n', 2),
        ("1.5", 'error: "1.5" is not an id.\nhint: kam action list\n', 2),
        ("9" * 25, f'error: "{"9" * 25}" is not an id.\nhint: kam action list\n', 2),
        ("7", 'error: There is no action "7".\nhint: kam action list\n', 3),
    ],
)
def test_refuses_an_id_that_it_does_not_know(
    kam: Kam, planned: Path, verb: str, number: str, err: str, code: int
) -> None:
    assert kam(verb, number, *VERBS[verb]) == Answer(out="", err=err, code=code)


@pytest.mark.parametrize("verb", VERBS)
def test_refuses_an_action_that_is_closed(kam: Kam, planned: Path, verb: str) -> None:
    kam("done", "1", "--on", "2026-11-19")

    assert kam(verb, "1", *VERBS[verb]) == Answer(
        out="",
        err='error: Action "1" is closed already, since 2026-11-19.\n'
        "hint: kam action list JRW01001\n",
        code=4,
    )


@pytest.mark.parametrize(
    ("command", "err"),
    [
        (("drop", "1"), "error: --why is missing.\nhint: kam drop --help\n"),
        (("drop", "1", "--why", ""), "error: --why is empty.\n"),
        (
            ("postpone", "1", "--why", "x"),
            "error: --to is missing.\nhint: kam postpone --help\n",
        ),
        (
            ("postpone", "1", "--to", "2026-12-04"),
            "error: --why is missing.\nhint: kam postpone --help\n",
        ),
        (("done",), "error: ID is missing.\nhint: kam done --help\n"),
    ],
)
def test_asks_for_what_is_missing(
    kam: Kam, planned: Path, command: tuple[str, ...], err: str
) -> None:
    assert kam(*command) == Answer(out="", err=err, code=2)


def test_what_was_done_lies_in_the_past(kam: Kam, planned: Path) -> None:
    answer = kam("done", "1", "--on", "2026-11-21")

    assert (answer.out, answer.code) == ("", 4)
    assert answer.err.startswith('error: "2026-11-21" is still to come')


@pytest.mark.parametrize("verb", VERBS)
def test_a_dry_run_changes_nothing(kam: Kam, planned: Path, verb: str) -> None:
    before = content(planned)

    answer = kam(verb, "1", *VERBS[verb], "--dry-run")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith(f"{WHO}: action 1 is ")
    assert content(planned) == before
