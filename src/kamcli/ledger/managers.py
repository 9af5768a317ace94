"""Managers: the salespeople, each with a two-digit code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.rules.vocabulary import Department

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """A salesperson; `left_on` is the day after which nothing new is theirs."""

    code: str
    name: str
    department: Department | None
    left_on: date | None


def the_manager(ledger: Ledger, code: str) -> Manager:
    """Return the manager of this code; raises `NotFound`."""
    row = ledger.row("SELECT * FROM managers WHERE code = :code", {"code": code})
    if row is None:
        raise NotFound(
            _('There is no manager "{code}".').format(code=code),
            hint=f'kam manager add {code} "…"',
        )
    return _manager(row)


def _manager(row: Row) -> Manager:
    return Manager(
        code=row["code"],
        name=row["name"],
        department=Department(row["department"]) if row["department"] else None,
        left_on=day_or_none(row["left_on"]),
    )
