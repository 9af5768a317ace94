"""The commands of the everyday path, and what each may load and ask at most."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """A command of the everyday path, the modules it may load and the statements it may run."""

    argv: tuple[str, ...]
    modules: int
    statements: int

    def __str__(self) -> str:
        """Return the command as it is typed."""
        return " ".join(self.argv)


EVERYDAY = (
    Everyday(argv=("show", "JRW01007"), modules=167, statements=19),
    Everyday(argv=("list", "--limit", "20"), modules=157, statements=11),
    Everyday(argv=("log", "JRW01007", "Asked for a price"), modules=174, statements=36),
    Everyday(argv=("next", "JRW01007", "Call", "--due", "friday"), modules=165, statements=25),
    Everyday(argv=("today",), modules=163, statements=14),
    Everyday(
        argv=(
            *("add", "Quellwerk Pumpen GmbH", "--country", "DE", "--nature", "end-user"),
            *("--source", "web"),
        ),
        modules=190,
        statements=38,
    ),
)
FINDS = (
    *(
        Everyday(argv=("find", text), modules=146, statements=22)
        for text in ("quarry-7741", "melling", "采石", "hskj")
    ),
    *(
        Everyday(argv=("find", *words), modules=147, statements=22)
        for words in (("hengsheng", "wang"), ("melling", "gmbh", "price"))
    ),
)
STARTS = (
    Everyday(argv=("--version",), modules=12, statements=0),
    Everyday(argv=("--help",), modules=109, statements=0),
    Everyday(argv=("__complete", "show", "JRW0100"), modules=28, statements=0),
    Everyday(argv=("__complete", "show", "heng"), modules=45, statements=0),
)


def copied(ledger: Path, folder: Path) -> Path:
    """Lay a copy of a ledger where the commands of a test look for one."""
    for leftover in folder.glob("kam.db*"):
        leftover.unlink()
    return Path(shutil.copy(ledger, folder / "kam.db"))


def environment(ledger: Path) -> dict[str, str]:
    """Return the environment of a process that works on a ledger, with nothing of ours in it."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "0",
        "KAM_LEDGER": str(ledger),
        "KAM_AS_OF": "2026-11-20",
        "HOME": str(ledger.parent),
        "LANG": "C.UTF-8",
    }
