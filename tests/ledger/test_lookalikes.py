"""Firms are compared with those that share a mark with them: no other could be the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Kam
from kamcli.ledger.database import reading
from kamcli.ledger.lookalikes import firms_that_meet, known_firms

PAIRS = Path(__file__).parents[1] / "names" / "firm_pairs.tsv"


@pytest.fixture
def crowded(kam: Kam, ledger: Path, tmp_path: Path) -> Path:
    """Give the test a ledger with every firm of the labelled pairs, some with people in common."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    names = list(dict.fromkeys(name for line in lines for name in line.split("\t")[1:3]))
    codes = [f"JRW01{number:03}" for number in range(1, len(names) + 1)]
    with (tmp_path / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["code", "name", "market", "nature", "source"])
        for code, name in zip(codes, names, strict=True):
            write([code, name, "foreign", "end-user", "web"])
    with (tmp_path / "contacts.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["customer", "name", "phone", "email"])
        for place, code in enumerate(codes):
            mail = f"office@firm-{place // 3}.example" if place % 2 else ""
            write([code, "Anna", f"+49 30 55501{place // 5:03}" if place % 3 else "", mail])
    answer = kam("import", "customers.csv", "contacts.csv")
    assert (answer.code, len(names)) == (0, len(codes))
    return ledger


def test_those_that_share_a_mark_are_all_that_are_alike(crowded: Path) -> None:
    with reading(crowded) as ledger:
        all_of_them, those_that_meet = known_firms(ledger), firms_that_meet(ledger)
        pairs = all_of_them.duplicates({})
        assert len(pairs) > 100
        assert those_that_meet.duplicates({}) == pairs
        for row in ledger.rows("SELECT id FROM customers"):
            assert those_that_meet.before(row["id"]) == all_of_them.before(row["id"])
