"""What was entered late: long after its day, or after its week was handed in.

An interaction keeps the day on which it was entered; of an order or a payment the trail knows it.
What was imported is never late (rules.md 2).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Via

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.records import Scope
    from kamcli.rules.periods import Period


class Fact(StrEnum):
    """The facts that may be entered late."""

    INTERACTION = "interaction"
    ORDER = "order"
    PAYMENT = "payment"


class LateFact(Struct, frozen=True, kw_only=True):
    """A fact and the command that entered it.

    An interaction has a channel; an order or a payment has an amount, and the number of the order
    as its text.
    """

    fact: Fact
    id: int
    command_id: int
    customer_id: int
    on: date
    entered_on: date
    via: Via | None
    text: str
    amount: Money | None


_NOTES = """
SELECT 'interaction' AS fact, interactions.id, interactions.customer_id, happened_on, entered_on,
    via, text, NULL AS amount, NULL AS currency,
    (SELECT min(command_id) FROM trail WHERE table_name = 'interactions'
        AND row_id = interactions.id AND change = 'insert') AS command_id
FROM interactions
WHERE interactions.customer_id IN ({ids}) AND entered_on <= :through
    AND recorded_at IS NOT NULL AND {when}
ORDER BY happened_on, interactions.id
"""
_NOTED_WITHIN = "entered_on >= :begin AND happened_on < entered_on"
_NOTED_SINCE = """happened_on <= :friday AND interactions.id IN (
    SELECT row_id FROM trail WHERE table_name = 'interactions' AND change = 'insert'
        AND command_id > :after)"""
_ENTERED_FIRST = """
FROM commands JOIN trail ON trail.command_id = commands.id
    AND trail.table_name = '{table}' AND trail.change = 'insert'
"""
_BY_HAND = """
    AND commands.entered_on <= :through AND {{when}}
    AND NOT EXISTS (SELECT 1 FROM import_batches WHERE command_id = commands.id)
    AND NOT EXISTS (SELECT 1 FROM trail AS earlier WHERE earlier.table_name = trail.table_name
        AND earlier.row_id = trail.row_id AND earlier.change = 'insert'
        AND earlier.id < trail.id)
"""
_TRADE = (
    """
SELECT 'order' AS fact, orders.id, orders.customer_id, ordered_on AS happened_on,
    commands.entered_on, NULL AS via, orders.number AS text, orders.amount, orders.currency,
    trail.command_id"""
    + _ENTERED_FIRST.format(table="orders")
    + "JOIN orders ON orders.id = trail.row_id WHERE orders.customer_id IN ({ids})"
    + _BY_HAND.format()
    + """UNION ALL
SELECT 'payment', payments.id, orders.customer_id, paid_on, commands.entered_on, NULL,
    orders.number, payments.amount, orders.currency, trail.command_id"""
    + _ENTERED_FIRST.format(table="payments")
    + "JOIN payments ON payments.id = trail.row_id JOIN orders ON orders.id = payments.order_id"
    + " WHERE orders.customer_id IN ({ids})"
    + _BY_HAND.format()
)
_TRADED_WITHIN = "commands.entered_on >= :begin"
_TRADED_SINCE = "commands.id > :after"


def late_facts(ledger: Ledger, scope: Scope, period: Period, *, late_days: int) -> list[LateFact]:
    """Return the facts entered in a period more than `late_days` after their day."""
    parameters = {"begin": period.begin, "through": period.through}
    notes = _facts(ledger, scope, _NOTES, _NOTED_WITHIN, parameters)
    trade = _facts(ledger, scope, _TRADE, _TRADED_WITHIN, parameters)
    return [each for each in notes + trade if (each.entered_on - each.on).days > late_days]


def facts_after(
    ledger: Ledger, scope: Scope, *, friday: date, command_id: int, through: date
) -> list[LateFact]:
    """Return the facts through a Friday that were entered after a command, by a day."""
    parameters = {"friday": friday, "after": command_id, "through": through}
    notes = _facts(ledger, scope, _NOTES, _NOTED_SINCE, parameters)
    trade = _facts(ledger, scope, _TRADE, _TRADED_SINCE, parameters)
    return [each for each in notes + trade if each.on <= friday]


def _facts(
    ledger: Ledger, scope: Scope, question: str, when: str, parameters: dict[str, Any]
) -> list[LateFact]:
    asked = question.format(ids=scope.ids, when=when)
    return [_fact(row) for row in ledger.rows(asked, {**scope.parameters, **parameters})]


def _fact(row: Row) -> LateFact:
    amount = row["amount"]
    return LateFact(
        fact=Fact(row["fact"]),
        id=row["id"],
        command_id=row["command_id"] or 0,
        customer_id=row["customer_id"],
        on=date.fromisoformat(row["happened_on"]),
        entered_on=date.fromisoformat(row["entered_on"]),
        via=Via(row["via"]) if row["via"] else None,
        text=row["text"],
        amount=None if amount is None else Money(amount=amount, currency=row["currency"]),
    )
