"""The changes of grade of a period, right for any day: read, never written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.records import chunks, exactly, full_records
from kamcli.rules.history import GradeChange, replay
from kamcli.rules.standing import standing
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.records import Scope
    from kamcli.rules.periods import Period
    from kamcli.rules.policy import PolicyBook
    from kamcli.rules.record import Record


class Regrading(Struct, frozen=True, kw_only=True):
    """A change of grade; for one to X, what the customer was when contact was lost.

    `amount_at_stake` is its annual amount then, in CNY fen. `revived` tells an X that has contact
    again from one whose only order was cancelled.
    """

    change: GradeChange
    grade_before: Grade | None
    revived: bool
    amount_at_stake: int | None


# Whoever has a change stored, or whose stored day has come and was not refreshed yet.
_CANDIDATES = """
SELECT customer_id FROM grade_changes
WHERE customer_id IN ({ids}) AND changed_on BETWEEN :begin AND :through AND before IS NOT NULL
UNION SELECT customer_id FROM standings
WHERE customer_id IN ({ids}) AND changes_next_on <= :through
"""


def changes_within(
    ledger: Ledger, scope: Scope, period: Period, *, policies: PolicyBook
) -> Mapping[int, Sequence[Regrading]]:
    """Return the changes of computed grades in a period, by customer, oldest first.

    The first grade of a new customer is no change.
    """
    rows = ledger.rows(
        _CANDIDATES.format(ids=scope.ids),
        {**scope.parameters, "begin": period.begin, "through": period.through},
    )
    found = {
        customer_id: _regradings(record, period, policies)
        for ids in chunks([row["customer_id"] for row in rows])
        for customer_id, record in full_records(ledger, exactly(ids))
    }
    return {customer_id: changes for customer_id, changes in found.items() if changes}


def _regradings(record: Record, period: Period, policies: PolicyBook) -> list[Regrading]:
    found = []
    for change in replay(record, through=period.through, policies=policies):
        if change.before is None or change.on not in period:
            continue
        then = standing(record, as_of=change.on, policies=policies)
        found.append(
            Regrading(
                change=change,
                grade_before=then.grade_before,
                revived=change.before is Grade.X and not then.silent,
                amount_at_stake=then.amount_before,
            )
        )
    return found
