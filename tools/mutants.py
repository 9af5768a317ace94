"""`make mutants`: change the rules one by one, and see that a test notices.

Works in a copy below build/, so that nothing of the checkout is touched. Prints the changes that no
test noticed; returns 1 where one of them has no reason in `mutants.toml`, or a reason has none.

    python tools/mutants.py [grading weeks …]
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / "build" / "mutants"
REASONS = Path(__file__).with_suffix(".toml")
# What the tests of the rules need; `pyproject.toml` has the settings of mutmut.
COPIED = ("src", "tests", "benchmarks", "tools")
_SURVIVED = re.compile(r"^\s*(\S+__mutmut_\d+): (survived|no tests|suspicious)$", re.MULTILINE)


def main(modules: list[str]) -> int:
    """Run mutmut over the rules, or over some modules of them, and judge what it found."""
    _copy()
    mutmut = Path(sys.executable).with_name("mutmut")
    names = [f"kamcli.rules.{module}.*" for module in modules]
    subprocess.run([mutmut, "run", *names], cwd=COPY, check=True)
    told = subprocess.run(
        [mutmut, "results"], cwd=COPY, check=True, capture_output=True, text=True
    ).stdout
    survivors = {match[1] for match in _SURVIVED.finditer(told)}
    reasons: dict[str, str] = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    for name in sorted(survivors):
        shown = subprocess.run(
            [mutmut, "show", name], cwd=COPY, check=True, capture_output=True, text=True
        ).stdout
        print(f"{name}: {reasons.get(name, 'NO REASON')}\n{shown}")
    known = {name for name in reasons if not modules or name.split(".")[2] in modules}
    unexplained, outlived = survivors - reasons.keys(), known - survivors
    for name in sorted(outlived):
        print(f"{name}: has a reason and did not survive")
    print(f"{len(survivors)} survivors, {len(unexplained)} without a reason")
    return 1 if unexplained or outlived else 0


def _copy() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", COPY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
