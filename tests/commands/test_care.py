"""`kam snooze`, `kam cadence` and `kam key`: how a customer is cared for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam, content

WHO = "JRW01001 ACME GmbH"
LATER = ("--as-of", "2027-06-01")


def kept(ledger: Path) -> list[tuple[int | None, str | None, str | None]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute("SELECT days, snoozed_until_on, why FROM cadences").fetchall()


def flags(kam: Kam, *arguments: str) -> list[str]:
    found: list[str] = json.loads(kam("list", "-f", "json", *arguments).out)[0]["flags"]
    return found


def test_snooze_holds_back_what_is_due(kam: Kam, acme: Path) -> None:
    assert "overdue" in flags(kam, *LATER)

    assert kam("snooze", "JRW01001", "--until", "2027-06-01", "--why", "工厂放假") == Answer(
        out=f"{WHO}: quiet until 2027-06-01.\n", err="", code=0
    )

    assert kept(acme) == [(None, "2027-06-01", "工厂放假")]
    assert "overdue" not in flags(kam, *LATER)
    assert "overdue" in flags(kam, "--as-of", "2027-06-02")


def test_snooze_returns_what_was_kept_as_json(kam: Kam, acme: Path) -> None:
    answer = kam("snooze", "JRW01001", "--until", "下周五", "--why", "x", "-f", "json")

    assert (answer.err, answer.code) == ('"下周五" is 2026-11-27.\n', 0)
    assert json.loads(answer.out) == {
        "code": "JRW01001",
        "snoozed_until": "2026-11-27",
        "why": "x",
    }


def test_a_new_snooze_replaces_the_old_one(kam: Kam, acme: Path) -> None:
    kam("snooze", "JRW01001", "--until", "2026-11-27", "--why", "one")
    kam("snooze", "JRW01001", "--until", "2026-11-25", "--why", "two")

    assert kept(acme) == [(None, "2026-11-25", "two")]


@pytest.mark.parametrize("until", ["2026-11-20", "2026-11-19"])
def test_snooze_lasts_beyond_today(kam: Kam, acme: Path, until: str) -> None:
    assert kam("snooze", "JRW01001", "--until", until, "--why", "x") == Answer(
        out="",
        err=f'error: A snooze lasts until a day after today, not "{until}".\n'
        "hint: kam snooze JRW01001 --until +7d --why x\n",
        code=4,
    )


@pytest.mark.parametrize(
    ("said", "err"),
    [
        (("--until", "2026-11-27"), "error: --why is missing.\nhint: kam snooze --help\n"),
        (("--why", "x"), "error: --until is missing.\nhint: kam snooze --help\n"),
        (("--until", "2026-11-27", "--why", ""), "error: --why is empty.\n"),
    ],
)
def test_snooze_has_a_day_and_a_reason(
    kam: Kam, acme: Path, said: tuple[str, ...], err: str
) -> None:
    assert kam("snooze", "JRW01001", *said) == Answer(out="", err=err, code=2)


@pytest.mark.parametrize(
    ("days", "number"),
    [
        ("1", 1),
        ("21", 21),
        ("3650", 3650),
        ("30天", 30),
        ("30 days", 30),
        ("十五天", 15),
        ("２１", 21),
    ],
)
def test_cadence_is_a_number_of_days(kam: Kam, acme: Path, days: str, number: int) -> None:
    answer = kam("cadence", "JRW01001", days, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "days": number}
    assert kept(acme) == [(number, None, None)]


def test_cadence_says_how_often(kam: Kam, acme: Path) -> None:
    assert kam("cadence", "JRW01001", "21") == Answer(
        out=f"{WHO}: every 21 days.\n", err="", code=0
    )
    assert kam("cadence", "JRW01001", "1") == Answer(out=f"{WHO}: every day.\n", err="", code=0)
    assert kam("cadence", "acme", "default") == Answer(
        out=f"{WHO}: the grade says how often.\n", err=f"{WHO}\n", code=0
    )


def test_cadence_decides_when_a_customer_is_overdue(kam: Kam, acme: Path) -> None:
    kam("cadence", "JRW01001", "5")

    assert "overdue" not in flags(kam, "--as-of", "2026-11-25")
    assert "overdue" in flags(kam, "--as-of", "2026-11-26")


@pytest.mark.parametrize("word", ["default", "默认", "Default"])
def test_the_default_leaves_nothing_behind(kam: Kam, acme: Path, word: str) -> None:
    kam("cadence", "JRW01001", "21")

    answer = kam("cadence", "JRW01001", word, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "days": None}
    assert kept(acme) == []


def test_cadence_and_snooze_do_not_disturb_each_other(kam: Kam, acme: Path) -> None:
    kam("cadence", "JRW01001", "21")
    kam("snooze", "JRW01001", "--until", "2026-11-27", "--why", "x")
    assert kept(acme) == [(21, "2026-11-27", "x")]

    kam("cadence", "JRW01001", "default")
    assert kept(acme) == [(None, "2026-11-27", "x")]


def test_the_default_of_a_customer_without_a_cadence_changes_nothing(kam: Kam, acme: Path) -> None:
    before = content(acme)

    assert kam("cadence", "JRW01001", "default").code == 0
    assert content(acme) == before


@pytest.mark.parametrize(
    ("days", "err", "code"),
    [
        ("0", 'error: "0" is no cadence: 1 to 3650 days.\nhint: kam cadence JRW01001 30\n', 4),
        (
            "3651",
            'error: "3651" is no cadence: 1 to 3650 days.\nhint: kam cadence JRW01001 30\n',
            4,
        ),
        ("often", 'error: "often" is no number of days.\nhint: kam cadence JRW01001 30\n', 2),
        ("1.5", 'error: "1.5" is no number of days.\nhint: kam cadence JRW01001 30\n', 2),
        ("", 'error: "" is no number of days.\nhint: kam cadence --help\n', 2),
    ],
)
def test_cadence_refuses_what_is_no_number_of_days(
    kam: Kam, acme: Path, days: str, err: str, code: int
) -> None:
    assert kam("cadence", "JRW01001", days) == Answer(out="", err=err, code=code)


def test_key_marks_a_customer_and_takes_it_back(kam: Kam, acme: Path) -> None:
    assert kam("key", "JRW01001", "--why", "行业第一") == Answer(
        out=f"{WHO} is a key customer.\n", err="", code=0
    )
    assert json.loads(kam("list", "-f", "json").out)[0]["key"] is True

    assert kam("key", "JRW01001", "--off") == Answer(
        out=f"{WHO} is no key customer.\n", err="", code=0
    )
    assert json.loads(kam("list", "-f", "json").out)[0]["key"] is False


def test_key_returns_the_reason_as_json(kam: Kam, acme: Path) -> None:
    on = kam("key", "JRW01001", "--why", "x", "-f", "json")
    off = kam("key", "JRW01001", "--off", "-f", "json")

    assert (on.err, on.code, off.err, off.code) == ("", 0, "", 0)
    assert json.loads(on.out) == {"code": "JRW01001", "key": True, "key_reason": "x"}
    assert json.loads(off.out) == {"code": "JRW01001", "key": False, "key_reason": None}


SAY_WHY = "error: Say why it is a key customer, or --off that it is none.\n"


@pytest.mark.parametrize(
    ("said", "err"),
    [
        ((), SAY_WHY + "hint: kam key JRW01001 --why '…'\n"),
        (("--why", "x", "--off"), SAY_WHY + "hint: kam key --help\n"),
        (("--why", " "), "error: --why is empty.\n"),
    ],
)
def test_key_has_a_reason_or_is_off(kam: Kam, acme: Path, said: tuple[str, ...], err: str) -> None:
    assert kam("key", "JRW01001", *said) == Answer(out="", err=err, code=2)


@pytest.mark.parametrize(
    "command",
    [
        ("snooze", "JRW01001", "--until", "2026-11-27", "--why", "x"),
        ("cadence", "JRW01001", "30"),
        ("key", "JRW01001", "--why", "x"),
    ],
)
def test_a_dry_run_changes_nothing(kam: Kam, acme: Path, command: tuple[str, ...]) -> None:
    before = content(acme)

    answer = kam(*command, "--dry-run")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.startswith(WHO)
    assert content(acme) == before


@pytest.mark.parametrize(
    "command",
    [
        ("snooze", "Nobody", "--until", "2026-11-27", "--why", "x"),
        ("cadence", "Nobody", "30"),
        ("key", "Nobody", "--off"),
    ],
)
def test_knows_no_such_customer(kam: Kam, acme: Path, command: tuple[str, ...]) -> None:
    assert kam(*command) == Answer(
        out="", err='error: No customer fits "Nobody".\nhint: kam list --all\n', code=3
    )
