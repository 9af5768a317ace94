"""What the statement says beyond the worked examples, by the sentences of the specification."""

from __future__ import annotations

from datetime import date

import pytest

from oracle.book import tables_of
from oracle.life import NotStatedError, months_later, year_earlier
from oracle.statement import expected

CODE = "JRW01001"


def test_a_customer_exists_from_the_earlier_of_registration_and_first_fact() -> None:
    tables = tables_of(CODE, "2026-05-10 register", "2026-05-01 greeting")
    assert expected(tables, date(2026, 4, 30)) == {}
    assert expected(tables, date(2026, 5, 1))[CODE].flags == ("no-contact-yet",)


def test_void_and_merged_customers_are_out() -> None:
    tables = tables_of(CODE, "2026-05-01 talk")
    for status in ("void", "merged"):
        tables["customers"][0]["status"] = status
        assert expected(tables, date(2026, 5, 1)) == {}


def test_what_an_agent_brought_stands_beside_its_own() -> None:
    tables = tables_of(CODE, "2026-05-01 order 100.00")
    for code in ("JRW01002", "JRW01003"):
        order = {"number": code, "customer": code, "on": "2026-05-02", "currency": "CNY"}
        tables["customers"].append({"code": code, "name": code, "via_agent": CODE})
        tables["orders"].append({**order, "amount": "7.50"})
    found = expected(tables, date(2026, 5, 2))
    assert (found[CODE].annual_amount, found[CODE].via_amount) == ("100.00", "15.00")
    assert found["JRW01002"].via_amount == "0.00"
    tables["customers"][2]["status"] = "void"
    assert expected(tables, date(2026, 5, 2))[CODE].via_amount == "7.50"


@pytest.mark.parametrize(
    ("answer", "flags"),
    [
        ("2026-11-05 talk", ()),
        ("2026-11-06 talk attempt", ()),
        ("2026-11-06 quote unsolicited", ()),
        ("2026-11-04 talk", ("unanswered",)),
        ("2026-11-06 greeting", ("unanswered",)),
        ("2026-11-06 mailing", ("unanswered",)),
    ],
)
def test_what_answers_a_request(answer: str, flags: tuple[str, ...]) -> None:
    tables = tables_of(CODE, "2026-11-05 request", answer)
    assert expected(tables, date(2026, 11, 20))[CODE].flags == flags


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-11-28", "2027-02-28"),
        ("2026-11-29", "2027-02-28"),
        ("2026-11-30", "2027-02-28"),
        ("2023-11-30", "2024-02-29"),
        ("2027-02-28", "2027-05-28"),
        ("2024-02-29", "2024-05-29"),
        ("2026-08-31", "2026-11-30"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_months_are_counted_forward(day: str, later: str) -> None:
    assert months_later(date.fromisoformat(day), 3) == date.fromisoformat(later)


def test_a_year_back_from_a_leap_day() -> None:
    assert year_earlier(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_earlier(date(2025, 3, 1)) == date(2024, 3, 1)


@pytest.mark.parametrize(
    "line",
    [
        "2026-05-01 quote attempt",
        "2026-05-01 talk unsolicited",
        "2026-05-01 order 1.005",
        "2026-05-01 order 5.00 EUR",
        "2026-05-01 lunch",
    ],
)
def test_rows_that_the_specification_refuses(line: str) -> None:
    with pytest.raises(NotStatedError):
        expected(tables_of(CODE, line), date(2026, 5, 1))


def test_refunds_beyond_the_order_and_other_policies_are_refused() -> None:
    tables = tables_of(CODE, "2026-05-01 order 5.00", "2026-05-02 adjust 1 -5.01")
    with pytest.raises(NotStatedError):
        expected(tables, date(2026, 5, 2))
    tables = tables_of(CODE, "2026-05-01 talk")
    tables["policy"] = [{"key": "grading.contact", "value": "two-way"}]
    assert expected(tables, date(2026, 5, 1))[CODE].grade == "D"
    tables["policy"][0]["value"] = "any"
    with pytest.raises(NotStatedError):
        expected(tables, date(2026, 5, 1))
