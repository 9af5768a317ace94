"""What to do about a customer, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import Kam
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.ledger.portraits import Portrait, the_portrait
from kamcli.reports.advice import outlook, warnings
from kamcli.rules.overrides import Override
from kamcli.rules.vocabulary import Flag, Grade
from kamcli.session import Session

TODAY = date(2026, 11, 20)


@pytest.fixture
def portrait(kam: Kam, acme: Path) -> Portrait:
    """Return a customer that asked for a price on 1 November and was set to A by hand."""
    kam("log", "JRW01001", "A price", "--kind", "request", "--on", "2026-11-01")
    session = Session(
        ledger=acme,
        manager=None,
        as_of=TODAY,
        now=datetime(2026, 11, 20, 8, tzinfo=UTC),
        login="tester",
    )
    with reading(session) as ledger:
        found = the_portrait(ledger, find_customer(ledger, "acme"), as_of=TODAY)
    override = Override(
        grade=Grade.A, from_on=TODAY, until_on=date(2026, 12, 31), by="Boss", why="Contract"
    )
    return replace(found, override=override)


@pytest.mark.parametrize(
    ("flag", "sentence"),
    [
        (Flag.NO_CONTACT_YET, "There was no contact yet: make the first one."),
        (Flag.STALE, "The last contact, 2026-11-01, was long ago: get in touch or let it rest."),
        (Flag.NO_ORDER_12M, "There was no order in the last 12 months: ask why."),
        (
            Flag.UNANSWERED,
            "The request or complaint of 2026-11-01 is not answered: answer it.",
        ),
        (Flag.OVERDUE, "It should have heard from us by 2026-11-04: get in touch."),
        (Flag.NO_NEXT, "Nothing is planned: plan the next action."),
        (Flag.UNREACHABLE, "No phone, e-mail or IM is known: find one."),
        (
            Flag.OVERRIDDEN,
            "The grade was set by hand through 2026-12-31, by Boss: Contract",
        ),
    ],
)
def test_every_flag_says_what_to_do(portrait: Portrait, flag: Flag, sentence: str) -> None:
    assert warnings(replace(portrait, flags=(flag,))) == [sentence]


def test_what_comes_is_said(portrait: Portrait) -> None:
    stand = portrait.standing
    assert stand is not None

    assert outlook(stand) == ["If nothing happens it becomes X on 2027-02-02."]
    assert outlook(replace(stand, changes_next_on=None, changes_next_to=None, turns_x_on=None)) == [
        "It stays so until something happens."
    ]
    earlier = replace(stand, changes_next_on=date(2027, 1, 1), changes_next_to=Grade.B)
    assert outlook(earlier) == [
        "If nothing happens it becomes B on 2027-01-01.",
        "It turns X on 2027-02-02 unless there is contact through 2027-02-01.",
    ]
