"""A customer as lists, the morning page and the Friday report show it, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.ledger.overrides import overrides_by_customer
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import Scope
from kamcli.ledger.standings import Standing, standings
from kamcli.rules.cadence import due_on
from kamcli.rules.flags import Situation, flags
from kamcli.rules.overrides import Override, override_in_force
from kamcli.rules.vocabulary import CustomerStatus, Flag, Grade, Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.finding import Found
    from kamcli.rules.policy import Policy


class OpenAction(Struct, frozen=True, kw_only=True):
    """A next action that is still open."""

    id: int
    text: str
    due_on: date | None


class Portrait(Struct, frozen=True, kw_only=True):
    """Everything that a day says of a customer.

    `standing` is nothing for a void or merged customer, which is not graded; `due_on` is the day of
    its cadence and `actions` are the open ones, the earliest due first.
    """

    id: int
    code: str
    name: str
    short_name: str | None
    market: Market
    nature: Nature
    source: Source
    source_detail: str | None
    country: str | None
    region: str | None
    owner: str
    registered_on: date
    website: str | None
    products: str | None
    remarks: str | None
    tags: tuple[str, ...]
    key_reason: str | None
    legacy_code: str | None
    legacy_grade: str | None
    status: CustomerStatus
    status_reason: str | None
    standing: Standing | None
    grade: Grade | None
    override: Override | None
    flags: tuple[Flag, ...]
    due_on: date | None
    snoozed_until: date | None
    actions: tuple[OpenAction, ...]


class _Care(Struct, frozen=True, kw_only=True):
    """A customer's own cadence, and how long it is left in peace."""

    days: int | None = None
    snoozed_until: date | None = None


# Who owned a customer on the day, and which of its actions were open then.
OWNER_THEN = """coalesce((SELECT owners.owner FROM owners
    WHERE owners.customer_id = customers.id AND owners.from_on <= :as_of
    ORDER BY owners.from_on DESC, owners.id DESC LIMIT 1), customers.owner)"""
OPEN_THEN = "(actions.status = 'open' OR actions.closed_on > :as_of)"

_CUSTOMERS = f"""
SELECT customers.*, {OWNER_THEN} AS owner_then
FROM customers WHERE id IN ({{ids}}) ORDER BY market DESC, code_manager, code_serial
"""
_REACHABLE = """
SELECT DISTINCT customer_id FROM contacts
WHERE customer_id IN ({ids}) AND coalesce(phone, mobile, email, im) IS NOT NULL
"""
_ACTIONS = f"""
SELECT id, customer_id, text, due_on FROM actions
WHERE customer_id IN ({{ids}}) AND {OPEN_THEN}
ORDER BY customer_id, due_on IS NULL, due_on, id
"""


def portraits(ledger: Ledger, scope: Scope, *, as_of: date) -> list[Portrait]:
    """Return the customers of a scope that exist on the day, in the order of their codes."""
    stands = standings(ledger, scope, as_of=as_of)
    overrides = overrides_by_customer(ledger, scope)
    care = _care(ledger, scope)
    actions = _open_actions(ledger, scope, as_of)
    reachable = {row["customer_id"] for row in _rows(ledger, _REACHABLE, scope)}
    policy = policy_book(ledger).on(as_of)
    found = []
    for row in _rows(ledger, _CUSTOMERS, scope, as_of):
        stand = stands.get(row["id"])
        if stand is None and row["status"] == CustomerStatus.ACTIVE:
            continue  # it does not exist yet on that day
        painter = _Painter(
            row=row,
            stand=stand,
            overrides=overrides.get(row["id"], []),
            care=care.get(row["id"], _Care()),
            actions=tuple(actions.get(row["id"], ())),
            reachable=row["id"] in reachable,
            policy=policy,
            as_of=as_of,
        )
        found.append(painter.portrait())
    return found


