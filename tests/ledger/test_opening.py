"""Whatever is wrong with a ledger: one sentence, exit 5, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from conftest import Answer, Kam
from disks import fill, mounted
from kamcli.ledger import connections, holder

ADD = ("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")
READ = ("list",)


def unavailable(message: str, hint: str) -> Answer:
    return Answer(out="", err=f"error: {message}\nhint: {hint}\n", code=5)


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("command", [READ, ADD])
def test_a_missing_ledger(kam: Kam, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert kam(*command) == unavailable(
        f'There is no ledger at "{tmp_path}/kam.db".', 'kam init --manager 01 --name "Li Lei"'
    )
    assert not (tmp_path / "kam.db").exists()


def test_a_ledger_below_a_file(kam: Kam, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert kam(*READ, "--ledger", "file/kam.db") == unavailable(
        'There is no ledger at "file/kam.db".', 'kam init --manager 01 --name "Li Lei"'
    )


@pytest.mark.parametrize("command", [READ, ADD])
def test_a_name_that_no_file_can_have(kam: Kam, command: tuple[str, ...]) -> None:
    name = "a" * 300

    assert kam(*command, "--ledger", name) == unavailable(
        f'The ledger "{name}" cannot be opened.', f"ls -l {name}"
    )


@pytest.mark.parametrize("command", [READ, ADD])
def test_a_folder(kam: Kam, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "my ledgers").mkdir()

    assert kam(*command, "--ledger", "my ledgers") == unavailable(
        '"my ledgers" is a folder, not a ledger.', "kam --ledger 'my ledgers/kam.db' today"
    )


def empty(path: Path) -> None:
    path.touch()


def note(path: Path) -> None:
    path.write_text("Call ACME\n", encoding="utf-8")


def long_note(path: Path) -> None:
    path.write_text("Call ACME\n" * 9999, encoding="utf-8")


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()


@pytest.mark.parametrize("command", [READ, ADD])
@pytest.mark.parametrize("make", [empty, note, long_note, other_database, other_program])
def test_a_file_of_something_else(
    kam: Kam, tmp_path: Path, make: object, command: tuple[str, ...]
) -> None:
    assert callable(make)
    path = tmp_path / "kam.db"
    make(path)
    before = path.read_bytes()

    assert kam(*command) == unavailable(f'The file "{path}" is not a kam ledger.', f"ls -l {path}")
    assert path.read_bytes() == before


def test_a_wait_that_is_no_number(kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_LOCK_WAIT", "long")

    assert kam(*READ) == Answer(
        out="",
        err='error: KAM_LOCK_WAIT is "long": a number of seconds is wanted.\n'
        "hint: export KAM_LOCK_WAIT=30\n",
        code=2,
    )


def test_a_ledger_without_its_version(kam: Kam, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()

    assert kam(*READ) == unavailable(f'The file "{ledger}" is not a kam ledger.', f"ls -l {ledger}")


@pytest.mark.parametrize("command", [READ, ADD])
def test_a_ledger_of_a_newer_version(kam: Kam, ledger: Path, command: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    assert kam(*command) == unavailable(
        f'The ledger "{ledger}" was written by a newer kam (version 9999).',
        "pipx upgrade kamcli",
    )


@pytest.mark.parametrize("command", [READ, ADD])
def test_a_truncated_ledger(kam: Kam, ledger: Path, command: tuple[str, ...]) -> None:
    os.truncate(ledger, 20_000)
    before = ledger.read_bytes()

    assert kam(*command) == unavailable(
        f'The ledger "{ledger}" is damaged; nothing was changed.', "kam doctor"
    )
    assert ledger.read_bytes() == before


def test_a_damaged_page_is_told_where_it_is_met(kam: Kam, ledger: Path) -> None:
    assert kam(*ADD).code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'customers'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with ledger.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    assert kam(*READ) == unavailable(
        f'The ledger "{ledger}" is damaged; nothing was changed.', "kam doctor"
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def test_a_locked_ledger_names_the_command_that_holds_it(
    kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    with locked(ledger), holder.named(ledger, "import"):
        answer = kam(*ADD)

    assert answer == unavailable(
        f'The ledger "{ledger}" is in use by "kam import" (process {os.getpid()}).',
        "Wait until it is done, then type the command again.",
    )


def test_a_locked_ledger_of_nobody_known(
    kam: Kam, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    with locked(ledger):
        answer = kam(*ADD)

    assert answer == unavailable(
        f'The ledger "{ledger}" is in use by another program.',
        "Wait until it is done, then type the command again.",
    )


def test_a_locked_ledger_can_be_read(kam: Kam, ledger: Path) -> None:
    with locked(ledger):
        assert kam(*READ) == Answer(out="", err="No customers.\n", code=0)


def gone_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize("left", ["", "import", "x import", "99999999999999999999 import"])
def test_a_note_that_says_nothing_names_nobody(tmp_path: Path, left: str) -> None:
    (tmp_path / "kam.db-writer").write_text(left, encoding="utf-8")

    assert holder.who(tmp_path / "kam.db") is None


def test_the_note_of_a_process_that_died_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "kam.db-writer").write_text(f"{gone_process()} import", encoding="utf-8")

    assert holder.who(tmp_path / "kam.db") is None


def test_the_note_of_the_next_writer_stays(tmp_path: Path) -> None:
    note = tmp_path / "kam.db-writer"
    with holder.named(tmp_path / "kam.db", "log"):
        note.write_text("1 import", encoding="utf-8")

    assert note.read_text(encoding="utf-8") == "1 import"


def test_the_note_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (tmp_path / "kam.db-writer").symlink_to(tmp_path / "mine")
    with holder.named(tmp_path / "kam.db", "log"):
        pass

    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def test_a_read_only_folder_can_be_read_and_not_written(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    assert kam(*ADD).code == 0
    folder = tmp_path / "copy"
    folder.mkdir()
    path = Path(shutil.copy(ledger, folder))
    with mounted(folder, f"--bind {folder}", f"-o remount,ro,bind {folder}"):
        listed = kam(*READ, "--ledger", str(path))
        logged = kam("log", "JRW01001", "Hello", "--ledger", str(path))

    assert (listed, listed.out.count("ACME GmbH")) == (kam(*READ), 1)
    assert logged == unavailable(
        f'The ledger "{path}" cannot be written: it, or its folder, is read-only.',
        f"ls -l {path}",
    )
    assert [each.name for each in folder.iterdir()] == ["kam.db"]


def test_a_read_only_file_can_be_read_and_not_written(kam: Kam, ledger: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write to every file")
    ledger.chmod(0o400)

    assert kam(*READ) == Answer(out="", err="No customers.\n", code=0)
    assert kam(*ADD) == unavailable(
        f'The ledger "{ledger}" cannot be written: it, or its folder, is read-only.',
        f"ls -l {ledger}",
    )


@pytest.mark.parametrize(
    ("beside", "left", "at_rest"),
    [
        ("kam.db-wal", b"", True),
        ("kam.db-wal", b"x", False),
        ("kam.db-journal", b"x", False),
        ("kam.db-shm", b"x", True),
    ],
)
def test_a_ledger_that_was_not_closed_is_not_taken_for_whole(
    ledger: Path, beside: str, left: bytes, at_rest: bool
) -> None:
    ledger.with_name(beside).write_bytes(left)

    assert connections.is_at_rest(ledger) is at_rest


@pytest.mark.parametrize("leave", [0, 50_000, 90_000])
def test_a_full_disk(kam: Kam, ledger: Path, tmp_path: Path, leave: int) -> None:
    assert kam(*ADD).code == 0
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted(folder, "-t tmpfs -o size=2m none"):
        path = Path(shutil.copy(ledger, folder))
        before = content(path)
        fill(folder, leave=leave)
        answer = kam("log", "JRW01001", "-", "--ledger", str(path), stdin="Hello " * 9999)
        listed = kam(*READ, "--ledger", str(path))
        shutil.copy(path, tmp_path / "after.db")
        assert connections.is_at_rest(path)

    assert content(tmp_path / "after.db") == before
    assert (listed.out.count("ACME GmbH"), listed.err, listed.code) == (1, "", 0)
    assert answer == unavailable(
        f'The disk of the ledger "{path}" is full; nothing was changed.', f"ls -l {path}"
    )


def test_a_file_that_may_not_grow(kam: Kam, ledger: Path) -> None:
    assert kam(*ADD).code == 0
    before = content(ledger)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Less than one note takes in the log that is written before the ledger itself.
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
    try:
        answer = kam("log", "JRW01001", "-", stdin="Hello " * 9999)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert answer == unavailable(
        f'The disk of the ledger "{ledger}" does not answer; nothing was changed.',
        f"ls -l {ledger}",
    )
    assert content(ledger) == before


def test_a_disk_that_is_full_while_a_ledger_is_made(kam: Kam, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted(folder, "-t tmpfs -o size=64k none"):
        path = folder / "kam.db"
        answer = kam("init", "--manager", "01", "--name", "Li Lei", "--ledger", str(path))
        left = list(folder.iterdir())

    assert answer == unavailable(
        f'The disk of the ledger "{path}" is full; nothing was changed.', f"ls -l {path}"
    )
    assert left == []
