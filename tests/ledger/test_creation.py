"""A ledger is made private and whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from conftest import Answer, Kam

INIT = ("init", "--manager", "01", "--name", "Li Lei")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def made(path: Path) -> Answer:
    return Answer(out=f"Ledger {path} is ready for 01 Li Lei.\n", err="", code=0)


def test_the_ledger_and_the_folders_made_for_it_are_private(kam: Kam, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "kam.db"

    assert kam(*INIT, "--ledger", str(path)) == made(path)
    assert [mode(each) for each in (path, path.parent, path.parent.parent)] == [
        0o600,
        0o700,
        0o700,
    ]
    assert [each.name for each in path.parent.iterdir()] == ["kam.db"]


def test_a_folder_that_others_can_write_is_left_alone_and_told(kam: Kam, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    answer = kam(*INIT, "--ledger", "open/kam.db")

    assert answer == Answer(
        out="Ledger open/kam.db is ready for 01 Li Lei.\n",
        err='Others can write in the folder "open".\n',
        code=0,
    )
    assert mode(folder) == 0o777


def test_a_dry_run_makes_nothing(kam: Kam, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "kam.db"

    assert kam(*INIT, "--ledger", str(path), "--dry-run") == made(path)
    assert not path.parent.exists()


def test_a_ledger_that_is_there_stays(kam: Kam, ledger: Path) -> None:
    before = ledger.read_bytes()

    assert kam(*INIT) == Answer(
        out="",
        err=f'error: There is a ledger at "{ledger}" already.\n'
        'hint: kam --ledger ./kam.db init --manager 01 --name "…"\n',
        code=4,
    )
    assert ledger.read_bytes() == before


def test_a_folder_is_no_place_for_a_ledger(kam: Kam, tmp_path: Path) -> None:
    (tmp_path / "kam.db").mkdir()

    assert kam(*INIT) == Answer(
        out="",
        err=f'error: "{tmp_path}/kam.db" is a folder, not a ledger.\n'
        f"hint: kam --ledger {tmp_path}/kam.db/kam.db today\n",
        code=5,
    )


def test_a_place_where_nothing_can_be_made(kam: Kam, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert kam(*INIT, "--ledger", "file/kam.db") == Answer(
        out="",
        err='error: A ledger cannot be made at "file/kam.db": Not a directory.\n'
        'hint: kam --ledger ./kam.db init --manager 01 --name "…"\n',
        code=5,
    )


def test_a_disk_without_second_names(
    kam: Kam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "kam.db"

    assert kam(*INIT) == made(path)
    assert kam(*INIT).code == 4
    assert kam("list") == Answer(out="", err="No customers.\n", code=0)
    assert [each.name for each in tmp_path.glob("*kam.db*")] == ["kam.db"]
