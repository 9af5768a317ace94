"""The statement against the worked examples of rules.md section 11, so that it is itself proven.

The examples give grade, amounts, flags and next changes; what else is asserted here follows from
the sentences of sections 1 to 3 and 7 and is marked by the words of its case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from oracle.book import tables_of
from oracle.statement import Expected, expected

CODE = "JRW01001"
E05 = ("2026-10-18 request", "2026-10-20 quote", "2026-11-02 talk")
E13 = ("2026-06-10 quote", "2026-08-20 talk")
E15 = ("2026-11-02 order 90000.00", "2026-11-30 talk")
E19 = ("2027-02-01 quote", "2027-02-28 talk")
E21 = ("2026-01-15 order 1200000.00", "2026-06-20 order 800000.00", "2026-07-31 talk")
E22 = (
    "2026-04-10 order 60000.00",
    "2026-08-01 talk",
    "2026-09-15 talk attempt",
    "2026-10-20 talk attempt",
    "2026-11-18 talk attempt",
)
E24 = ("2026-05-10 order 600000.00", "2026-12-20 talk")
E25 = (*E24, "2027-04-01 talk")
E27 = (
    "2026-08-20 quote",
    "2026-09-01 order 520000.00",
    "2026-10-08 talk",
    "2026-10-10 cancel 1",
    "2026-11-10 talk",
)
E29 = (
    "2026-03-01 order 300000.00",
    "2026-08-01 order 260000.00",
    "2026-10-10 talk",
    "2026-10-15 adjust 2 -80000.00",
    "2026-11-10 talk",
)
E31 = (
    "2026-06-01 order 30000.00",
    "2026-06-20 pay 1 30000.00",
    "2026-09-01 adjust 1 -30000.00",
    "2026-11-01 talk",
)
E44 = ("2026-06-10 card", "2026-06-20 quote unsolicited")
E46 = (
    "2026-08-01 order 90000.00",
    "2026-08-03 pay 1 9000.00",
    "2026-09-01 cancel 1",
    "2026-11-01 talk",
)
E47 = (
    "2026-08-01 quote",
    "2026-08-10 order 90000.00",
    "2026-09-01 cancel 1",
    "2026-10-01 talk",
    "2026-10-20 pay 1 1500.00",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A row of section 11: what was told, the day, and the grade and flags it gives."""

    id: str
    lines: tuple[str, ...]
    as_of: str
    grade: str
    flags: tuple[str, ...] = ()


def example(id_: str, lines: tuple[str, ...], as_of: str, verdict: str) -> Example:
    grade, *flags = verdict.split()
    return Example(id=id_, lines=lines, as_of=as_of, grade=grade, flags=tuple(flags))


EXAMPLES = [
    example(
        "E01",
        ("2026-02-10 order 300000.00", "2026-09-05 order 250000.00", "2026-11-12 talk"),
        "2026-11-20",
        "A",
    ),
    example("E02", ("2026-06-01 order 500000.00", "2026-11-01 talk"), "2026-11-20", "A"),
    example("E03", ("2026-06-01 order 499999.99", "2026-11-01 talk"), "2026-11-20", "B"),
    example("E04", ("2026-10-15 order 8000.00",), "2026-11-20", "B"),
    example("E05", E05, "2026-11-20", "C"),
    example("E07", ("2026-11-05 request",), "2026-11-20", "C unanswered"),
    example("E08", ("2026-10-16 card",), "2026-11-20", "D"),
    example("E09", ("2025-10-16 card",), "2026-11-20", "D stale"),
    example("E10", ("2026-11-18 register",), "2026-11-20", "D no-contact-yet"),
    example("E11", ("2026-11-10 quote unsolicited",), "2026-11-20", "D no-contact-yet"),
    example("E12", ("2026-07-01 quote",), "2026-11-20", "X"),
    example("E13", E13, "2026-11-20", "C"),
    example("E14", E13, "2026-11-21", "X"),
    example("E15", E15, "2027-02-28", "B"),
    example("E16", E15, "2027-03-01", "X"),
    example("E19", E19, "2027-05-28", "C"),
    example("E20", E19, "2027-05-29", "X"),
    example("E21", E21, "2026-11-20", "X"),
    example("E22", E22, "2026-11-20", "X"),
    example("E23", (*E22, "2026-11-20 talk"), "2026-11-20", "B"),
    example("E24", E24, "2027-01-04", "A"),
    example("E25", E25, "2027-05-09", "A"),
    example("E26", E25, "2027-05-10", "B no-order-12m"),
    example("E27", E27, "2026-10-09", "A"),
    example("E28", E27, "2026-11-20", "C"),
    example("E29", E29, "2026-10-14", "A"),
    example("E30", E29, "2026-11-20", "B"),
    example("E31", E31, "2026-11-20", "B no-order-12m"),
    example("E34", ("2026-03-02 order 70000.00 USD 7.15", "2026-11-11 talk"), "2026-11-20", "A"),
    example(
        "E36",
        ("2024-03-05 order 400000.00", "2024-09-10 order 300000.00", "2026-11-01 talk"),
        "2026-11-20",
        "B no-order-12m",
    ),
    example(
        "E38",
        ("2026-05-05 order 40000.00", "2026-08-15 talk", "2026-11-25 plan"),
        "2026-11-20",
        "X",
    ),
    example(
        "E42",
        ("2026-05-05 order 150000.00", "2026-07-20 talk", "2026-09-10 pay 1 50000.00"),
        "2026-11-20",
        "B",
    ),
    example("E44", E44, "2026-08-01", "C"),
    example("E45", E44, "2026-11-20", "D stale"),
    example("E46", E46, "2026-11-20", "B no-order-12m"),
    example("E47 before the claim", E47, "2026-10-19", "C"),
    example("E47 with the claim", E47, "2026-10-20", "B no-order-12m"),
    example("E48", (*E21, "2026-11-01 override A 2026-12-31"), "2026-11-20", "X"),
]


