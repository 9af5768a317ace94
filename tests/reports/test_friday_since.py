"""What the Friday report compares with the last week that was handed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam

Report = dict[str, Any]
NEXT = ("--as-of", "2026-11-27")


def do(kam: Kam, *words: str) -> None:
    answer = kam(*words)
    assert answer.code == 0, answer.err


def report(kam: Kam, *options: str) -> Report:
    answer = kam("report", "-f", "json", *options)
    assert (answer.err, answer.code) == ("", 0)
    found: Report = json.loads(answer.out)
    return found


def by_code(found: Report, key: str) -> dict[str, Any]:
    return {row["code"]: row[key] for row in found["rows"]}


@pytest.fixture
def handed_in(kam: Kam, friday: Path) -> Path:
    """Give the test the ledger with the week to 2026-11-20 handed in by manager 01."""
    do(kam, "report", "submit")
    return friday


def test_tells_what_was_handed_in_for_the_week(kam: Kam, handed_in: Path) -> None:
    found = report(kam)["submitted"]

    (line,) = json.loads(kam("report", "list", "-f", "json").out)
    assert found == {key: line[key] for key in ("week", "version", "submitted_at", "digest")}
    assert "Submitted                 version 1, printed by kam report show 2026-11-20\n" in (
        kam("report").out
    )
    assert report(kam, *NEXT)["submitted"] is None
    assert report(kam, "--manager", "all")["submitted"] is None


def test_arrows_point_to_where_the_grade_went(kam: Kam, handed_in: Path) -> None:
    do(kam, "order", "add", "JRW01009", "3000", "--on", "2026-11-24", "--as-of", "2026-11-24")
    do(kam, "order", "add", "JRN01001", "600000", "--on", "2026-11-24", "--as-of", "2026-11-24")
    do(kam, "log", "JRW01004", "Is back", "--as-of", "2026-11-25")
    do(kam, "grade", "override", "JRW01008", "C", "--until", "2026-12-31", "--by", "Zhao",
       "--why", "Fair", "--as-of", "2026-11-25")  # fmt: skip

    grades = by_code(report(kam, *NEXT, "--customers", "all"), "grade")
    assert grades == {
        "JRW01001": "A",
        "JRN01001": "A↑",
        "JRW01004": "A↑",
        "JRW01003": "B",
        "JRW01009": "B↑",
        "JRW01008": "C*↑",
        "JRW01002": "D",
        "JRW01006": "D",
        "JRW01005": "X(was C)↓",
    }


def test_arrows_are_the_same_in_chinese(kam: Kam, handed_in: Path) -> None:
    found = report(kam, *NEXT, "--lang", "zh", "--customers", "all")

    assert by_code(found, "grade")["JRW01005"] == "X(原C)↓"
    assert "客户等级: X(原C)↓" in kam("report", *NEXT, "--lang", "zh", "-f", "md").out


def test_a_new_customer_has_no_arrow(kam: Kam, handed_in: Path) -> None:
    do(kam, "add", "Newest", "--country", "DE", "--nature", "agent", "--source", "web",
       "--as-of", "2026-11-23")  # fmt: skip

    assert by_code(report(kam, *NEXT), "grade")["JRW01010"] == "D"


def test_the_totals_tell_the_change(kam: Kam, handed_in: Path) -> None:
    do(kam, "order", "add", "JRW01009", "3000", "--on", "2026-11-24", "--as-of", "2026-11-24")

    totals = report(kam, *NEXT)["totals"]
    assert totals["since"] == "2026-11-20"
    assert totals["change"] == {"A": 0, "B": 1, "C": -2, "D": 0, "X": 1}
    line = "Customers                 A 1 · B 3 (+1) · C 0 (-2) · D 3 · X 2 (+1)"
    assert f"{line} · changes since 2026-11-20\n" in kam("report", *NEXT).out
    assert report(kam, *NEXT, "--market", "domestic")["totals"]["change"]["B"] == 0
    assert report(kam, *NEXT, "--manager", "02")["totals"]["change"] is None


def test_last_week_is_what_was_handed_in(kam: Kam, handed_in: Path) -> None:
    last = by_code(report(kam), "this_week")
    do(kam, "interaction", "edit", "13", "Something else", "--as-of", "2026-11-21")

    assert by_code(report(kam, *NEXT), "last_week") == {
        code: last.get(code) for code in ("JRW01001", "JRW01003", "JRN01001", "JRW01004")
    } | {"JRW01005": None}


def test_without_a_submission_nothing_is_compared(kam: Kam, friday: Path) -> None:
    found = report(kam, *NEXT)

    assert set(by_code(found, "last_week").values()) == {None}
    assert not any("↓" in grade or "↑" in grade for grade in by_code(found, "grade").values())
    assert (found["totals"]["since"], found["totals"]["change"]) == (None, None)


def test_a_week_that_was_left_out_is_bridged(kam: Kam, handed_in: Path) -> None:
    later = report(kam, "--as-of", "2026-12-04")

    assert later["totals"]["since"] == "2026-11-20"
    assert by_code(later, "last_week")["JRW01003"].startswith("11-17 email Wants 20 more")


def test_the_last_version_counts(kam: Kam, handed_in: Path) -> None:
    do(kam, "log", "JRW01003", "One more", "--on", "2026-11-20", "--as-of", "2026-11-21")
    assert len(report(kam, *NEXT)["late_entries"]) == 1
    do(kam, "report", "submit", "--week", "2026-11-20", "--resubmit", "--as-of", "2026-11-21")

    found = report(kam, *NEXT)
    assert found["late_entries"] == []
    assert by_code(found, "last_week")["JRW01003"].endswith("11-20 call One more")


def test_promises_are_those_that_were_handed_in(kam: Kam, friday: Path) -> None:
    thursday = ("--as-of", "2026-11-26")
    do(kam, "next", "JRW01003", "Send samples", "--due", "2026-12-01", *thursday)
    do(kam, "next", "JRW01009", "Ask Oslo", "--due", "2026-12-02", *thursday)
    do(kam, "next", "JRW01008", "Not yet", "--due", "2026-12-24", *thursday)
    do(kam, "report", "submit", *thursday)
    do(kam, "next", "JRW01001", "Planned later", "--due", "2026-12-02", *thursday)
    do(kam, "done", "7", *thursday)
    do(kam, "drop", "8", "--why", "Bought elsewhere", "--as-of", "2026-11-30")

    actions = report(kam, "--as-of", "2026-12-04")["promises"]["actions"]
    assert [(each["action"], each["outcome"], each["closed_on"]) for each in actions] == [
        ("Offer sea freight", "missed", None),
        ("Send samples", "kept", "2026-11-26"),
        ("Call the new buyer", "missed", None),
        ("Ask about the crusher", "missed", None),
        ("Ask Oslo", "dropped", "2026-11-30"),
    ]


def test_a_promise_that_was_taken_back_does_not_disappear(kam: Kam, friday: Path) -> None:
    do(kam, "next", "JRW01003", "Send samples", "--due", "2026-11-24")
    do(kam, "report", "submit")
    done = json.loads(kam("audit", "-f", "json").out)
    planned = next(each["id"] for each in done if each["command"] == "next")
    do(kam, "undo", str(planned))

    actions = report(kam, *NEXT)["promises"]["actions"]
    assert [(each["code"], each["action"], each["outcome"]) for each in actions][1] == (
        "JRW01003",
        "Send samples",
        "dropped",
    )


def test_a_promise_keeps_its_words_and_its_day(kam: Kam, handed_in: Path) -> None:
    do(kam, "postpone", "6", "--to", "2026-12-11", "--why", "Ship is late",
       "--as-of", "2026-11-24")  # fmt: skip

    promise = report(kam, *NEXT)["promises"]["actions"][0]
    assert (promise["action"], promise["due_on"]) == ("Offer sea freight", "2026-11-25")
    assert (promise["outcome"], promise["why"]) == ("postponed", "Ship is late")


def test_who_takes_over_takes_the_promises_too(kam: Kam, handed_in: Path) -> None:
    do(kam, "customer", "transfer", "JRW01001", "--to", "02", "--why", "Area",
       "--as-of", "2026-11-23")  # fmt: skip

    found = report(kam, *NEXT, "--manager", "02")
    assert found["promises"]["actions"][0]["action"] == "Offer sea freight"
    assert by_code(found, "last_week")["JRW01001"].startswith("11-18 visit")


def test_a_corrected_code_is_the_same_customer(kam: Kam, handed_in: Path) -> None:
    do(kam, "customer", "fix-market", "JRW01003", "--to", "domestic", "--why", "Pays at home",
       "--as-of", "2026-11-23")  # fmt: skip

    assert by_code(report(kam, *NEXT), "last_week")["JRN01002"].startswith("11-17 email")


def test_trade_that_a_handed_in_week_did_not_know_is_late(kam: Kam, handed_in: Path) -> None:
    do(kam, "order", "add", "JRW01009", "3000", "--number", "PO-7", "--on", "2026-11-19",
       "--as-of", "2026-11-23")  # fmt: skip
    do(kam, "payment", "add", "PO-7", "1000", "--on", "2026-11-20", "--as-of", "2026-11-23")
    do(kam, "payment", "add", "PO-7", "500", "--on", "2026-11-23", "--as-of", "2026-11-23")

    late = report(kam, *NEXT)["late_entries"]
    keys = ("fact", "on", "text", "amount", "currency", "via")
    assert [[each[key] for key in keys] for each in late] == [
        ["order", "2026-11-19", "PO-7", "3000.00", "CNY", None],
        ["payment", "2026-11-20", "PO-7", "1000.00", "CNY", None],
    ]
    told = kam("report", *NEXT, "-f", "md").out
    assert "order PO-7 3,000.00 (entered on 2026-11-23)" in told
    assert "订单 PO-7" in kam("report", *NEXT, "-f", "md", "--lang", "zh").out


def test_the_currency_of_late_trade_is_told_where_it_is_foreign(kam: Kam, handed_in: Path) -> None:
    do(kam, "order", "add", "JRW01009", "JPY 320000", "--rate", "0.048", "--number", "PO-8",
       "--on", "2026-11-19", "--as-of", "2026-11-23")  # fmt: skip

    assert "order PO-8 320,000 JPY (entered on" in kam("report", *NEXT, "-f", "md").out


def test_trade_is_late_after_too_many_days_unless_it_was_imported(
    kam: Kam, friday: Path, tmp_path: Path
) -> None:
    do(kam, "order", "add", "JRW01009", "3000", "--number", "PO-7", "--on", "2026-11-12")
    do(kam, "order", "add", "JRW01009", "4000", "--number", "PO-8", "--on", "2026-11-13")
    (tmp_path / "orders.csv").write_text(
        "number,customer,on,amount,currency,rate\nPO-9,JRW01009,2026-10-01,5,CNY,1\n"
    )
    do(kam, "import", str(tmp_path / "orders.csv"))

    assert [each["text"] for each in report(kam)["late_entries"] if each["fact"] == "order"] == [
        "PO-7"
    ]


def test_what_a_handed_in_week_did_not_know_is_late(kam: Kam, handed_in: Path) -> None:
    do(kam, "log", "JRW01003", "On the same day", "--on", "2026-11-20")
    do(kam, "log", "JRW01005", "The week before", "--on", "2026-11-12", "--as-of", "2026-11-23")
    do(kam, "log", "JRW01005", "In time", "--on", "2026-11-23", "--as-of", "2026-11-24")
    do(kam, "log", "JRW01009", "Long ago", "--on", "2026-10-01", "--as-of", "2026-11-24")

    late = report(kam, *NEXT)["late_entries"]
    assert [(each["on"], each["text"]) for each in late] == [
        ("2026-10-01", "Long ago"),
        ("2026-11-12", "The week before"),
        ("2026-11-20", "On the same day"),
    ]


def test_late_entries_are_told_once(kam: Kam, handed_in: Path) -> None:
    do(kam, "log", "JRW01003", "Forgotten", "--on", "2026-11-19", "--as-of", "2026-11-23")
    do(kam, "report", "submit", "--as-of", "2026-11-27")

    assert len(report(kam, *NEXT)["late_entries"]) == 1
    assert report(kam, "--as-of", "2026-12-04")["late_entries"] == []


def test_late_entries_of_everybody_go_by_who_handed_in(kam: Kam, handed_in: Path) -> None:
    do(kam, "log", "JRW01003", "Of 01", "--on", "2026-11-19", "--as-of", "2026-11-23")
    do(kam, "log", "JRW01007", "Of 02", "--on", "2026-11-19", "--as-of", "2026-11-23")

    assert [each["text"] for each in report(kam, *NEXT)["late_entries"]] == ["Of 01"]
    everybody = report(kam, *NEXT, "--manager", "all")["late_entries"]
    assert [each["text"] for each in everybody] == ["Of 01"]
