"""What the charts of the Friday report show, against reports of the weeks themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam


def charts(kam: Kam, *options: str) -> dict[str, Any]:
    answer = kam("report", "-f", "json", *options)
    assert (answer.err, answer.code) == ("", 0)
    found: dict[str, Any] = json.loads(answer.out)["charts"]
    return found


def do(kam: Kam, *words: str) -> None:
    answer = kam(*words)
    assert answer.code == 0, answer.err


@pytest.mark.parametrize(
    "options",
    [
        ("--manager", "all"),
        ("--manager", "01"),
        ("--manager", "02"),
        ("--manager", "all", "--market", "domestic"),
        ("--manager", "all", "--as-of", "2026-11-18"),
        ("--manager", "all", "--as-of", "2027-03-05"),
    ],
)
def test_each_week_has_the_grades_of_its_own_report(
    kam: Kam, friday: Path, options: tuple[str, ...]
) -> None:
    weeks = charts(kam, *options)["grades"]

    assert len(weeks) == 13
    for week in weeks:
        then = kam("report", "-f", "json", *options, "--week", week["on"])
        totals = json.loads(then.out)["totals"]
        assert {grade: week[grade] for grade in "ABCDX"} == totals["grades"], week["on"]


def test_weeks_end_on_fridays_and_the_last_on_the_day_that_is_told(kam: Kam, friday: Path) -> None:
    days = [week["on"] for week in charts(kam, "--as-of", "2026-11-18")["grades"]]

    assert (days[0], days[-2], days[-1]) == ("2026-08-28", "2026-11-13", "2026-11-18")


def test_a_customer_counts_for_whoever_owned_it_then(kam: Kam, friday: Path) -> None:
    before, now = (
        [sum(week[g] for g in "ABCDX") for week in charts(kam, "--manager", m)["grades"]]
        for m in ("01", "02")
    )

    # "Handed Over AG" was registered on 2026-10-01 and went from 01 to 02 on 2026-11-16
    assert (now[-2], now[-1]) == (0, 1)
    assert before[-2] + now[-2] + 2 == before[-1] + now[-1]


def test_grades_are_right_before_the_refresh(
    kam: Kam, friday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2027-03-05")
    before = charts(kam)
    do(kam, "grade", "refresh")

    assert charts(kam) == before


def test_an_override_is_shown_while_it_stands(kam: Kam, acme: Path) -> None:
    do(kam, "grade", "override", "JRW01001", "A", "--until", "2026-12-01", "--by", "Zhao",
       "--why", "Tender")  # fmt: skip

    assert charts(kam)["grades"][-1]["A"] == 1
    assert charts(kam, "--as-of", "2026-12-11")["grades"][-1]["A"] == 0


def test_months_add_up_to_the_year(kam: Kam, friday: Path) -> None:
    answer = json.loads(kam("report", "--manager", "all", "-f", "json").out)
    months = answer["charts"]["orders"]

    assert [month["month"] for month in months] == list(range(1, 13))
    assert months[11]["now"] is None
    total = sum(fen(month["now"]) for month in months[:11])
    assert total == fen(answer["figures"]["year"]["now"]["orders"])
    assert months[10]["now"] == answer["figures"]["month"]["now"]["orders"]
    assert [month["month"] for month in months if fen(month["year_before"])] == [11]


def test_an_order_counts_with_its_amount_at_the_end_of_its_month(kam: Kam, acme: Path) -> None:
    do(kam, "order", "add", "JRW01001", "1000", "--on", "2026-09-10", "--number", "N-1")
    do(kam, "order", "adjust", "N-1", "-300", "--on", "2026-09-30", "--why", "Claim")
    do(kam, "order", "adjust", "N-1", "-200", "--on", "2026-10-01", "--why", "Claim")
    do(kam, "order", "add", "JRW01001", "50", "--on", "2025-12-31", "--number", "N-2")

    months = charts(kam)["orders"]
    assert (months[8]["now"], months[9]["now"]) == ("700.00", "0.00")
    assert (months[11]["year_before"], months[8]["year_before"]) == ("50.00", "0.00")
    # a report of an earlier day knows nothing of what came later
    assert charts(kam, "--as-of", "2026-09-18")["orders"][8]["now"] == "1000.00"


def test_a_void_customer_is_in_no_week(kam: Kam, acme: Path) -> None:
    do(kam, "customer", "void", "JRW01001", "--why", "twice", "--yes")

    assert charts(kam)["grades"][-1] == {"on": "2026-11-20", **dict.fromkeys("ABCDX", 0)}


def fen(amount: str) -> int:
    """Return an amount in its smallest unit."""
    return int(amount.replace(".", ""))
