"""Names of people in two columns, as other programs write them: first name and surname."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import Kam
from raw_tables import stored

COMMON = ("--nature", "agent", "--source", "web")
PEOPLE = "SELECT contacts.name FROM contacts ORDER BY contacts.id"


def write(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    ("heads", "cells", "name"),
    [
        (["First Name", "Last Name"], ["Anna", "Schmidt"], "Anna Schmidt"),
        (["Surname", "Given name"], ["Pérez Gil", "José"], "José Pérez Gil"),
        (["姓", "名"], ["尉迟", "恭"], "尉迟恭"),
        (["联系人", "姓"], ["王芳", "王"], "王芳"),
        (["Contact", "Last Name"], ["Anna Schmidt", "Schmidt"], "Anna Schmidt"),
        (["First Name", "Last Name"], ["Liam", "Li"], "Liam Li"),
        (["First Name", "Last Name"], ["", "Schmidt"], "Schmidt"),
        (["First Name", "Last Name"], ["Anna", ""], "Anna"),
    ],
)
def test_two_columns_are_one_name(
    kam: Kam, ledger: Path, tmp_path: Path, heads: list[str], cells: list[str], name: str
) -> None:
    write(tmp_path / "a.csv", ["Company", "Country", *heads], ["ACME", "DE", *cells])

    answer = kam("import", "a.csv", *COMMON)

    assert answer.err == '"a.csv": Read as UTF-8, with commas between the cells.\n'
    assert "1 new" in answer.out
    assert answer.code == 0
    assert stored(ledger, PEOPLE) == [(name,)]


def test_a_surname_of_several_people_is_kept_beside(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    heads = ["Company", "Country", "Contact", "Surname"]
    write(tmp_path / "a.csv", heads, ["ACME", "DE", "Anna / Berta", "Schmidt"])
    assert kam("import", "a.csv", *COMMON).code == 0
    assert stored(ledger, PEOPLE) == [("Anna",), ("Berta",)]
    assert stored(ledger, "SELECT remarks FROM customers") == [("Schmidt",)]
