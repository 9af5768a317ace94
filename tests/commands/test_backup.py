"""`kam backup`: a checked copy, private, kept by age, closed where that is asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pexpect
import pytest

from conftest import Answer, Kam, content
from kamcli.ledger import migrations

NAME = re.compile(r"kam-\d{8}T\d{6}Z\.db")


def made(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def rows_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ).fetchall()
        counts = (connection.execute(f'SELECT count(*) FROM "{name}"') for [name] in names)
        return sum(count.fetchone()[0] for count in counts)


def test_a_backup_holds_what_the_ledger_holds(kam: Kam, acme: Path, tmp_path: Path) -> None:
    answer = kam("backup")

    [backup] = made(tmp_path / "backups")
    said = f'Backup "{backup}": {rows_of(acme)} rows, checked.\n'
    assert answer == Answer(out=said, err="", code=0)
    assert NAME.fullmatch(backup.name)
    assert content(backup) == content(acme)
    modes = [each.stat().st_mode & 0o777 for each in (backup, backup.parent)]
    assert modes == [0o600, 0o700]


def test_as_json(kam: Kam, acme: Path, tmp_path: Path) -> None:
    answer = kam("backup", "--into", "usb", "-f", "json")

    [backup] = made(tmp_path / "usb")
    said = json.loads(answer.out)
    assert (answer.err, answer.code) == ("", 0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said.pop("at"))
    assert said == {
        "file": f"usb/{backup.name}",
        "rows": rows_of(acme),
        "size": backup.stat().st_size,
        "encrypted": False,
        "removed": [],
    }


def test_in_chinese(kam: Kam, acme: Path, tmp_path: Path) -> None:
    answer = kam("backup", "--lang", "zh")

    [backup] = made(tmp_path / "backups")
    said = f'备份"{backup}"：{rows_of(acme)} 行，已核对。\n'
    assert answer == Answer(out=said, err="", code=0)


def test_the_config_names_the_folder(kam: Kam, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "config" / "kam").mkdir(parents=True)
    (tmp_path / "config" / "kam" / "config.toml").write_text(f'backups = "{tmp_path}/safe"\n')

    assert kam("backup").code == 0
    assert len(made(tmp_path / "safe")) == 1


def test_a_dry_run_keeps_nothing(kam: Kam, acme: Path, tmp_path: Path) -> None:
    before = made(tmp_path)
    answer = kam("backup", "--dry-run")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.endswith(f"{rows_of(acme)} rows, checked.\n")
    assert made(tmp_path) == before


def test_two_of_one_second_have_two_names(kam: Kam, acme: Path, tmp_path: Path) -> None:
    for _ in range(3):
        assert kam("backup").code == 0

    assert len(made(tmp_path / "backups")) == 3


def test_is_made_while_another_program_writes(kam: Kam, acme: Path, tmp_path: Path) -> None:
    before = content(acme)
    with closing(sqlite3.connect(acme, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE customers SET name = 'half done'")
        assert kam("backup").code == 0

    [backup] = made(tmp_path / "backups")
    assert content(backup) == before


def test_needs_no_file_beside_it(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("backup").code == 0
    [backup] = made(tmp_path / "backups")

    # 1 where a ledger is written to through a log beside it
    assert backup.read_bytes()[18:20] == b"\1\1"


def page_of(ledger: Path, table: str) -> int:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(
            connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()[0]
        )


def damage(ledger: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    page = page_of(ledger, table)
    with ledger.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize("table", ["customers", "interactions", "trail", "ix_orders_ordered_on"])
def test_no_backup_is_made_of_a_damaged_ledger(
    kam: Kam, acme: Path, tmp_path: Path, table: str
) -> None:
    damage(acme, table)
    answer = kam("backup")

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.startswith(f'error: The ledger "{acme}" is damaged')
    assert made(tmp_path / "backups") == []


def test_an_index_of_texts_that_cannot_be_opened_is_damage(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(acme)) as connection:
        connection.execute("DELETE FROM notes_index_config")
        connection.commit()

    assert kam("backup", "--into", str(tmp_path / "backups")) == Answer(
        out="",
        err=f'error: The ledger "{acme}" is damaged: no backup is made of it.\nhint: kam doctor\n',
        code=5,
    )
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_row_that_points_to_nothing_is_damage(kam: Kam, acme: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(acme)) as connection:
        connection.execute("UPDATE customers SET owner = '77'")
        connection.commit()

    assert kam("backup") == Answer(
        out="",
        err=f'error: The ledger "{acme}" is damaged: no backup is made of it.\nhint: kam doctor\n',
        code=5,
    )
    assert made(tmp_path / "backups") == []


def test_a_folder_that_cannot_be_written(kam: Kam, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert kam("backup", "--into", "file") == Answer(
        out="",
        err='error: No backup can be kept in "file": Not a directory.\n'
        "hint: kam backup --into DIR\n",
        code=5,
    )


def renamed(backup: Path, *days: str) -> None:
    """Lay copies of a backup beside it that were made on other days."""
    for day in days:
        shutil.copy(backup, backup.with_name(f"kam-{day}T023000Z.db"))


def test_older_ones_are_removed_by_their_age(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("backup").code == 0
    [backup] = made(tmp_path / "backups")
    renamed(backup, "20200101", "20200102", "20200103", "20190105")
    others = ("kam-20200101T023000Z.db.txt", "notes.db", "other-20200101T023000Z.db")
    for other in others:
        (tmp_path / "backups" / other).touch()

    tried = kam("backup", "--keep", "1d,2m", "--dry-run", "-f", "json")
    answer = kam("backup", "--keep", "1d,2m", "-f", "json")

    gone = [f"{tmp_path}/backups/kam-{day}T023000Z.db" for day in ("20200102", "20200101")]
    gone += [f"{tmp_path}/backups/kam-20190105T023000Z.db"]
    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out)["removed"][-3:] == gone
    assert json.loads(tried.out)["removed"][-3:] == gone
    left = {each.name for each in made(tmp_path / "backups")}
    assert {*others, "kam-20200103T023000Z.db"} <= left
    assert not {Path(each).name for each in gone} & left


def test_one_that_is_not_sound_counts_for_nothing_and_stays(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    assert kam("backup").code == 0
    [backup] = made(tmp_path / "backups")
    renamed(backup, "20200101", "20200102")
    damaged = tmp_path / "backups" / "kam-20200102T023000Z.db"
    damage(damaged, "customers")
    other = tmp_path / "backups" / "kam-20200103T023000Z.db"
    assert kam("init", "--manager", "01", "--name", "Han", "--ledger", str(other)).code == 0

    answer = kam("backup", "--keep", "3m")

    assert answer.code == 0
    assert sorted(answer.err.splitlines()) == [
        f'"{damaged}" is no sound backup of this ledger; it stays.',
        f'"{other}" is no sound backup of this ledger; it stays.',
    ]
    left = made(tmp_path / "backups")
    assert {damaged, other, damaged.with_name("kam-20200101T023000Z.db")} < set(left)


def test_one_of_a_newer_version_stays(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("backup").code == 0
    [backup] = made(tmp_path / "backups")
    renamed(backup, "20200101")
    newer = tmp_path / "backups" / "kam-20200101T023000Z.db"
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    assert kam("backup", "--keep", "1d").code == 0
    assert newer.exists()


def test_an_unreadable_keep(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("backup", "--keep", "a week") == Answer(
        out="",
        err='error: "a week" does not say how many days, weeks and months to keep.\n'
        "hint: kam backup --keep 7d,4w,12m\n",
        code=2,
    )
    assert not (tmp_path / "backups").exists()


def test_with_a_passphrase_from_the_environment(
    kam: Kam, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_BACKUP_PASSPHRASE", "正确的马")
    answer = kam("backup", "--encrypt")

    [backup] = made(tmp_path / "backups")
    assert (answer.err, answer.code) == ("", 0)
    assert backup.name.endswith(".db.age")
    assert backup.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"ACME" not in backup.read_bytes()
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in made(tmp_path)] == ["backups", "kam.db"]


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not here")
def test_age_opens_it_with_the_passphrase(kam: Kam, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("correct horse\nsecond line\n")
    assert kam("backup", "--passphrase-file", "secret").code == 0
    [backup] = made(tmp_path / "backups")

    age = pexpect.spawn("age", ["-d", "-o", str(tmp_path / "out.db"), str(backup)], timeout=60)
    age.expect("passphrase")
    age.sendline("correct horse")
    age.expect(pexpect.EOF)

    assert content(tmp_path / "out.db") == content(acme)


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not here")
def test_age_opens_it_with_the_key(kam: Kam, acme: Path, tmp_path: Path) -> None:
    subprocess.run(["age-keygen", "-o", "key.txt"], check=True, capture_output=True)
    public = subprocess.run(
        ["age-keygen", "-y", "key.txt"], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert kam("backup", "--encrypt", public, "--into", "cloud").code == 0
    [backup] = made(tmp_path / "cloud")

    subprocess.run(["age", "-d", "-i", "key.txt", "-o", "out.db", backup], check=True)

    assert content(tmp_path / "out.db") == content(acme)


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (
            ("--encrypt", "hunter2"),
            "--encrypt takes a public key, or nothing: a passphrase is asked for, never typed.",
            "kam backup --encrypt",
        ),
        (
            ("--encrypt", "age1nobody"),
            '"age1nobody" is not a public key of the age format.',
            "age-keygen -o key.txt",
        ),
        (
            ("--passphrase-file", "nowhere"),
            'The file "nowhere" cannot be read.',
            "--passphrase-file FILE",
        ),
        (
            ("--passphrase-file", "empty"),
            'The first line of "empty" holds no passphrase.',
            "--passphrase-file FILE",
        ),
    ],
)
def test_what_closes_nothing(
    kam: Kam, acme: Path, tmp_path: Path, words: tuple[str, ...], error: str, hint: str
) -> None:
    (tmp_path / "empty").touch()

    assert kam("backup", *words) == Answer(out="", err=f"error: {error}\nhint: {hint}\n", code=2)
    assert not (tmp_path / "backups").exists()


def test_without_anybody_to_ask(kam: Kam, acme: Path) -> None:
    assert kam("backup", "--encrypt") == Answer(
        out="",
        err="error: There is no passphrase: neither a file, nor in KAM_BACKUP_PASSPHRASE, nor a"
        " terminal.\nhint: --passphrase-file FILE\n",
        code=4,
    )


@contextmanager
def typing(*words: str) -> Iterator[pexpect.spawn]:
    process = pexpect.spawn(
        sys.executable, ["-m", "kamcli", *words], env=os.environ, encoding="utf-8", timeout=60
    )
    yield process
    process.close(force=True)


def test_a_person_types_it_twice_and_it_is_not_shown(kam: Kam, acme: Path, tmp_path: Path) -> None:
    with typing("backup", "--encrypt") as person:
        person.expect("Passphrase for the backup:")
        person.sendline("correct horse")
        person.expect("The same again:")
        person.sendline("correct horse")
        person.expect(pexpect.EOF)
        assert "correct" not in person.before
        assert "checked." in person.before
    with typing("restore") as person:
        person.expect("Passphrase of the backup:")
        person.sendline("correct horse")
        person.expect("what it was at .* UTC")
        person.sendline("n")
        person.expect("Nothing was changed")


def test_two_that_differ_close_nothing(kam: Kam, acme: Path, tmp_path: Path) -> None:
    with typing("backup", "--encrypt") as person:
        person.expect("Passphrase for the backup:")
        person.sendline("one")
        person.expect("The same again:")
        person.sendline("two")
        person.expect("The two passphrases differ; no backup was made.")
    assert not (tmp_path / "backups").exists()


def test_an_older_ledger_is_brought_up_to_date_first(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("backup").code == 0
    [backup] = made(tmp_path / "backups")
    with closing(sqlite3.connect(backup)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()

    assert found == (migrations.HEAD,)
