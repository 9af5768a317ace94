"""Values come back from their JSON as they were, and what is not theirs is told."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from conftest import Kam
from kamcli.output.values import machine
from kamcli.reports.frozen import frozen_of
from kamcli.reports.reviving import Unreadable, revived
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade


class Inner(Struct, frozen=True, kw_only=True):
    """An amount in a currency of its own."""

    amount: Money
    currency: str


class Outer(Struct, frozen=True, kw_only=True):
    """One value of each kind."""

    from_: Grade
    on: date
    at: datetime
    share: Decimal | None
    count: int
    sure: bool
    home: Money
    inner: Inner | None
    several: tuple[Inner, ...]
    text: str


YEN = Inner(amount=Money(amount=-70_000, currency="JPY"), currency="JPY")
WHOLE = Outer(
    from_=Grade.X,
    on=date(2026, 2, 28),
    at=datetime.fromisoformat("2026-11-20T08:00:00Z"),
    share=Decimal("55.0"),
    count=7,
    sure=True,
    home=Money(amount=123_456, currency="CNY"),
    inner=YEN,
    several=(YEN, Inner(amount=Money(amount=1, currency="KWD"), currency="KWD")),
    text="王 ★",
)


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(machine(WHOLE)))
    return found


def test_comes_back_as_it_was() -> None:
    assert revived(Outer, plain()) == WHOLE


def test_what_an_older_program_did_not_write_is_empty() -> None:
    data = plain()
    for key in ("share", "inner", "several"):
        del data[key]
    found = revived(Outer, data)

    assert (found.share, found.inner, found.several) == (None, None, ())


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("from", "Z", "from"),
        ("on", "2026-02-30", "on"),
        ("at", "noon", "at"),
        ("share", "many", "share"),
        ("count", "7", "count"),
        ("count", True, "count"),
        ("sure", 1, "sure"),
        ("home", "1.234", "home"),
        ("home", "NaN", "home"),
        ("home", 1, "home"),
        ("inner", [], "inner"),
        ("inner", {"amount": "1", "currency": "XXX"}, "inner.amount"),
        ("several", {}, "several"),
        ("several", [{"amount": "1.5", "currency": "JPY"}], "several[0].amount"),
        ("text", None, "text"),
    ],
)
def test_says_where_something_is_wrong(key: str, value: object, where: str) -> None:
    with pytest.raises(Unreadable) as told:
        revived(Outer, {**plain(), key: value})

    assert str(told.value) == where


def test_a_submission_comes_back_as_it_was(kam: Kam, friday: Path) -> None:
    assert kam("report", "submit", "--manager", "01").code == 0
    content = json.loads(Path("2026-11-20-01-v1.json").read_text("utf-8"))["content"]

    assert json.loads(json.dumps(machine(frozen_of(content)))) == content
    for layout in (0, 2, "1"):
        with pytest.raises(Unreadable):
            frozen_of({**content, "layout": layout})
