"""Grades set by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kamcli.errors import Refused
from kamcli.rules.overrides import Override, check_override, override_in_force, shown_grade
from kamcli.rules.policy import PROCEDURE, Policy
from kamcli.rules.vocabulary import Grade

FIRST = date(2026, 10, 1)
LAST = date(2026, 10, 31)


def override(grade: Grade = Grade.B, from_on: date = FIRST, until_on: date = LAST) -> Override:
    return Override(grade=grade, from_on=from_on, until_on=until_on, by="Wang", why="promised")


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [
        (FIRST - timedelta(days=1), Grade.D),
        (FIRST, Grade.B),
        (LAST, Grade.B),
        (LAST + timedelta(days=1), Grade.D),
    ],
)
def test_an_override_is_shown_from_its_first_to_its_last_day(as_of: date, shown: Grade) -> None:
    assert shown_grade(Grade.D, [override()], as_of=as_of) is shown


@pytest.mark.parametrize("computed", list(Grade))
def test_an_override_sleeps_while_the_customer_is_an_x(computed: Grade) -> None:
    asleep = computed is Grade.X
    assert shown_grade(computed, [override()], as_of=FIRST) is (Grade.X if asleep else Grade.B)
    found = override_in_force([override()], computed=computed, as_of=FIRST)
    assert found == (None if asleep else override())


def test_without_an_override_the_computed_grade_is_shown() -> None:
    assert shown_grade(Grade.C, [], as_of=FIRST) is Grade.C


def test_of_several_the_one_that_began_last_is_shown() -> None:
    early = override(Grade.A)
    late = override(Grade.C, from_on=FIRST + timedelta(days=5))
    after = FIRST + timedelta(days=6)
    assert shown_grade(Grade.D, [late, early], as_of=after) is Grade.C
    assert shown_grade(Grade.D, [early, late], as_of=after) is Grade.C
    assert shown_grade(Grade.D, [early, late], as_of=FIRST) is Grade.A
    assert shown_grade(Grade.D, [override(Grade.A), override(Grade.B)], as_of=FIRST) is Grade.B


@pytest.mark.parametrize("grade", [Grade.A, Grade.B, Grade.C, Grade.D])
def test_an_override_lasts_ninety_days_at_most(grade: Grade) -> None:
    check_override(override(grade, until_on=FIRST), policy=PROCEDURE)
    check_override(override(grade, until_on=date(2026, 12, 30)), policy=PROCEDURE)
    with pytest.raises(Refused) as caught:
        check_override(override(grade, until_on=date(2026, 12, 31)), policy=PROCEDURE)
    assert caught.value.message == (
        'An override may last 90 days: until 2026-12-30, not "2026-12-31".'
    )
    assert caught.value.hint == "--until 2026-12-30"
    check_override(override(until_on=date(2026, 12, 31)), policy=Policy(override_days=91))


def test_an_x_is_never_set_by_hand() -> None:
    with pytest.raises(Refused) as caught:
        check_override(override(Grade.X), policy=PROCEDURE)
    assert caught.value.message == '"X" cannot be set by hand: it follows from silence.'
    assert caught.value.hint == "kam grade override --help"


def test_an_override_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused) as caught:
        check_override(override(until_on=date(2026, 9, 30)), policy=PROCEDURE)
    assert caught.value.message == 'An override from 2026-10-01 cannot end on "2026-09-30".'
    assert caught.value.hint == "kam grade override --help"
