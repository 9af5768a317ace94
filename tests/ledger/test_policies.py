"""The policy as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kamcli.errors import NotFound, NotUnderstood
from kamcli.ledger.database import Ledger
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.policies import (
    imagined_book,
    list_settings,
    policy_book,
    policy_in_force,
    set_policy,
)
from kamcli.session import Session

NEW_YEAR = date(2027, 1, 1)
TODAY = date(2026, 11, 20)


def _session(path: Path) -> Session:
    return Session(
        ledger=path,
        manager=None,
        as_of=TODAY,
        now=datetime(2026, 11, 20, 8, tzinfo=UTC),
        login="tester",
    )


@contextmanager
def _policy(path: Path, *settings: tuple[str, str, date]) -> Iterator[Ledger]:
    with writing(_session(path), "policy set") as ledger:
        for key, value, from_on in settings:
            set_policy(ledger, key, value, from_on=from_on, approved_by="Boss")
    with reading(_session(path)) as ledger:
        yield ledger


def test_a_setting_holds_from_its_day(ledger: Path) -> None:
    with _policy(ledger, ("grading.silent_months", "2", NEW_YEAR)) as kept:
        book = policy_book(kept)

    assert book.on(date(2026, 12, 31)).silent_months == 3
    assert book.on(NEW_YEAR).silent_months == 2


def test_the_setting_that_came_into_force_last_is_shown(ledger: Path) -> None:
    made = [
        ("cadence.a", "20", date(2026, 6, 1)),
        ("cadence.a", "25", date(2026, 1, 1)),
        ("cadence.a", "40", NEW_YEAR),
    ]
    with _policy(ledger, *made) as kept:
        in_force = {each.key: each for each in policy_in_force(kept, as_of=TODAY)}

    shown = in_force["cadence.a"]
    assert (shown.value, shown.from_on, shown.version) == ("20", date(2026, 6, 1), 1)
    assert in_force["cadence.b"].value == "45"


def test_the_same_key_and_day_again_is_a_new_version(ledger: Path) -> None:
    made = [("cadence.a", "20", NEW_YEAR), ("cadence.a", "21", NEW_YEAR)]
    with _policy(ledger, *made) as kept:
        settings = list_settings(kept)

    assert [(each.version, each.value) for each in settings] == [(2, "21")]
    assert settings[0].recorded_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_an_imagined_policy_stands_above_what_is_kept(ledger: Path) -> None:
    with _policy(ledger, ("cadence.a", "20", TODAY)) as kept:
        imagined = imagined_book(kept, {"cadence.a": "9", "cadence.b": "8"}, from_on=TODAY)
        real = policy_book(kept)

    assert (imagined.on(TODAY).cadence_a, imagined.on(TODAY).cadence_b) == (9, 8)
    assert real.on(TODAY).cadence_a == 20


@pytest.mark.parametrize(
    ("values", "error"),
    [({"cadence.q": "9"}, NotFound), ({"cadence.a": "soon"}, NotUnderstood)],
    ids=["key", "value"],
)
def test_what_cannot_be_imagined_is_told(
    ledger: Path, values: dict[str, str], error: type[Exception]
) -> None:
    with reading(_session(ledger)) as kept, pytest.raises(error):
        imagined_book(kept, values, from_on=TODAY)