def the_portrait(ledger: Ledger, customer: Found, *, as_of: date) -> Portrait:
    """Return one customer on a day, whatever its status.

    Raises `NotFound` on a day on which nothing was known of it.
    """
    scope = Scope(
        ids="SELECT customers.id FROM customers WHERE id = :the_customer",
        parameters={"the_customer": customer.id},
    )
    found = portraits(ledger, scope, as_of=as_of)
    if not found:
        raise NotFound(
            _('Nothing is known of {code} {name} on "{day}" yet.').format(
                code=customer.code, name=customer.name, day=as_of
            ),
            hint=f"kam show {customer.code}",
        )
    return found[0]


class _Painter(Struct, frozen=True, kw_only=True):
    """What a portrait is made of."""

    row: Row
    stand: Standing | None
    overrides: list[Override]
    care: _Care
    actions: tuple[OpenAction, ...]
    reachable: bool
    policy: Policy
    as_of: date

    def portrait(self) -> Portrait:
        """Put a portrait together."""
        override = self._override(self.stand) if self.stand else None
        computed = self.stand.grade if self.stand else None
        grade = override.grade if override else computed
        due = self._due_on(self.stand, grade) if self.stand and grade else None
        row = self.row
        return Portrait(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            market=Market(row["market"]),
            nature=Nature(row["nature"]),
            source=Source(row["source"]),
            source_detail=row["source_detail"],
            country=row["country"],
            region=row["region"],
            owner=row["owner_then"],
            registered_on=date.fromisoformat(row["registered_on"]),
            website=row["website"],
            products=row["products"],
            remarks=row["remarks"],
            tags=tuple(row["tags"].split(";")) if row["tags"] else (),
            key_reason=row["key_reason"],
            legacy_code=row["legacy_code"],
            legacy_grade=row["legacy_grade"],
            status=CustomerStatus(row["status"]),
            status_reason=row["status_reason"],
            standing=self.stand,
            grade=grade,
            override=override,
            flags=self._flags(self.stand, grade, due, override)
            if self.stand and grade and due
            else (),
            due_on=due,
            snoozed_until=self.care.snoozed_until,
            actions=self.actions,
        )

    def _override(self, stand: Standing) -> Override | None:
        return override_in_force(self.overrides, computed=stand.grade, as_of=self.as_of)

    def _due_on(self, stand: Standing, grade: Grade) -> date:
        return due_on(
            stand.rhythm,
            grade=grade,
            grade_before=stand.grade_before,
            registered_on=date.fromisoformat(self.row["registered_on"]),
            own_days=self.care.days,
            policy=self.policy,
        )

    def _flags(
        self, stand: Standing, grade: Grade, due: date, override: Override | None
    ) -> tuple[Flag, ...]:
        return flags(
            Situation(
                as_of=self.as_of,
                computed=stand.grade,
                shown=grade,
                silent=stand.silent,
                last_contact_on=stand.last_contact_on,
                ordered_recently=stand.ordered_recently,
                last_wish_on=stand.wish_on,
                last_answer_on=stand.replied_on,
                due_on=due,
                snoozed_until=self.care.snoozed_until,
                has_open_action=bool(self.actions),
                reachable=self.reachable,
                overridden=override is not None,
            )
        )


def _rows(ledger: Ledger, question: str, scope: Scope, as_of: date | None = None) -> list[Row]:
    parameters = {**scope.parameters, "as_of": as_of} if as_of else scope.parameters
    return ledger.rows(question.format(ids=scope.ids), parameters)


def _care(ledger: Ledger, scope: Scope) -> Mapping[int, _Care]:
    question = "SELECT * FROM cadences WHERE customer_id IN ({ids})"
    return {
        row["customer_id"]: _Care(
            days=row["days"], snoozed_until=day_or_none(row["snoozed_until_on"])
        )
        for row in _rows(ledger, question, scope)
    }


def _open_actions(ledger: Ledger, scope: Scope, as_of: date) -> Mapping[int, list[OpenAction]]:
    found: dict[int, list[OpenAction]] = defaultdict(list)
    for row in _rows(ledger, _ACTIONS, scope, as_of):
        action = OpenAction(id=row["id"], text=row["text"], due_on=day_or_none(row["due_on"]))
        found[row["customer_id"]].append(action)
    return found
