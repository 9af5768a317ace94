"""A trading firm made elsewhere: taken in, graded, and its totals found again."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import SHARED, call
from northwind import LAST_DAY, Northwind, write_tables
from oracle.statement import expected, read_tables

DAY = date.fromisoformat(LAST_DAY)
DUMP = SHARED / "northwind" / "src" / "create.sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Northwind's tables and the ledger that they were taken into."""

    northwind: Northwind
    ledger: Path

    def ask(self, *words: str) -> list[dict[str, str]]:
        """Return what a reading command says as JSON."""
        here = ("-f", "json", "--ledger", str(self.ledger), "--as-of", DAY.isoformat())
        answer = call(*words, *here)
        assert (answer.err, answer.code) == ("", 0)
        found: list[dict[str, str]] = json.loads(answer.out)
        return found


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """Take Northwind in on the day of its last order; skipped where it is absent."""
    if not DUMP.is_file():
        pytest.skip("the folder of shared data is not here")
    place = tmp_path_factory.mktemp("northwind")
    northwind = write_tables(DUMP, place / "tables")
    here = ("--ledger", str(place / "kam.db"), "--as-of", DAY.isoformat())
    assert call("init", "--manager", "01", "--name", "Nancy Davolio", *here).code == 0
    answer = call("import", str(northwind.folder), "-f", "json", *here)
    counts = json.loads(answer.out)
    assert (counts["created"], counts["rejected"], answer.code) == (93 + 93 + 830, 0, 0)
    twins = (
        '"customers.csv", line 88: "IT" may be the same firm as JRW01084 IT, owner 01'
        " (the same name)."
    )
    assert counts["warnings"] == [twins]
    return Firm(northwind=northwind, ledger=place / "kam.db")


def totals(firm: Firm) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for order in firm.ask("order", "list"):
        found[order["customer"]] += Decimal(order["amount"])
    return found


def test_the_orders_add_up_to_what_is_told_of_them(firm: Firm) -> None:
    found = totals(firm)

    assert len(firm.ask("order", "list")) == 830
    assert abs(sum(found.values()) - Decimal("1265793.04")) < Decimal("0.05")
    largest = sorted(found.items(), key=lambda item: -item[1])[:3]
    codes = firm.northwind.codes
    assert largest == [
        (codes["QUICK"], Decimal("110277.31")),
        (codes["ERNSH"], Decimal("104874.98")),
        (codes["SAVEA"], Decimal("104361.95")),
    ]


def test_every_customer_is_graded_as_the_statement_says(firm: Firm) -> None:
    wanted = expected(read_tables(firm.northwind.folder), DAY)
    listed = {row["code"]: row for row in firm.ask("list", "--all")}

    bought = {code for code, each in wanted.items() if each.last_contact_on}
    assert len(bought) == 89
    for code in bought:
        row, each = listed[code], wanted[code]
        assert (row["grade"], row["grade_before"]) == (each.grade, each.grade_before)
        assert row["annual_amount"] == each.annual_amount
    grades = [listed[code]["grade"] for code in sorted(bought)]
    assert {grade: grades.count(grade) for grade in "ABX"} == {"A": 0, "B": 73, "X": 16}


def test_those_who_never_bought_are_new(firm: Firm) -> None:
    listed = {row["code"]: row for row in firm.ask("list", "--all")}
    for name in ("FISSA", "PARIS"):
        row = listed[firm.northwind.codes[name]]
        assert (row["grade"], row["registered_on"]) == ("D", "1998-05-06")


def test_countries_are_known_by_their_codes(firm: Firm) -> None:
    listed = {row["code"]: row["country"] for row in firm.ask("list", "--all")}
    named = {name: listed[code] for name, code in firm.northwind.codes.items()}
    assert (named["ALFKI"], named["AROUT"], named["GREAL"]) == ("DE", "GB", "US")
    assert {country for country in named.values() if country and len(country) > 2} == set()
