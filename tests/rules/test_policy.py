"""The choices of the company, and from which day each holds."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.errors import NotFound, NotUnderstood
from kamcli.rules.policy import (
    KEYS,
    PROCEDURE,
    Policy,
    PolicyBook,
    PolicySetting,
    read_setting,
)
from kamcli.rules.vocabulary import AgentAmount, AmountBasis, AnnualWindow, ContactBasis


def setting(version: int, key: str, value: str, from_on: date) -> PolicySetting:
    return PolicySetting(version=version, key=key, value=value, from_on=from_on)


def january(day: int) -> date:
    return date(2027, 1, day)


def test_the_defaults_are_the_procedure() -> None:
    assert {key.key: key.default for key in KEYS} == {
        "grading.annual_threshold": "500000.00",
        "grading.silent_months": "3",
        "grading.annual_window": "rolling",
        "grading.contact": "two-way",
        "grading.amount_basis": "ordered",
        "grading.agent_amount": "own",
        "grading.override_days": "90",
        "cadence.a": "30",
        "cadence.b": "45",
        "cadence.c": "60",
        "cadence.d": "90",
        "cadence.x": "60",
        "cadence.x_was_ab": "14",
        "cadence.ladder": "3,7,15,30",
        "cadence.after_ladder": "60",
        "entry.late_days": "7",
        "entry.unasked_days": "60",
        "rates.max_change_percent": "20",
        "rates.max_age_days": "31",
        "codes.warn_from": "950",
        "codes.max_jump": "500",
    }


def test_every_choice_has_a_field_and_a_meaning() -> None:
    assert {key.field for key in KEYS} == set(Policy.__struct_fields__)
    assert len({key.meaning for key in KEYS}) == len(KEYS)


def test_the_default_is_read_as_it_is_written() -> None:
    for key in KEYS:
        assert read_setting(key.key, key.default) == key.default
        assert key.read(key.default) == getattr(PROCEDURE, key.field)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("grading.annual_threshold", "600000", "600000.00"),
        ("grading.annual_threshold", "60万", "600000.00"),
        ("grading.annual_threshold", "￥600,000.50", "600000.50"),
        ("grading.annual_threshold", "0.01", "0.01"),
        ("grading.silent_months", " ４ ", "4"),
        ("grading.silent_months", "1", "1"),
        ("grading.silent_months", "120", "120"),
        ("grading.annual_window", "CALENDAR", "calendar"),
        ("grading.contact", "two way", "two-way"),
        ("grading.contact", "Two_Way", "two-way"),
        ("grading.amount_basis", "paid", "paid"),
        ("grading.agent_amount", "brought", "brought"),
        ("grading.override_days", "1", "1"),
        ("grading.override_days", "3660", "3660"),
        ("cadence.ladder", "2, 5 ,9", "2,5,9"),
        ("cadence.ladder", "1", "1"),
        ("cadence.ladder", "7,3660", "7,3660"),
        ("rates.max_change_percent", "1", "1"),
        ("rates.max_change_percent", "1000", "1000"),
        ("codes.warn_from", "1", "1"),
        ("codes.warn_from", "9999", "9999"),
        ("codes.max_jump", "1", "1"),
        ("codes.max_jump", "9999", "9999"),
        (" Grading.Silent-Months ", "2", "2"),
    ],
)
def test_a_value_has_one_spelling(key: str, text: str, value: str) -> None:
    assert read_setting(key, text) == value
    assert read_setting(key, value) == value


@pytest.mark.parametrize(
    ("key", "text", "accepted"),
    [
        ("grading.annual_threshold", "0", "an amount above 0"),
        ("grading.silent_months", "0", "a whole number from 1 to 120"),
        ("grading.silent_months", "121", "a whole number from 1 to 120"),
        ("grading.silent_months", "", "a whole number from 1 to 120"),
        ("grading.silent_months", "-3", "a whole number from 1 to 120"),
        ("grading.silent_months", "3.5", "a whole number from 1 to 120"),
        ("grading.silent_months", "1111111111", "a whole number from 1 to 120"),
        ("grading.override_days", "0", "a whole number from 1 to 3660"),
        ("grading.override_days", "3661", "a whole number from 1 to 3660"),
        ("grading.annual_window", "yearly", "one of rolling, calendar"),
        ("grading.contact", "two", "one of two-way, any"),
        ("cadence.ladder", "3,3", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "7,3", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "0,3", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "3,,7", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "3,x", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "", "rising numbers of days, such as 3,7,15,30"),
        ("cadence.ladder", "7,3661", "rising numbers of days, such as 3,7,15,30"),
        ("rates.max_change_percent", "0", "a whole number from 1 to 1000"),
        ("rates.max_change_percent", "1001", "a whole number from 1 to 1000"),
        ("codes.warn_from", "10000", "a whole number from 1 to 9999"),
        ("codes.max_jump", "10000", "a whole number from 1 to 9999"),
        ("codes.max_jump", "0", "a whole number from 1 to 9999"),
        ("codes.warn_from", "0", "a whole number from 1 to 9999"),
    ],
)
def test_a_value_out_of_range_is_not_understood(key: str, text: str, accepted: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_setting(key, text)
    assert caught.value.message == f'"{text}" cannot be {key}: {accepted} is wanted.'
    assert caught.value.hint == "kam policy show"


@pytest.mark.parametrize("text", ["-5", "much", "USD 5"])
def test_an_amount_that_is_none_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_setting("grading.annual_threshold", text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("grading.annual_treshold", "grading.annual_threshold"),
        ("silent months", "grading.silent_months"),
        ("ladder", "cadence.ladder"),
        ("xmas", "cadence.x_was_ab"),
    ],
)
def test_an_unknown_choice_is_told_with_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(NotFound) as caught:
        read_setting(text, "1")
    assert caught.value.message == f'"{text}" is no policy; the nearest is {nearest}.'
    assert caught.value.hint == "kam policy show"


def test_without_settings_the_procedure_holds() -> None:
    book = PolicyBook()
    assert book.on(january(1)) == Policy() == PROCEDURE
    assert book.version_on(january(1)) == 0
    assert book.changes_after(date.min) == []


def test_a_setting_holds_from_its_day_on() -> None:
    book = PolicyBook([setting(1, "grading.annual_threshold", "600000.00", january(5))])
    assert book.on(january(4)) == PROCEDURE
    assert book.on(january(5)) == Policy(annual_threshold=60_000_000)
    assert [book.version_on(january(day)) for day in (4, 5, 6)] == [0, 1, 1]
    assert book.changes_after(january(4)) == [january(5)]
    assert book.changes_after(january(5)) == []


def test_the_setting_that_came_into_force_last_holds() -> None:
    book = PolicyBook(
        [
            setting(4, "cadence.a", "40", january(3)),
            setting(1, "cadence.a", "10", january(9)),
            setting(3, "cadence.a", "30", january(6)),
            setting(2, "cadence.a", "20", january(6)),
        ]
    )
    values = [book.on(january(day)).cadence_a for day in range(2, 11)]
    assert values == [30, 40, 40, 40, 30, 30, 30, 10, 10]
    assert [book.version_on(january(day)) for day in (2, 3, 9)] == [0, 4, 4]
    assert book.changes_after(january(1)) == [january(3), january(6), january(9)]


def test_every_choice_reaches_the_policy() -> None:
    values = {
        "grading.annual_threshold": "600000.00",
        "grading.silent_months": "4",
        "grading.annual_window": "calendar",
        "grading.contact": "any",
        "grading.amount_basis": "paid",
        "grading.agent_amount": "brought",
        "grading.override_days": "91",
        "cadence.a": "31",
        "cadence.b": "46",
        "cadence.c": "61",
        "cadence.d": "92",
        "cadence.x": "62",
        "cadence.x_was_ab": "15",
        "cadence.ladder": "4,8",
        "cadence.after_ladder": "63",
        "entry.late_days": "8",
        "entry.unasked_days": "64",
        "rates.max_change_percent": "21",
        "rates.max_age_days": "32",
        "codes.warn_from": "951",
        "codes.max_jump": "501",
    }
    book = PolicyBook(
        setting(number, key, value, january(1))
        for number, (key, value) in enumerate(values.items(), start=1)
    )
    policy = book.on(january(1))
    assert policy == Policy(
        annual_threshold=60_000_000,
        silent_months=4,
        annual_window=AnnualWindow.CALENDAR,
        contact=ContactBasis.ANY,
        amount_basis=AmountBasis.PAID,
        agent_amount=AgentAmount.BROUGHT,
        override_days=91,
        cadence_a=31,
        cadence_b=46,
        cadence_c=61,
        cadence_d=92,
        cadence_x=62,
        cadence_x_was_ab=15,
        cadence_ladder=(4, 8),
        cadence_after_ladder=63,
        late_days=8,
        unasked_days=64,
        max_change_percent=21,
        max_age_days=32,
        warn_from=951,
        max_jump=501,
    )
    assert policy.contact is ContactBasis.ANY
    assert book.on(january(2)) is policy
    assert book.version_on(january(1)) == len(values)
