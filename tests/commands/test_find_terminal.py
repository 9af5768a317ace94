"""`kam find` and CODE at a terminal: what matches is bold, and of several one is picked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from conftest import Kam
from dealings import register

LINES = 24
AT_HOME = ("--country", "CN", "--nature", "end-user", "--source", "web")


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with two customers of like names; return its path."""
    register(kam, ("杭州恒生科技有限公司", *AT_HOME), ("恒生银行", *AT_HOME))
    assert kam("log", "hskj", "客户说 [报价] 太高，让我们再给一个价格").code == 0
    return ledger


class Terminal:
    """A run of `kam` at a terminal, and the screen that a person sees."""

    def __init__(self, *said: str, columns: int, **variables: str) -> None:
        self._screen = pyte.Screen(columns, LINES)
        self._stream = pyte.ByteStream(self._screen)
        environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", **variables}
        for name in ("COLUMNS", *(name for name in variables if not variables[name])):
            environment.pop(name)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kamcli", *said],
            env=environment,
            dimensions=(LINES, columns),
            timeout=30,
        )

    def ends(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self._stream.feed(self.child.before)
        self.child.close()
        code: int = self.child.exitstatus
        return code

    @property
    def bold(self) -> str:
        """All that is bold on the screen, without spaces; the titles of a table are."""
        cells = (
            self._screen.buffer[line][column]
            for line in range(LINES)
            for column in range(self._screen.columns)
        )
        return "".join(cell.data for cell in cells if cell.bold).replace(" ", "")

    @property
    def screen(self) -> str:
        """The screen, without the spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize(("text", "bold"), [("hskj", "恒生科技"), ("報價", "报价")])
def test_what_matches_is_bold(firms: Path, columns: int, text: str, bold: str) -> None:
    terminal = Terminal("find", text, columns=columns, NO_COLOR="")

    assert terminal.ends() == 0
    assert terminal.bold.endswith(bold)
    assert terminal.bold.count(bold) == 1
    assert "「" not in terminal.screen


def test_nothing_is_bold_where_no_colour_is_wanted(firms: Path) -> None:
    terminal = Terminal("find", "hskj", columns=40, NO_COLOR="1")

    assert terminal.ends() == 0
    assert terminal.bold.isascii()
    assert "恒" in terminal.screen


def test_of_several_one_is_picked(firms: Path) -> None:
    terminal = Terminal("show", "hengsheng", columns=80)
    terminal.child.expect("Which one")
    asked = terminal.child.before.decode()
    terminal.child.send(b"2\r")

    assert asked.split() == ["1", "JRN01001", "杭州恒生科技有限公司", "2", "JRN01002", "恒生银行"]
    assert terminal.ends() == 0
    assert "JRN01002 恒生银行" in terminal.screen.replace("  ", " ")


def test_who_picks_none_is_told_of_all(firms: Path) -> None:
    terminal = Terminal("show", "hengsheng", columns=80)
    terminal.child.expect("Which one")
    terminal.child.send(b"\r")

    assert terminal.ends() == 4
    assert "fits several customers" in terminal.screen
