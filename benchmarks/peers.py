"""What people could use instead, on as many entries, in the same run.

Each peer that is found on the machine keeps 10,000 entries in its own way and looks one up,
searches, adds one and reports over all. They do less than `kam`: none of them grades.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import measure
from everyday import failure
from measure import Failed, Job
from rows import Row

ENTRIES = 10_000
_FOLDER = measure.ROOT / "build" / "peers-data"
_INSTALLED = measure.ROOT / "build" / "peers" / "bin"
_LOOK, _SEARCH, _ADD, _REPORT = "look up one", "search", "add one", "report over all"
# The command of `kam` that each of these is set beside.
BESIDE = {
    _LOOK: "show, piped",
    _SEARCH: "find, a word in a note, piped",
    _ADD: "log, piped",
    _REPORT: "today, piped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another program: how its entries are made, and what it is asked to do with them."""

    name: str
    program: str
    fill: Callable[[Path], None]
    asks: Mapping[str, tuple[str, ...]]
    environment: Mapping[str, str] = field(default_factory=dict)


def measured(*, rounds: int) -> Iterator[Row]:
    """Measure every peer that is found on the machine."""
    for peer in peers(_FOLDER):
        yield from _of(peer, rounds=rounds)


def cpu_of(rows: list[Row], what: str) -> dict[str, float]:
    """Return the CPU seconds of each peer at the thing that a command of `kam` is set beside."""
    return {
        row.key.split("/")[1]: row.series.cpu
        for row in rows
        for ask, command in BESIDE.items()
        if command == what and row.key.endswith(f"/{ask}") and row.series is not None
    }


def _of(peer: Peer, *, rounds: int) -> Iterator[Row]:
    program = _found(peer.program)
    if program is None:
        return
    folder = _FOLDER / peer.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    peer.fill(folder)
    for ask in peer.asks:
        yield _row(peer, program, ask, rounds=rounds)


def _row(peer: Peer, program: str, ask: str, *, rounds: int) -> Row:
    words = peer.asks[ask]
    work = Job(
        argv=lambda turn: [word.format(program=program, turn=turn + 100) for word in words],
        environment=peer.environment,
    )
    key, what = f"peer/{peer.name}/{ask}", f"{peer.name}: {ask}"
    try:
        found = measure.series(work, rounds=rounds, seconds=10)
    except Failed as error:
        return Row(key=key, what=what, size=f"{ENTRIES}", failed=failure(error))
    return Row(key=key, what=what, size=f"{ENTRIES}", series=found)


def _found(program: str) -> str | None:
    own = _INSTALLED / program
    return str(own) if own.exists() else shutil.which(program)


def peers(folder: Path) -> list[Peer]:
    """Return the programs that `kam` is set beside, with their entries below a folder."""
    return [
        _taskwarrior(folder / "taskwarrior"),
        _hledger(folder / "hledger"),
        _sqlite_utils(folder / "sqlite-utils"),
        _buku(folder / "buku"),
        _jrnl(folder / "jrnl"),
        _todoman(folder / "todoman"),
    ]


def _taskwarrior(folder: Path) -> Peer:
    return Peer(
        name="taskwarrior",
        program="task",
        fill=_tasks,
        environment={"TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder)},
        asks={
            _LOOK: ("{program}", "5000", "info"),
            _SEARCH: ("{program}", "/quarry-7741/", "list"),
            _ADD: ("{program}", "add", "Ask firm {turn} for the price"),
            _REPORT: ("{program}", "summary"),
        },
    )


def _tasks(folder: Path) -> None:
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=no\n")
    lines = [
        f'[description:"{_text(each)}" entry:"1790000000" project:"{each % 10:02d}"'
        f' status:"pending" uuid:"{UUID(int=each)}"]\n'
        for each in range(1, ENTRIES + 1)
    ]
    (folder / "pending.data").write_text("".join(lines))


def _hledger(folder: Path) -> Peer:
    file = str(folder / "firms.journal")
    said = "2026-11-20\\nFirm {turn}\\nsales\\n5.00 CNY\\nbank\\n\\n.\\ny\\n.\\n"
    return Peer(
        name="hledger",
        program="hledger",
        fill=_journal,
        asks={
            _LOOK: ("{program}", "-f", file, "print", "desc:quarry-5000$"),
            _SEARCH: ("{program}", "-f", file, "register", "desc:quarry-7741"),
            _ADD: ("sh", "-c", f'printf "{said}" | {{program}} -f {file} add'),
            _REPORT: ("{program}", "-f", file, "balance"),
        },
    )


def _journal(folder: Path) -> None:
    lines = [
        f"2026-{each % 12 + 1:02d}-{each % 28 + 1:02d} {_text(each)}\n"
        f"    sales:firm{each % 1000}  {each}.00 CNY\n    bank\n\n"
        for each in range(1, ENTRIES + 1)
    ]
    (folder / "firms.journal").write_text("".join(lines))


def _sqlite_utils(folder: Path) -> Peer:
    file = str(folder / "firms.db")
    return Peer(
        name="sqlite-utils",
        program="sqlite-utils",
        fill=_table,
        asks={
            _LOOK: ("{program}", "rows", file, "notes", "--where", "id = 5000"),
            _SEARCH: ("{program}", "search", file, "notes", "7741"),
            _ADD: ("sh", "-c", _record(f"| {{program}} insert {file} notes -")),
            _REPORT: (
                "{program}",
                "query",
                file,
                "select owner, count(*), max(id) from notes group by owner",
            ),
        },
    )


def _record(into: str) -> str:
    said = json.dumps({"owner": "01", "text": "Asked for the price"}).replace('"', '\\"')
    return f'printf "{said}" '.replace("{", "{{").replace("}", "}}") + into


def _table(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "firms.db")) as connection, connection:
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, owner TEXT, text TEXT)")
        connection.execute("CREATE VIRTUAL TABLE notes_fts USING fts5(text, content=[notes])")
        connection.executemany(
            "INSERT INTO notes VALUES (?, ?, ?)",
            [(each, f"{each % 10:02d}", _text(each)) for each in range(1, ENTRIES + 1)],
        )
        connection.execute("INSERT INTO notes_fts (rowid, text) SELECT id, text FROM notes")


