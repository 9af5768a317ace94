"""Rows taken into the ledger: each whole, as a new customer or as more about a known one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from kamcli.errors import Refused
from kamcli.exchange.counting import Counter, counter_of
from kamcli.exchange.faults import Outcome
from kamcli.exchange.handmade.batches import Batches
from kamcli.exchange.handmade.firms import Firms
from kamcli.exchange.handmade.happened import Notes, Plans
from kamcli.exchange.handmade.links import Links
from kamcli.exchange.handmade.manner import Mode
from kamcli.exchange.handmade.news import News
from kamcli.exchange.handmade.persons import Persons
from kamcli.exchange.handmade.sales import Sales
from kamcli.exchange.intake import given
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.ledger.days import plain
from kamcli.rules.codes import CustomerCode
from kamcli.rules.countries import country_name, market_of
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import CustomerStatus, Department, Market
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry
    from kamcli.exchange.handmade.manner import Manner
    from kamcli.exchange.handmade.newcomers import Newcomers
    from kamcli.exchange.intake import Desk

_TWINS_TOLD = 3
_LINKS = ("referred_by_id", "via_agent_id")


class Taken(Struct, frozen=True, kw_only=True):
    """What became of a row, and the customer that it is about."""

    outcome: Outcome
    customer_id: int


class Noticed(Struct, kw_only=True):
    """What is told when all rows are taken: customers, and what was read between the lines."""

    created: list[int] = field(default_factory=list)
    twins: set[int] = field(default_factory=set)
    last_contacts: int = 0
    attempts: int = 0
    checks: int = 0
    contradictions: int = 0


class Filing:
    """Takes rows; `noticed` is what came of them."""

    def __init__(self, desk: Desk, manner: Manner, newcomers: Newcomers) -> None:
        """Load what rows are compared with."""
        self.desk = desk
        self.newcomers = newcomers
        self.noticed = Noticed()
        self._manner = manner
        self._batches = Batches(desk.ledger)
        self._firms = Firms(desk)
        self._persons = Persons(desk.ledger, self._batches)
        self._notes = Notes(desk.ledger, self._batches)
        self._plans = Plans(desk.ledger, self._batches)
        self._sales = Sales(desk, self._batches)
        self._links = Links(desk, self._firms)
        self._departments = {
            row["code"]: Department(row["department"]) if row["department"] else None
            for row in desk.ledger.each("SELECT code, department FROM managers")
        }
        self._created: set[int] = set()
        self._told: set[int] = set()

    def take(self, entry: Entry) -> Taken:
        """Take a row; raises `KamError` where it cannot stand, and then nothing of it is taken."""
        found = self._firms.find(entry)
        if found is None:
            if self._manner.mode is Mode.UPDATE:
                raise Refused(
                    _('"{name}" is not in the ledger, and only known customers are taken.').format(
                        name=quoted(entry.name or "")
                    )
                )
            return Taken(outcome=Outcome.CREATED, customer_id=self._register(entry))
        if self._manner.mode is Mode.CREATE and found not in self._created:
            return Taken(outcome=Outcome.UNCHANGED, customer_id=found)
        return Taken(outcome=self._tell_more(entry, found), customer_id=found)

    def finish(self) -> None:
        """Store what still waits, and put in place what named customers further down."""
        self._batches.flush()
        self._links.settle()

    def _register(self, entry: Entry) -> int:
        entry = self.newcomers.filled(entry)
        told, desk = entry.told, self.desk
        owner = told.owner or (entry.code.manager if entry.code else desk.ledger.settings.manager)
        desk.known.manager(owner)
        musts = self.newcomers.musts(entry, self._market(entry, owner))
        name = entry.name or ""
        new = self._dealings(entry, None, firm=name)
        code = self._code(entry.code, musts.market, owner)
        twins = self._firms.twins(entry)
        customer_id = self._batches.add_customer(
            {
                **{key: plain(value) for key, value in asdict(told).items()},
                **{key: value.value for key, value in asdict(musts).items()},
                "code": str(code),
                "code_manager": code.manager,
                "code_serial": code.serial,
                "name": name,
                "name_key": name_key(name),
                "owner": owner,
                "registered_on": told.registered_on or new.first_on or desk.as_of,
                "remarks": "\n".join(entry.remarks) or None,
                "status": CustomerStatus.ACTIVE.value,
                "status_reason": None,
                **dict.fromkeys(_LINKS),
            }
        )
        desk.known.customers[str(code)] = customer_id
        self._firms.add(customer_id, entry, str(code))
        self._note_new(customer_id, entry, str(code), twins)
        self._doubt_market(entry, str(code), musts.market)
        self._keep(new, customer_id, str(code))
        self._links.wait(entry, customer_id)
        return customer_id

    def _note_new(self, customer_id: int, entry: Entry, code: str, twins: list[str]) -> None:
        ownership = self.desk.ownership
        ownership.opened.add(customer_id)
        if entry.told.owner is not None:
            ownership.moved.add(customer_id)
        if entry.told.registered_on is None:
            ownership.undated.add(customer_id)
        self._created.add(customer_id)
        self._told.add(customer_id)
        self.noticed.created.append(customer_id)
        if twins:
            self.noticed.twins.add(customer_id)
            self.desk.doubt(
                _('{code}: "{name}" is the name of {twin} too.').format(
                    code=code,
                    name=quoted(entry.name or ""),
                    twin=", ".join(twins[:_TWINS_TOLD]),
                )
            )

    def _market(self, entry: Entry, owner: str) -> Market | None:
        """Return the market: as told, else that of the country, the code, all rows, or the owner.

        The owner's is that of the department; None where nothing of it is known.
        """
        market = entry.market
        country = entry.told.country
        if market is None and country is not None and country_name(country) != country:
            market = market_of(country)
        if entry.code is not None:
            market = market or entry.code.market
            _check_market(entry.code, market)
        department = self._departments.get(owner)
        return market or self.newcomers.market or (department.market if department else None)

    def _code(self, own: CustomerCode | None, market: Market, owner: str) -> CustomerCode:
        if own is None:
            return self.desk.counters.next_code(Counter(market=market, manager=owner))
        self.desk.counters.lift(counter_of(own), own.serial)
        return own

    def _doubt_market(self, entry: Entry, code: str, market: Market) -> None:
        from kamcli.ledger.markets import tell_doubt

        tell_doubt(self.desk.ledger, code, market, entry.told.country)

    def _tell_more(self, entry: Entry, customer_id: int) -> Outcome:
        if self._batches.holds("customers", customer_id):
            self._batches.flush()
        stored = self.desk.ledger.row("SELECT * FROM customers WHERE id = :id", {"id": customer_id})
        assert stored is not None
        self._check_known(entry, stored)
        told = given({key: plain(value) for key, value in asdict(entry.told).items()})
        if entry.name and name_key(entry.name) != stored["name_key"]:
            told |= {"name": entry.name}
        values, remarks = self._anew(told, stored, customer_id)
        firm = values.get("name", stored["name"])
        people = tuple(replace(each, name=each.name or firm) for each in entry.people)
        remarks += self._persons.contradictions(people, customer_id)
        self.noticed.contradictions += len(remarks)
        merged = _merged(stored["remarks"], [*entry.remarks, *remarks])
        if merged != stored["remarks"]:
            values["remarks"] = merged
        new = self._dealings(entry, customer_id, firm=firm)
        if "name" in values:
            values["name_key"] = name_key(values["name"])
        if values:
            self.desk.ledger.update("customers", customer_id, values)
        if "owner" in values:
            self.desk.ownership.moved.add(customer_id)
        if "legacy_code" in values:
            self._firms.learn(customer_id, values["legacy_code"])
        if "name" in values:
            self._firms.rename(customer_id, values["name_key"])
        self._told.add(customer_id)
        self._keep(new, customer_id, stored["code"])
        self._persons.saw(people, customer_id)
        moved = self._links.wait(entry, customer_id, stored)
        return Outcome.UPDATED if values or new or moved else Outcome.UNCHANGED

    def _check_known(self, entry: Entry, stored: Any) -> None:
        if entry.market is not None and entry.market != stored["market"]:
            raise Refused(
                _("{code} is {market}, and the row says {other}.").format(
                    code=stored["code"],
                    market=label(Market(stored["market"])),
                    other=label(entry.market),
                )
            )
        if entry.told.owner is not None:
            self.desk.known.manager(entry.told.owner)

    def _anew(
        self, told: dict[str, Any], stored: Any, customer_id: int
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the columns that differ, and what contradicts an earlier row of this import.

        What that row said stands, and what this one says is kept as a remark: so the same files
        again change nothing.
        """
        differs = {name: value for name, value in told.items() if stored[name] != value}
        if customer_id not in self._told:
            return differs, []
        fills = {name: value for name, value in differs.items() if stored[name] is None}
        # Nobody said the day on which a new customer was registered by itself.
        if "registered_on" in differs and customer_id in self.desk.ownership.undated:
            fills["registered_on"] = differs["registered_on"]
            self.desk.ownership.undated.discard(customer_id)
        rest = [f"{name}: {value}" for name, value in differs.items() if name not in fills]
        return fills, rest

    def _dealings(self, entry: Entry, customer_id: int | None, *, firm: str) -> News:
        people = self._persons.changes(entry.people, customer_id, firm=firm)
        orders = self._sales.missing(entry.sales, customer_id)
        notes = self._notes.missing(entry.notes, customer_id)
        if entry.last_contact is not None:
            last = self._notes.of_last_contact(entry.last_contact, customer_id)
            if last is not None:
                notes.append(last)
                self.noticed.last_contacts += 1
        return News(
            people=people,
            notes=notes,
            plans=self._plans.changes(entry.plans, customer_id),
            orders=orders,
        )

    def _keep(self, new: News, customer_id: int, code: str) -> None:
        self._persons.keep(new.people, customer_id)
        self._notes.keep(new.notes, customer_id)
        self._plans.keep(new.plans, customer_id)
        self._sales.keep(new.orders, customer_id, code)
        for order in new.orders:
            self._notes.saw(customer_id, order.sale.on)
        self.noticed.attempts += sum(note.attempt for note in new.notes)
        self.noticed.checks += sum(each.plan.is_check for each in new.plans)


def _check_market(code: CustomerCode, market: Market) -> None:
    if code.market is not market:
        raise Refused(
            _('The code "{code}" is for {letter}, but the customer is {market}.').format(
                code=code, letter=code.market.letter, market=label(market)
            )
        )


def _merged(stored: str | None, remarks: list[str]) -> str | None:
    """Return remarks with the lines that are not there yet put behind them."""
    lines = (stored or "").splitlines()
    there = set(lines)
    new = [line for text in remarks for line in text.splitlines() if line not in there]
    return "\n".join([*lines, *dict.fromkeys(new)]) or None if new else stored
