"""Facts from tables: multisets, updates by key, rates, adjustments, policy, contacts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kam
from sheets import ACME, customer, put, stored, take

TALK = {"customer": "JRW01001", "on": "2026-11-02", "text": "x"}
ORDER = {"number": "A-1", "customer": "JRW01001", "on": "2026-03-02", "amount": "1000.00"}


@pytest.fixture
def acme(ledger: Path, tmp_path: Path) -> Path:
    """Give a ledger with one customer."""
    assert take(put(tmp_path / "start", "customers", [ACME])).summary() == (1, 0, 0, 0)
    return ledger


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("interactions", TALK),
        ("actions", {"customer": "JRW01001", "text": "Call", "due_on": "2026-12-01"}),
        ("payments", {"order": "A-1", "on": "2026-03-05", "amount": "10.00"}),
        ("instalments", {"order": "A-1", "due_on": "2026-03-05", "amount": "10.00"}),
        ("adjustments", {"order": "A-1", "on": "2026-03-05", "amount": "-10.00"}),
        ("owners", {"customer": "JRW01001", "owner": "01", "from_on": "2026-03-05"}),
    ],
)
def test_the_nth_equal_row_meets_the_nth_stored_one(
    acme: Path, tmp_path: Path, table: str, row: dict[str, str]
) -> None:
    take(put(tmp_path, "orders", [ORDER]))
    counts = [take(put(tmp_path, table, [row] * times)).summary() for times in (2, 2, 3, 1, 3)]

    assert counts == [(2, 0, 0, 0), (0, 0, 2, 0), (1, 0, 2, 0), (0, 0, 1, 0), (0, 0, 3, 0)]
    extra = 1 if table == "owners" else 0
    assert len(stored(tmp_path / "out", table)) == 3 + extra


def test_columns_that_a_file_leaves_out_are_not_compared(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    kam("log", "JRW01001", "x", "--on", "2026-11-02", "--via", "email", "--minutes", "5")

    assert take(put(tmp_path, "interactions", [TALK])).summary() == (0, 0, 1, 0)
    assert take(put(tmp_path, "interactions", [{**TALK, "via": "call"}])).summary() == (1, 0, 0, 0)


def test_what_a_row_leaves_open_is_a_talk_by_call_that_is_never_late(
    kam: Kam, acme: Path, tmp_path: Path
) -> None:
    take(put(tmp_path, "interactions", [{**TALK, "on": "2025-12-24"}]))

    [noted] = json.loads(kam("interaction", "list", "JRW01001", "-f", "json").out)
    assert (noted["kind"], noted["via"], noted["text"]) == ("talk", "call", "x")
    assert [noted[key] for key in ("entered_on", "recorded_at", "recorded_by")] == [None] * 3
    assert json.loads(kam("report", "-f", "json").out)["late_entries"] == []


def test_needs_and_their_answers_are_taken(kam: Kam, acme: Path, tmp_path: Path) -> None:
    row = {**TALK, "needs": "samples", "needs_answered_on": "2026-11-05"}
    take(put(tmp_path, "interactions", [row, {**row, "needs_answered_on": ""}]))

    needs = json.loads(kam("report", "-f", "json").out)["needs"]
    assert len(needs) == 1


def test_values_are_read_in_both_languages(acme: Path, tmp_path: Path) -> None:
    row = {**TALK, "kind": "报价", "via": "微信", "unsolicited": "是", "layer": "技术"}
    take(put(tmp_path, "interactions", [row]))

    [found] = stored(tmp_path / "out", "interactions")
    names = ("kind", "via", "unsolicited", "layer")
    assert [found[name] for name in names] == ["quote", "message", "yes", "technical"]


def test_grades_are_worked_out_at_the_end(kam: Kam, acme: Path, tmp_path: Path) -> None:
    agent = customer("JRW01002", "Agent", nature="agent")
    put(tmp_path / "in", "customers", [agent, {**ACME, "via_agent": "JRW01002"}])
    put(tmp_path / "in", "orders", [{**ORDER, "on": "2026-10-02", "amount": "500000.00"}])

    take(tmp_path / "in")

    found = {row["code"]: row for row in json.loads(kam("list", "--all", "-f", "json").out)}
    assert (found["JRW01001"]["grade"], found["JRW01002"]["via_amount"]) == ("A", "500000.00")
    history = json.loads(kam("grade", "history", "JRW01001", "-f", "json").out)
    assert [(row["on"], row["from"], row["to"]) for row in history] == [
        ("2026-01-05", None, "D"),
        ("2026-10-02", "D", "A"),
    ]


def test_another_policy_grades_everybody_anew(kam: Kam, acme: Path, tmp_path: Path) -> None:
    take(put(tmp_path, "orders", [{**ORDER, "on": "2026-10-02"}]))
    row = {
        "key": "grading.annual-threshold",
        "value": "1000",
        "from_on": "2026-11-01",
        "approved_by": "Wang Fang",
    }

    assert take(put(tmp_path, "policy", [row])).summary() == (1, 0, 0, 0)

    [found] = json.loads(kam("list", "--all", "-f", "json").out)
    assert found["grade"] == "A"
    history = json.loads(kam("grade", "history", "JRW01001", "-f", "json").out)
    assert [(row["on"], row["to"]) for row in history][-1] == ("2026-11-01", "A")
    assert stored(tmp_path / "out", "policy")[0]["value"] == "1000.00"
    assert take(put(tmp_path, "policy", [row])).summary() == (0, 0, 1, 0)
    assert take(put(tmp_path, "policy", [{**row, "value": "2000"}])).summary() == (0, 1, 0, 0)
    [found] = json.loads(kam("list", "--all", "-f", "json").out)
    assert found["grade"] == "B"


def test_an_order_takes_the_latest_rate_of_its_day_or_before(acme: Path, tmp_path: Path) -> None:
    rates = [("2026-03-01", "7.10"), ("2026-03-03", "7.20"), ("2026-02-01", "7.05")]
    rows = [{"currency": "usd", "on": on, "rate": rate} for on, rate in rates]
    put(tmp_path / "in", "rates", rows)
    put(tmp_path / "in", "orders", [{**ORDER, "currency": "USD"}])

    assert take(tmp_path / "in").err == ""
    assert stored(tmp_path / "out", "orders")[0]["rate"] == "7.1"
    old = {**ORDER, "number": "A-2", "on": "2026-11-19", "currency": "USD"}
    done = take(put(tmp_path, "orders", [old]))
    assert done.err == "The rate of USD, 7.2, is of 2026-03-03: 261 days old.\n"
    assert take(put(tmp_path, "orders", [old])).summary() == (0, 0, 1, 0)


def test_rates_per_hundred_are_doubted(acme: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "rates", [{"currency": "USD", "on": "2026-03-01", "rate": "7.10"}])
    take(tmp_path / "in")

    rate = {"currency": "USD", "on": "2026-04-01", "rate": "712"}
    order = {**ORDER, "currency": "USD", "rate": "715"}
    told = [
        take(put(tmp_path, "orders", [order])).counts["warnings"],
        take(put(tmp_path, "rates", [rate])).counts["warnings"],
    ]

    text = (
        "The rate of USD of {on}, {rate}, is more than 20 % from the one before, 7.1 of 2026-03-01."
    )
    assert told == [
        [text.format(on="2026-03-02", rate="715")],
        [text.format(on="2026-04-01", rate="712")],
    ]


def test_orders_are_updated_by_number(acme: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "orders", [ORDER])
    put(tmp_path / "in", "adjustments", [{"order": "a-1", "on": "2026-03-09", "amount": "-400.00"}])
    take(tmp_path / "in")
    take(put(tmp_path, "customers", [customer("JRW01002", "Other")]))

    def changed(**cells: str) -> list[str]:
        done = take(put(tmp_path, "orders", [{"number": "ａ-1", **cells}]))
        return done.reasons() or [str(done.summary())]

    assert changed(remarks="late", cancelled_on="2026-05-01") == ["(0, 1, 0, 0)"]
    assert changed(remarks="late") == ["(0, 0, 1, 0)"]
    assert changed(amount="399.99") == [
        '"orders.csv", line 2: This would take the order "0.01 CNY" below zero.'
    ]
    assert changed(on="2026-03-10") == [
        '"orders.csv", line 2: The order has an adjustment of 2026-03-09, before "2026-03-10".'
    ]
    assert changed(currency="USD") == ['"orders.csv", line 2: The order "ａ-1" is in CNY.']
    assert changed(customer="JRW01002") == [
        '"orders.csv", line 2: The order "ａ-1" is of another customer.'
    ]
    assert changed(amount="400.00", rate="1") == ["(0, 1, 0, 0)"]
    [found] = stored(tmp_path / "out", "orders")
    assert (found["number"], found["amount"], found["cancelled_on"]) == (
        "A-1",
        "400.00",
        "2026-05-01",
    )


def test_adjustments_may_stand_in_any_order(acme: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "orders", [ORDER])
    amounts = [("2026-05-01", "-1400.00"), ("2026-04-01", "500.00"), ("2026-06-01", "-200.00")]
    rows = [{"order": "A-1", "on": on, "amount": amount} for on, amount in amounts]
    put(tmp_path / "in", "adjustments", rows)

    first, second = take(tmp_path / "in"), take(tmp_path / "in")

    reason = '"adjustments.csv", line 4: This would take the order "100.00 CNY" below zero.'
    assert (first.reasons(), first.summary()) == ([reason], (3, 0, 0, 1))
    assert (second.reasons(), second.summary()) == ([reason], (0, 0, 3, 1))


def test_keyed_rows_are_updated_and_never_doubled(acme: Path, tmp_path: Path) -> None:
    override = {
        "customer": "JRW01001",
        "grade": "A",
        "from_on": "2026-11-01",
        "until_on": "2027-01-30",
        "by": "Wang Fang",
        "why": "new owner",
    }
    for table, row, change in (
        (
            "managers",
            {"code": "02", "name": "Han", "department": "展厅"},
            {"left_on": "2026-01-01"},
        ),
        ("rates", {"currency": "USD", "on": "2026-03-02", "rate": "7.15"}, {"rate": "7.150"}),
        ("rates", {"currency": "USD", "on": "2026-03-02", "rate": "7.15"}, {"rate": "7.16"}),
        ("overrides", override, {"until_on": "2026-12-31"}),
        ("cadence", {"customer": "JRW01001", "days": "20"}, {"snoozed_until": "2026-12-31"}),
        ("goals", {"manager": "01", "week": "2026-11-20", "customers": "2"}, {"note": "fair"}),
        ("goals", {"manager": "01", "week": "2026-11-14", "customers": "2"}, {"customers": "3"}),
        ("aliases", {"alias": "JRW01009", "customer": "JRW01001"}, {"since": "2026-01-01"}),
        ("contacts", {"customer": "JRW01001", "name": "Anna"}, {"phone": "+49 1", "name": "ANNA"}),
    ):
        take(put(tmp_path, table, [row]))
        again = take(put(tmp_path, table, [row])).summary()
        changed = take(put(tmp_path, table, [{**row, **change}])).summary()
        same = change == {"rate": "7.150"}
        assert (again, changed) == ((0, 0, 1, 0), (0, 0, 1, 0) if same else (0, 1, 0, 0)), table
    [goal] = stored(tmp_path / "out", "goals")
    assert (goal["week"], goal["customers"], goal["note"]) == ("2026-11-20", "3", "fair")


def test_an_override_may_tell_only_what_changes(acme: Path, tmp_path: Path) -> None:
    row = {
        "customer": "JRW01001",
        "grade": "A",
        "from_on": "2026-11-01",
        "until_on": "2026-12-01",
        "by": "Wang",
        "why": "x",
    }
    take(put(tmp_path, "overrides", [row]))
    change = {"customer": "JRW01001", "from_on": "2026-11-01", "grade": "B"}

    assert take(put(tmp_path, "overrides", [change])).summary() == (0, 1, 0, 0)
    assert stored(tmp_path / "out", "overrides") == [{**row, "grade": "B"}]


def test_a_customer_keeps_one_primary_contact(acme: Path, tmp_path: Path) -> None:
    def primary() -> list[str]:
        rows = stored(tmp_path / "out", "contacts")
        return [row["name"] for row in rows if row["primary"]]

    people = [{"customer": "JRW01001", "name": name} for name in ("Berta", "Anna")]
    take(put(tmp_path, "contacts", people))
    assert primary() == ["Berta"]
    assert take(put(tmp_path, "contacts", people)).summary() == (0, 0, 2, 0)
    take(put(tmp_path, "contacts", [{**people[1], "primary": "yes"}]))
    assert primary() == ["Anna"]
    take(put(tmp_path, "contacts", [{**people[1], "primary": "no"}]))
    assert primary() == ["Berta"]


def test_birthdays_are_read_in_both_calendars(acme: Path, tmp_path: Path) -> None:
    consent = {"consent_on": "2026-01-01", "consent_purpose": "wishes"}
    rows = [
        {"customer": "JRW01001", "name": "Anna", "birthday": "农历八月十五", **consent},
        {"customer": "JRW01001", "name": "Berta", "birthday": "1980-05-01", **consent},
    ]
    path = put(tmp_path, "contacts", rows)

    assert (take(path).summary(), take(path).summary()) == ((2, 0, 0, 0), (0, 0, 2, 0))
    found = [
        (row["birthday"], row["birthday_calendar"]) for row in stored(tmp_path / "out", "contacts")
    ]
    assert found == [("08-15", "lunar"), ("1980-05-01", "solar")]
    turned = [{"customer": "JRW01001", "name": "Berta", "birthday_calendar": "农历"}]
    assert take(put(tmp_path, "contacts", turned)).summary() == (0, 1, 0, 0)
    assert stored(tmp_path / "out", "contacts")[1]["birthday_calendar"] == "lunar"
