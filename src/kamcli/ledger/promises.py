"""Next actions as a past day knew them: planned by then, and what had become of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.days import day_or_none
from kamcli.rules.vocabulary import ActionStatus

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.records import Scope


class PlannedAction(Struct, frozen=True, kw_only=True):
    """A next action with the day on which it was planned; imported ones have none."""

    id: int
    customer_id: int
    text: str
    due_on: date | None
    planned_on: date | None
    status: ActionStatus
    closed_on: date | None
    why: str | None

    def known_on(self, day: date) -> bool:
        """Whether it was planned by a day."""
        return self.planned_on is None or self.planned_on <= day

    def closed_by(self, day: date) -> bool:
        """Whether it was done, postponed or dropped by a day."""
        closed = self.status is not ActionStatus.OPEN
        return closed and (self.closed_on is None or self.closed_on <= day)

    def open_on(self, day: date) -> bool:
        """Whether it was planned and not closed on a day."""
        return self.known_on(day) and not self.closed_by(day)


# The trail tells when an action was planned; what was imported was planned before that.
_ACTIONS = """
SELECT id, customer_id, text, due_on, status, closed_on, why,
    (SELECT min(commands.entered_on) FROM trail
        JOIN commands ON commands.id = trail.command_id
        WHERE trail.table_name = 'actions' AND trail.row_id = actions.id
            AND trail.change = 'insert'
            AND commands.id NOT IN (SELECT command_id FROM import_batches)) AS planned_on
FROM actions
WHERE customer_id IN ({ids}) AND (status = 'open' OR closed_on > :since)
ORDER BY customer_id, due_on IS NULL, due_on, id
"""


def planned_actions(ledger: Ledger, scope: Scope, *, since: date) -> list[PlannedAction]:
    """Return the actions that were open at the end of a day or later.

    They stand by customer, the earliest due first, those without a day last.
    """
    rows = ledger.rows(_ACTIONS.format(ids=scope.ids), {**scope.parameters, "since": since})
    return [
        PlannedAction(
            id=row["id"],
            customer_id=row["customer_id"],
            text=row["text"],
            due_on=day_or_none(row["due_on"]),
            planned_on=day_or_none(row["planned_on"]),
            status=ActionStatus(row["status"]),
            closed_on=day_or_none(row["closed_on"]),
            why=row["why"],
        )
        for row in rows
    ]
