"""Next actions: planned, then kept, postponed or dropped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.ledger.portraits import OPEN_THEN
from kamcli.rules.days import add_days
from kamcli.rules.vocabulary import ActionStatus

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class Action(Struct, frozen=True, kw_only=True):
    """A next action and what came of it."""

    id: int
    customer: str
    name: str
    text: str
    due_on: date | None
    status: ActionStatus
    closed_on: date | None
    why: str | None


_ALL = """
SELECT actions.*, customers.code, customers.name FROM actions
JOIN customers ON customers.id = actions.customer_id
"""


def plan_action(ledger: Ledger, customer_id: int, *, text: str, due_on: date) -> int:
    """Plan a next action and return its id."""
    return ledger.insert(
        "actions",
        {
            "customer_id": customer_id,
            "text": text,
            "due_on": due_on,
            "status": ActionStatus.OPEN,
        },
    )


def close_action(
    ledger: Ledger, action_id: int, status: ActionStatus, *, on: date, why: str | None = None
) -> Action:
    """Close an open action; raises `NotFound`, and `Refused` when it is closed already."""
    row = open_action(ledger, action_id)
    ledger.update("actions", row["id"], {"status": status, "closed_on": on, "why": why})
    return the_action(ledger, action_id)


def postpone_action(ledger: Ledger, action_id: int, *, to: date, on: date, why: str) -> Action:
    """Close an open action as postponed and plan it again; return the new one.

    Two rows, so that the Friday report can tell what was promised for when, and why it moved.
    """
    row = open_action(ledger, action_id)
    due_on = day_or_none(row["due_on"])
    if due_on is not None and to <= due_on:
        raise Refused(
            _('The new day "{to}" is not after the old one, {due}.').format(to=to, due=due_on),
            hint=f"kam postpone {action_id} --to {add_days(due_on, 7)} --why …",
        )
    close_action(ledger, action_id, ActionStatus.POSTPONED, on=on, why=why)
    return the_action(ledger, plan_action(ledger, row["customer_id"], text=row["text"], due_on=to))


def reopen_action(ledger: Ledger, action_id: int, *, successor: int | None) -> None:
    """Open an action again that was closed by mistake.

    If it was postponed, `successor` is the action that it was planned again as, which goes. Raises
    `NotFound`, and `Refused` when that one is closed by now.
    """
    if successor is not None:
        ledger.delete("actions", open_action(ledger, successor)["id"])
    the_action(ledger, action_id)
    again = {"status": ActionStatus.OPEN, "closed_on": None, "why": None}
    ledger.update("actions", action_id, again)


def change_action(ledger: Ledger, action_id: int, *, text: str, due_on: date) -> None:
    """Say anew what an open action is and when it is due; raises `NotFound` or `Refused`."""
    row = open_action(ledger, action_id)
    ledger.update("actions", row["id"], {"text": text, "due_on": due_on})


def the_action(ledger: Ledger, action_id: int) -> Action:
    """Return an action; raises `NotFound`."""
    row = ledger.row(f"{_ALL} WHERE actions.id = :id", {"id": action_id})
    if row is None:
        raise NotFound(_('There is no action "{id}".').format(id=action_id), hint="kam action list")
    return _action(row)


def open_action(ledger: Ledger, action_id: int) -> Row:
    """Return the row of an action that is still open; raises `NotFound` or `Refused`."""
    action = the_action(ledger, action_id)
    if action.status is not ActionStatus.OPEN:
        raise Refused(
            _('Action "{id}" is closed already, since {on}.').format(
                id=action_id, on=action.closed_on
            ),
            hint=f"kam action list {action.customer}",
        )
    row = ledger.row("SELECT * FROM actions WHERE id = :id", {"id": action_id})
    assert row is not None
    return row


def list_actions(
    ledger: Ledger, *, as_of: date, customer_id: int | None = None, every: bool = False
) -> list[Action]:
    """Return the actions open on a day, the earliest due first; of one customer, or of all.

    With `every` those closed by that day follow.
    """
    where = "1 = 1" if every else OPEN_THEN
    where += " AND customer_id = :id" if customer_id else ""
    rows = ledger.rows(
        f"{_ALL} WHERE {where} ORDER BY NOT {OPEN_THEN}, due_on IS NULL, due_on, actions.id",
        {"as_of": as_of, "id": customer_id} if customer_id else {"as_of": as_of},
    )
    return [_as_it_was(_action(row), as_of=as_of) for row in rows]


def _as_it_was(action: Action, *, as_of: date) -> Action:
    """Return an action as that day knew it: what closed it later had not happened."""
    if action.closed_on is None or action.closed_on <= as_of:
        return action
    return replace(action, status=ActionStatus.OPEN, closed_on=None, why=None)


def _action(row: Row) -> Action:
    return Action(
        id=row["id"],
        customer=row["code"],
        name=row["name"],
        text=row["text"],
        due_on=day_or_none(row["due_on"]),
        status=ActionStatus(row["status"]),
        closed_on=day_or_none(row["closed_on"]),
        why=row["why"],
    )
