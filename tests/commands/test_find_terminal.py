"""`kam find` and CODE at a terminal: what matches is bold, and of several one is picked."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kam
from dealings import register
from terminal import Terminal

AT_HOME = ("--country", "CN", "--nature", "end-user", "--source", "web")


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with two customers of like names; return its path."""
    register(kam, ("杭州恒生科技有限公司", *AT_HOME), ("恒生银行", *AT_HOME))
    assert kam("log", "hskj", "客户说 [报价] 太高，让我们再给一个价格").code == 0
    return ledger


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
