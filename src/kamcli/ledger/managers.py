"""Managers: the salespeople, each with a two-digit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _, ngettext
from kamcli.ledger.days import day_or_none
from kamcli.ledger.portraits import OWNER_THEN
from kamcli.rules.vocabulary import Department

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_NAMED_AT_MOST = 5


class Manager(Struct, frozen=True, kw_only=True):
    """A salesperson; `left_on` is the day after which nothing new is theirs."""

    code: str
    name: str
    department: Department | None
    left_on: date | None = None


class ManagerLine(Struct, frozen=True, kw_only=True):
    """A manager in a list; `customers` counts the active ones they own on the day."""

    code: str
    name: str
    department: Department | None
    left_on: date | None
    customers: int


def the_manager(ledger: Ledger, code: str) -> Manager:
    """Return the manager of this code; raises `NotFound`."""
    found = _find(ledger, code)
    if found is None:
        raise NotFound(
            _('There is no manager "{code}".').format(code=code),
            hint=f'kam manager add {code} "…"',
        )
    return found


def check_at_work(manager: Manager) -> None:
    """Raise `Refused` for a manager who has left: nothing new is theirs."""
    if manager.left_on is not None:
        raise Refused(
            _("Manager {code} {name} left on {on}.").format(
                code=manager.code, name=manager.name, on=manager.left_on
            ),
            hint="kam manager list",
        )


def add_manager(ledger: Ledger, new: Manager) -> int:
    """Add a salesperson and return the id; raises `Refused` when the code is taken."""
    taken = _find(ledger, new.code)
    if taken is not None:
        raise Refused(
            _('The manager code "{code}" is taken by {name}.').format(
                code=taken.code, name=taken.name
            ),
            hint="kam manager list",
        )
    return ledger.insert(
        "managers", {"code": new.code, "name": new.name, "department": new.department}
    )


def leave(ledger: Ledger, manager: Manager, *, on: date) -> None:
    """Note that a manager left on a day.

    Raises `Refused` when they have left already, or still own active customers.
    """
    check_at_work(manager)
    owned = ledger.rows(
        "SELECT code FROM customers WHERE owner = :owner AND status = 'active'"
        " ORDER BY market DESC, code_manager, code_serial",
        {"owner": manager.code},
    )
    if owned:
        raise Refused(
            ngettext(
                "Manager {code} {name} still owns {count} customer.",
                "Manager {code} {name} still owns {count} customers.",
                len(owned),
            ).format(code=manager.code, name=manager.name, count=len(owned)),
            hint=_transfer(ledger, manager, [row["code"] for row in owned]),
        )
    row_id = ledger.value("SELECT id FROM managers WHERE code = :code", {"code": manager.code})
    ledger.update("managers", row_id, {"left_on": on})


def list_managers(ledger: Ledger, *, as_of: date) -> list[ManagerLine]:
    """Return all managers by code with the customers they owned on a day, leavers included."""
    owned = {
        row["owner"]: row["customers"]
        for row in ledger.rows(
            f"SELECT {OWNER_THEN} AS owner, count(*) AS customers FROM customers"
            " WHERE status = 'active' AND registered_on <= :as_of GROUP BY 1",
            {"as_of": as_of},
        )
    }
    managers = [_manager(row) for row in ledger.rows("SELECT * FROM managers ORDER BY code")]
    return [
        ManagerLine(
            code=each.code,
            name=each.name,
            department=each.department,
            left_on=each.left_on if each.left_on and each.left_on <= as_of else None,
            customers=owned.get(each.code, 0),
        )
        for each in managers
    ]


def _transfer(ledger: Ledger, manager: Manager, codes: Sequence[str]) -> str:
    """Return the command that hands customers over, to a manager who can take them."""
    heir = ledger.value(
        "SELECT min(code) FROM managers WHERE code <> :code AND left_on IS NULL",
        {"code": manager.code},
    )
    if heir is None:
        free = "02" if manager.code == "01" else "01"
        return f'kam manager add {free} "…"'
    named = " ".join(codes[:_NAMED_AT_MOST])
    return f'kam customer transfer {named} --to {heir} --why "…"'


def _find(ledger: Ledger, code: str) -> Manager | None:
    row = ledger.row("SELECT * FROM managers WHERE code = :code", {"code": code})
    return None if row is None else _manager(row)


def _manager(row: Row) -> Manager:
    return Manager(
        code=row["code"],
        name=row["name"],
        department=Department(row["department"]) if row["department"] else None,
        left_on=day_or_none(row["left_on"]),
    )
