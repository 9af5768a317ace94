"""What libraries import and everyday commands never touch is loaded when it is touched."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from kamcli import deferral

_SOURCE = """
LOADED = True


def greet(name: str, *, mark: str = "!") -> str:
    return f"Hello {name}{mark}"


class Kinds:
    @staticmethod
    def plain() -> str:
        return "plain"
"""


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module that is deferred, with `greet` and `Kinds` stood in for."""
    (tmp_path / "quiet_module.py").write_text(_SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [deferral._Finder, *sys.meta_path])
    monkeypatch.setitem(deferral.DEFERRED, "quiet_module", ("greet", "Kinds"))
    monkeypatch.delitem(sys.modules, "quiet_module", raising=False)
    return "quiet_module"


def _is_loaded(module: object) -> bool:
    return "LOADED" in object.__getattribute__(module, "__dict__")


def test_a_deferred_module_is_empty_until_it_is_touched(quiet: str) -> None:
    module = import_module(quiet)
    assert import_module(quiet) is module
    assert not _is_loaded(module)
    assert module.LOADED
    assert _is_loaded(module)
    assert type(module.__loader__).__name__ == "SourceFileLoader"


def test_a_name_imported_from_it_is_loaded_when_it_is_called(quiet: str) -> None:
    module = import_module(quiet)
    greet, kinds = module.greet, module.Kinds
    assert not _is_loaded(module)
    assert greet("Wang", mark="?") == "Hello Wang?"
    assert _is_loaded(module)
    assert kinds.plain() == "plain"


def test_what_is_not_there_is_missed_as_ever(quiet: str) -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = import_module(quiet).nothing_of_the_kind
    assert deferral._Finder.find_spec("json") is None


def _said(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout.split()


@pytest.mark.parametrize("name", sorted(deferral.DEFERRED))
def test_every_deferred_module_is_the_one_that_it_stands_for(name: str) -> None:
    names = f"import {name} as module; module.__doc__; print(*sorted(vars(module)))"
    deferred = _said(f"from kamcli import deferral; deferral.begin(); {names}")
    assert deferred == _said(names)
    assert set(deferral.DEFERRED[name]) <= set(deferred)


_WATCHED = """
import sys
before = set(sys.modules)
from kamcli import __main__, deferral
def leave(code):
    met = {name: sys.modules[name] for name in {*sys.modules} - before if name in deferral.DEFERRED}
    print(code, *(f"{name}:{type(module).__name__}" for name, module in met.items()))
    raise SystemExit
__main__._leave = leave
__main__.main()
"""


def test_a_command_touches_no_deferred_module(ledger: Path, tmp_path: Path) -> None:
    watched = tmp_path / "watched.py"  # Python loads some of them itself for what follows -c
    watched.write_text(_WATCHED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(watched), "--ledger", str(ledger), "list"],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    code, *found = done.stdout.splitlines()[-1].split()
    met = dict(each.split(":") for each in found)
    # Which of them are imported at all differs between versions of Python, and what measures the
    # coverage of tests has some before.
    assert (code, done.stderr) == ("0", "No customers.\n")
    assert {"typer.completion", "msgspec.toml"} <= met.keys()
    assert set(met.values()) == {"_Deferred"}
