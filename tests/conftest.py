"""The program as a callable, isolated from the person who runs the tests."""

from __future__ import annotations

import io
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kamcli import speech
from kamcli.app import run
from kamcli.ledger.creation import NewLedger, create_ledger
from kamcli.rules.vocabulary import Department
from kamcli.session import Session

TODAY = date(2026, 11, 20)
SHARED = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a run of `kam` said: both streams and the exit code."""

    out: str
    err: str
    code: int


Kam = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the person's own ledger, settings, day and language."""
    speech.settle((), {})  # a test before may have spoken Chinese
    for name in ("KAM_MANAGER", "KAM_LANG", "KAM_SOURCE", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KAM_LEDGER", str(tmp_path / "kam.db"))
    monkeypatch.setenv("KAM_AS_OF", TODAY.isoformat())
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LOGNAME", "tester")
    monkeypatch.chdir(tmp_path)


def call(*arguments: str, stdin: str = "") -> Answer:
    """Run `kam` in this process and return what it said."""
    import os

    out, err = io.StringIO(), io.StringIO()
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = out, err, io.StringIO(stdin)
    try:
        speech.settle(arguments, os.environ)
        code = run(arguments)
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
    return Answer(out=out.getvalue(), err=err.getvalue(), code=int(code))


@pytest.fixture
def kam() -> Iterator[Kam]:
    """Return the program as a callable: `kam("log", "JRW01001", "…")`."""
    yield call
    speech.settle((), {})


@pytest.fixture(scope="session")
def _made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger once; tests copy the file."""
    path = tmp_path_factory.mktemp("made") / "kam.db"
    session = Session(
        ledger=path,
        manager="01",
        as_of=date(2020, 1, 1),
        now=datetime(2020, 1, 1, tzinfo=UTC),
        login="tester",
    )
    create_ledger(
        session,
        NewLedger(manager="01", name="Li Lei", prefix="JR", department=Department.EXPORT),
    )
    return path


@pytest.fixture
def ledger(_made_ledger: Path, tmp_path: Path) -> Path:
    """Give the test a ledger of manager 01, Li Lei, export department; return its path."""
    return Path(shutil.copy(_made_ledger, tmp_path / "kam.db"))


@pytest.fixture
def acme(kam: Kam, ledger: Path) -> Path:
    """Give the test that ledger with one customer, JRW01001 ACME GmbH; return its path."""
    done = kam("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")
    assert done.code == 0
    return ledger


@pytest.fixture(scope="session")
def _made_friday(_made_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the ledger of `friday_ledger` once; tests copy the file."""
    import friday_ledger

    path = tmp_path_factory.mktemp("friday") / "kam.db"
    friday_ledger.fill(Path(shutil.copy(_made_ledger, path)))
    return path


@pytest.fixture
def friday(_made_friday: Path, tmp_path: Path) -> Path:
    """Give the test the ledger of `friday_ledger`; return its path."""
    return Path(shutil.copy(_made_friday, tmp_path / "kam.db"))


def content(ledger: Path) -> str:
    """Return everything that a ledger holds, as SQL."""
    with closing(sqlite3.connect(ledger)) as connection:
        return "\n".join(connection.iterdump())


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 300 customers, 100 of them of manager 01."""
    return _built(300, tmp_path_factory)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 3,000 customers, 100 of them of manager 01."""
    return _built(3_000, tmp_path_factory)


def _built(customers: int, factory: pytest.TempPathFactory) -> Path:
    import ledgers
    from customers import Size

    path = factory.mktemp("built") / f"{customers}.db"
    ledgers.build(Size(name=str(customers), customers=customers, per_manager=100), path)
    return path


@pytest.fixture
def shared() -> Path:
    """Return the folder of data made elsewhere; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of shared data is not here")
    return SHARED
