"""What keeps `kam` quick, in counts that do not depend on the machine.

Modules loaded, statements run, how SQLite means to answer them, the steps it takes, and, where
valgrind is found, the instructions of a start. `make bench` holds the seconds.
"""

from __future__ import annotations

import compileall
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import kamcli
import ledgers
from conftest import Kam
from customers import Size

HEAVY = (
    *("alembic", "pydantic", "rich", "sqlalchemy", "sqlmodel", "xlsxwriter", "python_calamine"),
    *("asyncio", "email", "http", "logging", "multiprocessing", "unittest", "xml"),
)
_COUNTED = """
import sys
before = set(sys.modules)
from kamcli import __main__
def leave(code):
    loaded = {name for name, each in sys.modules.items() if type(each).__name__ != "_Deferred"}
    sys.stderr.write("\\0" + "\\n".join(sorted(loaded - before)) + f"\\0{code}")
    raise SystemExit(code)
__main__._leave = leave
sys.argv = ["kam", *sys.argv[1:]]
__main__.main()
"""
_STEPS_AT_ONCE = 10
# What a command may do more often in a ledger ten times as large: look deeper into an index.
_MORE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """A command of the everyday path, the modules it may load and the statements it may run."""

    argv: tuple[str, ...]
    modules: int
    statements: int

    def __str__(self) -> str:
        """Return the command as it is typed."""
        return " ".join(self.argv)


EVERYDAY = (
    Everyday(argv=("show", "JRW01007"), modules=167, statements=19),
    Everyday(argv=("list", "--limit", "20"), modules=157, statements=11),
    Everyday(argv=("log", "JRW01007", "Asked for a price"), modules=174, statements=36),
    Everyday(argv=("next", "JRW01007", "Call", "--due", "friday"), modules=165, statements=25),
    Everyday(argv=("today",), modules=163, statements=14),
    Everyday(
        argv=(
            *("add", "Quellwerk Pumpen GmbH", "--country", "DE", "--nature", "end-user"),
            *("--source", "web"),
        ),
        modules=190,
        statements=38,
    ),
)
FINDS = (
    *(
        Everyday(argv=("find", text), modules=146, statements=22)
        for text in ("quarry-7741", "melling", "采石", "hskj")
    ),
    *(
        Everyday(argv=("find", *words), modules=147, statements=22)
        for words in (("hengsheng", "wang"), ("melling", "gmbh", "price"))
    ),
)
# What reading all that may hold a text takes at most; the notes of `large` alone take more.
_STEPS_OF_FIND = 40_000
STARTS = (
    Everyday(argv=("--version",), modules=12, statements=0),
    Everyday(argv=("--help",), modules=109, statements=0),
    Everyday(argv=("__complete", "show", "JRW0100"), modules=28, statements=0),
    Everyday(argv=("__complete", "show", "heng"), modules=45, statements=0),
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 300 customers, 100 of them of manager 01."""
    return _built(300, tmp_path_factory)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 3,000 customers, 100 of them of manager 01."""
    return _built(3_000, tmp_path_factory)


def _built(customers: int, factory: pytest.TempPathFactory) -> Path:
    path = factory.mktemp("guards") / f"{customers}.db"
    ledgers.build(Size(name=str(customers), customers=customers, per_manager=100), path)
    return path


@dataclass(slots=True)
class Watch:
    """What the connections that were opened have been asked, and the steps they took for it."""

    statements: list[str] = field(default_factory=list)
    steps: int = 0

    def step(self) -> None:
        """Count some more steps of SQLite's machine."""
        self.steps += _STEPS_AT_ONCE


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Write down what every connection is asked from now on."""
    seen = Watch()
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def watched(*arguments: Any, **settings: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **settings)
        connection.set_trace_callback(seen.statements.append)
        connection.set_progress_handler(seen.step, _STEPS_AT_ONCE)
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    return seen


def _questions(watch: Watch) -> list[str]:
    """Return the statements that read or write rows."""
    verbs = ("select", "with", "insert", "update", "delete")
    return [each for each in watch.statements if each.lstrip().lower().startswith(verbs)]


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS, *STARTS], ids=str)
def test_loads_few_modules_and_none_that_is_heavy(
    small: Path, tmp_path: Path, command: Everyday
) -> None:
    modules = _modules(_copied(small, tmp_path), command.argv)

    assert not [each for each in modules if each in HEAVY]
    assert len(modules) <= command.modules


def _modules(ledger: Path, argv: Sequence[str]) -> list[str]:
    """Return the modules that a command has loaded at its end, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED, *argv],
        env=_environment(ledger),
        capture_output=True,
        text=True,
        check=True,
    )
    _, modules, code = done.stderr.split("\0")
    assert code == "0"
    return modules.split()


