"""What examples/README.md shows is what the program says.

`KAM_WRITE_EXAMPLES=1` writes the answers anew instead of comparing them.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest

from conftest import TODAY, Answer, Kam

README = Path(__file__).parents[1] / "examples" / "README.md"
FENCE = "```console"


def test_the_session_is_what_the_program_says(
    kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tables", "mistaken", "phone"):
        shutil.copytree(README.parent / name, tmp_path / name)
    monkeypatch.setenv("KAM_LEDGER", "kam.db")
    monkeypatch.setenv("COLUMNS", "100")
    text = README.read_text(encoding="utf-8")
    assert f"{TODAY:%-d %B %Y}" in text

    said = "\n".join(_said(kam, text))

    if os.environ.get("KAM_WRITE_EXAMPLES"):
        README.write_text(said, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == said


def _said(kam: Kam, text: str) -> list[str]:
    """Return the text with the answers to its commands as the program gives them."""
    lines, inside = [], False
    for line in text.split("\n"):
        if line.startswith("```"):
            inside = line == FENCE
        if not inside or line == FENCE or line.startswith("$ "):
            lines.append(line)
        if inside and line.startswith("$ "):
            lines += _shown(kam(*shlex.split(line)[2:]))
    return lines


def _shown(answer: Answer) -> list[str]:
    """Return what a terminal shows: talk, the answer, and at the end what went wrong."""
    told = answer.err.splitlines()
    wrong = [line for line in told if line.startswith(("error:", "hint:"))]
    return [*told[: len(told) - len(wrong)], *answer.out.splitlines(), *wrong]
