"""`kam report check`: each thing that can be missing, and a week that lacks nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Answer, Kam, content

FRIDAY = "2026-11-20"
Lack = dict[str, str | None]


def do(kam: Kam, *words: str) -> None:
    answer = kam(*words)
    assert answer.code == 0, answer.err


def lacks(kam: Kam, *options: str) -> list[Lack]:
    """Return what is missing; there is a sentence on stderr exactly where something is."""
    answer = kam("report", "check", "-f", "json", *options)
    found: list[Lack] = json.loads(answer.out)
    assert (answer.code, bool(answer.err)) == ((4, True) if found else (0, False)), answer
    assert all(list(each) == ["kind", "code", "name", "text"] for each in found)
    return found


def kinds(kam: Kam, *options: str) -> list[tuple[str | None, str | None]]:
    return [(each["kind"], each["code"]) for each in lacks(kam, *options)]


@pytest.fixture
def whole(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger whose week lacks nothing: a B in touch, with a plan and a goal."""
    do(kam, "add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web",
       "--contact", "Anna", "--phone", "+49 30 1234567")  # fmt: skip
    do(kam, "order", "add", "JRW01001", "8000", "--number", "A-1", "--on", "2026-10-01")
    do(kam, "log", "JRW01001", "Talked about pumps", "--next", "Offer", "--due", "2026-12-01")
    do(kam, "goal", "set", "1", "--week", "2026-11-27")
    return ledger


def test_a_whole_week_lacks_nothing(kam: Kam, whole: Path) -> None:
    before = content(whole)

    assert kam("report", "check") == Answer(
        out="", err=f"Nothing is missing in the week to Friday {FRIDAY}.\n", code=0
    )
    assert kam("report", "check", "-f", "json").out == "[]\n"
    assert content(whole) == before


def test_says_it_on_both_streams(kam: Kam, whole: Path) -> None:
    do(kam, "drop", "1", "--why", "No use")

    assert kam("report", "check") == Answer(
        out="Code      Customer   What is missing\n"
        "JRW01001  ACME GmbH  This B has no next action.\n",
        err=f"error: The week to Friday {FRIDAY} is not complete: 1 thing is missing.\n"
        "hint: kam fill\n",
        code=4,
    )


def test_a_b_without_contact_in_its_cadence(kam: Kam, whole: Path) -> None:
    do(kam, "cadence", "JRW01001", "3")

    (lack,) = lacks(kam, "--as-of", "2026-11-24", "--week", "this")[:1]
    assert (lack["kind"], lack["text"]) == (
        "no-contact",
        "Contact with this B was due on 2026-11-23.",
    )
    do(kam, "snooze", "JRW01001", "--until", "2026-12-31", "--why", "Closed")
    assert ("no-contact", "JRW01001") not in kinds(kam, "--as-of", "2026-11-24", "--week", "this")


def test_a_c_may_be_without_a_plan(kam: Kam, whole: Path) -> None:
    do(kam, "add", "Asks", "--country", "US", "--nature", "agent", "--source", "web",
       "--contact", "Bob", "--email", "bob@asks.example")  # fmt: skip
    do(kam, "log", "JRW01002", "Prices?", "--kind", "request")

    assert kinds(kam) == []


@pytest.mark.parametrize("trade", ["order", "payment"])
def test_trade_without_a_word(kam: Kam, whole: Path, trade: str) -> None:
    week = ("--as-of", "2026-11-24", "--week", "this")
    if trade == "order":
        do(kam, "order", "add", "JRW01001", "500", "--on", "2026-11-23", "--as-of", "2026-11-24")
    else:
        do(kam, "payment", "add", "A-1", "500", "--on", "2026-11-23", "--as-of", "2026-11-24")

    assert [each["text"] for each in lacks(kam, *week) if each["kind"] == "no-follow-up"] == [
        "There was an order or a payment, and no note says anything of it."
    ]
    do(kam, "log", "JRW01001", "下了订单", "--on", "2026-11-23", "--as-of", "2026-11-24")
    assert "no-follow-up" not in dict(kinds(kam, *week))


def test_a_new_grade_without_a_word(kam: Kam, whole: Path) -> None:
    found = lacks(kam, "--as-of", "2027-02-22", "--week", "this")

    assert {each["kind"]: each["text"] for each in found}["no-follow-up"] == (
        "The grade changed from B to X on 2027-02-21, and no note says why."
    )


def test_cards_without_a_word_are_no_follow_up_of_an_order(kam: Kam, whole: Path) -> None:
    do(kam, "add", "Cards", "--country", "US", "--nature", "agent", "--source", "fair", "--met",
       "--contact", "Bob", "--email", "bob@cards.example")  # fmt: skip
    assert kinds(kam) == []
    do(kam, "order", "add", "JRW01002", "500")

    assert ("no-follow-up", "JRW01002") in kinds(kam)


