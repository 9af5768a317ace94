"""Changes of grades as the ledger keeps them, and the laws between them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from conftest import Kam
from dealings import register
from kamcli.ledger.database import Ledger
from kamcli.ledger.grade_changes import forecast, history, preview
from kamcli.ledger.opening import reading
from kamcli.ledger.policies import imagined_book, policy_book
from kamcli.ledger.records import Scope
from kamcli.ledger.standings import standings
from kamcli.session import Session

TODAY = date(2026, 11, 20)
COMMON = ("--country", "DE", "--nature", "agent", "--source", "web")


@contextmanager
def _open(path: Path) -> Iterator[Ledger]:
    session = Session(
        ledger=path,
        manager=None,
        as_of=TODAY,
        now=datetime(2026, 11, 20, 8, tzinfo=UTC),
        login="tester",
    )
    with reading(session) as ledger:
        yield ledger


@pytest.fixture
def lives(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with customers of all kinds; return its path."""
    register(kam, *((f"Firm {number}", *COMMON) for number in range(4)), on="2026-01-05")
    chance = random.Random(20261120)
    for number in range(1, 5):
        code = f"JRW0100{number}"
        for _ in range(3):
            on = (TODAY - timedelta(days=chance.randrange(300))).isoformat()
            kind = chance.choice(["talk", "request", "quote", "greeting"])
            assert kam("log", code, "x", "--kind", kind, "--on", on).code == 0
        if number % 2:
            on = (TODAY - timedelta(days=chance.randrange(300))).isoformat()
            amount = str(chance.choice([100_000, 500_000, 900_000]))
            assert kam("order", "add", code, amount, "--on", on).code == 0
    return ledger


def test_history_on_a_day_is_what_a_reading_of_that_day_says(lives: Path) -> None:
    with _open(lives) as ledger:
        for days in range(0, 500, 50):
            day = date(2026, 1, 5) + timedelta(days=days)
            for customer_id, stand in standings(ledger, Scope(), as_of=day).items():
                live = [
                    each
                    for each in history(ledger, customer_id, as_of=day)
                    if each.superseded_at is None
                ]
                assert live[-1].after is stand.grade


def test_forecast_is_the_history_to_come(lives: Path) -> None:
    until = date(2028, 1, 1)
    with _open(lives) as ledger:
        foretold = [
            (each.customer.id, each.on, each.before, each.after)
            for each in forecast(ledger, as_of=TODAY, until=until)
        ]
        to_come = [
            (customer_id, each.on, each.before, each.after)
            for customer_id in standings(ledger, Scope(), as_of=TODAY)
            for each in history(ledger, customer_id, as_of=until)
            if each.on > TODAY
        ]

    assert sorted(foretold) == sorted(to_come)
    assert foretold


def test_preview_of_the_policy_in_force_changes_nobody(lives: Path) -> None:
    with _open(lives) as ledger:
        seen = preview(ledger, policy_book(ledger), as_of=TODAY)

    assert len(seen) == 4
    assert all(each.before is each.after for each in seen)


def test_preview_says_what_the_policy_then_does(kam: Kam, lives: Path) -> None:
    with _open(lives) as ledger:
        imagined = imagined_book(ledger, {"grading.silent_months": "1"}, from_on=TODAY)
        foreseen = {each.customer_id: each.after for each in preview(ledger, imagined, as_of=TODAY)}
    kam("policy", "set", "grading.silent_months", "1", "--from", "today", "--approved-by", "x")
    with _open(lives) as ledger:
        now = {key: each.grade for key, each in standings(ledger, Scope(), as_of=TODAY).items()}

    assert now == foreseen
