"""Work that can be interrupted: commands whose facts are known, and the search for them after."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from conftest import call
from kamcli.ledger import database
from kamcli.ledger.trail import verify_trail

TRADE = ("--nature", "end-user", "--source", "web")
# What the doctor says of a ledger that nothing happened to, whatever backups there are.
_OF_THE_LEDGER = frozenset(
    {"integrity", "references", "schema", "codes", "trail", "rows", "grades", "index"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a fault came to: how often it struck, what was acknowledged, and what of it was lost.

    `acknowledged` counts commands that ended with 0; `lost` those of them that are not there.
    """

    fault: str
    tried: int
    acknowledged: int
    lost: int
    came_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A command, and the text by which what it recorded is found."""

    words: tuple[str, ...]
    table: str
    column: str
    text: str


def begin(path: Path, *, customers: int = 5) -> Path:
    """Make a ledger with a few customers, and have every command of this process use it."""
    os.environ["KAM_LEDGER"] = str(path)
    answers = [call("init", "--manager", "01", "--name", "Li Lei", "--department", "export")]
    answers += [
        call("add", f"Firm {n}", "--country", "DE", *TRADE, "--contact", "Anna", "--phone", f"{n}1")
        for n in range(customers)
    ]
    assert {each.code for each in answers} == {0}, answers
    return path


def job(number: int, chance: random.Random) -> Job:
    """Return one of the commands of a day's work; its number stands in what it records."""
    code, text = f"JRW0100{chance.randint(1, 5)}", f"fact-{number}"
    kinds = (
        Job(
            words=("log", code, text, "--next", "Send it", "--due", "+3d", "--needs", "A price"),
            table="interactions",
            column="text",
            text=text,
        ),
        Job(
            words=("add", text, "--country", "FR", *TRADE, "--contact", "Bob", "--met"),
            table="customers",
            column="name",
            text=text,
        ),
        Job(
            words=("order", "add", code, "8000", "--number", text),
            table="orders",
            column="number",
            text=text,
        ),
        Job(words=("next", code, text, "--due", "+1d"), table="actions", column="text", text=text),
        Job(
            words=("contact", "add", code, text, "--email", f"{text}@firm.example"),
            table="contacts",
            column="name",
            text=text,
        ),
    )
    return chance.choice(kinds)


def started(words: Iterable[str]) -> subprocess.Popen[bytes]:
    """Start `kam` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kamcli", *words],
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def missing(path: Path, jobs: Collection[Job]) -> list[Job]:
    """Return the jobs whose facts a ledger does not hold."""
    with closing(sqlite3.connect(path)) as connection:
        held = {
            table: {row[0] for row in connection.execute(f"SELECT {column} FROM {table}")}
            for table, column in {(each.table, each.column) for each in jobs}
        }
    return [each for each in jobs if each.text not in held[each.table]]


def check_whole(path: Path) -> None:
    """Assert what can be seen quickly: pages, references, the chain."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with database.reading(path) as opened:
        assert verify_trail(opened) is None


def check_sound(path: Path) -> None:
    """Assert that the doctor finds nothing wrong in a ledger."""
    found = ailments(path)
    assert not found.keys() & _OF_THE_LEDGER, found


def ailments(path: Path) -> Mapping[str, object]:
    """Return what the doctor finds wrong, by check; `open` where it cannot open the file."""
    answer = call("doctor", "-f", "json", "--ledger", str(path))
    assert answer.code in {0, 4, 5}, answer
    checks = json.loads(answer.out)["checks"]
    found = {each["check"]: each for each in checks if each["health"] in {"wrong", "unknown"}}
    if len(checks) < len(_OF_THE_LEDGER):
        found["open"] = answer.err
    return found
