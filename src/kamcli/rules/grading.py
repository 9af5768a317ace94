"""The grade of a customer (rules.md 1): a pure function of facts, a day and a policy."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from msgspec import Struct

from kamcli.rules.amount import annual, is_cooperation
from kamcli.rules.days import add_months
from kamcli.rules.policy import Policy
from kamcli.rules.record import OrderRecord, Record, order_contacts
from kamcli.rules.vocabulary import AgentAmount, ContactBasis, Grade

# The procedure's own words, quoted in every language.
CLAUSES: dict[Grade, str] = {
    Grade.A: "A级:年度合作金额达50万以上,且始终保持着密切的联系",
    Grade.B: "B级:年度合作金额达50万以下,且始终保持着密切的联系",
    Grade.C: (
        "C级:邮寄过样品,发过报价单或客户主动索要过公司产品资料,"
        "尚未形成真正的合作,但始终保持着密切的联系"
    ),
    Grade.D: "D级:仅是交换过名片或简单地沟通过,尚未实质性沟通",
    Grade.X: ("X级:休克客户,指曾经有过合作或客户索要过样品,图册报价等,但三个月内无任何联系"),
}


class Facts(Struct, frozen=True, kw_only=True):
    """What decides the grade of a day; `annual_amount` in fen."""

    last_contact_on: date | None
    cooperated: bool
    asked: bool
    evidence: bool
    annual_amount: int


class Verdict(Struct, frozen=True, kw_only=True):
    """A grade, and until when contact lasts; `in_touch_through` is None without any contact."""

    grade: Grade
    silent: bool
    in_touch_through: date | None


def grade(facts: Facts, *, as_of: date, policy: Policy) -> Verdict:
    """Grade a customer by the facts of a day."""
    last = facts.last_contact_on
    through = None if last is None else in_touch_through(last, policy=policy)
    silent = through is None or as_of > through
    return Verdict(
        grade=_grade_in_silence(facts) if silent else grade_in_touch(facts, policy=policy),
        silent=silent,
        in_touch_through=through,
    )


def grade_in_touch(facts: Facts, *, policy: Policy) -> Grade:
    """Return the grade of a customer that is not silent."""
    if facts.annual_amount >= policy.annual_threshold:
        return Grade.A
    if facts.cooperated:
        return Grade.B
    return Grade.C if facts.evidence else Grade.D


def _grade_in_silence(facts: Facts) -> Grade:
    return Grade.X if facts.cooperated or facts.asked else Grade.D


def in_touch_through(contact_on: date, *, policy: Policy) -> date:
    """Return the last day on which a contact still holds, counted forward from it."""
    return add_months(contact_on, policy.silent_months)


def facts_on(record: Record, *, day: date, policy: Policy) -> Facts:
    """Gather the facts of a day; what is dated later does not exist."""
    return Facts(
        last_contact_on=last_contact_on(record, day=day, policy=policy),
        cooperated=any(is_cooperation(order, day) for order in record.orders),
        asked=has_asked(record, day=day),
        evidence=has_evidence(record, day=day),
        annual_amount=annual(orders_that_grade(record, policy=policy), as_of=day, policy=policy),
    )


def has_asked(record: Record, *, day: date) -> bool:
    """Whether the customer had asked for material by that day."""
    return record.asked_on is not None and record.asked_on <= day


def has_evidence(record: Record, *, day: date) -> bool:
    """Whether there was evidence of interest by that day; to ask for material is evidence."""
    evident = record.evidence_on is not None and record.evidence_on <= day
    return evident or has_asked(record, day=day)


def orders_that_grade(record: Record, *, policy: Policy) -> tuple[OrderRecord, ...]:
    """Return the orders whose amounts grade a customer: an agent's may include those it brought."""
    if policy.agent_amount is AgentAmount.BROUGHT:
        return record.orders + record.brought
    return record.orders


def last_contact_on(record: Record, *, day: date, policy: Policy) -> date | None:
    """Return the latest effective contact on or before a day (rules.md 2)."""
    found = [on for order in record.orders for on in order_contacts(order) if on <= day]
    found += _latest(record.contacts, day)
    if policy.contact is ContactBasis.ANY:
        found += _latest(record.one_way, day)
    return max(found, default=None)


def _latest(days: tuple[date, ...], day: date) -> tuple[date, ...]:
    """Return the last of ascending days that is not later than a day, or nothing."""
    count = bisect_right(days, day)
    return days[max(count - 1, 0) : count]
