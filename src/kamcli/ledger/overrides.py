"""Grades set by hand, as the ledger keeps them: one a customer and first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope
from kamcli.rules.overrides import Override, check_override
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


def overrides_by_customer(ledger: Ledger, scope: Scope) -> Mapping[int, list[Override]]:
    """Return every override of the customers of a scope, in the order of their days."""
    found: dict[int, list[Override]] = defaultdict(list)
    rows = ledger.rows(
        f"SELECT * FROM overrides WHERE customer_id IN ({scope.ids}) ORDER BY from_on, id",
        scope.parameters,
    )
    for row in rows:
        found[row["customer_id"]].append(_override(row))
    return found


def set_override(ledger: Ledger, customer_id: int, override: Override) -> int:
    """Keep an override and return its id; another one from the same day gives way.

    Raises `Refused` for one that the rules do not allow (`check_override`).
    """
    check_override(override, policy=policy_book(ledger).on(override.from_on))
    earlier = ledger.value(
        "SELECT id FROM overrides WHERE customer_id = :id AND from_on = :on",
        {"id": customer_id, "on": override.from_on},
    )
    values = {
        "grade": override.grade,
        "until_on": override.until_on,
        "approved_by": override.by,
        "why": override.why,
    }
    if earlier is not None:
        ledger.update("overrides", earlier, values)
        return int(earlier)
    return ledger.insert(
        "overrides", {"customer_id": customer_id, "from_on": override.from_on, **values}
    )


def _override(row: Row) -> Override:
    return Override(
        grade=Grade(row["grade"]),
        from_on=date.fromisoformat(row["from_on"]),
        until_on=date.fromisoformat(row["until_on"]),
        by=row["approved_by"],
        why=row["why"],
    )