def test_a_promise_without_an_outcome(kam: Kam, whole: Path) -> None:
    found = lacks(kam, "--as-of", "2026-12-02", "--week", "this")

    assert [each["text"] for each in found if each["kind"] == "no-outcome"] == [
        '"Offer" was due on 2026-12-01: done, postponed or dropped?'
    ]
    do(kam, "postpone", "1", "--to", "2026-12-20", "--why", "Fair", "--as-of", "2026-12-02")
    assert "no-outcome" not in dict(kinds(kam, "--as-of", "2026-12-02", "--week", "this"))


def test_a_customer_nobody_can_reach(kam: Kam, whole: Path) -> None:
    do(kam, "add", "深圳市无名公司", "--country", "CN", "--nature", "agent", "--source", "web")

    (lack,) = lacks(kam)
    assert (lack["kind"], lack["code"], lack["name"]) == (
        "unreachable",
        "JRN01001",
        "深圳市无名公司",
    )


def test_a_goal_that_is_not_set(kam: Kam, whole: Path) -> None:
    assert lacks(kam, "--as-of", "2026-11-27") == [
        {
            "kind": "no-goal",
            "code": None,
            "name": None,
            "text": "Manager 01 has no goal for the week to Friday 2026-12-04.",
        }
    ]
    do(kam, "manager", "add", "02", "Han")
    texts = [each["text"] for each in lacks(kam, "--manager", "all")]
    assert texts == ["Manager 02 has no goal for the week to Friday 2026-11-27."]


def test_an_overdue_instalment_that_nobody_follows(kam: Kam, whole: Path) -> None:
    do(kam, "order", "instalment", "A-1", "8000", "--due", "2026-11-10")
    assert kinds(kam) == []
    do(kam, "done", "1")
    do(kam, "edit", "JRW01001", "--remarks", "x")

    found = {each["kind"]: each["text"] for each in lacks(kam)}
    assert found["overdue-instalment"] == (
        'Order "A-1" is overdue since 2026-11-10, and there is no next action.'
    )


def test_customer_by_customer_the_goal_last(kam: Kam, friday: Path) -> None:
    assert kinds(kam, "--as-of", "2026-11-27") == [
        ("no-outcome", "JRW01001"),
        ("unreachable", "JRW01002"),
        ("no-next", "JRW01003"),
        ("no-outcome", "JRW01004"),
        ("unreachable", "JRW01005"),
        ("no-follow-up", "JRW01005"),
        ("unreachable", "JRW01006"),
        ("unreachable", "JRW01009"),
        ("no-next", "JRN01001"),
        ("no-goal", None),
    ]


def test_says_it_in_chinese(kam: Kam, whole: Path) -> None:
    do(kam, "drop", "1", "--why", "不需要")

    assert kam("report", "check", "--lang", "zh") == Answer(
        out="客户编码  客户       缺什么\nJRW01001  ACME GmbH  这个 B 级客户没有下一步行动。\n",
        err=f"错误：截至周五 {FRIDAY} 的一周不完整：缺 1 项。\n提示：kam fill\n",
        code=4,
    )


def test_lists_it_in_other_forms(kam: Kam, friday: Path) -> None:
    answer = kam("report", "check", "-f", "csv")

    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff"))))
    assert (answer.code, len(rows)) == (4, 8)
    assert kam("report", "check", "-f", "md").out.startswith(
        "| Code | Customer | What is missing |"
    )


@pytest.mark.parametrize(
    ("as_of", "words", "week"),
    [
        ("2026-11-20", (), "2026-11-20"),
        ("2026-11-25", (), "2026-11-20"),
        ("2026-11-26", (), "2026-11-27"),
        ("2026-11-25", ("--week", "本周"), "2026-11-27"),
        ("2026-11-25", ("--week", "2026-11-10"), "2026-11-13"),
    ],
)
def test_takes_the_week_that_would_be_submitted(
    kam: Kam, friday: Path, as_of: str, words: tuple[str, ...], week: str
) -> None:
    answer = kam("report", "check", "--as-of", as_of, *words)

    assert answer.err.startswith(f"error: The week to Friday {week} is not complete: ")


def test_a_week_to_come_is_refused(kam: Kam, whole: Path) -> None:
    answer = kam("report", "check", "--week", "next")

    assert (answer.out, answer.code) == ("", 4)
    assert answer.err.startswith("error: The week from 2026-11-21 to 2026-11-27 has not begun.\n")
