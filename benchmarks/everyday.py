"""The commands that are typed all day: piped, and with a drawn table on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import measure
from measure import KAM, PYTHON, Failed, Job, Series, fresh
from rows import Limit, Row

RAW = str(Path(__file__).with_name("raw.py"))
RARE_WORD, RARE_HANZI = "quarry-7741", "采石"
_MORE_AT_100K = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """A command of the everyday path, the multiples of `pass` it may take, and its raw twin.

    A `{code}` among the arguments is another customer in every run.
    """

    name: str
    argv: tuple[str, ...]
    piped: float
    drawn: float | None = None
    raw: tuple[str, ...] = ()


EVERYDAY = (
    Everyday(name="--version", argv=("--version",), piped=2),
    Everyday(name="--help", argv=("--help",), piped=7),
    Everyday(name="completion", argv=("__complete", "show", "JRW0100"), piped=3),
    Everyday(name="completion by initials", argv=("__complete", "show", "hskj"), piped=3),
    Everyday(
        name="show", argv=("show", "{code}"), piped=7, drawn=10, raw=("show", "{ledger}", "{code}")
    ),
    Everyday(
        name="list --limit 20",
        argv=("list", "--limit", "20"),
        piped=7,
        drawn=10,
        raw=("list", "{ledger}", "20"),
    ),
    Everyday(
        name="find, a word in a note",
        argv=("find", RARE_WORD),
        piped=7,
        drawn=10,
        raw=("find", "{ledger}", RARE_WORD),
    ),
    Everyday(
        name="find, two hanzi in a note",
        argv=("find", RARE_HANZI),
        piped=7,
        drawn=10,
        raw=("find", "{ledger}", RARE_HANZI),
    ),
    Everyday(
        name="find, part of a name",
        argv=("find", "melling"),
        piped=7,
        drawn=10,
        raw=("find", "{ledger}", "melling"),
    ),
    Everyday(name="find, initials", argv=("find", "hskj"), piped=7, drawn=10),
    Everyday(
        name="log",
        argv=("log", "{code}", "Asked for the price of ball valves"),
        piped=7,
        drawn=10,
        raw=("log", "{ledger}", "{code}", "Asked for the price of ball valves"),
    ),
    Everyday(
        name="next",
        argv=("next", "{code}", "Send the quote", "--due", "2026-11-27"),
        piped=7,
        drawn=10,
        raw=("next", "{ledger}", "{code}", "Send the quote"),
    ),
    Everyday(name="today", argv=("today",), piped=9, drawn=9, raw=("today", "{ledger}")),
)


def measured(size: str, ledger: Path, *, rounds: int) -> Iterator[Row]:
    """Measure every everyday command over a copy of a ledger."""
    copy = ledger.with_name("copy.db")
    fresh(ledger, copy)
    for command in EVERYDAY:
        raw = _raw(command, copy, rounds=rounds)
        yield _row(command, size, copy, raw, rounds=rounds, drawn=False)
        if command.drawn is not None:
            yield _row(command, size, copy, raw, rounds=rounds, drawn=True)


def _row(
    command: Everyday, size: str, ledger: Path, raw: Series | None, *, rounds: int, drawn: bool
) -> Row:
    how = "on a terminal" if drawn else "piped"
    head = Row(
        key=f"everyday/{size}/{command.name}/{how}", what=f"{command.name}, {how}", size=size
    )
    most = (command.drawn if drawn else command.piped) or 0
    try:
        found = measure.series(_job(command, ledger, drawn=drawn), rounds=rounds)
    except Failed as error:
        return Row(key=head.key, what=head.what, size=size, failed=failure(error))
    allowed = most * _MORE_AT_100K if size == "100k" else most
    return Row(
        key=head.key,
        what=head.what,
        size=size,
        series=found,
        raw=raw,
        limits=(Limit(actual=found.ratio, most=allowed, unit="× `pass`"),),
    )


def _job(command: Everyday, ledger: Path, *, drawn: bool) -> Job:
    return Job(
        argv=lambda turn: [KAM, *_filled(command.argv, ledger, turn)],
        environment={"KAM_LEDGER": str(ledger)},
        terminal=drawn,
    )


def _raw(command: Everyday, ledger: Path, *, rounds: int) -> Series | None:
    if not command.raw:
        return None
    twin = Job(argv=lambda turn: [PYTHON, RAW, *_filled(command.raw, ledger, turn)])
    return measure.series(twin, rounds=rounds)


def _filled(argv: Sequence[str], ledger: Path, turn: int) -> list[str]:
    """Name another customer in every run; manager 01 has more than 400 abroad in each ledger."""
    return [word.format(code=f"JRW01{100 + turn:03d}", ledger=ledger) for word in argv]


def failure(error: Failed) -> str:
    """Return why there are no runs, in the last line that the process said."""
    return "not measured: " + str(error).strip().splitlines()[-1][:100]
