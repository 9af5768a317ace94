"""The Friday report, byte by byte: each form in both languages, and as a terminal shows it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from conftest import Kam
from golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", ["table", "md", "json", "csv"])
def test_says_the_same_bytes(kam: Kam, friday: Path, form: str, language: str) -> None:
    answer = kam("report", "--format", form, "--lang", language)

    assert (answer.err, answer.code) == ("", 0)
    assert_golden(GOLDEN / f"report.{language}.{form}", answer.out)
    assert kam("report", "--format", form, "--lang", language) == answer


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 40])
def test_fits_a_terminal(friday: Path, columns: int, language: str) -> None:
    shown = at_terminal(columns, language, no_color="1")

    assert_golden(GOLDEN / f"terminal-{columns}.{language}.txt", shown)
    assert "\x1b[1;31m" not in shown


def test_is_loud_where_colour_is_shown(friday: Path) -> None:
    shown = at_terminal(80, "en", no_color="")

    assert "\x1b[1mLost Trading Ltd\x1b[0m" in shown
    assert "\x1b[1;31m96\x1b[0m" in shown


def at_terminal(columns: int, language: str, *, no_color: str) -> str:
    """Run `kam report` in a terminal of so many columns."""
    environment = os.environ | {"NO_COLOR": no_color, "TERM": "xterm"}
    environment.pop("COLUMNS")
    shown = pexpect.run(
        f"{sys.executable} -m kamcli report --lang {language}",
        env=environment,
        dimensions=(50, columns),
    )
    return str(shown.decode().replace("\r\n", "\n"))
