"""How many customers had each grade on days that have passed: read, never written."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.overrides import overrides_by_customer
from kamcli.ledger.records import Scope, chunks, exactly, full_record
from kamcli.rules.history import replay
from kamcli.rules.overrides import Override, shown_grade
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.policy import PolicyBook


class ScopeOn(Struct, frozen=True, kw_only=True):
    """A day, and the customers that are meant on it."""

    on: date
    scope: Scope


# The letter of each day asked for, none while the customer did not exist: letters are counted in
# half the time that grades are.
_Letters = list[str | None]
# The history that stands is the replay of the facts (rules.md 6), of everyone but those whose day
# has come since they were graded.
_STORED = """
SELECT customer_id, changed_on, after FROM grade_changes
WHERE superseded_at IS NULL AND changed_on <= :through
    AND customer_id IN (SELECT id FROM customers WHERE id IN ({ids}) AND status = 'active')
ORDER BY customer_id, changed_on, id
"""
_NOT_REFRESHED = """
SELECT customers.id FROM customers LEFT JOIN standings ON standings.customer_id = customers.id
WHERE customers.id IN ({ids}) AND status = 'active'
    AND (graded_on IS NULL OR changes_next_on <= :through)
"""


def grades_on(
    ledger: Ledger, asked: Sequence[ScopeOn], *, policies: PolicyBook
) -> list[Mapping[Grade, int]]:
    """Count the shown grades of the customers that are meant on each day, as facts have it now.

    The days ascend. A customer that did not exist yet on a day is not counted.
    """
    days = [each.on for each in asked]
    meant = _meant(ledger, asked)
    histories: dict[int, _Letters] = {}
    overrides: dict[int, Sequence[Override]] = {}
    for ids in chunks(sorted(set().union(*meant))):
        histories |= _histories(ledger, days, policies, exactly(ids))
        overrides |= overrides_by_customer(ledger, exactly(ids))
    counts: list[Mapping[Grade, int]] = []
    for index, day in enumerate(days):
        graded = {each: histories[each][index] for each in meant[index] if each in histories}
        for customer_id in graded.keys() & overrides.keys():
            computed = graded[customer_id]
            if computed is not None:
                by_hand = overrides[customer_id]
                graded[customer_id] = shown_grade(Grade(computed), by_hand, as_of=day).value
        letters = Counter(graded.values())
        counts.append({grade: letters[grade.value] for grade in Grade})
    return counts


def _meant(ledger: Ledger, asked: Sequence[ScopeOn]) -> list[set[int]]:
    """Return the ids that are meant on each day; a scope that is asked for again is the same."""
    found: list[set[int]] = []
    for index, each in enumerate(asked):
        if index and each.scope is asked[index - 1].scope:
            found.append(found[-1])
        else:
            rows = ledger.each(each.scope.ids, each.scope.parameters)
            found.append({row[0] for row in rows})
    return found


def _histories(
    ledger: Ledger, days: Sequence[date], policies: PolicyBook, scope: Scope
) -> dict[int, _Letters]:
    """Return the computed grades of each customer on the days, as stored or else worked out."""
    through = days[-1]
    parameters = {**scope.parameters, "through": through}
    spelled = [day.isoformat() for day in days]
    none: _Letters = [None] * len(days)
    found: dict[int, _Letters] = {}
    for customer_id, on, after in ledger.each(_STORED.format(ids=scope.ids), parameters):
        index = bisect_left(spelled, on)
        before = found.get(customer_id, none)
        found[customer_id] = before[:index] + [after] * (len(days) - index)
    for row in ledger.rows(_NOT_REFRESHED.format(ids=scope.ids), parameters):
        customer_id = row["id"]
        letters = none
        for change in replay(full_record(ledger, customer_id), through=through, policies=policies):
            index = bisect_left(days, change.on)
            letters = letters[:index] + [change.after.value] * (len(days) - index)
        found[customer_id] = letters
    return found
