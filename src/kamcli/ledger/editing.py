"""What is recorded of a customer, changed: only what is said anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.ledger.agents import check_agent
from kamcli.ledger.customers import name_key
from kamcli.ledger.finding import Found
from kamcli.ledger.lookalikes import doubt, find_lookalikes
from kamcli.ledger.markets import tell_doubt
from kamcli.names.firms import Firm
from kamcli.rules.vocabulary import Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_NEVER_EMPTY = ("name", "nature", "source", "registered_on")


class CustomerEdit(Struct, frozen=True, kw_only=True):
    """What is said anew of a customer; nothing where it stays as it was.

    `cleared` names the fields that are emptied.
    """

    name: str | None = None
    short_name: str | None = None
    nature: Nature | None = None
    source: Source | None = None
    source_detail: str | None = None
    country: str | None = None
    region: str | None = None
    website: str | None = None
    products: str | None = None
    remarks: str | None = None
    tags: str | None = None
    registered_on: date | None = None
    referred_by: Found | None = None
    via_agent: Found | None = None
    cleared: frozenset[str] = frozenset()


def edit_customer(ledger: Ledger, customer: Found, said: CustomerEdit) -> tuple[str, ...]:
    """Change what is said anew of a customer and return the names of what differed.

    Raises `NotUnderstood` when nothing is said or what must be known is emptied, `Refused` where
    agents would form a circle.
    """
    _check(ledger, customer, said)
    before = _row(ledger, customer)
    ledger.update("customers", customer.id, _columns(said))
    after = _row(ledger, customer)
    _tell_doubts(ledger, customer, said, after)
    return tuple(
        name
        for name in said.__struct_fields__
        if name != "cleared" and before[_column(name)] != after[_column(name)]
    )


def _check(ledger: Ledger, customer: Found, said: CustomerEdit) -> None:
    if said == CustomerEdit():
        raise NotUnderstood(
            _("Say what is to change."), hint=f'kam edit {customer.code} --remarks "…"'
        )
    for name in _NEVER_EMPTY:
        if name in said.cleared:
            raise NotUnderstood(
                _("{name} is empty.").format(name="--" + name.replace("_", "-")),
                hint=f"kam show {customer.code}",
            )
    if said.referred_by is not None and said.referred_by.id == customer.id:
        raise Refused(
            _("{code} {name} cannot be referred by itself.").format(
                code=customer.code, name=customer.name
            ),
            hint=f"kam show {customer.code}",
        )
    if said.via_agent is not None:
        check_agent(ledger, said.via_agent, brought=customer)


def _columns(said: CustomerEdit) -> dict[str, Any]:
    """Return what is said anew as columns of the table."""
    values: dict[str, Any] = {}
    for name, value in asdict(said).items():
        if name in said.cleared:
            values[_column(name)] = None
        elif value is not None and name != "cleared":
            values[_column(name)] = value.id if isinstance(value, Found) else value
    if said.name is not None:
        values["name_key"] = name_key(said.name)
    return values


def _column(name: str) -> str:
    return f"{name}_id" if name in {"referred_by", "via_agent"} else name


def _row(ledger: Ledger, customer: Found) -> Row:
    row = ledger.row("SELECT * FROM customers WHERE id = :id", {"id": customer.id})
    assert row is not None
    return row


def _tell_doubts(ledger: Ledger, customer: Found, said: CustomerEdit, after: Row) -> None:
    if said.country is not None:
        tell_doubt(ledger, customer.code, Market(after["market"]), after["country"])
    if said.name is None and said.website is None:
        return
    firm = Firm(
        name=after["name"],
        country=after["country"],
        region=after["region"],
        website=after["website"],
    )
    found = find_lookalikes(ledger, firm, besides=customer.id)
    if found:
        ledger.notes.append(doubt(after["name"], found))
