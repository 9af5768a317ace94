"""Customers as they are taken in: new ones registered, known ones told more of."""

from __future__ import annotations

import re
from typing import Any

from kamcli.errors import KamError, Refused
from kamcli.exchange.counting import Counter
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, Taken, given
from kamcli.exchange.plans import Plan, Plans, owner_of
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import CustomerRow
from kamcli.exchange.storing import Batch
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.ledger.lookalikes import doubt, known_firms, registered_already
from kamcli.names.firms import Firm
from kamcli.rules.codes import CustomerCode, parse_code
from kamcli.rules.countries import read_country
from kamcli.rules.vocabulary import CustomerStatus
from kamcli.writing import quoted

# What a row tells of a customer in the very words of the ledger.
_PLAIN = [
    "short_name",
    "nature",
    "source",
    "source_detail",
    "region",
    "owner",
    "registered_on",
    "website",
    "products",
    "remarks",
    "key_reason",
    "legacy_code",
    "legacy_grade",
    "status",
    "status_reason",
]


def take_customers(desk: Desk, source: Source) -> Tally:
    """Take the rows of customers.csv."""
    return _Customers(desk, source).take()


class _Customers:
    def __init__(self, desk: Desk, source: Source) -> None:
        self._desk = desk
        self._intake = Intake(desk, source, CustomerRow)
        self._plans = Plans(self._intake)
        # The lines that cannot stand are known by now; they are not told twice.
        self._tally = Tally(source=source, reasons=self._intake.tally.reasons)
        self._batch = Batch(desk.ledger, "customers")
        self._links: dict[int, Plan] = {}
        rows = desk.ledger.each(
            "SELECT code, name_key FROM customers WHERE status = 'active' ORDER BY id DESC"
        )
        self._names = {row["name_key"]: row["code"] for row in rows}
        self._firms = known_firms(desk.ledger)

    def take(self) -> Tally:
        again = Intake(self._desk, self._tally.source, CustomerRow)
        for taken in again.rows():
            plan = self._plans.by_line.get(taken.line)
            if plan is None:
                continue
            try:
                self._tally.count(self._take(taken, plan))
            except KamError as error:
                self._tally.reject(taken.line, error)
        self._batch.flush()
        for customer_id, plan in self._links.items():
            self._desk.ledger.update("customers", customer_id, self._named(plan))
        return self._tally

    def _take(self, taken: Taken[CustomerRow], plan: Plan) -> Outcome:
        if plan.customer_id is not None:
            return self._tell_more(taken, plan, plan.customer_id)
        if plan.code is None:
            twin = self._names.get(name_key(taken.row.name or ""))
            if twin is not None:
                return self._meet(taken.row, plan, twin)
            alike = self._firms.find(_firm(taken.row))
            if alike:
                raise registered_already(taken.row.name or "", alike)
        self._register(taken, plan)
        return Outcome.CREATED

    def _register(self, taken: Taken[CustomerRow], plan: Plan) -> None:
        row, desk = taken.row, self._desk
        assert row.market is not None
        owner = owner_of(desk, row, self._parsed(plan.code))
        code = self._parsed(plan.code) or desk.counters.next_code(
            Counter(market=row.market, manager=owner)
        )
        self._doubt(taken)
        status = row.status or CustomerStatus.ACTIVE
        values = {
            **dict.fromkeys(_PLAIN),
            **self._told(row),
            "code": str(code),
            "code_manager": code.manager,
            "code_serial": code.serial,
            "market": row.market,
            "owner": owner,
            "registered_on": row.registered_on or desk.as_of,
            "status": status,
            **self._named(plan),
        }
        customer_id = self._batch.add_customer(values)
        desk.known.customers[str(code)] = customer_id
        desk.ownership.opened.add(customer_id)
        if row.owner is not None:
            desk.ownership.moved.add(customer_id)
        if row.registered_on is None:
            desk.ownership.undated.add(customer_id)
        if status is CustomerStatus.VOID:
            desk.known.void.add(customer_id)
        elif status is CustomerStatus.MERGED:
            desk.known.merged.add(customer_id)
        elif status is CustomerStatus.ACTIVE:
            self._names.setdefault(values["name_key"], str(code))
            self._firms.add(
                customer_id=customer_id, code=str(code), owner=owner, firm=_firm(taken.row)
            )
        self._keep_links(customer_id, plan)

    def _tell_more(self, taken: Taken[CustomerRow], plan: Plan, customer_id: int) -> Outcome:
        """Change what a row gives of a known customer; what it names may not be stored yet."""
        row, desk = taken.row, self._desk
        if row.owner is not None:
            before = desk.ledger.value(
                "SELECT owner FROM customers WHERE id = :id", {"id": customer_id}
            )
            if before != row.owner:
                desk.ownership.moved.add(customer_id)
        if row.name is not None:
            self._doubt_new_name(taken, customer_id)
        if row.status is CustomerStatus.VOID:
            desk.known.void.add(customer_id)
        elif row.status is CustomerStatus.MERGED:
            desk.known.merged.add(customer_id)
        waits = self._keep_links(customer_id, plan)
        self._batch.flush()
        named = given(self._named(plan))
        differs = desk.ledger.update("customers", customer_id, {**given(self._told(row)), **named})
        return Outcome.UPDATED if differs or waits else Outcome.UNCHANGED

    def _meet(self, row: CustomerRow, plan: Plan, twin: str) -> Outcome:
        """Meet a row without a code with the customer of its name, if it says the same."""
        self._batch.flush()
        stored = self._desk.ledger.row("SELECT * FROM customers WHERE code = :code", {"code": twin})
        assert stored is not None
        told = given({**self._told(row), **self._named(plan), "market": row.market})
        if any(stored[name] != _plain(value) for name, value in told.items()):
            raise Refused(
                _('"{name}" is registered already: {code}.').format(
                    name=quoted(row.name or ""), code=twin
                )
            )
        return Outcome.UNCHANGED

    def _told(self, row: CustomerRow) -> dict[str, Any]:
        """Return what a row says as columns of the ledger, without code, market and links."""
        return {
            **{name: getattr(row, name) for name in _PLAIN},
            "name": row.name,
            "name_key": None if row.name is None else name_key(row.name),
            "country": None if row.country is None else read_country(row.country),
            "tags": None if row.tags is None else read_tags(row.tags),
        }

    def _named(self, plan: Plan) -> dict[str, int | None]:
        """Return the customers that a row names, as far as they are known by now."""
        find = self._desk.known.find_customer
        return {
            "referred_by_id": find(plan.referred_by) if plan.referred_by else None,
            "via_agent_id": find(plan.via_agent) if plan.via_agent else None,
        }

    def _keep_links(self, customer_id: int, plan: Plan) -> bool:
        """Remember a row that names somebody further down; return whether it does."""
        names = [name for name in (plan.referred_by, plan.via_agent) if name is not None]
        waits = any(self._desk.known.find_customer(name) is None for name in names)
        if waits:
            self._links[customer_id] = plan
        return waits

    def _parsed(self, code: str | None) -> CustomerCode | None:
        return parse_code(code, prefix=self._desk.ledger.settings.prefix) if code else None

    def _doubt_new_name(self, taken: Taken[CustomerRow], customer_id: int) -> None:
        """Doubt a name that a known customer is about to get."""
        before = self._desk.ledger.value(
            "SELECT name FROM customers WHERE id = :id", {"id": customer_id}
        )
        if before != taken.row.name:
            self._doubt(taken, besides=customer_id)

    def _doubt(self, taken: Taken[CustomerRow], *, besides: int | None = None) -> None:
        """Warn where a row is probably another customer; void ones do not count."""
        if taken.row.status not in (None, CustomerStatus.ACTIVE):
            return
        alike = self._firms.find(_firm(taken.row), besides=besides)
        if alike:
            self._desk.doubt(
                _('"{file}", line {line}: {reason}').format(
                    file=self._tally.source.name,
                    line=taken.line,
                    reason=doubt(taken.row.name or "", alike),
                )
            )


def _firm(row: CustomerRow) -> Firm:
    """Return what tells the firm of a row from others."""
    return Firm(
        name=row.name or "",
        country=None if row.country is None else read_country(row.country),
        region=row.region,
        website=row.website,
    )


def read_tags(cell: str) -> str | None:
    """Return tags as they are kept: each once, in order, with semicolons between."""
    tags = {tag.strip() for tag in re.split("[;；]", cell)} - {""}
    return ";".join(sorted(tags)) or None


def _plain(value: Any) -> Any:
    from kamcli.ledger.days import plain

    return plain(value)
