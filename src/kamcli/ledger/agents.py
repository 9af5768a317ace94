"""Agents: the customers that brought others (rules.md 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.finding import Found, check_active

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def check_agent(ledger: Ledger, agent: Found, *, brought: Found | None = None) -> None:
    """Raise `Refused` where a customer cannot be the agent of another, or of a new one.

    A void or merged customer is no agent, and nobody came through a customer that it brought
    itself, however many agents lie between.
    """
    check_active(agent)
    if brought is None:
        return
    if agent.id == brought.id:
        raise Refused(
            _("{code} {name} cannot be its own agent.").format(
                code=brought.code, name=brought.name
            ),
            hint="kam list --nature agent",
        )
    link = _link_to(ledger, agent.id, brought.id)
    if link is not None:
        raise Refused(
            _("{agent} came through {code} {name}: that would be a circle.").format(
                agent=agent, code=brought.code, name=brought.name
            ),
            hint=f'kam edit {link} --via-agent ""',
        )


def _link_to(ledger: Ledger, from_id: int, to_id: int) -> str | None:
    """Follow the agents from one customer to another; return the code of the last before it."""
    seen: set[int] = set()
    at: int | None = from_id
    while at is not None and at not in seen:
        seen.add(at)
        row = ledger.row("SELECT code, via_agent_id FROM customers WHERE id = :id", {"id": at})
        assert row is not None
        if row["via_agent_id"] == to_id:
            return str(row["code"])
        at = row["via_agent_id"]
    return None
