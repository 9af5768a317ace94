"""A customer as lists, the morning page and the Friday report show it, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none
from kamcli.ledger.overrides import overrides_by_customer
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import exactly
from kamcli.ledger.standings import Standing, standings_of
from kamcli.rules.cadence import due_on
from kamcli.rules.flags import Situation, flags
from kamcli.rules.overrides import Override, override_in_force
from kamcli.rules.vocabulary import CustomerStatus, Flag, Grade, Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.finding import Found
    from kamcli.ledger.records import Scope
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

_IN_ORDER = """
SELECT id FROM customers WHERE id IN ({ids})
ORDER BY market {down}, code_manager {up}, code_serial {up}
"""
_CUSTOMERS = f"""
SELECT id, code, name, short_name, market, nature, source, source_detail, country, region,
    {OWNER_THEN}, registered_on, website, products, remarks, tags, key_reason, legacy_code,
    legacy_grade, status, status_reason
FROM customers WHERE id IN ({{ids}})
"""
_REACHABLE = """
SELECT customer_id FROM contacts
WHERE customer_id IN ({ids}) AND coalesce(phone, mobile, email, im) IS NOT NULL
"""
_ACTIONS = f"""
SELECT id, customer_id, text, due_on FROM actions
WHERE customer_id IN ({{ids}}) AND {OPEN_THEN}
ORDER BY customer_id, due_on IS NULL, due_on, id
"""
_MARKETS = {each.value: each for each in Market}
_NATURES = {each.value: each for each in Nature}
_SOURCES = {each.value: each for each in Source}
_STATUSES = {each.value: each for each in CustomerStatus}
MANY = 500  # customers that are gathered at once


def portraits(ledger: Ledger, scope: Scope, *, as_of: date) -> list[Portrait]:
    """Return the customers of a scope that exist on the day, in the order of their codes."""
    return list(each_portrait(ledger, scope, as_of=as_of))


def each_portrait(
    ledger: Ledger, scope: Scope, *, as_of: date, backwards: bool = False, few: int = MANY
) -> Iterator[Portrait]:
    """Go through the customers of a scope that exist on the day, in the order of their codes.

    They are gathered as they are asked for: a `few` first, then more and more at once.
    """
    order = {"down": "", "up": "DESC"} if backwards else {"down": "DESC", "up": ""}
    question = _IN_ORDER.format(ids=scope.ids, **order)
    ids = (row[0] for row in ledger.each(question, scope.parameters))
    policy = policy_book(ledger).on(as_of)
    while chunk := list(islice(ids, min(few, MANY))):
        yield from _gathered(ledger, chunk, policy, as_of)
        few *= 2


def _gathered(
    ledger: Ledger, ids: Sequence[int], policy: Policy, as_of: date
) -> Iterator[Portrait]:
    """Go through a few customers in the order of their ids that is given."""
    scope = exactly(ids)
    rows = {row[0]: row for row in _rows(ledger, _CUSTOMERS, scope, as_of)}
    active = [each for each in ids if rows[each]["status"] == CustomerStatus.ACTIVE]
    stands = standings_of(ledger, active, as_of=as_of)
    overrides = overrides_by_customer(ledger, scope)
    care = _care(ledger, scope)
    actions = _open_actions(ledger, scope, as_of)
    reachable = {row["customer_id"] for row in _rows(ledger, _REACHABLE, scope)}
    unborn = set(active) - stands.keys()
    for each in ids:
        if each not in unborn:
            yield _Painter(
                row=rows[each],
                stand=stands.get(each),
                overrides=overrides.get(each, []),
                care=care.get(each, _Care()),
                actions=tuple(actions.get(each, ())),
                reachable=each in reachable,
                policy=policy,
                as_of=as_of,
            ).portrait()


def the_portrait(ledger: Ledger, customer: Found, *, as_of: date) -> Portrait:
    """Return one customer on a day, whatever its status.

    Raises `NotFound` on a day on which nothing was known of it.
    """
    found = portraits(ledger, exactly([customer.id]), as_of=as_of)
    if not found:
        raise NotFound(
            _('Nothing is known of {code} {name} on "{day}" yet.').format(
                code=customer.code, name=customer.name, day=as_of
            ),
            hint=f"kam show {customer.code}",
        )
    return found[0]


class _Now(Struct, frozen=True, kw_only=True):
    """What a day says of a customer that is graded; nothing of another."""

    grade: Grade | None = None
    override: Override | None = None
    flags: tuple[Flag, ...] = ()
    due_on: date | None = None


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
        """Put a portrait together; a row is taken apart at once, as it looks for names anew."""
        (
            customer_id, code, name, short_name, market, nature, source, source_detail, country,
            region, owner, registered, website, products, remarks, tags, key_reason, legacy_code,
            legacy_grade, status, status_reason,
        ) = self.row  # fmt: skip
        registered_on = date.fromisoformat(registered)
        now = self._now(self.stand, registered_on) if self.stand else _Now()
        return Portrait(
            id=customer_id,
            code=code,
            name=name,
            short_name=short_name,
            market=_MARKETS[market],
            nature=_NATURES[nature],
            source=_SOURCES[source],
            source_detail=source_detail,
            country=country,
            region=region,
            owner=owner,
            registered_on=registered_on,
            website=website,
            products=products,
            remarks=remarks,
            tags=tuple(tags.split(";")) if tags else (),
            key_reason=key_reason,
            legacy_code=legacy_code,
            legacy_grade=legacy_grade,
            status=_STATUSES[status],
            status_reason=status_reason,
            standing=self.stand,
            grade=now.grade,
            override=now.override,
            flags=now.flags,
            due_on=now.due_on,
            snoozed_until=self.care.snoozed_until,
            actions=self.actions,
        )

    def _now(self, stand: Standing, registered_on: date) -> _Now:
        override = None
        if self.overrides:
            override = override_in_force(self.overrides, computed=stand.grade, as_of=self.as_of)
        grade = override.grade if override else stand.grade
        due = due_on(
            stand.rhythm,
            grade=grade,
            grade_before=stand.grade_before,
            registered_on=registered_on,
            own_days=self.care.days,
            policy=self.policy,
        )
        marks = self._flags(stand, grade, due, override)
        return _Now(grade=grade, override=override, flags=marks, due_on=due)

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
