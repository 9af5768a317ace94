"""What an order is worth on a day, and the annual amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamcli.errors import Refused
from kamcli.rules.amount import (
    annual,
    check_never_below_zero,
    cny_on,
    is_cooperation,
    leaves_window_on,
    lowest_net,
    net_on,
    ordered_recently,
    window,
)
from kamcli.rules.policy import PROCEDURE, Policy
from kamcli.rules.record import Dated, OrderRecord
from kamcli.rules.vocabulary import AmountBasis, AnnualWindow

CALENDAR = Policy(annual_window=AnnualWindow.CALENDAR)
PAID = Policy(amount_basis=AmountBasis.PAID)


def may(day: int) -> date:
    return date(2026, 5, day)


ORDER = OrderRecord(
    ordered_on=may(10),
    amount=1000,
    cancelled_on=may(25),
    adjustments=(Dated(on=may(12), amount=-300), Dated(on=may(15), amount=50)),
    payments=(Dated(on=may(14), amount=400), Dated(on=may(18), amount=900)),
)
UNPAID = OrderRecord(ordered_on=may(10), amount=1000, cancelled_on=may(25))


@pytest.mark.parametrize(
    ("day", "net"),
    [(9, 0), (10, 1000), (11, 1000), (12, 700), (14, 700), (15, 750), (24, 750), (25, 0), (26, 0)],
)
def test_an_order_is_worth_what_is_left_of_it(day: int, net: int) -> None:
    assert net_on(ORDER, may(day)) == net
    assert cny_on(ORDER, may(day), PROCEDURE) == net


@pytest.mark.parametrize(
    ("day", "paid"), [(10, 0), (13, 0), (14, 400), (17, 400), (18, 750), (24, 750), (25, 0)]
)
def test_by_payments_an_order_counts_as_far_as_it_is_paid(day: int, paid: int) -> None:
    assert cny_on(ORDER, may(day), PAID) == paid


def test_foreign_money_is_converted_once_and_half_up() -> None:
    order = OrderRecord(
        ordered_on=may(10),
        amount=7_000_000,
        currency="USD",
        rate=Decimal("7.15"),
        adjustments=(Dated(on=may(12), amount=-6_999_999), Dated(on=may(13), amount=9)),
    )
    assert cny_on(order, may(10), PROCEDURE) == 50_050_000
    assert cny_on(order, may(12), PROCEDURE) == 7
    assert cny_on(order, may(13), PROCEDURE) == 72
    yen = OrderRecord(ordered_on=may(10), amount=1000, currency="JPY", rate=Decimal("0.05"))
    assert cny_on(yen, may(10), PROCEDURE) == 5000


def test_the_window_is_twelve_months_without_its_first_day() -> None:
    year = window(may(10), PROCEDURE)
    assert (year.after, year.through) == (date(2025, 5, 10), may(10))
    assert date(2025, 5, 10) not in year
    assert date(2025, 5, 11) in year
    assert may(10) in year
    assert may(11) not in year
    assert window(date(2028, 2, 29), PROCEDURE).after == date(2027, 2, 28)


def test_a_calendar_window_begins_on_1_january() -> None:
    year = window(may(10), CALENDAR)
    assert (year.after, year.through) == (date(2025, 12, 31), may(10))


@pytest.mark.parametrize(
    ("ordered_on", "policy", "leaves_on"),
    [
        (date(2026, 5, 10), PROCEDURE, date(2027, 5, 10)),
        (date(2027, 2, 28), PROCEDURE, date(2028, 2, 28)),
        (date(2028, 2, 29), PROCEDURE, date(2029, 3, 1)),
        (date(2026, 5, 10), CALENDAR, date(2027, 1, 1)),
        (date(2026, 1, 1), CALENDAR, date(2027, 1, 1)),
        (date(2026, 12, 31), CALENDAR, date(2027, 1, 1)),
    ],
)
def test_an_order_leaves_the_window(ordered_on: date, policy: Policy, leaves_on: date) -> None:
    order = OrderRecord(ordered_on=ordered_on, amount=1000)
    assert leaves_window_on(order, policy) == leaves_on
    assert annual([order], as_of=leaves_on, policy=policy) == 0
    eve = date.fromordinal(leaves_on.toordinal() - 1)
    assert annual([order], as_of=eve, policy=policy) == 1000


def test_the_annual_amount_adds_the_orders_of_the_window() -> None:
    orders = [
        OrderRecord(ordered_on=date(2025, 5, 20), amount=1),
        OrderRecord(ordered_on=date(2025, 5, 21), amount=20),
        OrderRecord(ordered_on=date(2026, 1, 1), amount=300),
        OrderRecord(ordered_on=may(20), amount=4000, payments=(Dated(on=may(20), amount=5),)),
        OrderRecord(ordered_on=may(21), amount=50000),
    ]
    assert annual(orders, as_of=may(20), policy=PROCEDURE) == 4320
    assert annual(orders, as_of=may(20), policy=CALENDAR) == 4300
    assert annual(orders, as_of=may(20), policy=PAID) == 5
    assert annual([], as_of=may(20), policy=PROCEDURE) == 0


@pytest.mark.parametrize(
    ("order", "day", "cooperation"),
    [
        (UNPAID, 9, False),
        (UNPAID, 10, True),
        (UNPAID, 24, True),
        (UNPAID, 25, False),
        (ORDER, 25, True),
        (OrderRecord(ordered_on=may(10), amount=1000), 10, True),
    ],
)
def test_when_an_order_is_cooperation(order: OrderRecord, day: int, *, cooperation: bool) -> None:
    assert is_cooperation(order, may(day)) is cooperation


def test_a_payment_makes_a_cancelled_order_cooperation_from_its_day_on() -> None:
    late = OrderRecord(
        ordered_on=may(10),
        amount=1000,
        cancelled_on=may(12),
        payments=(Dated(on=may(20), amount=1),),
    )
    assert [is_cooperation(late, may(day)) for day in (11, 12, 19, 20)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_refund_in_full_leaves_cooperation_and_no_amount() -> None:
    refunded = OrderRecord(
        ordered_on=may(10), amount=1000, adjustments=(Dated(on=may(12), amount=-1000),)
    )
    assert is_cooperation(refunded, may(12))
    assert ordered_recently([refunded], as_of=may(11))
    assert not ordered_recently([refunded], as_of=may(12))
    almost = OrderRecord(
        ordered_on=may(10), amount=1000, adjustments=(Dated(on=may(12), amount=-999),)
    )
    assert ordered_recently([almost], as_of=may(12))


def test_recent_is_twelve_months_whatever_the_policy() -> None:
    order = OrderRecord(ordered_on=may(10), amount=1000)
    assert not ordered_recently([order], as_of=may(9))
    assert ordered_recently([order], as_of=date(2027, 5, 9))
    assert not ordered_recently([order], as_of=date(2027, 5, 10))


def adjusted(*changes: tuple[int, int]) -> OrderRecord:
    return OrderRecord(
        ordered_on=may(10),
        amount=1000,
        currency="JPY",
        rate=Decimal("0.05"),
        adjustments=tuple(Dated(on=may(day), amount=amount) for day, amount in changes),
    )


@pytest.mark.parametrize(
    ("order", "lowest"),
    [
        (adjusted(), 1000),
        (adjusted((12, 500)), 1000),
        (adjusted((12, -1000), (13, 500)), 0),
        (adjusted((13, 500), (12, -1001)), -1),
        (adjusted((12, -1001), (12, 500)), 499),
        (adjusted((10, -1)), 999),
    ],
)
def test_the_lowest_amount_of_any_day(order: OrderRecord, lowest: int) -> None:
    assert lowest_net(order) == lowest


def test_an_order_below_zero_is_refused() -> None:
    check_never_below_zero(adjusted((12, -1000)))
    with pytest.raises(Refused) as caught:
        check_never_below_zero(adjusted((12, -2234)))
    assert caught.value.message == 'This would take the order "1,234 JPY" below zero.'
    assert caught.value.hint == "kam order list"
