"""`kam demo`."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, Kam
from kamcli.exchange.tables import TABLES
from sheets import give

# The ends of months and years, leap days, each day of a week.
DAYS = (date(2024, 2, 29), date(2025, 12, 31), date(2027, 3, 1), date(2028, 5, 31))
WEEK = tuple(TODAY + timedelta(days=n) for n in range(7))
MADE = "kam-demo/kam.db"


def listed(kam: Kam, ledger: str, day: date = TODAY) -> dict[str, dict[str, Any]]:
    here = ("--ledger", ledger, "--as-of", day.isoformat())
    answer = kam("list", "--all", "-f", "json", *here)
    assert (answer.err, answer.code) == ("", 0)
    return {row["code"]: row for row in json.loads(answer.out)}


def test_says_what_was_made_what_to_type_next_and_the_week(kam: Kam, tmp_path: Path) -> None:
    answer = kam("demo")

    assert answer.out.splitlines()[:6] == [
        f"An example ledger of 27 customers is at {MADE}.",
        "Look around:",
        f'  kam --ledger "{MADE}" today',
        f'  kam --ledger "{MADE}" list --all',
        f'  kam --ledger "{MADE}" show nordwind',
        f'  kam --ledger "{MADE}" report --manager all',
    ]
    assert "2026-11-14 (Sat) — 2026-11-20 (Fri)" in answer.out
    assert (answer.err, answer.code) == ("", 0)
    for words in ("today", "list --all", "show nordwind", "report --manager all"):
        assert kam("--ledger", MADE, *words.split()).code == 0


def test_returns_what_was_made(kam: Kam, tmp_path: Path) -> None:
    answer = kam("demo", "--into", "x/y", "-f", "json")

    found = json.loads(answer.out)
    assert (found["ledger"], found["customers"]) == ("x/y/kam.db", 27)
    assert found["rows"] > 200
    assert (answer.err, answer.code) == ("", 0)


def test_makes_one_file_and_touches_nothing_else(
    kam: Kam, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_MANAGER", "07")
    (tmp_path / "kam-demo").mkdir()
    (tmp_path / "kam-demo" / "customers.csv").write_text("mine", encoding="utf-8")
    before = ledger.read_bytes()

    assert kam("demo").code == 0

    assert ledger.read_bytes() == before
    names = sorted(path.name for path in (tmp_path / "kam-demo").iterdir())
    assert names == ["customers.csv", "kam.db"]
    assert (tmp_path / "kam-demo" / "customers.csv").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / MADE).stat().st_mode & 0o777 == 0o600


def test_refuses_a_folder_with_a_ledger(kam: Kam, tmp_path: Path) -> None:
    kam("demo")
    before = (tmp_path / MADE).read_bytes()

    answer = kam("demo")

    assert answer.err == (
        f'error: There is a ledger at "{MADE}" already.\nhint: kam demo --into ./kam-demo-2\n'
    )
    assert (answer.out, answer.code) == ("", 4)
    assert (tmp_path / MADE).read_bytes() == before


def test_a_dry_run_says_the_same_and_makes_nothing(kam: Kam, tmp_path: Path) -> None:
    dry = kam("demo", "--dry-run")

    assert not (tmp_path / "kam-demo").exists()
    assert dry == kam("demo")


def test_a_place_that_cannot_be_written_is_told(kam: Kam, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    answer = kam("demo", "--into", "file/inner")

    assert answer.err == (
        'error: The example cannot be made in "file/inner": Not a directory.\n'
        "hint: kam demo --into DIR\n"
    )
    assert (answer.out, answer.code) == ("", 5)


def test_every_table_has_rows(kam: Kam, tmp_path: Path) -> None:
    kam("demo")

    files = give(tmp_path / "out", ledger=tmp_path / MADE)

    for table in TABLES:
        text = files[f"{table.name}.csv"].decode("utf-8-sig")
        assert len(list(csv.reader(text.splitlines()))) > 1, table.name


@pytest.mark.parametrize("day", [*DAYS, *WEEK], ids=str)
def test_is_alive_on_any_day(kam: Kam, tmp_path: Path, day: date) -> None:
    assert kam("demo", "--as-of", day.isoformat()).code == 0

    found = listed(kam, MADE, day)

    active = [row for row in found.values() if row["status"] == "active"]
    assert {row["grade"] for row in active} == set("ABCDX")
    assert (found["JRW01005"]["grade"], found["JRW01005"]["grade_before"]) == ("X", "A")
    turns = date.fromisoformat(found["JRW01002"]["turns_x_on"])
    assert timedelta(0) < turns - day <= timedelta(days=7)
    assert (found["JRW01009"]["grade"], found["JRW01009"]["grade_computed"]) == ("A", "B")
    assert found["JRW01003"]["via_amount"] == "341180.00"
    flags = {flag for row in active for flag in row["flags"]}
    assert flags == {
        "no-contact-yet",
        "stale",
        "no-order-12m",
        "unanswered",
        "overdue",
        "no-next",
        "unreachable",
        "overridden",
    }


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=1)], ids=str)
def test_the_week_has_something_in_every_part(kam: Kam, tmp_path: Path, day: date) -> None:
    kam("demo", "--as-of", day.isoformat())
    here = ("--ledger", MADE, "--as-of", day.isoformat())

    answer = kam("report", "--manager", "all", "-f", "json", *here)

    week = json.loads(answer.out)
    filled = ("changes", "falling", "promises", "goal", "new_customers", "late_entries", "needs")
    assert {name: bool(week[name]) for name in filled} == dict.fromkeys(filled, True)
    assert (answer.err, answer.code) == ("", 0)


@pytest.mark.parametrize("day", WEEK)
def test_trade_of_the_example_is_not_late(kam: Kam, tmp_path: Path, day: date) -> None:
    here = ("--as-of", day.isoformat())
    assert kam("demo", *here).code == 0

    answer = kam("report", "--ledger", MADE, "--manager", "all", "-f", "json", *here)
    late = json.loads(answer.out)["late_entries"]
    assert {each["fact"] for each in late} <= {"interaction"}
