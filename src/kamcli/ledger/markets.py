"""The market of a customer, and its correction: a wrong W or N gets a new code (rules.md 4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger import codes
from kamcli.ledger.finding import Found, check_active
from kamcli.rules.countries import country_name, market_of
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def fix_market(ledger: Ledger, customer: Found, market: Market, *, as_of: date) -> str:
    """Move a customer to the other market and return its new code; the old one is an alias.

    The new code comes from the counter of the manager in the old one, the owner at registration.
    Raises `Refused` when it is of that market already.
    """
    check_active(customer)
    row = ledger.row(
        "SELECT market, code_manager, country FROM customers WHERE id = :id", {"id": customer.id}
    )
    assert row is not None
    if row["market"] == market:
        raise Refused(
            _("{code} {name} is {market} already.").format(
                code=customer.code, name=customer.name, market=label(market)
            ),
            hint=f"kam show {customer.code}",
        )
    code = codes.allocate(
        ledger, market, row["code_manager"], wanted=None, force=False, as_of=as_of
    )
    ledger.update(
        "customers",
        customer.id,
        {
            "market": market,
            "code": str(code),
            "code_manager": code.manager,
            "code_serial": code.serial,
        },
    )
    ledger.insert(
        "aliases", {"alias": customer.code, "customer_id": customer.id, "since_on": as_of}
    )
    tell_doubt(ledger, str(code), market, row["country"])
    return str(code)


def tell_doubt(ledger: Ledger, code: str, market: Market, country: str | None) -> None:
    """Note where the country of a customer says another market than the one it is in."""
    if country is None or market_of(country) is market or country_name(country) == country:
        return
    ledger.notes.append(
        _(
            'The country "{country}" is {other}, but {code} is {market};'
            ' if that is wrong: kam customer fix-market {code} --to {to} --why "…"'
        ).format(
            country=country_name(country),
            other=label(market_of(country)),
            code=code,
            market=label(market),
            to=market_of(country).value,
        )
    )
