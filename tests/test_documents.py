"""The documents say what the program does, and what they name exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import pytest

from kamcli.grammar import NOUNS, ROOT_VALUES, VERBS

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]

# A line of a block, or what stands between backticks, up to a comment, a pipe or a redirection.
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_KAM = re.compile(r"(?:^|[$`*]\s*)kam( [^\n`]*)?", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"(?<![\w.])/(?:work|root|home|tmp|Users)\b|\.\./(?:shared|\.library)")
_NOT_TYPED = ("|", ">", ">>", "<", "&&", "…", "COMMAND", "[OPTIONS]", "=")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_the_pages_that_are_made_are_up_to_date() -> None:
    made = ("docs/rules.md", "docs/json.md", "docs/import.md")
    tool = [sys.executable, "tools/documents.py", "--check", *made]
    done = subprocess.run(tool, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pages
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [link for link in _LINK.findall(page.read_text("utf-8")) if not leads(page, link)]
    assert dead == []


def leads(page: Path, link: str) -> bool:
    """Whether a link of a page leads to a file, and to a heading in it if it names one."""
    if link.startswith("https://"):
        return True
    name, _, anchor = link.partition("#")
    target = (page.parent / name) if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pages
def test_every_command_that_is_named_exists(page: Path) -> None:
    wrong = [line for line in commands(page.read_text("utf-8")) if fault(line)]
    assert wrong == []


def test_a_page_with_a_wrong_command_would_be_told() -> None:
    text = "`kam lsit`, `kam grade explian X`, `kam list --all`, `kam --lang zh log --knid talk`"
    assert [fault(line) for line in commands(text)] == ["lsit", "explian", None, "--knid"]


def commands(text: str) -> Iterator[Sequence[str]]:
    """Go through what a page types after `kam`, word by word."""
    for piece in _CODE.findall(text):
        for said in _KAM.findall(piece):
            words = shlex.split(said, comments=True)
            yield list(takewhile(lambda word: word not in _NOT_TYPED, words))


def fault(words: Sequence[str]) -> str | None:
    """Return the command, verb or option that does not exist, nothing if all do."""
    path, rest = "", list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return None
        if word.startswith("--"):
            name = word.partition("=")[0]
            if name not in {*ROOT_VALUES, *VERBS[path].flags, *VERBS[path].values}:
                return name
            if name in {*ROOT_VALUES, *VERBS[path].values} and "=" not in word:
                rest = rest[1:]
        elif word in NOUNS.get(path, ()):
            path = f"{path} {word}".strip()
        elif not path or path not in VERBS:
            return word
    return None


@pages
def test_no_page_names_a_place_of_this_machine(page: Path) -> None:
    assert _ELSEWHERE.findall(page.read_text("utf-8")) == []


def test_the_table_of_hanzi_is_what_its_tool_writes() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "hanzi.py", "--check"], check=False)

    assert done.returncode == 0
