"""Who else can open a ledger is told whenever it is opened, with what to type."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam

NOTE = ("log", "JRW01001", "Called")


def told(path: Path) -> str:
    return f'Others can open "{path}". To keep it yours: chmod 600 {path}\n'


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o666])
def test_a_ledger_that_others_can_open(kam: Kam, acme: Path, mode: int) -> None:
    acme.chmod(mode)

    for command in (("list",), NOTE):
        answer = kam(*command)
        assert (answer.err, answer.code) == (told(acme), 0)
    acme.chmod(0o600)
    assert kam("list").err == ""


def test_the_files_beside_it_are_looked_at_by_whoever_writes(kam: Kam, acme: Path) -> None:
    with closing(sqlite3.connect(acme)) as other:
        other.execute("UPDATE customers SET region = 'Bayern'")
        other.commit()
        beside = acme.with_name("kam.db-wal")
        beside.chmod(0o640)
        answers = [kam("list"), kam(*NOTE)]

    assert [(each.err, each.code) for each in answers] == [("", 0), (told(beside), 0)]


def test_a_folder_that_others_can_write_in(kam: Kam, acme: Path) -> None:
    acme.parent.chmod(0o777)
    answers = [kam("list"), kam(*NOTE)]
    acme.parent.chmod(0o1777)  # as /tmp is: nobody can replace what is another's
    answers.append(kam(*NOTE))

    said = f'Others can write in the folder "{acme.parent}".\n'
    assert [(each.err, each.code) for each in answers] == [("", 0), (said, 0), ("", 0)]


def test_says_it_in_chinese(kam: Kam, acme: Path) -> None:
    acme.chmod(0o644)

    answer = kam("list", "--lang", "zh")
    assert answer.err == f"他人可以打开“{acme}”。如需仅限本人使用，请输入：chmod 600 {acme}\n"


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "md"])
def test_what_is_written_is_for_its_owner_alone(
    kam: Kam, acme: Path, tmp_path: Path, form: str, there: bool
) -> None:
    out = tmp_path / "out"
    if there:
        out.write_text("old")
        out.chmod(0o644)

    assert kam("list", "-f", form, "--out", str(out)) == Answer(out="", err="", code=0)
    assert out.stat().st_mode & 0o777 == 0o600


def test_what_is_no_file_keeps_its_mode(kam: Kam, acme: Path) -> None:
    before = Path("/dev/null").stat().st_mode

    assert kam("list", "-f", "json", "--out", "/dev/null").code == 0
    assert Path("/dev/null").stat().st_mode == before
