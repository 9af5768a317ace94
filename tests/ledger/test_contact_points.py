"""Contact points follow the people and their customers through every change, and back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from conftest import Kam
from kamcli.ledger import contact_points, database, migrations

ADD = ("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")
Point = tuple[str, str, str | None]


def points(path: Path) -> list[Point]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT cell, normal, extension FROM contact_points ORDER BY contact_id, cell, place"
        )
        return rows.fetchall()


def rebuilt(path: Path) -> list[Point]:
    """Return the points as they are when they are all made anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        contact_points.rebuild(database.Ledger(connection, path, None))
        rows = connection.execute(
            "SELECT cell, normal, extension FROM contact_points ORDER BY contact_id, cell, place"
        )
        found = [tuple(row) for row in rows.fetchall()]
        connection.execute("ROLLBACK")
    return found


PHONE = ("phone", "+4930901820", None)
MOBILE = ("mobile", "+491717770123", "12")
MAIL = ("email", "anna@acme.de", None)


def test_every_change_of_a_person_and_its_undo_keeps_them(kam: Kam, ledger: Path) -> None:
    anna = ("JRW01001", "Anna")
    steps: list[tuple[tuple[str, ...], list[Point]]] = [
        (ADD, []),
        (("contact", "add", *anna, "--phone", "030 901820", "--email", "Anna@ACME.de"),
         [MAIL, PHONE]),
        (("contact", "edit", *anna, "--mobile", "0171 7770123 ext 12"), [MAIL, MOBILE, PHONE]),
        (("contact", "edit", *anna, "--email", "", "--name", "Anna Weber"), [MOBILE, PHONE]),
        # as numbers of Iceland they are none
        (("edit", "JRW01001", "--country", "IS"), []),
        (("edit", "JRW01001", "--country", "DE"), [MOBILE, PHONE]),
        (("contact", "remove", "JRW01001", "Anna Weber", "--yes"), []),
    ]  # fmt: skip
    seen = [points(ledger)]
    for said, expected in steps:
        assert kam(*said).code == 0, said
        seen.append(points(ledger))
        assert seen[-1] == expected == rebuilt(ledger), said
    for before in reversed(seen[1:-1]):
        assert kam("undo").code == 0
        assert points(ledger) == before


def test_at_home_numbers_are_of_home_without_a_word_of_the_country(kam: Kam, ledger: Path) -> None:
    added = ("add", "恒盛", "--market", "domestic", "--nature", "end-user", "--source", "web")
    assert kam(*added, "--contact", "王芳", "--phone", "0571-88888888转8001").code == 0
    assert points(ledger) == [("phone", "+8657188888888", "8001")]

    fixed = kam("customer", "fix-market", "JRN01001", "--to", "foreign", "--why", "exports")
    assert fixed.code == 0
    assert points(ledger) == []


def test_an_import_and_its_undo_keep_them(kam: Kam, ledger: Path) -> None:
    examples = Path(__file__).parents[2] / "examples" / "tables"
    assert kam("import", str(examples)).code == 0
    found = points(ledger)

    assert len(found) >= 4
    assert found == rebuilt(ledger)
    assert kam("undo").code == 0
    assert points(ledger) == []


def test_they_stand_in_no_trail(kam: Kam, ledger: Path) -> None:
    assert kam(*ADD, "--contact", "Anna", "--phone", "030 901820").code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        tables = {row[0] for row in connection.execute("SELECT table_name FROM trail")}

    assert points(ledger) == [PHONE]
    assert tables == {"managers", "customers", "owners", "contacts"}


def test_people_are_found_by_a_phone_or_a_mail(kam: Kam, ledger: Path) -> None:
    for name in ("Anna", "Bert"):
        sisters = ("--force", "--why", "sister firms")
        kam("add", f"{name} GmbH", *ADD[2:], *sisters, "--contact", name, "--phone", "030 901820")
    with database.reading(ledger) as opened:
        found = contact_points.holders(opened, ["+4930901820", "anna@acme.de"])

    assert found == {"+4930901820": [1, 2]}


def test_an_upgrade_fills_them_for_those_who_were_there(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _made_before(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO managers (code, name) VALUES ('01', 'Li Lei')")
        for number, (market, letter) in enumerate((("foreign", "W"), ("domestic", "N")), start=1):
            connection.execute(
                "INSERT INTO customers (code, code_manager, code_serial, name, name_key, market,"
                " nature, source, owner, registered_on, status) VALUES (?, '01', 1, 'Acme', 'acme',"
                " ?, 'end-user', 'web', '01', '2026-01-01', 'active')",
                (f"JR{letter}01001", market),
            )
            connection.execute(
                "INSERT INTO contacts (customer_id, name, phone, email, opt_out, is_primary)"
                " VALUES (?, 'Anna', '0571-88888888转8001/+49 30 901820', 'Anna@ACME.de', 0, 1)",
                (number,),
            )

    assert migrations.migrate(path, wait=1)
    found = points(path)
    assert found == [MAIL, PHONE, MAIL, ("phone", "+8657188888888", "8001"), PHONE]
    assert found == rebuilt(path)


def _made_before(path: Path) -> None:
    """Make an empty ledger of the version before the one that brought contact points."""
    config = Config()
    config.set_main_option("script_location", str(migrations.scripts()))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    brought = next(each for each in scripts if each.path.endswith("contact_points.py"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, str(brought.down_revision))
    engine.dispose()


@pytest.mark.parametrize(
    "typed",
    [
        *("13800138000", "+86 138 0013 8000", "0086-13800138000", "0013 8000"),
        *("0571 88888888", "8888-8888", "57188888888"),
    ],
)
def test_a_person_is_found_by_any_way_to_write_the_number(
    kam: Kam, ledger: Path, typed: str
) -> None:
    cells = ("--phone", "+86 571 8888-8888 转 801 / +86 138-0013-8000")
    assert kam(*ADD, "--contact", "Anna", *cells).code == 0

    answer = kam("find", typed, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    assert [(each["code"], each["where"]) for each in json.loads(answer.out)] == [
        ("JRW01001", "phone")
    ]
