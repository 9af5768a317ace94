"""The index of texts says what the rows say, whatever was done with them."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.ledger import index
from kamcli.ledger.database import Ledger

_FIRMS = ("Müller Ventile AG", "杭州华茂 (Hangzhou)", "Zebra 7 Ltd", "“Nord” & Süd", "％ 100%_x")
_NOTES = ("Asked for VALVES, 17%", "客户要报价", 'He said "NEAR" * AND', "采石 quarry-7741", "x_y")


def terms(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what stands in each index: term, row, column, place."""
    with closing(sqlite3.connect(path)) as connection:
        found = {}
        for each in index.INDEXED.values():
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.{each.name}_terms"
                f" USING fts5vocab(main, {each.name}, instance)"
            )
            rows = connection.execute(f"SELECT * FROM {each.name}_terms").fetchall()
            found[each.name] = sorted(rows, key=repr)
    return found


def rebuilt(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the same of a copy of which the index was made anew."""
    copy = path.with_name("rebuilt.db")
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
        other.row_factory = sqlite3.Row
        index.rebuild(Ledger(other, copy, None))
        other.commit()
    return terms(copy)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_as_if_made_anew(kam: Kam, ledger: Path, seed: int) -> None:
    chance = random.Random(seed)
    where = ("--country", "DE", "--nature", "agent", "--source", "web", "--force", "--why", "x")
    for name in _FIRMS[:2]:
        assert kam("add", name, *where, "--contact", "Анна", "--phone", "+49 30 12").code == 0
    done = most = 0
    for turn in range(25):
        said = (
            ("add", chance.choice(_FIRMS), *where, "--remarks", chance.choice(_NOTES)),
            ("log", "JRW01001", chance.choice(_NOTES), "--on", f"2026-11-0{chance.randint(1, 9)}"),
            ("log", "JRW01002", chance.choice(_NOTES), "--problem", chance.choice(_NOTES)),
            ("log", "--amend", "JRW01002", chance.choice(_NOTES)),
            ("interaction", "edit", "1", "--on", f"2026-11-0{chance.randint(1, 9)}"),
            ("interaction", "remove", "2", "--yes"),
            ("edit", "JRW01002", "--name", chance.choice(_FIRMS)),
            ("contact", "edit", "JRW01001", "Анна", "--mobile", str(chance.randint(10**6, 10**9))),
            ("undo",),
        )
        done += kam(*chance.choice(said)).code == 0
        if turn % 4 == 0:
            assert terms(ledger) == rebuilt(ledger)
            most = max(most, sum(map(len, terms(ledger).values())))

    assert done > 5
    assert most > 50


def test_an_import_and_its_undo_keep_it(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    before = terms(ledger)
    examples = Path(__file__).parents[2] / "examples" / "tables"
    assert kam("import", str(examples)).code == 0
    after = terms(ledger)

    assert after == rebuilt(ledger)
    assert len(after["customers_index"]) > 20
    assert (
        kam(
            "undo",
        ).code
        == 0
    )
    assert terms(ledger) == before


def test_it_stands_in_no_trail(kam: Kam, acme: Path) -> None:
    assert kam("log", "JRW01001", "Asked for a price").code == 0
    with closing(sqlite3.connect(acme)) as connection:
        tables = {row[0] for row in connection.execute("SELECT table_name FROM trail")}

    assert {"customers", "interactions"} <= tables
    assert not tables & {each.name for each in index.INDEXED.values()}
