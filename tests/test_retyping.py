"""The command of a hint is the one that was typed, put right."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from conftest import Kam

LOG = ("log", "JRW01001", "Called them")
ADD = ("add", "Foo AG", "--country", "DE", "--nature", "agent", "--source", "web")


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        ((*LOG, "--on", "2026-02-30"), 2, "kam log JRW01001 'Called them' --on 2026-11-20"),
        ((*LOG, "--on=03/05/2026"), 2, "kam log JRW01001 'Called them' --on=2026-03-05"),
        ((*LOG, "--on", "2026-11-21"), 4, "kam log JRW01001 'Called them' --on today"),
        (
            ("next", "JRW01001", "Call", "--due", "2026-11-19"),
            4,
            "kam next JRW01001 Call --due +7d",
        ),
        ((*LOG, "--amount", "12,34"), 2, "kam log JRW01001 'Called them' --amount 12.34"),
        ((*LOG, "-f", "csv"), 2, "kam log JRW01001 'Called them' -f csv --format json"),
        (("cadence", "JRW01001", "0"), 4, "kam cadence JRW01001 30"),
        (
            (*ADD, "--code", "JRN01007"),
            4,
            f"kam {shlex.join(ADD)} --code JRN01007 --market domestic",
        ),
        (
            (*ADD, "--code", "JRW01777"),
            4,
            f"kam {shlex.join(ADD)} --code JRW01777 --force --why '…'",
        ),
        (
            (
                *("grade", "override", "JRW01001", "B", "--until", "2027-06-01"),
                *("--by", "Wang", "--why", "Fair"),
            ),
            4,
            "kam grade override JRW01001 B --until 2027-02-18 --by Wang --why Fair",
        ),
        (("list", "-f", "xlsx"), 2, "kam list -f xlsx --out list.xlsx"),
        (("list", "--out", "no/where.csv", "-f", "csv"), 5, "kam list --out where.csv -f csv"),
    ],
)
def test_it_works_when_pasted(
    kam: Kam, acme: Path, typed: tuple[str, ...], code: int, hint: str
) -> None:
    refused = kam(*typed)

    assert (refused.code, refused.out) == (code, "")
    assert refused.err.splitlines()[-1] == f"hint: {hint}"
    assert kam(*shlex.split(hint)[1:]).code == 0


def test_what_a_person_must_choose_is_told_as_it_is(kam: Kam, acme: Path) -> None:
    answer = kam("list", "--sort", "colour")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.splitlines()[1].startswith("hint: --sort code|name|")


def test_options_stand_before_what_only_looks_like_one(kam: Kam, acme: Path) -> None:
    answer = kam("log", "-f", "csv", "JRW01001", "--", "-x")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.splitlines()[1] == "hint: kam log -f csv JRW01001 --format json -- -x"


@pytest.mark.parametrize("text", ["two\nlines", "2026-02-30"])
def test_what_cannot_be_put_right_in_one_line_is_told_in_words(
    kam: Kam, acme: Path, text: str
) -> None:
    answer = kam("log", "JRW01001", text, "--on", "2026-02-30")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.splitlines()[1] == "hint: write year, month and day: 2026-11-20"
