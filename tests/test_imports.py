"""What a command loads before it answers: nothing heavy that it does not use."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import Kam

STORE = ("sqlalchemy", "sqlmodel", "alembic", "pydantic")

_RUNNER = """
import sys
sys.argv = ["kam", *sys.argv[1:]]
import os
leave = os._exit
def told(code):
    sys.stdout.flush()
    sys.stderr.write("\\n" + " ".join(sorted(sys.modules)))
    sys.stderr.flush()
    leave(code)
os._exit = told
from kamcli.__main__ import main
main()
"""


def loaded(*arguments: str, code: int = 0) -> set[str]:
    """Run `kam` in a process of its own; return the top-level modules that it had loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _RUNNER, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("log", "--help"), ()])
def test_help_loads_neither_store_nor_tables(arguments: tuple[str, ...]) -> None:
    found = loaded(*arguments)

    assert "kamcli" in found
    assert found.isdisjoint({*STORE, "rich"})


@pytest.mark.parametrize("words", [("sh",), ("show", "JR"), ("show", "acm"), ("add", "--nat")])
def test_completion_loads_neither_store_nor_tables(ledger: Path, words: tuple[str, ...]) -> None:
    assert loaded("__complete", *words).isdisjoint({*STORE, "rich"})


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "JRW01001"), 5),
        (("lgo",), 2),
        (("log", "--nonsense"), 2),
        (("log", "JRW01001", ""), 2),
        (("list", "--as-of", "someday"), 2),
    ],
)
def test_an_error_loads_neither_store_nor_tables(arguments: tuple[str, ...], code: int) -> None:
    assert loaded(*arguments, code=code).isdisjoint({*STORE, "rich"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "JRW01001"),
        ("log", "JRW01001", "Hello"),
        ("list",),
        ("today",),
        ("find", "acme"),
        ("undo",),
        ("audit",),
    ],
)
def test_what_is_typed_all_day_does_without_the_models(
    kam: Kam, ledger: Path, arguments: tuple[str, ...]
) -> None:
    if find_spec(f"kamcli.commands.{arguments[0]}") is None:
        pytest.skip(f"there is no kam {arguments[0]} yet")
    kam("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")

    assert loaded(*arguments).isdisjoint(STORE)
