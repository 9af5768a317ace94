"""The wheel, installed into an environment of its own, far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from kamcli import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel; return its path."""
    out = tmp_path_factory.mktemp("wheel")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT))
    _done(sys.executable, *build, cwd=out)
    [made] = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment; return its folder of programs."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=True)
    programs = home / "bin"
    lock = ("-c", str(ROOT / "requirements.lock"))
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *lock, str(wheel))
    _done(str(programs / "python"), *pip, cwd=home)
    return programs


def test_the_wheel_holds_what_the_program_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())

    migrations = {f"kamcli/migrations/{each.name}" for each in (ROOT / "migrations").glob("*.*")}
    versions = {
        f"kamcli/migrations/versions/{each.name}"
        for each in (ROOT / "migrations/versions").glob("*.py")
    }
    package = ROOT / "src" / "kamcli"
    sources = {
        str(each.relative_to(package.parent))
        for each in package.rglob("*")
        if each.is_file() and "__pycache__" not in each.parts
    }
    assert len(versions) >= 1
    assert {"kamcli/py.typed", "kamcli/locale/zh/LC_MESSAGES/kam.mo"} <= sources
    assert (migrations | versions | sources) - held == set()
    assert not [name for name in held if name.startswith("tests")]


def test_kam_is_the_only_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        [entries] = [name for name in file.namelist() if name.endswith("entry_points.txt")]
        told = file.read(entries).decode()

    assert told.split("\n") == ["[console_scripts]", "kam = kamcli.__main__:main", ""]


def test_the_version_is_told(installed: Path, tmp_path: Path) -> None:
    assert _done(str(installed / "kam"), "--version", cwd=tmp_path) == f"kam {__version__}\n"


@pytest.mark.parametrize(
    ("lang", "title", "heading"),
    [
        ("en", "Customer Information Tracking Ledger", "Code "),
        ("zh", "客户信息动态管理台帐", "客户编码 "),
    ],
)
def test_the_demo_runs_from_another_folder(
    installed: Path, tmp_path: Path, lang: str, title: str, heading: str
) -> None:
    kam = str(installed / "kam")

    report = _done(kam, "--lang", lang, "demo", "--into", "shown", cwd=tmp_path)

    assert title in report.splitlines()
    databases = [path.relative_to(tmp_path) for path in tmp_path.rglob("*.db")]
    assert databases == [Path("shown/kam.db")]
    listed = _done(kam, "--lang", lang, "--ledger", "shown/kam.db", "list", "--all", cwd=tmp_path)
    assert listed.startswith(heading)


def _done(*command: str, cwd: Path) -> str:
    """Run a command that succeeds; return what it wrote on stdout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=kept, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
