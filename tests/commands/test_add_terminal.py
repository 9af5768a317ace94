"""`kam add` at a terminal asks for what it must know, in the language of the person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from terminal import Terminal


def stored(ledger: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute("SELECT name, nature, source FROM customers").fetchall()


def test_nature_and_source_are_asked_until_they_are_understood(ledger: Path) -> None:
    terminal = Terminal("--lang", "zh", "add", "明远机电", "--country", "CN", columns=80)
    for asked, said in (
        ("客户性质(当地代理, 当地经销, 中介, 终端客户)？ ", "朋友"),
        ("客户性质(当地代理, 当地经销, 中介, 终端客户)？ ", "end-user"),
        ("社交媒体, 电话营销, 其他)？ ", "广交会"),
    ):
        terminal.child.expect_exact(asked.encode())
        terminal.child.send(f"{said}\r".encode())

    assert terminal.ends() == 0
    assert stored(ledger) == [("明远机电", "end-user", "fair")]


def test_who_says_nothing_registers_nobody(ledger: Path) -> None:
    terminal = Terminal("add", "ACME", "--country", "DE", "--source", "web", columns=40)
    terminal.child.expect_exact("end-user)? ")
    terminal.child.send(b"\r")

    assert terminal.ends() == 2
    assert "error: --nature is missing." in terminal.screen
    assert stored(ledger) == []
