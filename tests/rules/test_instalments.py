"""Instalments that are overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kamcli.rules.amount import net_on
from kamcli.rules.instalments import Overdue, overdue, paid_on
from kamcli.rules.record import Dated, OrderRecord

FIRST = date(2026, 6, 1)
JUNE, JULY = Dated(on=date(2026, 6, 30), amount=300), Dated(on=date(2026, 7, 31), amount=700)
ORDER = OrderRecord(ordered_on=FIRST, amount=1000)
DAYS = st.integers(0, 100).map(lambda days: FIRST + timedelta(days=days))
SOME = st.lists(st.builds(Dated, on=DAYS, amount=st.integers(1, 900)), max_size=4).map(tuple)


def paying(*payments: Dated) -> OrderRecord:
    return replace(ORDER, payments=payments)


@pytest.mark.parametrize(
    ("order", "day", "found"),
    [
        (ORDER, date(2026, 6, 30), Overdue()),
        (ORDER, date(2026, 7, 1), Overdue(count=1, amount=300, since_on=JUNE.on)),
        (ORDER, date(2026, 8, 1), Overdue(count=2, amount=1000, since_on=JUNE.on)),
        (paying(JUNE), date(2026, 7, 1), Overdue()),
        (paying(JUNE), date(2026, 8, 1), Overdue(count=1, amount=700, since_on=JULY.on)),
        (
            paying(Dated(on=JUNE.on, amount=299)),
            date(2026, 8, 1),
            Overdue(count=2, amount=701, since_on=JUNE.on),
        ),
        (paying(JULY), date(2026, 7, 1), Overdue(count=1, amount=300, since_on=JUNE.on)),
        (paying(Dated(on=FIRST, amount=5000)), date(2026, 8, 1), Overdue()),
        (replace(ORDER, cancelled_on=date(2026, 8, 1)), date(2026, 8, 1), Overdue()),
        (
            replace(ORDER, adjustments=(Dated(on=date(2026, 7, 2), amount=-900),)),
            date(2026, 8, 1),
            Overdue(count=1, amount=100, since_on=JUNE.on),
        ),
    ],
)
def test_payments_fill_the_earliest_first(order: OrderRecord, day: date, found: Overdue) -> None:
    assert overdue(order, (JULY, JUNE), as_of=day) == found


@given(SOME, SOME, DAYS)
def test_never_more_is_overdue_than_is_owed(
    instalments: tuple[Dated, ...], payments: tuple[Dated, ...], day: date
) -> None:
    order = paying(*payments)

    late = overdue(order, instalments, as_of=day)

    due = sum(each.amount for each in instalments if each.on < day)
    assert late.amount == max(0, min(due, net_on(order, day)) - paid_on(order, day))
    assert (late.count > 0) == (late.amount > 0) == (late.since_on is not None)


def test_a_payment_counts_from_its_own_day() -> None:
    order = paying(JUNE, JULY)

    assert [paid_on(order, day) for day in (FIRST, JUNE.on, JULY.on)] == [0, 300, 1000]
