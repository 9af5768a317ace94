"""The grade at its boundaries."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kamcli.rules.grading import (
    CLAUSES,
    Facts,
    Verdict,
    facts_on,
    grade,
    grade_in_touch,
    in_touch_through,
)
from kamcli.rules.policy import PROCEDURE, Policy
from kamcli.rules.record import Dated, OrderRecord, Record
from kamcli.rules.vocabulary import AgentAmount, ContactBasis, Grade

CONTACT = date(2026, 8, 20)
LAST_DAY = date(2026, 11, 20)
FIRST_SILENT = date(2026, 11, 21)
NOTHING = Facts(
    last_contact_on=CONTACT, cooperated=False, asked=False, evidence=False, annual_amount=0
)


@pytest.mark.parametrize(
    ("annual_amount", "cooperated", "evidence", "asked", "in_touch", "silent"),
    [
        (50_000_000, True, False, False, "A", "X"),
        (50_000_001, True, True, True, "A", "X"),
        (49_999_999, True, False, False, "B", "X"),
        (0, True, False, False, "B", "X"),
        (0, True, True, True, "B", "X"),
        (0, False, True, True, "C", "X"),
        (0, False, True, False, "C", "D"),
        (0, False, False, False, "D", "D"),
    ],
)
def test_the_facts_decide(
    *, annual_amount: int, cooperated: bool, evidence: bool, asked: bool, in_touch: str, silent: str
) -> None:
    facts = Facts(
        last_contact_on=CONTACT,
        cooperated=cooperated,
        asked=asked,
        evidence=evidence,
        annual_amount=annual_amount,
    )
    assert grade(facts, as_of=LAST_DAY, policy=PROCEDURE) == Verdict(
        grade=Grade(in_touch), silent=False, in_touch_through=LAST_DAY
    )
    assert grade(facts, as_of=FIRST_SILENT, policy=PROCEDURE) == Verdict(
        grade=Grade(silent), silent=True, in_touch_through=LAST_DAY
    )
    never = grade(replace(facts, last_contact_on=None), as_of=LAST_DAY, policy=PROCEDURE)
    assert never == Verdict(grade=Grade(silent), silent=True, in_touch_through=None)
    assert grade_in_touch(facts, policy=PROCEDURE) == in_touch


@pytest.mark.parametrize(
    ("contact_on", "through"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 5, 28)),
        (date(2026, 8, 20), date(2026, 11, 20)),
        (date(2026, 5, 31), date(2026, 8, 31)),
    ],
)
def test_three_months_are_counted_forward(contact_on: date, through: date) -> None:
    assert in_touch_through(contact_on, policy=PROCEDURE) == through


def test_the_policy_moves_the_boundaries() -> None:
    policy = Policy(annual_threshold=100, silent_months=1)
    facts = replace(NOTHING, annual_amount=100, cooperated=True)
    assert grade(facts, as_of=date(2026, 9, 20), policy=policy).grade is Grade.A
    assert grade(facts, as_of=date(2026, 9, 21), policy=policy).grade is Grade.X
    less = replace(facts, annual_amount=99)
    assert grade(less, as_of=date(2026, 9, 20), policy=policy).grade is Grade.B


@given(
    st.builds(
        Facts,
        last_contact_on=st.none() | st.dates(),
        cooperated=st.booleans(),
        asked=st.booleans(),
        evidence=st.booleans(),
        annual_amount=st.integers(),
    ),
    st.dates(),
    st.builds(Policy, silent_months=st.integers(1, 120), annual_threshold=st.integers(1)),
)
def test_all_facts_of_any_day_have_a_grade(facts: Facts, as_of: date, policy: Policy) -> None:
    verdict = grade(facts, as_of=as_of, policy=policy)
    assert verdict == grade(facts, as_of=as_of, policy=policy)
    assert verdict.silent is (verdict.in_touch_through is None or as_of > verdict.in_touch_through)
    assert verdict.silent or verdict.grade is not Grade.X
    assert not verdict.silent or verdict.grade in (Grade.D, Grade.X)


def test_every_grade_has_its_clause() -> None:
    assert list(CLAUSES) == list(Grade)
    assert CLAUSES[Grade.A] == "A级:年度合作金额达50万以上,且始终保持着密切的联系"
    assert CLAUSES[Grade.B] == "B级:年度合作金额达50万以下,且始终保持着密切的联系"
    assert CLAUSES[Grade.C] == (
        "C级:邮寄过样品,发过报价单或客户主动索要过公司产品资料,尚未形成真正的合作,"
        "但始终保持着密切的联系"
    )
    assert CLAUSES[Grade.D] == "D级:仅是交换过名片或简单地沟通过,尚未实质性沟通"
    assert CLAUSES[Grade.X] == (
        "X级:休克客户,指曾经有过合作或客户索要过样品,图册报价等,但三个月内无任何联系"
    )


def may(day: int) -> date:
    return date(2026, 5, day)


RECORD = Record(
    existed_from=may(1),
    contacts=(may(2), may(10)),
    one_way=(may(4), may(20)),
    asked_on=may(10),
    evidence_on=may(4),
    orders=(OrderRecord(ordered_on=may(14), amount=1000, payments=(Dated(on=may(16), amount=1),)),),
    brought=(OrderRecord(ordered_on=may(12), amount=5, payments=(Dated(on=may(19), amount=1),)),),
)


@pytest.mark.parametrize(
    ("day", "contact", "any_contact"),
    [
        (1, None, None),
        (2, 2, 2),
        (3, 2, 2),
        (4, 2, 4),
        (9, 2, 4),
        (10, 10, 10),
        (13, 10, 10),
        (14, 14, 14),
        (15, 14, 14),
        (16, 16, 16),
        (19, 16, 16),
        (20, 16, 20),
        (31, 16, 20),
    ],
)
def test_the_last_contact_of_a_day(day: int, contact: int | None, any_contact: int | None) -> None:
    def last(policy: Policy) -> date | None:
        return facts_on(RECORD, day=may(day), policy=policy).last_contact_on

    assert last(PROCEDURE) == (may(contact) if contact else None)
    assert last(Policy(contact=ContactBasis.ANY)) == (may(any_contact) if any_contact else None)


@pytest.mark.parametrize(
    ("day", "evidence", "asked", "cooperated", "own", "with_brought"),
    [
        (3, False, False, False, 0, 0),
        (4, True, False, False, 0, 0),
        (9, True, False, False, 0, 0),
        (10, True, True, False, 0, 0),
        (12, True, True, False, 0, 5),
        (13, True, True, False, 0, 5),
        (14, True, True, True, 1000, 1005),
    ],
)
def test_the_facts_of_a_day(
    *, day: int, evidence: bool, asked: bool, cooperated: bool, own: int, with_brought: int
) -> None:
    facts = facts_on(RECORD, day=may(day), policy=PROCEDURE)
    assert (facts.evidence, facts.asked, facts.cooperated) == (evidence, asked, cooperated)
    assert facts.annual_amount == own
    brought = Policy(agent_amount=AgentAmount.BROUGHT)
    assert facts_on(RECORD, day=may(day), policy=brought).annual_amount == with_brought


@pytest.mark.parametrize(
    ("asked_on", "evidence_on"), list(product([None, may(5), may(7)], repeat=2))
)
def test_to_ask_for_material_is_evidence(asked_on: date | None, evidence_on: date | None) -> None:
    record = Record(existed_from=may(1), asked_on=asked_on, evidence_on=evidence_on)
    facts = facts_on(record, day=may(6), policy=PROCEDURE)
    assert facts.asked is (asked_on == may(5))
    assert facts.evidence is (may(5) in (asked_on, evidence_on))
