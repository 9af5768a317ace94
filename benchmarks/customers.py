"""Invented customers with everything that is recorded of them, as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

import firms
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import CustomerCode
from kamcli.rules.vocabulary import Market

AS_OF = date(2026, 11, 20)
SEED = 20261120
_DAYS = [(AS_OF - timedelta(days=ago)).isoformat() for ago in range(2600)]

_ORDERS_OF_TEN = (0, 0, 0, 2, 3, 4, 4, 5, 6, 6)
_KINDS = ["talk"] * 62 + ["request"] * 6 + ["quote"] * 8 + ["sample"] * 4 + ["card"] * 4
_KINDS += ["complaint"] * 3 + ["service"] * 3 + ["greeting"] * 6 + ["mailing"] * 4
_SLIGHT_KINDS = ["talk"] * 70 + ["greeting"] * 15 + ["mailing"] * 15
_VIAS = ["call"] * 40 + ["email"] * 25 + ["message"] * 20 + ["visit"] * 10 + ["meeting", "fair"] * 3
_NATURES = ["end-user"] * 5 + ["distributor"] * 3 + ["agent", "intermediary"]
_SOURCES = ["web"] * 4 + ["fair"] * 3 + ["referral", "social", "telemarketing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How big a ledger is: its customers, and how many of them each manager owns."""

    name: str
    customers: int
    per_manager: int = 1_000

    @property
    def managers(self) -> list[str]:
        """Return the codes of its managers; there are never more than 99."""
        return [f"{number:02d}" for number in range(1, min(99, self._needed()) + 1)]

    def _needed(self) -> int:
        return max(1, -(-self.customers // self.per_manager))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one customer and of everything that hangs on it, as columns of the tables."""

    customer: dict[str, Any]
    owner: dict[str, Any]
    contact: dict[str, Any]
    interactions: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    action: dict[str, Any] | None


def customers(size: Size) -> Iterator[Rows]:
    """Go through the customers of a ledger, each with everything that is recorded of it."""
    random = Random(SEED)
    serials = {(market, manager): count(1) for market in Market for manager in size.managers}
    order_ids = count(1)
    for index, firm in enumerate(firms.firms(size.customers, random)):
        manager = _manager_of(index, size)
        market = Market(firm.market)
        serial = next(serials[market, manager])
        code = CustomerCode(prefix="JR", market=market, manager=manager, serial=serial)
        yield _rows(index + 1, firm, code, order_ids, random)


def _manager_of(index: int, size: Size) -> str:
    """Give manager 01 its share first, and deal the others out evenly."""
    others = size.managers[1:]
    if index < size.per_manager or not others:
        return "01"
    return others[(index - size.per_manager) % len(others)]


def _rows(
    customer_id: int, firm: firms.Firm, code: CustomerCode, order_ids: Iterator[int], random: Random
) -> Rows:
    orders = _ORDERS_OF_TEN[int(random.random() * 10)]
    kinds = _SLIGHT_KINDS if orders == 0 and random.random() < 0.4 else _KINDS
    seen = _contact_days(random)
    first = max(seen)
    made = [
        _order(
            next(order_ids),
            number + 1,
            customer_id,
            code,
            seen[0] + int(random.random() * (first - seen[0])),
            random,
        )
        for number in range(orders)
    ]
    return Rows(
        customer={
            "id": customer_id,
            "code": str(code),
            "code_manager": code.manager,
            "code_serial": code.serial,
            "name": firm.name,
            "name_key": name_key(firm.name),
            "market": firm.market,
            "nature": random.choice(_NATURES),
            "source": random.choice(_SOURCES),
            "country": firm.country,
            "region": firm.region,
            "owner": code.manager,
            "registered_on": _DAYS[first],
            "website": firm.website or None,
            "products": firm.products,
            "status": "active",
        },
        owner={"customer_id": customer_id, "owner": code.manager, "from_on": _DAYS[first]},
        contact=_contact(customer_id, firm, random),
        interactions=[
            _interaction(customer_id, ago, number, kinds, code.manager, random)
            for number, ago in enumerate(seen)
        ],
        orders=made,
        payments=[_payment(order) for order in made if order["id"] % 2],
        action=_action(customer_id, random) if customer_id % 2 else None,
    )


def _contact_days(random: Random) -> list[int]:
    """Return how many days ago each of ten contacts was, the latest first.

    Six in ten customers were met within the last three months, as in a ledger that is in use.
    """
    draw = random.random()
    ago = int(random.random() * 95) if draw < 0.62 else 95 + int(random.random() ** 2 * 900)
    days = [ago]
    for _ in range(9):
        days.append(days[-1] + 1 + int(random.random() * 80))
    return days


def _interaction(
    customer_id: int, ago: int, number: int, kinds: list[str], manager: str, random: Random
) -> dict[str, Any]:
    kind = "talk" if number == 0 else kinds[int(random.random() * len(kinds))]
    text = firms.note(random)
    if number == 4 and customer_id % 1_000 == 500:
        text = f"{text} {firms.RARE_WORD} {firms.RARE_HANZI}"
    return {
        "customer_id": customer_id,
        "happened_on": _DAYS[ago],
        "kind": kind,
        "via": _VIAS[int(random.random() * len(_VIAS))],
        "text": text,
        "attempt": int(kind == "talk" and number > 0 and random.random() < 0.1),
        "unsolicited": int(kind in ("sample", "quote") and random.random() < 0.2),
        "entered_on": _DAYS[ago],
        "recorded_at": f"{_DAYS[ago]}T09:00:00Z",
        "recorded_by": manager,
    }


def _order(
    order_id: int, number: int, customer_id: int, code: CustomerCode, ago: int, random: Random
) -> dict[str, Any]:
    foreign = code.market is Market.FOREIGN
    return {
        "id": order_id,
        "number": f"{code}-{number}",
        "customer_id": customer_id,
        "ordered_on": _DAYS[ago],
        "amount": int(random.lognormvariate(14.0 if foreign else 16.0, 1.0)),
        "currency": "USD" if foreign else "CNY",
        "rate": "7.1532" if foreign else "1",
    }


def _payment(order: dict[str, Any]) -> dict[str, Any]:
    paid_on = min(date.fromisoformat(order["ordered_on"]) + timedelta(days=30), AS_OF)
    return {"order_id": order["id"], "paid_on": paid_on.isoformat(), "amount": order["amount"]}


def _contact(customer_id: int, firm: firms.Firm, random: Random) -> dict[str, Any]:
    number = 10_000_000 + customer_id
    mobile = f"+86 138{number}" if firm.country == "CN" else None
    return {
        "customer_id": customer_id,
        "name": firms.contact_name(firm, random),
        "role": "buyer",
        "phone": None if mobile else f"+49 30 {number}",
        "mobile": mobile,
        "email": f"office{customer_id}@firm.example",
        "opt_out": 0,
        "is_primary": 1,
    }


def _action(customer_id: int, random: Random) -> dict[str, Any]:
    due_on = AS_OF + timedelta(days=int(random.random() * 45) - 10)
    return {
        "customer_id": customer_id,
        "text": firms.plan(random),
        "due_on": due_on.isoformat(),
        "status": "open",
    }
