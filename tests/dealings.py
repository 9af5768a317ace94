"""Customers that the tests of the books begin with, and what is asked of every command."""

from __future__ import annotations

import json
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from conftest import Answer, Kam

ACME = ("ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")
HUAMAO = ("杭州华茂", "--country", "CN", "--nature", "distributor", "--source", "fair")


def register(kam: Kam, *firms: tuple[str, ...], on: str = "2026-01-05") -> None:
    """Register firms of manager 01 in this order."""
    for firm in firms or (ACME,):
        assert kam("add", *firm, "--on", on).code == 0


def dump(ledger: Path) -> str:
    """Return the content of a ledger as SQL."""
    with closing(sqlite3.connect(ledger)) as connection:
        return "\n".join(connection.iterdump())


def hint(answer: Answer) -> str:
    """Return the command that an error proposes."""
    line = answer.err.splitlines()[-1]
    assert line.startswith("hint: kam ")
    return line.removeprefix("hint: kam ")


def paste(kam: Kam, answer: Answer) -> Answer:
    """Run the command that an error proposes."""
    return kam(*shlex.split(hint(answer)))


def listed(kam: Kam, *command: str) -> list[dict[str, Any]]:
    """Return the objects that a command lists."""
    answer = kam(*command, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found: list[dict[str, Any]] = json.loads(answer.out)
    return found


def actions(kam: Kam) -> list[tuple[str, str, str, str | None]]:
    """Return every next action: text, day, status, reason."""
    found = listed(kam, "action", "list", "--all")
    return sorted((each["text"], each["due_on"], each["status"], each["why"]) for each in found)
