"""A fault in `kam` says where it is, and shows nothing of the ledger."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.tracing import fault


@pytest.fixture
def broken(kam: Kam, acme: Path) -> Path:
    """A ledger in which another program has put a name where a day belongs."""
    assert kam("log", "JRW01001", "Called").code == 0
    with closing(sqlite3.connect(acme)) as connection:
        connection.execute("UPDATE interactions SET happened_on = '0 Anna Weber'")
        connection.commit()
    return acme


def run(**more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kamcli", "interaction", "list"],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_shows_no_value_of_the_ledger(broken: Path) -> None:
    found = run()

    assert (found.stdout, found.returncode) == ("", 1)
    assert "Traceback (most recent call last):\n" in found.stderr
    assert "builtins.ValueError\n" in found.stderr
    assert "kamcli/ledger/interactions.py" in found.stderr
    assert "Anna" not in found.stderr
    assert found.stderr.endswith("KAM_TRACEBACK=full shows what it was about.\n")


def test_shows_it_when_asked(broken: Path) -> None:
    found = run(KAM_TRACEBACK="full")

    assert (found.stdout, found.returncode) == ("", 1)
    assert "Invalid isoformat string: '0 Anna Weber'" in found.stderr


def test_tells_what_a_fault_came_of(broken: Path) -> None:
    def look() -> None:
        raise KeyError("Anna Weber")

    def failing() -> None:
        try:
            look()
        except KeyError as error:
            raise ValueError("Anna Weber") from error

    with pytest.raises(ValueError, match="Anna") as raised:
        failing()
    text = fault(raised.value)

    assert text.index("builtins.KeyError\n") < text.index("builtins.ValueError\n")
    assert 'raise KeyError("Anna Weber")' in text  # the code of kam, no value of a ledger
    assert "KeyError: " not in text
