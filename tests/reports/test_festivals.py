"""The table of festivals, and which of them a salesperson is told."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from runpy import run_path

import holidays
import pytest

import kamcli.reports.festivals
from conftest import Kam
from dealings import register
from kamcli.rules.countries import country_name

TABLE = Path(kamcli.reports.festivals.__file__).with_name("festivals.tsv")
AGENT = ("--nature", "agent", "--source", "web")


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("country", ["DE", "US", "CN", "HK", "SA", "BR", "IN", "ZA"])
def test_the_table_says_what_the_library_says(country: str) -> None:
    known = holidays.country_holidays(
        country, years=range(2024, 2036), observed=False, language="en_US"
    )
    expected = {
        (day.isoformat(), name)
        for day in known
        for name in known.get_list(day)
        if day.year >= 2024 and not name.startswith("Day off (")
    }

    told = {(row["on"], row["en"]) for row in _rows() if country in row["countries"].split()}

    assert told == expected


def test_the_table_stands_by_its_days_and_names_known_countries() -> None:
    rows = _rows()
    codes = {code for row in rows for code in row["countries"].split()}

    assert [row["on"] for row in rows] == sorted(row["on"] for row in rows)
    assert (rows[0]["on"][:4], rows[-1]["on"][:4]) == ("2024", "2035")
    assert len(codes) > 240
    assert not [code for code in codes if country_name(code) == code]


def _festivals(kam: Kam, as_of: str) -> str:
    """Return the lines of the last section of the page, which is that of the festivals."""
    answer = kam("today", "--as-of", as_of)
    assert (answer.err, answer.code) == ("", 0)
    _, _, told = answer.out.partition("\nFestivals\n")
    return "\n".join(line.strip() for line in told.splitlines())


@pytest.fixture
def abroad(kam: Kam, ledger: Path) -> Path:
    """Give the test customers of all grades in four countries; return the ledger's path."""
    register(kam, ("Big", "--country", "US", *AGENT), on="2026-11-01")
    register(kam, ("Buyer", "--country", "US", *AGENT), on="2026-11-01")
    register(kam, ("Curious", "--country", "US", *AGENT), on="2026-11-01")
    register(kam, ("Berlin", "--country", "DE", *AGENT), on="2026-11-01")
    register(kam, ("Atlantis", "--country", "Atlantis", *AGENT), on="2026-11-01")
    register(kam, ("杭州华茂", "--country", "CN", *AGENT), on="2026-11-01")
    assert kam("order", "add", "JRW01001", "600000", "--on", "2026-11-10").code == 0
    assert kam("order", "add", "JRW01002", "6000", "--on", "2026-11-10").code == 0
    return ledger


def test_festivals_are_told_with_the_a_and_b_customers_there(kam: Kam, abroad: Path) -> None:
    assert _festivals(kam, "2026-11-20") == (
        "2026-11-26  United States  Thanksgiving Day  A JRW01001 Big  B JRW01002 Buyer"
        "  1 other customer"
    )


def test_a_country_without_a_and_b_is_told_with_the_number_of_its_customers(
    kam: Kam, abroad: Path
) -> None:
    told = _festivals(kam, "2026-12-20")

    assert "2026-12-25  Germany  Christmas Day  1 customer" in told
    assert "2026-12-26  Germany  Second Day of Christmas  1 customer" in told


def test_days_without_a_gap_are_one_festival(kam: Kam, abroad: Path) -> None:
    told = _festivals(kam, "2027-02-01")

    assert "2027-02-06 to 2027-02-08  China  Chinese New Year (Spring Festival)  1 customer" in told


def test_names_are_chinese_where_they_can_be(kam: Kam, abroad: Path) -> None:
    answer = kam("today", "--lang", "zh", "--as-of", "2026-12-20")

    assert (answer.err, answer.code) == ("", 0)
    assert "2026-12-25  德国  圣诞节" in answer.out
    assert "2026-12-26  德国  圣诞节次日" in answer.out


@pytest.mark.parametrize("as_of", ["2023-12-20", "2036-12-20", "9999-12-31"])
def test_years_outside_the_table_have_no_festivals(kam: Kam, abroad: Path, as_of: str) -> None:
    assert "Festivals" not in kam("today", "--as-of", as_of).out


def test_every_day_of_the_table_is_found(kam: Kam, abroad: Path) -> None:
    day = date(2028, 12, 24)
    expected = [row["on"] for row in _rows() if "US" in row["countries"].split()]

    for ahead in range(3):
        on = (day + timedelta(days=ahead)).isoformat()
        answer = kam("today", "-f", "json", "--days", "1", "--as-of", on)
        assert answer.code == 0
        assert ('"country": "US"' in answer.out) == bool(
            {on, (day + timedelta(days=ahead + 1)).isoformat()} & set(expected)
        )


def test_the_table_is_what_the_tool_writes() -> None:
    tool = run_path(str(Path(__file__).parents[2] / "tools" / "festivals.py"))

    assert tool["written"]() == TABLE.read_text(encoding="utf-8")
