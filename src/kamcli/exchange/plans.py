"""Which rows of customers.csv may stand: checked against each other before any is taken.

A row may name an agent that stands further down, so the file is gone through twice: here, and by
`customers`, which takes what is planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from kamcli.errors import KamError, NotFound, Refused
from kamcli.exchange.counting import counter_of
from kamcli.exchange.intake import Desk, Intake, Once, needed
from kamcli.exchange.rows import CustomerRow
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import CustomerCode, parse_code
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import CustomerStatus, Market
from kamcli.writing import quoted


class Plan(Struct, kw_only=True):
    """A row that may stand: its line, its customer, and whom it names.

    `customer_id` is that of a customer known before; `code` is none for a row without one.
    """

    line: int
    code: str | None
    customer_id: int | None
    referred_by: str | None
    via_agent: str | None


class Plans:
    """The rows of one file that may stand, by line; the others are rejected."""

    def __init__(self, intake: Intake[CustomerRow]) -> None:
        """Go through the file once; counters are lifted by the codes that stand."""
        self.by_line: dict[int, Plan] = {}
        self._intake = intake
        self._desk = intake.desk
        self._keys = Once()
        for taken in intake.rows():
            try:
                self.by_line[taken.line] = self._plan(taken.row, taken.line)
            except KamError as error:
                intake.tally.reject(taken.line, error)
        self._new = {
            plan.code: plan
            for plan in self.by_line.values()
            if plan.code is not None and plan.customer_id is None
        }
        self._reject_unknown(list(self.by_line.values()))
        self._reject_circles()
        for code in self._new:
            parsed = parse_code(code, prefix=self._desk.ledger.settings.prefix)
            self._desk.counters.lift(counter_of(parsed), parsed.serial)

    def _plan(self, row: CustomerRow, line: int) -> Plan:
        found = None if row.code is None else self._desk.known.registered(row.code)
        code = row.code
        if found is None:
            code = _check_new(self._desk, row)
        else:
            _check_old(self._desk, row, found)
        # A codeless row is known by its name: the same firm is not registered twice.
        key = found or code or name_key(row.name or "")
        self._keys.check(key, line=line, text=quoted(row.code or row.name or ""))
        return Plan(
            line=line,
            code=code,
            customer_id=found,
            referred_by=row.referred_by,
            via_agent=row.via_agent,
        )

    def _reject(self, plan: Plan, error: KamError) -> None:
        del self.by_line[plan.line]
        self._intake.tally.reject(plan.line, error)
        if plan.code is not None and plan.customer_id is None:
            del self._new[plan.code]

    def _reject_unknown(self, doubtful: list[Plan]) -> None:
        """Reject who names a customer that is not known, and then who names the rejected ones."""
        naming: dict[str, list[Plan]] = defaultdict(list)
        for plan in self.by_line.values():
            for name in _named(plan):
                naming[name].append(plan)
        while doubtful:
            plan = doubtful.pop()
            if plan.line not in self.by_line:
                continue
            unknown = next((name for name in _named(plan) if not self._is_known(name)), None)
            if unknown is not None:
                self._reject(
                    plan,
                    NotFound(_('There is no customer "{code}".').format(code=quoted(unknown))),
                )
                doubtful += naming.get(plan.code or "", ())

    def _is_known(self, code: str) -> bool:
        return code in self._new or self._desk.known.find_customer(code) is not None

    def _reject_circles(self) -> None:
        """Reject, from the end of the file, rows whose agents lead back to them (rules.md 3)."""
        brought = [plan for plan in self.by_line.values() if plan.code and plan.via_agent]
        if not brought:
            return
        stored = self._stored_agents()
        agents = dict(stored)
        for plan in brought:
            agents[self._key(plan.code or "")] = self._key(plan.via_agent or "")
        for plan in sorted(brought, key=lambda each: -each.line):
            code = self._key(plan.code or "")
            if not _leads_back(agents, code):
                continue
            self._reject(
                plan,
                Refused(
                    _("{code} came through {agent}: that would be a circle.").format(
                        code=plan.code, agent=plan.via_agent
                    )
                ),
            )
            before = stored.get(code)
            agents.pop(code)
            if before is not None:
                agents[code] = before
        self._reject_unknown(list(self.by_line.values()))

    def _key(self, code: str) -> str:
        """Return the present code of a customer that is named by a former one."""
        if code in self._new or code in self._desk.known.customers:
            return code
        return self._present.get(self._desk.known.aliases.get(code, 0), code)

    @cached_property
    def _present(self) -> dict[int, str]:
        return {known: code for code, known in self._desk.known.customers.items()}

    def _stored_agents(self) -> dict[str, str]:
        rows = self._desk.ledger.each(
            "SELECT customers.code, agents.code AS agent FROM customers"
            " JOIN customers AS agents ON agents.id = customers.via_agent_id"
        )
        return {row["code"]: row["agent"] for row in rows}


def _named(plan: Plan) -> Iterator[str]:
    yield from (name for name in (plan.referred_by, plan.via_agent) if name is not None)


def _leads_back(agents: dict[str, str], code: str) -> bool:
    """Follow the agents of a customer; return whether it is among them."""
    seen = set()
    at = agents.get(code)
    while at is not None and at != code and at not in seen:
        seen.add(at)
        at = agents.get(at)
    return at == code


def _check_new(desk: Desk, row: CustomerRow) -> str | None:
    """Check a row that is to become a customer; return its code in the one spelling."""
    parsed = parse_code(row.code, prefix=desk.ledger.settings.prefix) if row.code else None
    needed(row.name, "name")
    market = needed(row.market, "market")
    needed(row.nature, "nature")
    needed(row.source, "source")
    if parsed is not None:
        _check_market(parsed, market)
    desk.known.manager(owner_of(desk, row, parsed))
    if row.status is CustomerStatus.VOID:
        needed(row.status_reason, "status_reason")
    if parsed is not None and row.referred_by == str(parsed):
        raise Refused(_("{code} cannot be referred by itself.").format(code=parsed))
    return None if parsed is None else str(parsed)


def _check_old(desk: Desk, row: CustomerRow, customer_id: int) -> None:
    """Check a row that tells more of a customer."""
    stored = desk.ledger.row(
        "SELECT code, market, status, status_reason FROM customers WHERE id = :id",
        {"id": customer_id},
    )
    assert stored is not None
    if row.market is not None and row.market != stored["market"]:
        _check_market(parse_code(stored["code"], prefix=desk.ledger.settings.prefix), row.market)
    if row.owner is not None:
        desk.known.manager(row.owner)
    if row.referred_by == stored["code"]:
        raise Refused(_("{code} cannot be referred by itself.").format(code=stored["code"]))
    if row.status is CustomerStatus.VOID and stored["status"] != CustomerStatus.VOID:
        needed(row.status_reason or stored["status_reason"], "status_reason")
        orders = desk.ledger.value(
            "SELECT count(*) FROM orders WHERE customer_id = :id", {"id": customer_id}
        )
        if orders:
            raise Refused(
                _("{code} has orders: only a customer without orders can be void.").format(
                    code=stored["code"]
                )
            )


def _check_market(code: CustomerCode, market: Market) -> None:
    if code.market is not market:
        raise Refused(
            _('The code "{code}" is for {letter}, but the customer is {market}.').format(
                code=code, letter=code.market.letter, market=label(market)
            )
        )


def owner_of(desk: Desk, row: CustomerRow, code: CustomerCode | None) -> str:
    """Return the owner of a new customer: as told, else the manager of the code, else you."""
    return row.owner or (code.manager if code else desk.ledger.settings.manager)
