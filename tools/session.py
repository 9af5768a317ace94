"""Run a session of commands as a person would, and return what the terminal shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

TODAY = "2026-11-20"
EXAMPLES = Path(__file__).parents[1] / "examples"
# Instants are those of the machine's clock, and differ from run to run.
_MOMENTS = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2026-11-20T09:30:00Z"),
    (r"\d{8}T\d{6}Z", "20261120T093000Z"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2026-11-20 09:30 UTC"),
    (r"\b[0-9a-f]{64}\b", "…"),  # a digest covers the instant
)


def shell(script: str, *, lang: str = "en", columns: int = 80, files: str | None = None) -> str:
    """Run each line in one folder, on a fixed day; return a block of lines and answers.

    The folder is empty but for a copy of `files`, a folder of examples.

    A line's ` # exit N` at its end says that it ends with that code; any other must end with 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        if files is not None:
            shutil.copytree(EXAMPLES / files, folder, dirs_exist_ok=True)
        lines = script.strip().splitlines()
        return block(run(line, Path(folder), lang, columns) for line in lines)


def block(shown: Iterable[str]) -> str:
    """Return lines and their answers as they stand in a document."""
    return "\n".join(["```console", *shown, "```"])


def run(line: str, folder: Path, lang: str = "en", columns: int = 80) -> str:
    """Run a line in a folder; return the line and its answer."""
    command, _, expected = line.partition("  # exit ")
    done = subprocess.run(
        [sys.executable, "-m", *_module(shlex.split(command))],
        cwd=folder,
        env=environment(folder, lang, columns),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != int(expected or 0):
        raise SystemExit(f"{line}\nended with {done.returncode}:\n{done.stdout}")
    answer = done.stdout.rstrip().replace(f"{folder}/", "")
    for moment, shown in _MOMENTS:
        answer = re.sub(moment, shown, answer)
    return f"$ {command}\n{answer}".rstrip()


def _module(words: list[str]) -> list[str]:
    if words[0] != "kam":
        raise SystemExit(f"not a kam command: {words}")
    return ["kamcli", *words[1:]]


def environment(folder: Path, lang: str = "en", columns: int = 80) -> dict[str, str]:
    """Return what a command finds around it: a ledger in the folder, a fixed day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KAM_")}
    return kept | {
        "HOME": str(folder),
        "LOGNAME": "lilei",
        "KAM_AS_OF": TODAY,
        "KAM_LANG": lang,
        "KAM_LEDGER": str(folder / "kam.db"),
        "COLUMNS": str(columns),
        "PYTHONUNBUFFERED": "1",  # both streams in the order in which a terminal shows them
    }
