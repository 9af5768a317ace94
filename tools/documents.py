"""Write the documents that come from the program, or check that they still say what it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

GENERATED = ("README.md", "docs/rules.md", "docs/json.md")


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


def _cogged(*, check: bool) -> bool:
    """Run the pieces of program inside the documents."""
    how = ["--check", "--diff"] if check else ["-r"]
    files = [str(ROOT / name) for name in GENERATED]
    command = [sys.executable, "-m", "cogapp", *how, "-I", str(ROOT / "tools"), *files]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Write or check; return 1 where a document is out of date."""
    import grammar
    import manual_page

    check = "--check" in sys.argv
    path = ROOT / "src/kamcli/grammar.py"
    right = [
        _written(path, _formatted(path, grammar.grammar()), check=check),
        _written(ROOT / "docs/cli.md", manual_page.cli_page(), check=check),
        _cogged(check=check),
    ]
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