def _environment(ledger: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "0",
        "KAM_LEDGER": str(ledger),
        "KAM_AS_OF": "2026-11-20",
        "HOME": str(ledger.parent),
        "LANG": "C.UTF-8",
    }


def test_notices_a_heavy_module(small: Path, tmp_path: Path) -> None:
    heavy = _COUNTED.replace("import sys", "import sys, sqlalchemy", 1)
    done = subprocess.run(
        [sys.executable, "-c", heavy.replace("before = set(sys.modules)", "before = set()"), "-h"],
        env={"HOME": str(tmp_path), "KAM_LEDGER": str(small)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "sqlalchemy" in done.stderr.split("\0")[1].split()


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS], ids=str)
def test_runs_few_statements(
    kam: Kam, watch: Watch, small: Path, tmp_path: Path, command: Everyday
) -> None:
    _copied(small, tmp_path)

    answer = kam(*command.argv)

    assert (answer.code, answer.err) == (0, answer.err)
    assert 0 < len(_questions(watch)) <= command.statements


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS], ids=str)
def test_never_goes_through_all_interactions(
    kam: Kam, watch: Watch, small: Path, tmp_path: Path, command: Everyday
) -> None:
    ledger = _copied(small, tmp_path)
    kam(*command.argv)

    with closing(sqlite3.connect(ledger)) as connection:
        scanned = {
            question: _scanned(connection, question) & {"interactions", "orders"}
            for question in _questions(watch)
        }

    assert not {question: tables for question, tables in scanned.items() if tables}


def _scanned(connection: sqlite3.Connection, question: str) -> set[str]:
    """Return the tables that SQLite would read from end to end."""
    plan = connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
    named = {match[1] for row in plan if (match := re.match(r"SCAN (\w+)", str(row[3])))}
    return {_table(name, question) for name in named}


def _table(name: str, question: str) -> str:
    """Return the table that an alias stands for."""
    found = re.search(rf"\b(?:FROM|JOIN)\s+(\w+)\s+(?:AS\s+)?{name}\b", question, re.IGNORECASE)
    return found[1] if found else name


@pytest.mark.parametrize("command", EVERYDAY, ids=str)
def test_takes_hardly_more_steps_in_a_ledger_ten_times_as_large(
    kam: Kam,
    watch: Watch,
    small: Path,
    large: Path,
    tmp_path: Path,
    command: Everyday,
) -> None:
    taken = []
    for ledger in (small, large):
        _copied(ledger, tmp_path)
        before = watch.steps
        assert kam(*command.argv).code == 0
        taken.append(watch.steps - before)

    assert taken[1] <= taken[0] * _MORE


@pytest.mark.parametrize("command", FINDS, ids=str)
def test_finds_without_reading_all(
    kam: Kam, watch: Watch, large: Path, tmp_path: Path, command: Everyday
) -> None:
    _copied(large, tmp_path)
    assert kam(*command.argv).code == 0

    assert watch.steps <= _STEPS_OF_FIND


def _copied(ledger: Path, folder: Path) -> Path:
    """Lay a copy of a ledger where the commands of a test look for one."""
    for leftover in folder.glob("kam.db*"):
        leftover.unlink()
    return Path(shutil.copy(ledger, folder / "kam.db"))


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is not here")
@pytest.mark.parametrize(
    ("argv", "most"),
    [
        (("--version",), 1.4),
        (("__complete", "show", "JRW0100"), 1.8),
        (("--help",), 5.2),
        (("log", "JRW01007", "Asked for a price"), 7.7),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_starts_in_few_instructions(
    small: Path, tmp_path: Path, argv: tuple[str, ...], most: float
) -> None:
    ledger = _copied(small, tmp_path)
    # A checkout has no bytecode: what pip installs has.
    assert compileall.compile_dir(Path(kamcli.__file__).parent, quiet=1)

    start = _instructions("-c", "pass", ledger=ledger)
    taken = _instructions("-m", "kamcli", *argv, ledger=ledger)

    assert taken <= start * most


def _instructions(*arguments: str, ledger: Path) -> int:
    """Return how many instructions Python runs at this, as callgrind counts them."""
    done = subprocess.run(
        [
            *("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"),
            *(sys.executable, *arguments),
        ],
        env=_environment(ledger),
        capture_output=True,
        text=True,
        check=True,
    )
    counted = re.search(r"Collected : (\d+)", done.stderr)
    assert counted is not None
    return int(counted[1])
