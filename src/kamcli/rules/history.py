"""The grades that a customer has had: a replay of its facts (rules.md 6)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kamcli.rules.grading import Facts, grade
from kamcli.rules.policy import PolicyBook
from kamcli.rules.record import Record
from kamcli.rules.timeline import Timeline
from kamcli.rules.vocabulary import Grade


class GradeChange(Struct, frozen=True, kw_only=True):
    """The day on which a computed grade became true, and the facts that decided it.

    The first change of a customer has no grade before it.
    """

    on: date
    before: Grade | None
    after: Grade
    facts: Facts
    policy_version: int


def replay(record: Record, *, through: date, policies: PolicyBook) -> tuple[GradeChange, ...]:
    """Replay the grades of a customer from its first day on, as if each day had been graded.

    A day is graded by the facts dated on or before it and by the policy in force on it.
    """
    timeline = Timeline(record, policies=policies)
    days = {record.existed_from, *timeline.turning_days()}
    changes: list[GradeChange] = []
    before: Grade | None = None
    for day in sorted(day for day in days if record.existed_from <= day <= through):
        facts = timeline.facts_on(day)
        after = grade(facts, as_of=day, policy=policies.on(day)).grade
        if after is not before:
            version = policies.version_on(day)
            changes.append(
                GradeChange(on=day, before=before, after=after, facts=facts, policy_version=version)
            )
            before = after
    return tuple(changes)