def _buku(folder: Path) -> Peer:
    quiet = ("{program}", "--nostdin", "--np", "--nc")
    return Peer(
        name="buku",
        program="buku",
        fill=_bookmarks,
        environment={"BUKU_DEFAULT_DBDIR": str(folder)},
        asks={
            _LOOK: (*quiet, "-p", "5000"),
            _SEARCH: (*quiet, "-s", "quarry-7741"),
            _ADD: (*quiet, "--offline", "-a", "https://new{turn}.example", "01"),
            _REPORT: (*quiet, "-p"),
        },
    )


def _bookmarks(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "bookmarks.db")) as connection, connection:
        connection.execute(
            "CREATE TABLE bookmarks (id integer PRIMARY KEY, URL text NOT NULL UNIQUE,"
            " metadata text default '', tags text default ',', desc text default '',"
            " flags integer default 0)"
        )
        connection.executemany(
            "INSERT INTO bookmarks (id, URL, metadata, tags) VALUES (?, ?, ?, ?)",
            [
                (each, f"https://firm{each}.example", _text(each), f",{each % 10:02d},")
                for each in range(1, ENTRIES + 1)
            ],
        )


def _jrnl(folder: Path) -> Peer:
    asked = ("{program}", "--config-file", str(folder / "jrnl.yaml"))
    return Peer(
        name="jrnl",
        program="jrnl",
        fill=_diary,
        asks={
            _LOOK: (*asked, "-n", "1"),
            _SEARCH: (*asked, "-contains", "quarry-7741"),
            _ADD: (*asked, "2026-11-20 09:00:", "Asked for the price."),
            _REPORT: (*asked, "--tags"),
        },
    )


def _diary(folder: Path) -> None:
    journal = folder / "journal.txt"
    (folder / "jrnl.yaml").write_text(
        "version: v4.6\ncolors: {}\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\n"
        "encrypt: false\nhighlight: false\nindent_character: '|'\nlinewrap: 79\n"
        f"journals:\n  default: {{journal: {journal}}}\ntagsymbols: '@'\ntemplate: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\n"
    )
    lines = [
        f"[2026-{each % 10 + 1:02d}-{each % 28 + 1:02d} 09:00] {_text(each)} @{each % 10:02d}.\n\n"
        for each in range(1, ENTRIES + 1)
    ]
    journal.write_text("".join(lines))


def _todoman(folder: Path) -> Peer:
    asked = ("{program}", "--config", str(folder / "config.py"))
    return Peer(
        name="todoman",
        program="todo",
        fill=_todos,
        asks={
            _LOOK: (*asked, "show", "5000"),
            _SEARCH: (*asked, "list", "--grep", "quarry-7741"),
            _ADD: (*asked, "new", "-l", "firms", "Ask firm {turn} for the price"),
            _REPORT: (*asked, "list"),
        },
    )


def _todos(folder: Path) -> None:
    (folder / "firms").mkdir()
    (folder / "config.py").write_text(
        f'path = "{folder}/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
        f'default_list = "firms"\ncache_path = "{folder}/cache.sqlite3"\n'
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:firms\r\nBEGIN:VTODO\r\n"
    for each in range(1, ENTRIES + 1):
        (folder / "firms" / f"{each}.ics").write_text(
            f"{head}UID:{each}@firms\r\nDTSTAMP:20261101T090000Z\r\nSUMMARY:{_text(each)}\r\n"
            "DUE:20261120T090000Z\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        )


def _text(each: int) -> str:
    return f"Call firm {each} about quarry-{each}"
