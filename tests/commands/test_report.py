"""`kam report`: its options, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Answer, Kam, content


def test_masks_what_reaches_people_in_markdown(kam: Kam, friday: Path) -> None:
    answer = kam("report", "-f", "md")

    assert (answer.err, answer.code) == ("", 0)
    assert "- Contact: 王芳 · 采购经理 · `138****8000` · `w***`\n" in answer.out
    assert "`a***@schmidt.example`" in answer.out
    assert "Call me on 139\\*\\*\\*\\*9000" in answer.out
    for secret in ("13800138000", "13900139000", "anna.weber", "wangfang88", "1234567"):
        assert secret not in answer.out


def test_shows_what_reaches_people_when_asked(kam: Kam, friday: Path) -> None:
    answer = kam("report", "-f", "md", "--with-contacts")

    assert "- Contact: 王芳 · 采购经理 · 13800138000 · wangfang88\n" in answer.out
    assert "Call me on 13900139000" in answer.out


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_masks_nothing_on_the_own_terminal(kam: Kam, friday: Path, form: str) -> None:
    assert "13900139000" in kam("report", "-f", form).out


def test_writes_to_a_file(kam: Kam, friday: Path, tmp_path: Path) -> None:
    said = kam("report", "-f", "csv")
    answer = kam("report", "-f", "csv", "--out", "friday.csv")

    assert answer == Answer(out="", err="", code=0)
    assert (tmp_path / "friday.csv").read_bytes() == said.out.encode()


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ((), "2026-11-14 (Sat) — 2026-11-20 (Fri)"),
        (("--week", "this"), "2026-11-14 (Sat) — 2026-11-20 (Fri)"),
        (("--week", "上周"), "2026-11-07 (Sat) — 2026-11-13 (Fri)"),
        (("--week", "2026-11-13"), "2026-11-07 (Sat) — 2026-11-13 (Fri)"),
    ],
)
def test_reads_the_week(kam: Kam, ledger: Path, words: tuple[str, ...], week: str) -> None:
    assert f"Period                  {week}\n" in kam("report", *words).out


def test_a_week_to_come_is_refused(kam: Kam, ledger: Path) -> None:
    assert kam("report", "--week", "next") == Answer(
        out="",
        err=(
            "error: The week from 2026-11-21 to 2026-11-27 has not begun.\n"
            "hint: kam report --week this\n"
        ),
        code=4,
    )


@pytest.mark.parametrize(
    ("words", "error", "hint", "code"),
    [
        (
            ("--format", "xlsx"),
            "A workbook needs a file to be written to.",
            "kam report --format xlsx --out friday.xlsx",
            2,
        ),
        (
            ("--customers", "few"),
            '"few" is neither moved nor all.',
            "--customers moved|all",
            2,
        ),
        (("--manager", "09"), 'There is no manager "09".', 'kam manager add 09 "…"', 3),
        (
            ("nonsense",),
            'There is no command "kam report nonsense".',
            "kam report --help",
            2,
        ),
        (
            ("--week", "last", "nonsense"),
            'There is no command "kam report nonsense".',
            "kam report --help",
            2,
        ),
    ],
)
def test_says_what_cannot_be_understood(
    kam: Kam, ledger: Path, words: tuple[str, ...], error: str, hint: str, code: int
) -> None:
    assert kam("report", *words) == Answer(out="", err=f"error: {error}\nhint: {hint}\n", code=code)


def test_without_a_ledger_says_how_to_make_one(kam: Kam) -> None:
    answer = kam("report")

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.startswith("error: There is no ledger at")


def test_help_names_the_verbs(kam: Kam, ledger: Path) -> None:
    answer = kam("report", "--help")

    assert answer.out.startswith(
        "Usage: kam report [OPTIONS] COMMAND [ARGS]...\n\nPrint the Friday ledger.\n"
    )
    assert "  submit " in answer.out
    assert "kam report --week last --format md\n" in answer.out
    assert (answer.err, answer.code) == ("", 0)


@pytest.mark.parametrize(
    "option",
    [
        ("--week", "last"),
        ("--market", "foreign"),
        ("--customers", "all"),
        ("--with-contacts",),
        ("--format", "json"),
        ("--out", "x"),
    ],
)
@pytest.mark.parametrize("verb", ["submit", "list", "check"])
def test_options_before_a_verb_are_not_lost(
    kam: Kam, friday: Path, option: tuple[str, ...], verb: str
) -> None:
    before = content(friday)

    assert kam("report", *option, verb) == Answer(
        out="",
        err=f'error: "{option[0]}" stands before the verb: what is said of it stands after it.\n'
        f"hint: kam report {verb} --help\n",
        code=2,
    )
    assert content(friday) == before


def test_what_every_command_knows_may_stand_before_a_verb(kam: Kam, friday: Path) -> None:
    answer = kam("report", "--manager", "02", "--lang", "zh", "--as-of", "2026-11-20", "list")

    assert (answer.out, answer.code) == ("", 0)
