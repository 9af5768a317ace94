"""What keeps the start of `kam` quick, in counts that do not depend on the machine.

Modules loaded and, where valgrind is found, instructions run. `make bench` holds the seconds.
"""

from __future__ import annotations

import compileall
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import kamcli
from everyday_path import EVERYDAY, FINDS, STARTS, Everyday, copied, environment

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


@pytest.mark.parametrize("command", [*EVERYDAY, *FINDS, *STARTS], ids=str)
def test_loads_few_modules_and_none_that_is_heavy(
    small: Path, tmp_path: Path, command: Everyday
) -> None:
    modules = _modules(copied(small, tmp_path), command.argv)

    assert not [each for each in modules if each in HEAVY]
    assert len(modules) <= command.modules


def _modules(ledger: Path, argv: Sequence[str]) -> list[str]:
    """Return the modules that a command has loaded at its end, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED, *argv],
        env=environment(ledger),
        capture_output=True,
        text=True,
        check=True,
    )
    _, modules, code = done.stderr.split("\0")
    assert code == "0"
    return modules.split()


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
    ledger = copied(small, tmp_path)
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
        env=environment(ledger),
        capture_output=True,
        text=True,
        check=True,
    )
    counted = re.search(r"Collected : (\d+)", done.stderr)
    assert counted is not None
    return int(counted[1])
