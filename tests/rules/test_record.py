"""The table of contact, evidence and asked, and what a day knows of a record."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.errors import NotUnderstood
from kamcli.rules.record import (
    Dated,
    OrderRecord,
    Record,
    check_kind,
    is_asked,
    is_contact,
    is_evidence,
    is_one_way,
    known_on,
    order_contacts,
)
from kamcli.rules.vocabulary import Kind


def may(day: int) -> date:
    return date(2026, 5, day)


@pytest.mark.parametrize(
    ("kind", "mark", "told"),
    [
        ("talk", "", "contact"),
        ("card", "", "contact"),
        ("complaint", "", "contact"),
        ("service", "", "contact"),
        ("talk", "attempt", "one-way"),
        ("service", "attempt", "one-way"),
        ("request", "", "contact evidence asked"),
        ("sample", "", "contact evidence asked"),
        ("quote", "", "contact evidence asked"),
        ("sample", "unsolicited", "one-way evidence"),
        ("quote", "unsolicited", "one-way evidence"),
        ("mailing", "", ""),
        ("greeting", "", ""),
    ],
)
def test_what_an_interaction_shows(kind: str, mark: str, told: str) -> None:
    of, attempt, unsolicited = Kind(kind), mark == "attempt", mark == "unsolicited"
    check_kind(of, attempt=attempt, unsolicited=unsolicited)
    shown = {
        "contact": is_contact(of, attempt=attempt, unsolicited=unsolicited),
        "one-way": is_one_way(of, attempt=attempt, unsolicited=unsolicited),
        "evidence": is_evidence(of),
        "asked": is_asked(of, unsolicited=unsolicited),
    }
    assert " ".join(name for name, holds in shown.items() if holds) == told


def test_without_a_mark_an_interaction_is_plain() -> None:
    assert is_contact(Kind.TALK)
    assert is_asked(Kind.QUOTE)
    assert not is_one_way(Kind.TALK)
    check_kind(Kind.MAILING)


@pytest.mark.parametrize("kind", [Kind.GREETING, Kind.MAILING])
def test_circulars_and_wishes_are_never_contact(kind: Kind) -> None:
    assert not is_one_way(kind, attempt=True)
    assert not is_one_way(kind, unsolicited=True)


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.TALK, Kind.SERVICE}))
def test_other_kinds_are_no_attempt(kind: Kind) -> None:
    with pytest.raises(NotUnderstood) as caught:
        check_kind(kind, attempt=True)
    assert caught.value.message == f'A "{kind}" cannot be an attempt: only talk and service can.'
    assert caught.value.hint == "kam log --help"


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.SAMPLE, Kind.QUOTE}))
def test_other_kinds_are_not_unsolicited(kind: Kind) -> None:
    with pytest.raises(NotUnderstood) as caught:
        check_kind(kind, unsolicited=True)
    assert caught.value.message == f'A "{kind}" cannot be unsolicited: only sample and quote can.'
    assert caught.value.hint == "kam log --help"


ORDER = OrderRecord(
    ordered_on=may(10),
    amount=1000,
    cancelled_on=may(20),
    adjustments=(Dated(on=may(12), amount=-1), Dated(on=may(14), amount=-2)),
    payments=(Dated(on=may(8), amount=3), Dated(on=may(16), amount=4)),
)
RECORD = Record(
    existed_from=may(1),
    contacts=(may(5), may(11)),
    one_way=(may(6), may(13)),
    asked_on=may(11),
    evidence_on=may(6),
    orders=(ORDER,),
    brought=(ORDER,),
)


def test_the_contacts_of_an_order_are_its_day_and_its_payments() -> None:
    assert list(order_contacts(ORDER)) == [may(10), may(8), may(16)]


def test_the_day_itself_is_known() -> None:
    assert known_on(RECORD, day=may(20)) == RECORD
    day = known_on(RECORD, day=may(14))
    assert day.orders == day.brought
    assert day.orders[0] == OrderRecord(
        ordered_on=may(10),
        amount=1000,
        adjustments=ORDER.adjustments,
        payments=ORDER.payments[:1],
    )
    assert known_on(RECORD, day=may(13)).one_way == RECORD.one_way
    assert known_on(RECORD, day=may(11)).asked_on == may(11)
    assert known_on(RECORD, day=may(11)).contacts == RECORD.contacts
    assert known_on(RECORD, day=may(16)).orders[0].payments == ORDER.payments


def test_what_is_dated_later_is_not_known() -> None:
    assert known_on(RECORD, day=may(7)) == Record(
        existed_from=may(1), contacts=(may(5),), one_way=(may(6),), evidence_on=may(6)
    )
    assert known_on(RECORD, day=may(5)).evidence_on is None
    assert known_on(RECORD, day=may(19)).orders[0].cancelled_on is None
    assert known_on(RECORD, day=may(13)).orders[0].adjustments == ORDER.adjustments[:1]


def test_money_that_comes_before_its_order_is_contact() -> None:
    day = known_on(RECORD, day=may(9))
    assert day.orders == ()
    assert day.contacts == (may(5), may(8))
    later = Record(existed_from=may(1), contacts=(may(9),), orders=(ORDER,))
    assert known_on(later, day=may(9)).contacts == (may(8), may(9))
    assert known_on(later, day=may(10)).contacts == (may(9),)
    assert known_on(later, day=may(8)).contacts == (may(8),)
