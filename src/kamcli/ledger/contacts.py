"""Contacts: the people at a customer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kamcli.rules.vocabulary import Role

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A person at a customer, as first noted."""

    name: str
    title: str | None = None
    role: Role | None = None
    phone: str | None = None
    email: str | None = None
    im: str | None = None
    primary: bool = False


def add_contact(ledger: Ledger, customer_id: int, new: NewContact) -> int:
    """Note a person at a customer and return the id."""
    values = {field.name: getattr(new, field.name) for field in fields(new)}
    values["is_primary"] = values.pop("primary")
    return ledger.insert("contacts", {"customer_id": customer_id, **values})
