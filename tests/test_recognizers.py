"""Phrases collected elsewhere, with their expected readings: how many are read, and none wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kamcli.dates import Toward, read_day
from kamcli.errors import NotUnderstood
from kamcli.rules.amounts import read_amount
from kamcli.rules.money import plain

DATA = Path(__file__).parents[2] / "shared" / "data" / "recognizers"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the collection is not here")

LEAST_AMOUNTS = 0.76
NO_SUCH_DAY = "0001-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with the day that the collection expects; None is no such day."""

    text: str
    as_of: date
    toward: Toward
    expected: date | None


def load(path: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((DATA / path).read_text(encoding="utf-8-sig"))
    return entries


def parser_cases(path: str) -> list[Case]:
    return [
        case
        for entry in load(path)
        for result in entry["Results"]
        for case in cases_of(
            entry,
            result["Text"],
            past=result["Value"]["PastResolution"]["date"],
            future=result["Value"]["FutureResolution"]["date"],
        )
    ]


def model_cases(path: str) -> list[Case]:
    cases: list[Case] = []
    for entry in load(path):
        for result in entry["Results"]:
            if result["TypeName"] == "datetimeV2.date":
                days = [value["value"] for value in result["Resolution"]["values"]]
                cases += cases_of(entry, result["Text"], past=days[0], future=days[-1])
    return cases


def cases_of(entry: dict[str, Any], text: str, *, past: str, future: str) -> list[Case]:
    as_of = date.fromisoformat(entry["Context"]["ReferenceDateTime"][:10])
    return [
        Case(
            text=text,
            as_of=as_of,
            toward=toward,
            expected=None if day in (NO_SUCH_DAY, "not resolved") else date.fromisoformat(day),
        )
        for toward, day in ((Toward.PAST, past), (Toward.FUTURE, future))
    ]


def outcome(case: Case) -> str:
    """Return right, refused, or the other day that the text was read as."""
    try:
        day = read_day(case.text, as_of=case.as_of, toward=case.toward).day
    except NotUnderstood:
        return "right" if case.expected is None else "refused"
    return "right" if day == case.expected else f"{case.text} ({case.toward}): {day}"


def share_right(outcomes: Counter[str]) -> float:
    share = outcomes["right"] / outcomes.total()
    print(f"right {outcomes['right']} of {outcomes.total()} ({share:.1%})")
    return share


# What is refused: days of the lunar calendar (read there as if they were solar), 03/05 in either
# order, years of two digits, weekdays that contradict the day, vague words (最近, a few days ago),
# years before 1900, and the n-th weekday of a month.
@pytest.mark.parametrize(
    ("cases", "least"),
    [
        pytest.param(parser_cases, ("DateTime/Chinese/DateParser.json", 0.57), id="zh"),
        pytest.param(parser_cases, ("DateTime/English/DateParser.json", 0.69), id="en"),
        pytest.param(model_cases, ("DateTime/Chinese/DateTimeModel.json", 0.77), id="zh-model"),
    ],
)
def test_days_are_read_right_or_refused(
    cases: Callable[[str], list[Case]], least: tuple[str, float]
) -> None:
    path, share = least
    outcomes = Counter(outcome(case) for case in cases(path))
    assert sorted(set(outcomes) - {"right", "refused"}) == []
    assert share_right(outcomes) >= share


# What is refused: smaller coins (五元三毛), more decimals than the currency has, 兆 (a million
# or a million million), bitcoin, and what 64 bits cannot hold.
def test_amounts_are_read_right_or_refused() -> None:
    outcomes = Counter(
        amount_outcome(result["Text"], result["Resolution"])
        for entry in load("NumberWithUnit/Chinese/CurrencyModel.json")
        for result in entry["Results"]
    )
    assert sorted(set(outcomes) - {"right", "refused"}) == []
    assert share_right(outcomes) >= LEAST_AMOUNTS


def amount_outcome(text: str, expected: dict[str, Any]) -> str:
    """Return right, refused, or the other amount that the text was read as."""
    try:
        money = read_amount(text)
    except NotUnderstood:
        return "right" if expected["value"] is None else "refused"
    value = Decimal(plain(money.amount, money.currency))
    # $20 is read as US dollars; the collection names no currency for it
    currency = expected.get("isoCurrency", "USD")
    if expected["value"] and (value, money.currency) == (Decimal(expected["value"]), currency):
        return "right"
    return f"{text}: {value} {money.currency}"