def verdict(lines: tuple[str, ...], as_of: str) -> Expected:
    return expected(tables_of(CODE, *lines), date.fromisoformat(as_of))[CODE]


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.id)
def test_the_worked_examples(case: Example) -> None:
    found = verdict(case.lines, case.as_of)
    assert (found.grade, found.flags) == (case.grade, case.flags)


@pytest.mark.parametrize(
    ("lines", "as_of", "amount"),
    [
        (EXAMPLES[0].lines, "2026-11-20", "550000.00"),
        (EXAMPLES[1].lines, "2026-11-20", "500000.00"),
        (EXAMPLES[2].lines, "2026-11-20", "499999.99"),
        (E05, "2026-11-20", "0.00"),
        (E21, "2026-11-20", "2000000.00"),
        (E25, "2027-05-09", "600000.00"),
        (E25, "2027-05-10", "0.00"),
        (E27, "2026-10-09", "520000.00"),
        (E27, "2026-10-10", "0.00"),
        (E29, "2026-10-14", "560000.00"),
        (E29, "2026-10-15", "480000.00"),
        (E31, "2026-08-31", "30000.00"),
        (E31, "2026-09-01", "0.00"),
        (("2026-03-02 order 70000.00 USD 7.15",), "2026-11-20", "500500.00"),
        (("2026-11-02 order 70000.00 USD",), "2026-11-20", "493500.00"),
        (("2026-11-02 order 1.00 USD 7.125",), "2026-11-20", "7.13"),
        (("2026-11-02 order 10000000 JPY 0.05",), "2026-11-20", "500000.00"),
    ],
)
def test_the_annual_amount(lines: tuple[str, ...], as_of: str, amount: str) -> None:
    assert verdict(lines, as_of).annual_amount == amount


def test_an_order_is_converted_net_and_once() -> None:
    found = verdict(("2026-01-05 order 2.00 USD 7.1225", "2026-02-01 adjust 1 -1.00"), "2026-03-01")
    assert found.annual_amount == "7.12"


def test_e21_shows_the_grade_and_amount_of_the_last_day_in_touch() -> None:
    found = verdict(E21, "2027-02-01")
    assert (found.grade, found.grade_before, found.annual_before) == ("X", "A", "2000000.00")
    assert found.annual_amount == "800000.00"


@pytest.mark.parametrize(
    ("lines", "as_of", "before"),
    [
        (EXAMPLES[10].lines, "2026-11-20", "C"),
        (E15, "2027-03-01", "B"),
        (E21, "2026-11-20", "A"),
        (E22, "2026-11-20", "B"),
        (E13, "2026-11-20", None),
    ],
)
def test_the_grade_before_x(lines: tuple[str, ...], as_of: str, before: str | None) -> None:
    assert verdict(lines, as_of).grade_before == before


def test_e23_was_x_until_the_answer_came() -> None:
    answered = (*E22, "2026-11-20 talk")
    assert verdict(answered, "2026-11-19").grade == "X"
    assert verdict(answered, "2026-11-20").last_contact_on == date(2026, 11, 20)


def test_e25_and_e44_tell_what_comes() -> None:
    e25, e44 = verdict(E25, "2027-05-09"), verdict(E44, "2026-08-01")
    assert (e25.turns_x_on, e25.changes_next) == (date(2027, 7, 2), (date(2027, 5, 10), "B"))
    assert (e44.turns_x_on, e44.changes_next) == (None, (date(2026, 9, 11), "D"))


def test_x_and_stale_customers_have_no_next_change() -> None:
    for lines in (E21, E44):
        found = verdict(lines, "2026-11-20")
        assert (found.turns_x_on, found.changes_next) == (None, None)


def test_changes_next_knows_no_later_fact() -> None:
    assert verdict(E27, "2026-10-09").changes_next == (date(2027, 1, 9), "X")


def test_an_override_is_shown_on_its_days_and_sleeps_while_x() -> None:
    lines = (*E05, "2026-11-10 override A 2027-02-05")
    shown = {day: verdict(lines, day) for day in ("2026-11-09", "2026-11-10", "2027-02-03")}
    assert [found.grade for found in shown.values()] == ["C", "A", "X"]
    assert [found.flags for found in shown.values()] == [(), ("overridden",), ()]
    assert shown["2026-11-10"].grade_computed == "C"
    assert verdict((*lines, "2027-02-05 talk"), "2027-02-05").grade == "A"
    assert verdict((*lines, "2027-02-05 talk"), "2027-02-06").grade == "C"
