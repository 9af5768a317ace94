"""What the Friday report is worked out to, on any day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam, content

Report = dict[str, Any]
KEYS = [
    "form",
    "week",
    "manager",
    "submitted",
    "rows",
    "totals",
    "changes",
    "falling",
    "promises",
    "goal",
    "new_customers",
    "figures",
    "late_entries",
    "needs",
    "gaps",
    "charts",
]


def report(kam: Kam, *options: str) -> Report:
    answer = kam("report", "-f", "json", *options)
    assert (answer.err, answer.code) == ("", 0)
    found: Report = json.loads(answer.out)
    assert list(found) == KEYS
    return found


def codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["code"] for row in rows]


def add(kam: Kam, name: str, *options: str) -> None:
    made = kam("add", name, "--nature", "end-user", "--source", "web", *options)
    assert made.code == 0, made.err


def do(kam: Kam, *words: str) -> None:
    answer = kam(*words)
    assert answer.code == 0, answer.err


def test_an_empty_ledger_has_an_empty_report(kam: Kam, ledger: Path) -> None:
    found = report(kam)

    assert found["rows"] == []
    assert found["totals"] == {
        "customers": 0,
        "grades": {"A": 0, "B": 0, "C": 0, "D": 0, "X": 0},
        "new_this_week": 0,
        "complete": 0,
        "completeness": None,
        "since": None,
        "change": None,
    }
    assert found["figures"]["cadence"] == {"due": 0, "made": 0, "percent": None}
    assert found["figures"]["year"]["growth"] == {
        "visits": None,
        "customers_reached": None,
        "orders": None,
        "payments": None,
    }
    assert found["promises"]["actions"] == found["changes"] == found["gaps"] == []


def test_a_share_of_nothing_is_no_zero(kam: Kam, ledger: Path) -> None:
    answer = kam("report")

    assert "Complete registrations  — (0 of 0)" in answer.out
    assert "0%" not in answer.out
    assert "No customer is listed this week." in answer.out
    assert "1 Changes" not in answer.out


def test_a_week_without_news_lists_only_the_valuable(kam: Kam, friday: Path) -> None:
    found = report(kam, "--as-of", "2026-11-27", "--week", "this")

    # Quiet Quarry turned X on the 26th: that is news; the others are A, B, or an X that was one.
    assert codes(found["rows"]) == ["JRW01001", "JRW01003", "JRN01001", "JRW01004", "JRW01005"]
    assert all(row["this_week"] is None for row in found["rows"])
    assert [(each["code"], each["to"]) for each in found["changes"]] == [("JRW01005", "X")]


def test_rows_stand_by_grade_then_silence_then_code(kam: Kam, friday: Path) -> None:
    found = report(kam, "--customers", "all")

    assert [(row["no"], row["code"], row["grade"]) for row in found["rows"]] == [
        (1, "JRW01001", "A"),
        (2, "JRW01003", "B"),
        (3, "JRN01001", "B"),
        (4, "JRW01004", "X(was A)"),
        (5, "JRW01005", "C"),
        (6, "JRW01009", "C"),
        (7, "JRW01002", "D"),
        (8, "JRW01006", "D"),
        (9, "JRW01008", "D"),
    ]


def test_customers_silent_equally_long_stand_by_code(kam: Kam, ledger: Path) -> None:
    for name in ("One", "Two", "Three"):
        add(kam, name, "--country", "DE")

    assert codes(report(kam)["rows"]) == ["JRW01001", "JRW01002", "JRW01003"]


def test_a_past_week_stands_as_it_stood_on_its_friday(kam: Kam, friday: Path) -> None:
    then = report(kam, "--as-of", "2026-11-20")

    assert report(kam, "--as-of", "2027-03-01", "--week", "2026-11-18") == then
    assert report(kam, "--as-of", "2026-11-21", "--week", "last") == then


def test_what_was_planned_later_is_not_in_a_past_week(kam: Kam, friday: Path) -> None:
    do(kam, "next", "JRW01003", "Much later", "--due", "2026-11-21", "--as-of", "2026-11-21")

    row = report(kam, "--as-of", "2026-11-21", "--week", "last")["rows"][1]
    assert (row["code"], row["next_action"]) == ("JRW01003", None)
    assert report(kam, "--as-of", "2026-11-21")["rows"][1]["next_action"] == "Much later"


def test_the_running_week_is_told_as_of_today(kam: Kam, friday: Path) -> None:
    found = report(kam, "--as-of", "2026-11-18")

    assert found["week"] == {"begin": "2026-11-14", "end": "2026-11-20", "complete": False}
    assert found["totals"]["grades"] == {"A": 1, "B": 1, "C": 1, "D": 3, "X": 2}
    assert found["figures"]["week"]["now"]["end"] == "2026-11-18"
    table = kam("report", "--as-of", "2026-11-18").out
    assert "Report of                 as of 2026-11-18\n" in table


def test_a_promise_is_not_due_before_its_day_has_passed(kam: Kam, friday: Path) -> None:
    outcomes = {
        day: [each["outcome"] for each in report(kam, "--as-of", day)["promises"]["actions"]]
        for day in ("2026-11-15", "2026-11-18", "2026-11-20")
    }

    assert outcomes == {
        "2026-11-15": ["open", "missed", "open", "open"],
        "2026-11-18": ["kept", "missed", "postponed"],
        "2026-11-20": ["kept", "missed", "postponed"],
    }


def test_what_was_planned_this_week_is_no_promise_of_last_week(kam: Kam, acme: Path) -> None:
    do(kam, "next", "JRW01001", "Quick one", "--due", "2026-11-24", "--as-of", "2026-11-23")
    do(kam, "done", "1", "--as-of", "2026-11-24")

    assert report(kam, "--as-of", "2026-11-27")["promises"]["actions"] == []


def test_a_dropped_promise_says_why(kam: Kam, acme: Path) -> None:
    do(kam, "next", "JRW01001", "Call them", "--due", "2026-11-27")
    do(kam, "drop", "1", "--why", "Bought elsewhere", "--as-of", "2026-11-23")

    found = report(kam, "--as-of", "2026-11-27")["promises"]
    assert found["total"] == {"kept": 0, "postponed": 0, "dropped": 1, "missed": 0, "open": 0}
    assert found["actions"] == [
        {
            "code": "JRW01001",
            "name": "ACME GmbH",
            "action": "Call them",
            "due_on": "2026-11-27",
            "outcome": "dropped",
            "closed_on": "2026-11-23",
            "why": "Bought elsewhere",
        }
    ]


def test_saturday_begins_a_new_week(kam: Kam, friday: Path) -> None:
    found = report(kam, "--as-of", "2026-11-21")

    assert found["week"] == {"begin": "2026-11-21", "end": "2026-11-27", "complete": False}
    assert found["goal"] == {
        "planned": 2,
        "registered": 0,
        "note": "After the fair",
        "next_planned": None,
        "next_note": None,
    }


def test_all_managers_are_in_one_report(kam: Kam, friday: Path) -> None:
    own, other, every = (report(kam, "--manager", who) for who in ("01", "02", "all"))

    assert [found["manager"] for found in (own, other, every)] == ["01", "02", "all"]
    assert codes(other["rows"]) == ["JRW01007"]
    assert sorted(codes(every["rows"])) == sorted(codes(own["rows"]) + codes(other["rows"]))
    assert other["rows"][0]["owner"] == "02 Han Meimei (was 01)"
    assert every["goal"]["planned"] == 3


def test_a_transfer_counts_from_its_day(kam: Kam, friday: Path) -> None:
    before = report(kam, "--manager", "01", "--week", "last")

    assert "JRW01007" in codes(before["rows"])
    assert report(kam, "--manager", "02", "--week", "last")["rows"] == []


@pytest.mark.parametrize(
    ("market", "wanted", "reviewer"),
    [
        ("foreign", {"foreign"}, "deputy head of export"),
        ("domestic", {"domestic"}, "general manager"),
    ],
)
def test_one_side_only(
    kam: Kam, friday: Path, market: str, wanted: set[str], reviewer: str
) -> None:
    options = ("--manager", "all", "--market", market)

    assert {row["market"] for row in report(kam, *options)["rows"]} == wanted
    assert f"Reviewed by ({reviewer})  ____" in kam("report", *options).out


def test_goals_of_a_side_are_those_of_its_sellers(kam: Kam, friday: Path) -> None:
    goal = report(kam, "--manager", "all", "--market", "domestic")["goal"]

    assert (goal["planned"], goal["registered"]) == (None, 0)


def test_an_override_is_marked(kam: Kam, friday: Path) -> None:
    row = report(kam, "--manager", "02")["rows"][0]

    assert (row["grade"], row["evidence"]) == ("B*", "R 10-16")


def test_figures_stand_beside_the_year_before(kam: Kam, friday: Path) -> None:
    figures = report(kam)["figures"]

    assert figures["week"] == {
        "now": {
            "begin": "2026-11-14",
            "end": "2026-11-20",
            "visits": 1,
            "customers_reached": 4,
            "orders": "12000.00",
            "payments": "10000.00",
        },
        "year_before": {
            "begin": "2025-11-15",
            "end": "2025-11-21",
            "visits": 1,
            "customers_reached": 1,
            "orders": "5000.00",
            "payments": "0.00",
        },
        "growth": {
            "visits": "0.0",
            "customers_reached": "300.0",
            "orders": "140.0",
            "payments": None,
        },
    }
    assert figures["year"]["now"]["orders"] == "1830000.00"
    assert figures["cadence"] == {"due": 2, "made": 1, "percent": "50.0"}


def test_payments_cover_instalments_in_their_order(kam: Kam, friday: Path) -> None:
    figures = report(kam)["figures"]

    assert figures["overdue_amount"] == "50000.00"
    assert figures["overdue"] == [
        {
            "number": "S-3",
            "code": "JRW01001",
            "name": "Schmidt Pumpen GmbH",
            "instalments": 1,
            "since_on": "2026-10-31",
            "amount": "50000.00",
            "currency": "CNY",
        }
    ]


def test_foreign_money_is_told_in_cny(kam: Kam, acme: Path) -> None:
    do(kam, "order", "add", "JRW01001", "USD 1000", "--rate", "7.15", "--number", "U-1")
    do(kam, "order", "instalment", "U-1", "USD 1000", "--due", "2026-11-21")
    do(kam, "payment", "add", "U-1", "USD 400")

    found = report(kam, "--as-of", "2026-11-22", "--week", "last")["figures"]
    assert found["week"]["now"]["orders"] == "7150.00"
    assert found["week"]["now"]["payments"] == "2860.00"
    late = report(kam, "--as-of", "2026-11-22")["figures"]
    assert late["overdue_amount"] == "4290.00"
    assert (late["overdue"][0]["amount"], late["overdue"][0]["currency"]) == ("600.00", "USD")


def test_a_visit_where_nobody_was_met_is_none(kam: Kam, acme: Path) -> None:
    do(kam, "log", "JRW01001", "Gate was shut", "--via", "visit", "--attempt")

    now = report(kam)["figures"]["week"]["now"]
    assert (now["visits"], now["customers_reached"]) == (0, 0)


def test_an_attempt_keeps_the_cadence_of_an_x(kam: Kam, acme: Path) -> None:
    do(kam, "log", "JRW01001", "Wants a price", "--kind", "request", "--on", "2026-05-01")
    do(kam, "cadence", "JRW01001", "200")
    do(kam, "log", "JRW01001", "Rang twice", "--attempt", "--on", "2026-11-17")

    assert report(kam)["figures"]["cadence"] == {"due": 1, "made": 1, "percent": "100.0"}


def test_a_snoozed_customer_is_not_due(kam: Kam, friday: Path) -> None:
    do(kam, "snooze", "JRW01005", "--until", "2026-12-24", "--why", "On holiday")

    assert report(kam)["figures"]["cadence"] == {"due": 1, "made": 1, "percent": "100.0"}


def test_an_answered_need_is_not_open(kam: Kam, friday: Path) -> None:
    needs = report(kam)["needs"]

    assert [(each["code"], each["needs"], each["by"]) for each in needs] == [
        ("JRN01001", "财务:核对六月发票", "01")
    ]
    assert report(kam, "--as-of", "2026-11-18")["needs"] == []


def test_late_entries_are_told_in_the_week_they_were_entered(kam: Kam, friday: Path) -> None:
    assert report(kam)["late_entries"] == [
        {
            "code": "JRW01003",
            "name": "Bolt | Nut [acme] *bold* <b>x</b>",
            "on": "2026-11-02",
            "entered_on": "2026-11-17",
            "fact": "interaction",
            "via": "message",
            "text": "Price is fine",
            "amount": None,
            "currency": None,
        }
    ]


@pytest.mark.parametrize(("day", "late"), [("2026-11-13", 0), ("2026-11-12", 1)])
def test_seven_days_are_not_late(kam: Kam, acme: Path, day: str, late: int) -> None:
    do(kam, "log", "JRW01001", "Talked", "--on", day)

    assert len(report(kam)["late_entries"]) == late


def test_gaps_name_what_is_missing(kam: Kam, friday: Path) -> None:
    assert [(each["code"], each["missing"]) for each in report(kam)["gaps"]] == [
        ("JRW01003", "no-next"),
        ("JRW01009", "unanswered"),
        ("JRN01001", "no-next"),
    ]


def test_a_fall_names_the_first_loss_and_the_open_action(kam: Kam, friday: Path) -> None:
    assert report(kam)["falling"] == [
        {
            "code": "JRW01005",
            "name": "Quiet Quarry",
            "from": "C",
            "to": "X",
            "on": "2026-11-26",
            "annual_amount": "0.00",
            "last_contact_on": "2026-08-25",
            "next_action": "Ask about the crusher",
            "next_due_on": "2026-12-01",
        }
    ]


def test_an_order_that_grows_old_is_a_fall(kam: Kam, acme: Path) -> None:
    do(kam, "order", "add", "JRW01001", "600000", "--on", "2025-11-24")
    do(kam, "log", "JRW01001", "In touch")

    fall = report(kam)["falling"][0]
    assert (fall["from"], fall["to"], fall["on"]) == ("A", "B", "2026-11-24")


def test_changes_are_right_before_the_refresh(
    kam: Kam, friday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAM_AS_OF", "2026-11-27")
    before = report(kam)["changes"]
    do(kam, "grade", "refresh")

    assert report(kam)["changes"] == before
    assert [(each["code"], each["on"]) for each in before] == [("JRW01005", "2026-11-26")]


def test_the_lost_stand_first_the_greatest_on_top(kam: Kam, ledger: Path) -> None:
    for number, amount in enumerate(("8000", "700000"), start=1):
        add(kam, f"Lost {number}", "--country", "DE", "--on", "2026-01-01")
        do(kam, "order", "add", f"JRW0100{number}", amount, "--on", "2026-08-16")
    add(kam, "Won", "--country", "DE")
    do(kam, "log", "JRW01003", "Asked", "--kind", "request", "--as-of", "2026-11-21")
    found = report(kam, "--as-of", "2026-11-20")["changes"]

    assert [(each["code"], each["amount_at_stake"]) for each in found] == [
        ("JRW01002", "700000.00"),
        ("JRW01001", "8000.00"),
    ]


def test_a_cancelled_order_revives_nobody(kam: Kam, acme: Path) -> None:
    do(kam, "order", "add", "JRW01001", "8000", "--on", "2026-08-01", "--number", "A-1")
    do(kam, "order", "cancel", "A-1", "--on", "2026-11-18")

    changes = report(kam)["changes"]
    assert [(each["from"], each["to"], each["revived"]) for each in changes] == [("X", "D", False)]


def test_notes_of_several_lines_stay_one_line_each(kam: Kam, acme: Path) -> None:
    do(kam, "log", "JRW01001", "First\nsecond | [x]\x07", "--problem", "Two\r\nlines")

    assert report(kam)["rows"][0]["this_week"] == (
        "11-20 call First second | [x]\x07\nProblem/requirement: Two lines"
    )
    assert "11-20 call First second | [x]␇\n" in kam("report").out


def test_cards_exchanged_without_a_word_are_told(kam: Kam, ledger: Path) -> None:
    add(kam, "Cards", "--country", "DE", "--met")

    assert report(kam)["rows"][0]["this_week"] == "11-20 visit card"


def test_a_report_writes_nothing(kam: Kam, friday: Path) -> None:
    before = content(friday)
    for form in ("table", "md", "json", "csv"):
        assert kam("report", "--as-of", "2027-06-01", "-f", form).code == 0

    assert content(friday) == before
