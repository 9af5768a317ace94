"""What needs attention."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from msgspec.structs import replace

from kamcli.rules.flags import ANSWERS, WISHES, Situation, flags
from kamcli.rules.vocabulary import Flag, Grade, Kind


def november(day: int) -> date:
    return date(2026, 11, day)


CALM = Situation(
    as_of=november(20),
    computed=Grade.C,
    shown=Grade.C,
    silent=False,
    last_contact_on=november(1),
    ordered_recently=False,
    last_wish_on=None,
    last_answer_on=None,
    due_on=november(20),
    snoozed_until=None,
    has_open_action=False,
    reachable=True,
    overridden=False,
)


def test_a_customer_can_need_nothing() -> None:
    assert flags(CALM) == ()


@pytest.mark.parametrize("shown", list(Grade))
@pytest.mark.parametrize("computed", list(Grade))
def test_a_customer_never_contacted(computed: Grade, shown: Grade) -> None:
    situation = replace(
        CALM,
        computed=computed,
        shown=shown,
        silent=True,
        last_contact_on=None,
        ordered_recently=True,
        has_open_action=True,
    )
    assert flags(situation) == ((Flag.NO_CONTACT_YET,) if computed is Grade.D else ())


@pytest.mark.parametrize(("computed", "silent"), list(product(Grade, [False, True])))
def test_a_stale_customer_is_a_d_out_of_touch(computed: Grade, silent: bool) -> None:
    situation = replace(CALM, computed=computed, silent=silent, ordered_recently=True)
    stale = computed is Grade.D and silent
    assert flags(situation) == ((Flag.STALE,) if stale else ())


@pytest.mark.parametrize(("computed", "recently"), list(product(Grade, [False, True])))
def test_only_a_b_is_told_that_it_has_not_ordered(computed: Grade, recently: bool) -> None:
    situation = replace(CALM, computed=computed, ordered_recently=recently)
    told = computed is Grade.B and not recently
    assert flags(situation) == ((Flag.NO_ORDER_12M,) if told else ())


@pytest.mark.parametrize(
    ("wish", "answer", "unanswered"),
    [
        (None, None, False),
        (None, 5, False),
        (10, None, True),
        (10, 9, True),
        (10, 10, False),
        (10, 11, False),
    ],
)
def test_a_wish_is_answered_on_its_day_or_later(
    wish: int | None, answer: int | None, unanswered: bool
) -> None:
    situation = replace(
        CALM,
        last_wish_on=november(wish) if wish else None,
        last_answer_on=november(answer) if answer else None,
    )
    assert flags(situation) == ((Flag.UNANSWERED,) if unanswered else ())


def test_what_is_wished_and_what_answers() -> None:
    assert {Kind.REQUEST, Kind.COMPLAINT} == WISHES
    assert {Kind.TALK, Kind.SAMPLE, Kind.QUOTE, Kind.SERVICE, Kind.CARD} == ANSWERS


@pytest.mark.parametrize(
    ("due", "snoozed", "overdue"),
    [(20, None, False), (19, None, True), (19, 20, False), (19, 19, True), (21, 19, False)],
)
def test_overdue_is_the_day_after_and_not_while_snoozed(
    due: int, snoozed: int | None, overdue: bool
) -> None:
    situation = replace(
        CALM, due_on=november(due), snoozed_until=november(snoozed) if snoozed else None
    )
    assert flags(situation) == ((Flag.OVERDUE,) if overdue else ())


@pytest.mark.parametrize(("shown", "planned"), list(product(Grade, [False, True])))
def test_an_a_or_b_wants_a_next_action_by_the_grade_shown(shown: Grade, planned: bool) -> None:
    situation = replace(CALM, shown=shown, has_open_action=planned)
    told = shown in (Grade.A, Grade.B) and not planned
    assert flags(situation) == ((Flag.NO_NEXT,) if told else ())


def test_the_rest() -> None:
    assert flags(replace(CALM, reachable=False)) == (Flag.UNREACHABLE,)
    assert flags(replace(CALM, overridden=True)) == (Flag.OVERRIDDEN,)


def test_several_stand_in_the_order_of_the_rules() -> None:
    worst = replace(
        CALM,
        shown=Grade.A,
        last_wish_on=november(10),
        due_on=november(1),
        reachable=False,
        overridden=True,
    )
    common = (
        Flag.UNANSWERED,
        Flag.OVERDUE,
        Flag.NO_NEXT,
        Flag.UNREACHABLE,
        Flag.OVERRIDDEN,
    )
    assert flags(replace(worst, computed=Grade.B)) == (Flag.NO_ORDER_12M, *common)
    assert flags(replace(worst, computed=Grade.D, silent=True)) == (Flag.STALE, *common)
    never = replace(worst, computed=Grade.D, silent=True, last_contact_on=None)
    assert flags(never) == (Flag.NO_CONTACT_YET, *common)
