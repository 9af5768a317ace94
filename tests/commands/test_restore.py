"""`kam restore`: the ledger as it was, all or nothing, and what was there kept beside it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from conftest import Answer, Kam, content
from kamcli.ledger import connections, database, migrations
from kamcli.ledger.restoring import moment_of
from kamcli.ledger.trail import verify_trail

UTC = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


def backup_of(kam: Kam) -> Path:
    answer = kam("backup", "-f", "json")
    assert answer.code == 0
    return Path(json.loads(answer.out)["file"])


def told_at(path: Path) -> str:
    return moment_of(path).at.strftime("%Y-%m-%d %H:%M UTC")


def notes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM interactions ORDER BY id")]


def test_the_ledger_is_what_it_was_and_the_later_one_is_kept(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    assert kam("log", "JRW01001", "before").code == 0
    backup = backup_of(kam)
    assert kam("log", "JRW01001", "after").code == 0
    after, last = content(acme), told_at(acme)

    answer = kam("restore", backup.name, "--yes")

    kept = tmp_path / "kam.db.before-restore"
    said = (
        f'The ledger "{acme}" is what it was at {told_at(backup)}, after command 3.'
        f" 1 later command, of {last}, is not in it."
        f' What was there lies in "{kept}".\n'
    )
    assert answer == Answer(out=said, err="", code=0)
    assert notes(acme) == ["before"]
    assert content(kept) == after
    modes = {each.stat().st_mode & 0o777 for each in (acme, kept, backup)}
    assert modes == {0o600}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", "kam.db", kept.name]


def test_what_was_kept_brings_everything_back(kam: Kam, acme: Path) -> None:
    backup_of(kam)
    assert kam("log", "JRW01001", "after").code == 0
    before = content(acme)
    assert kam("restore", "--yes").code == 0
    assert notes(acme) == []

    answer = kam("restore", "kam.db.before-restore", "--yes", "-f", "json")

    said = json.loads(answer.out)
    assert (answer.err, answer.code) == ("", 0)
    assert (said["command"], said["lost"]) == (3, 0)
    assert said["kept"] == f"{acme}.before-restore-2"
    assert content(acme) == before


def test_the_newest_is_taken_and_all_are_listed(kam: Kam, acme: Path) -> None:
    first = backup_of(kam)
    old = Path(shutil.copy(first, first.with_name("kam-20200101T000000Z.db")))
    assert kam("log", "JRW01001", "later").code == 0
    newest = backup_of(kam)

    listed = kam("restore", "--list", "-f", "json")
    answer = kam("restore", "--yes", "-f", "json")

    assert (listed.err, listed.code) == ("", 0)
    assert [each["file"] for each in json.loads(listed.out)] == [*map(str, (newest, first, old))]
    assert json.loads(listed.out)[2] == {
        "file": str(old),
        "at": "2020-01-01T00:00:00Z",
        "size": old.stat().st_size,
        "encrypted": False,
    }
    assert json.loads(answer.out)["file"] == str(newest)
    assert notes(acme) == ["later"]


def test_without_a_backup(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("restore", "--list") == Answer(out="", err="There is no backup.\n", code=0)
    assert kam("restore", "--yes") == Answer(
        out="",
        err=f'error: There is no backup in "{tmp_path}/backups".\nhint: kam restore --from DIR\n',
        code=3,
    )
    assert kam("restore", "nowhere.db", "--yes").code == 5


def test_a_script_wants_a_yes(kam: Kam, acme: Path) -> None:
    backup = backup_of(kam)
    assert kam("log", "JRW01001", "after").code == 0
    before = content(acme)

    answer = kam("restore", backup.name)

    assert answer == Answer(
        out="",
        err=f'error: This needs a yes: Make the ledger "{acme}" what it was at {told_at(backup)}?'
        f" 1 later command, of {told_at(acme)}, is not in it.\n"
        f"hint: kam restore {backup.name} --yes\n",
        code=4,
    )
    assert content(acme) == before


def test_a_dry_run_says_the_same_and_changes_nothing(kam: Kam, acme: Path, tmp_path: Path) -> None:
    backup_of(kam)
    assert kam("log", "JRW01001", "after").code == 0
    before, files = content(acme), sorted(tmp_path.iterdir())

    answer = kam("restore", "--dry-run", "-f", "json")

    said = json.loads(answer.out)
    assert (answer.err, answer.code) == ("", 0)
    assert (said["command"], said["lost"], said["kept"]) == (2, 1, None)
    assert (content(acme), sorted(tmp_path.iterdir())) == (before, files)


def test_numbers_once_given_are_not_given_again(kam: Kam, acme: Path) -> None:
    backup_of(kam)
    add = ("--country", "DE", "--nature", "end-user", "--source", "web", "-f", "json")
    assert json.loads(kam("add", "Bolt", *add).out) == {"code": "JRW01002", "id": 2}
    assert kam("restore", "--yes").code == 0

    again = kam("add", "Carl", *add)

    assert json.loads(again.out) == {"code": "JRW01003", "id": 3}
    with database.reading(acme) as opened:
        assert verify_trail(opened) is None


def test_a_ledger_that_is_gone(kam: Kam, acme: Path, tmp_path: Path) -> None:
    backup = backup_of(kam)
    before = content(acme)
    acme.unlink()

    answer = kam("restore", "--yes")

    said = f'The ledger "{acme}" is what it was at {told_at(backup)}, after command 2.\n'
    assert answer == Answer(out=said, err="", code=0)
    assert content(acme) == before
    assert acme.stat().st_mode & 0o777 == 0o600
    assert kam("log", "JRW01001", "on").code == 0


def test_on_a_new_machine(kam: Kam, acme: Path, tmp_path: Path) -> None:
    backup = backup_of(kam)

    answer = kam("restore", str(backup), "--yes", "--ledger", "new/place/kam.db")

    assert (answer.err, answer.code) == ("", 0)
    assert content(tmp_path / "new/place/kam.db") == content(acme)


@pytest.mark.parametrize("what", [b"no ledger at all", b""])
def test_a_file_that_is_no_ledger_any_more_is_put_aside(
    kam: Kam, acme: Path, tmp_path: Path, what: bytes
) -> None:
    backup_of(kam)
    before = content(acme)
    acme.write_bytes(what)

    answer = kam("restore", "--yes")

    kept = tmp_path / "kam.db.before-restore"
    assert answer.err == ""
    assert answer.out.endswith(
        "What it held since cannot be counted: it cannot be read."
        f' What was there lies in "{kept}".\n'
    )
    assert content(acme) == before
    assert kept.read_bytes().startswith(what)


def test_a_damaged_ledger_is_kept_page_by_page(kam: Kam, acme: Path, tmp_path: Path) -> None:
    backup_of(kam)
    before = content(acme)
    with acme.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 20 * 4096)
    damaged = acme.read_bytes()

    answer = kam("restore", "--yes")

    assert (answer.err, answer.code) == ("", 0)
    assert content(acme) == before
    kept = (tmp_path / "kam.db.before-restore").read_bytes()
    assert kept[4096:] == damaged[4096:]


def test_a_log_left_behind_is_not_read_into_the_restored_ledger(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    backup_of(kam)
    with closing(sqlite3.connect(acme)) as connection:
        connection.execute("UPDATE customers SET name = 'left in the log'")
        connection.commit()
        for end in ("-wal", "-shm"):
            shutil.copy(f"{acme}{end}", tmp_path / f"left{end}")
    acme.unlink()
    for end in ("-wal", "-shm"):
        shutil.copy(tmp_path / f"left{end}", f"{acme}{end}")

    assert kam("restore", "--yes").code == 0

    assert "ACME GmbH" in kam("list").out
    assert "left in the log" not in content(acme)
    kept = tmp_path / "kam.db.before-restore-wal"
    assert kept.read_bytes() == (tmp_path / "left-wal").read_bytes()


def test_what_still_stands_in_the_log_is_kept(kam: Kam, acme: Path, tmp_path: Path) -> None:
    backup_of(kam)
    folder = tmp_path / "crashed"
    folder.mkdir()
    with closing(sqlite3.connect(acme)) as connection:
        connection.execute("UPDATE customers SET name = 'in the log'")
        connection.commit()
        for end in ("", "-wal", "-shm"):
            shutil.copy(f"{acme}{end}", folder / f"kam.db{end}")

    crashed = folder / "kam.db"
    assert kam("restore", "--yes", "--from", "backups", "--ledger", str(crashed)).code == 0

    assert "in the log" not in content(crashed)
    assert "in the log" in content(folder / "kam.db.before-restore")


def test_while_another_program_has_the_ledger(
    kam: Kam, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup_of(kam)
    monkeypatch.setenv("KAM_LOCK_WAIT", "0.05")
    files = sorted(tmp_path.iterdir())
    with closing(sqlite3.connect(acme, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        answer = kam("restore", "--yes")

    assert answer == Answer(
        out="",
        err=f'error: The ledger "{acme}" is in use by another program.\n'
        "hint: Wait until it is done, then type the command again.\n",
        code=5,
    )
    assert sorted(tmp_path.iterdir()) == files


def test_who_waits_writes_into_the_restored_ledger(kam: Kam, acme: Path) -> None:
    backup = backup_of(kam)
    assert kam("log", "JRW01001", "after").code == 0
    with closing(sqlite3.connect(acme, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        waiting = [
            subprocess.Popen(
                [sys.executable, "-m", "kamcli", *words],
                env=os.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for words in (("restore", str(backup), "--yes"), ("log", "JRW01001", "waited"))
        ]
    for process in waiting:
        process.communicate()
    assert [each.returncode for each in waiting] == [0, 0]

    kept = acme.with_name("kam.db.before-restore")
    assert "waited" in [*notes(acme), *notes(kept)]
    assert notes(acme) in (["waited"], [])
    assert ("waited" in notes(kept)) is (notes(acme) == [])


def test_an_older_backup_is_brought_up_to_date_and_stays_as_it_is(
    kam: Kam, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backup_of(kam)
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
    before = backup.read_bytes()
    upgraded = []

    def migrate(path: Path, *, wait: float) -> bool:
        upgraded.append(connections.version_of(path))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (migrations.HEAD,))
            connection.commit()
        return True

    monkeypatch.setattr(migrations, "migrate", migrate)
    answer = kam("restore", "--yes", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out)["version_before"] == "0000"
    assert upgraded == ["0000"]
    assert connections.version_of(acme) == migrations.HEAD
    assert backup.read_bytes() == before


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def cut(path: Path) -> None:
    os.truncate(path, 40_000)


def page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4 * 4096)
        file.write(b"\xff" * 4096)


def pointless(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE customers SET owner = '77'")
        connection.commit()


def other(path: Path) -> None:
    path.write_text("Call ACME\n" * 999, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, 'The ledger "{backup}" was written by a newer kam (version 9999).'),
        (cut, 'The ledger "{backup}" is damaged; nothing was changed.'),
        (page, 'The ledger "{backup}" is damaged; nothing was changed.'),
        (pointless, 'The ledger "{backup}" is damaged; nothing was changed.'),
        (other, 'The file "{backup}" is not a kam ledger.'),
    ],
)
def test_what_is_not_sound_is_not_restored(
    kam: Kam, acme: Path, tmp_path: Path, spoil: object, said: str
) -> None:
    backup = backup_of(kam)
    assert callable(spoil)
    spoil(backup)
    before, files = content(acme), sorted(tmp_path.iterdir())

    answer = kam("restore", "--yes")

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.splitlines()[0] == "error: " + said.format(backup=backup)
    assert (content(acme), sorted(tmp_path.iterdir())) == (before, files)


def test_one_that_was_closed(
    kam: Kam, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_BACKUP_PASSPHRASE", "correct horse")
    assert kam("backup", "--encrypt").code == 0
    before, files = content(acme), sorted(tmp_path.iterdir())
    [backup] = (tmp_path / "backups").iterdir()
    monkeypatch.setenv("KAM_BACKUP_PASSPHRASE", "wrong horse")
    assert kam("restore", "--yes") == Answer(
        out="",
        err=f'error: "{backup}" was not opened: another passphrase or key, or the file is'
        " damaged.\nhint: kam restore --list\n",
        code=5,
    )
    assert sorted(tmp_path.iterdir()) == files
    monkeypatch.setenv("KAM_BACKUP_PASSPHRASE", "correct horse")
    acme.unlink()

    answer = kam("restore", "--yes")

    assert (answer.err, answer.code) == ("", 0)
    assert content(acme) == before


def test_one_for_the_owner_of_a_key(kam: Kam, acme: Path, tmp_path: Path) -> None:
    from pyrage import x25519

    key = x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# mine\n{key}\n")
    (tmp_path / "other.txt").write_text(f"{x25519.Identity.generate()}\n")
    assert kam("backup", "--encrypt", str(key.to_public())).code == 0
    before = content(acme)

    said = [
        (kam("restore", "--yes", *words).err, kam("restore", "--yes", *words).code)
        for words in ((), ("--identity", "nowhere"), ("--identity", "other.txt"))
    ]
    assert [code for _, code in said] == [5, 5, 5]
    assert "A secret key opens this, no passphrase" in said[0][0]
    assert 'There is no secret key in "nowhere".' in said[1][0]
    assert "was not opened: another passphrase or key" in said[2][0]
    assert content(acme) == before

    answer = kam("restore", "--yes", "--identity", "key.txt")
    assert (answer.err, answer.code) == ("", 0)


def test_another_ledger_is_told_to_lose_all(kam: Kam, acme: Path, tmp_path: Path) -> None:
    assert kam("init", "--manager", "07", "--name", "Han", "--ledger", "han.db").code == 0

    answer = kam("restore", "han.db", "--yes", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out)["lost"] == 2


def test_in_chinese_a_person_is_asked(kam: Kam, acme: Path) -> None:
    backup_of(kam)
    person = pexpect.spawn(
        sys.executable,
        ["-m", "kamcli", "restore", "--lang", "zh"],
        env={**os.environ, "COLUMNS": "200"},
        encoding="utf-8",
        dimensions=(30, 200),
        timeout=60,
    )
    person.expect(f'将台帐"{acme}"恢复到 {UTC} 的状态？')
    person.sendline("是")
    person.expect(f'台帐"{acme}"已恢复到 {UTC}，即命令 2 之后的状态。')
    person.expect(pexpect.EOF)
