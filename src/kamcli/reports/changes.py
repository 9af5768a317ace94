"""Changes of grades as they are told: who, from, to, since when, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import _
from kamcli.ledger.grade_changes import Foretold, Recorded
from kamcli.ledger.grades import Regraded
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import chunks
from kamcli.reports.reasons import Decided, reason, reason_of_change
from kamcli.reports.roster import cny
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.policy import PolicyBook


class Named(Struct, frozen=True, kw_only=True):
    """The code and the name of a customer, and who owns it."""

    code: str
    name: str
    owner: str


class Change(Struct, frozen=True, kw_only=True):
    """A grade that was stored anew (cli.md, JSON); `on` is the day it became true."""

    code: str
    from_: Grade | None
    to: Grade
    on: date
    reason: str


class Episode(Struct, frozen=True, kw_only=True):
    """A change in the history of a customer (cli.md, JSON)."""

    on: date
    from_: Grade | None
    to: Grade
    reason: str
    recorded_at: datetime | None
    policy_version: int
    superseded_at: datetime | None


class Prospect(Struct, frozen=True, kw_only=True):
    """A change that comes if nothing happens; `annual_amount` is what stands today."""

    on: date
    code: str
    name: str
    from_: Grade
    to: Grade
    last_contact_on: date | None
    annual_amount: Money
    owner: str


def changes_of(ledger: Ledger, regraded: Sequence[Regraded]) -> list[Change]:
    """Return stored grades that became others, by day and code."""
    policies = policy_book(ledger)
    customers = named(ledger, [each.customer_id for each in regraded])
    changes = [
        Change(
            code=customers[each.customer_id].code,
            from_=each.before,
            to=each.after,
            on=each.on,
            reason=reason(
                Decided(
                    grade=each.after,
                    on=each.on,
                    facts=each.facts,
                    policy=policies.on(each.on),
                )
            ),
        )
        for each in regraded
    ]
    return sorted(changes, key=lambda change: (change.on, change.code))


def change_line(change: Change) -> str:
    """Say a change in one line."""
    return _("{code}  {before} → {after}  {on}  {reason}").format(
        code=change.code,
        before=change.from_ or "—",
        after=change.to,
        on=change.on,
        reason=change.reason,
    )


def episode(change: Recorded, policies: PolicyBook) -> Episode:
    """Return a change of the history with its reason in words."""
    return Episode(
        on=change.on,
        from_=change.before,
        to=change.after,
        reason=reason_of_change(change, policies),
        recorded_at=change.recorded_at,
        policy_version=change.policy_version,
        superseded_at=change.superseded_at,
    )


def prospect(foretold: Foretold) -> Prospect:
    """Return a change to come as a list shows it."""
    customer = foretold.customer
    stand = customer.standing
    return Prospect(
        on=foretold.on,
        code=customer.code,
        name=customer.name,
        from_=foretold.before,
        to=foretold.after,
        last_contact_on=stand.last_contact_on if stand else None,
        annual_amount=cny(stand.annual_amount if stand else 0),
        owner=customer.owner,
    )


def named(ledger: Ledger, ids: Sequence[int]) -> dict[int, Named]:
    """Return the names of customers by their ids."""
    found: dict[int, Named] = {}
    for chunk in chunks(ids):
        marks = {f"id_{index}": each for index, each in enumerate(chunk)}
        rows = ledger.rows(
            "SELECT id, code, name, owner FROM customers"
            f" WHERE id IN ({', '.join(f':{name}' for name in marks)})",
            marks,
        )
        found |= {
            row["id"]: Named(code=row["code"], name=row["name"], owner=row["owner"]) for row in rows
        }
    return found
