"""Customers: registered once, under a code that is never given again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from kamcli.ledger import codes
from kamcli.ledger.spelling import folded
from kamcli.rules.codes import CustomerCode
from kamcli.rules.vocabulary import CustomerStatus, Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class NewCustomer(Struct, frozen=True, kw_only=True):
    """What is known of a firm when it is registered; `code` where one was typed or imported."""

    name: str
    market: Market
    nature: Nature
    source: Source
    owner: str
    registered_on: date
    code: CustomerCode | None = None
    short_name: str | None = None
    source_detail: str | None = None
    country: str | None = None
    region: str | None = None
    website: str | None = None
    products: str | None = None
    remarks: str | None = None
    tags: str | None = None
    referred_by_id: int | None = None
    via_agent_id: int | None = None


class Registered(Struct, frozen=True, kw_only=True):
    """A new customer's id and the code it was given."""

    id: int
    code: str


def name_key(name: str) -> str:
    """Return the spelling by which exact names are compared: NFKC, one case, single spaces."""
    return folded(name)


def register_customer(ledger: Ledger, new: NewCustomer, *, force: bool = False) -> Registered:
    """Register a firm, give it a code, and open its owner history.

    Raises `Refused` when the typed code is taken, belongs to the other market, or lies more than
    the policy allows above the last one given.
    """
    code = codes.allocate(
        ledger, new.market, new.owner, wanted=new.code, force=force, as_of=new.registered_on
    )
    values: dict[str, Any] = {name: value for name, value in asdict(new).items() if name != "code"}
    customer_id = ledger.insert(
        "customers",
        {
            **values,
            "code": str(code),
            "code_manager": code.manager,
            "code_serial": code.serial,
            "name_key": name_key(new.name),
            "status": CustomerStatus.ACTIVE,
        },
    )
    ledger.insert(
        "owners", {"customer_id": customer_id, "owner": new.owner, "from_on": new.registered_on}
    )
    return Registered(id=customer_id, code=str(code))


def mark_key(ledger: Ledger, customer_id: int, why: str | None) -> None:
    """Mark a key customer (重点客户) with the reason, or, without one, make it an ordinary one."""
    ledger.update("customers", customer_id, {"key_reason": why})
