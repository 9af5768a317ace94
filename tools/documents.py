"""Write the documents that come from the program, or check that they still say what it does.

With names of files only those are written: `tools/documents.py --check docs/rules.md`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
# Help pages are as wide on every machine, whatever terminal they are made on.
WIDTH = "100"

GENERATED = ("README.md", "docs/rules.md", "docs/json.md", "docs/import.md")


def _formatted(path: Path, text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(path), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def _written(path: Path, text: str, *, check: bool) -> bool:
    """Write a file, or say whether it is as it would be written."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return True
    if check:
        print(f"{path.relative_to(ROOT)} is out of date: run tools/documents.py")
        return False
    path.write_text(text, encoding="utf-8")
    return True


def _cogged(names: Sequence[str], *, check: bool) -> bool:
    """Run the pieces of program inside the documents."""
    how = ["--check", "--diff"] if check else ["-r"]
    files = [str(ROOT / name) for name in names]
    modules = ["-I", str(ROOT / "tools"), "-I", str(ROOT / "tests")]
    command = [sys.executable, "-m", "cogapp", *how, *modules, *files]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Write or check; return 1 where a document is out of date."""
    os.environ["COLUMNS"] = WIDTH
    check = "--check" in sys.argv
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    right = [] if named else _made(check=check)
    right.append(_cogged(named or GENERATED, check=check))
    return 0 if all(right) else 1


def _made(*, check: bool) -> list[bool]:
    """Write the files that the program makes as a whole."""
    import grammar
    import manual_page

    path = ROOT / "src/kamcli/grammar.py"
    return [
        _written(path, _formatted(path, grammar.grammar()), check=check),
        _written(ROOT / "docs/cli.md", manual_page.cli_page(), check=check),
    ]


if __name__ == "__main__":
    sys.exit(main())
