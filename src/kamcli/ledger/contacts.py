"""Contacts: the people at a customer, each name once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, astuple

from kamcli.errors import NotFound, NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.ledger.days import day_or_none
from kamcli.ledger.finding import Found
from kamcli.rules.privacy import check_consent, check_no_identity_number
from kamcli.rules.vocabulary import Calendar, Role
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.rules.birthdays import Birthday


class NewContact(Struct, frozen=True, kw_only=True):
    """What is noted of a person at a customer, at first or anew."""

    name: str
    title: str | None = None
    role: Role | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    im: str | None = None
    birthday: Birthday | None = None
    introduced_by: str | None = None
    preferences: str | None = None
    consent_on: date | None = None
    consent_purpose: str | None = None
    opt_out: bool = False
    primary: bool = False


class Contact(Struct, frozen=True, kw_only=True):
    """A contact as lists show it; `birthday` is `1980-05-01` or `05-01` of its calendar."""

    customer: str
    name: str
    title: str | None
    role: Role | None
    phone: str | None
    mobile: str | None
    email: str | None
    im: str | None
    birthday: str | None
    birthday_calendar: Calendar | None
    introduced_by: str | None
    preferences: str | None
    consent_on: date | None
    consent_purpose: str | None
    opt_out: bool
    primary: bool


_ALL = """
SELECT contacts.*, customers.code FROM contacts
JOIN customers ON customers.id = contacts.customer_id
"""


def add_contact(ledger: Ledger, customer_id: int, new: NewContact) -> int:
    """Note a person at a customer and return the id; the first one is the primary one.

    Raises `Refused` for a name that is there already and for what is not kept about people
    (rules.md 10), `NotUnderstood` for an e-mail that cannot be one.
    """
    check_contact(new)
    _check_name(ledger, customer_id, new.name)
    _tell_doubts(ledger, customer_id, new, known=())
    primary = new.primary or not _of(ledger, customer_id)
    values = {"customer_id": customer_id, **_columns(new), "is_primary": primary}
    contact_id = ledger.insert("contacts", values)
    _keep_one_primary(ledger, customer_id, taken_by=contact_id if primary else None)
    return contact_id


def change_contact(ledger: Ledger, row: Row, new: NewContact) -> None:
    """Keep what is noted anew of a person; raises what `add_contact` raises."""
    check_contact(new)
    if name_key(new.name) != name_key(row["name"]):
        _check_name(ledger, row["customer_id"], new.name)
    _tell_doubts(ledger, row["customer_id"], new, known=(row["phone"], row["mobile"]))
    ledger.update("contacts", row["id"], _columns(new))
    _keep_one_primary(ledger, row["customer_id"], taken_by=row["id"] if new.primary else None)


def remove_contact(ledger: Ledger, row: Row) -> None:
    """Remove a person; if that was the primary contact, the earliest one left takes its place."""
    ledger.delete("contacts", row["id"])
    _keep_one_primary(ledger, row["customer_id"], taken_by=None)


def the_contact(ledger: Ledger, customer: Found, name: str) -> Row:
    """Return the row of a customer's contact of this name; raises `NotFound` with those it has."""
    row = _named(ledger, customer.id, name)
    if row is not None:
        return row
    there = ", ".join(each["name"] for each in _of(ledger, customer.id))
    message = _('{customer} has no contact "{name}".').format(customer=customer, name=quoted(name))
    if there:
        message = _('{customer} has no contact "{name}", but {there}.').format(
            customer=customer, name=quoted(name), there=there
        )
    raise NotFound(message, hint=f"kam contact list {customer.code}")


def as_noted(row: Row) -> NewContact:
    """Return what is noted of the person of a row."""
    from kamcli.rules.birthdays import read_birthday

    contact = _contact(row, "")
    values = {name: getattr(contact, name) for name in NewContact.__struct_fields__}
    if contact.birthday is not None:
        calendar = contact.birthday_calendar or Calendar.SOLAR
        values["birthday"] = read_birthday(contact.birthday, calendar=calendar)
    return NewContact(**values)


def list_contacts(ledger: Ledger, *, customer_id: int | None = None) -> list[Contact]:
    """Return the contacts of one customer, or of all active ones, the primary one first."""
    where = "customer_id = :id" if customer_id else "customers.status = 'active'"
    rows = ledger.rows(
        f"{_ALL} WHERE {where} ORDER BY customers.market DESC, customers.code_manager,"
        " customers.code_serial, is_primary DESC, contacts.id",
        {"id": customer_id} if customer_id else None,
    )
    return [_contact(row, row["code"]) for row in rows]


def check_contact(new: NewContact) -> None:
    """Refuse what is not kept about people (rules.md 10), and what cannot reach anybody.

    Raises `Refused`, and `NotUnderstood` for an e-mail that cannot be one.
    """
    from kamcli.ledger.mails import read_mails  # who only shows people reads none

    for mail in read_mails(new.email or ""):
        if mail.normal is None:
            raise NotUnderstood(
                _('"{email}" is not an e-mail address.').format(email=quoted(mail.typed)),
                hint="--email anna@acme.de",
            )
    check_no_identity_number(value for value in astuple(new) if isinstance(value, str))
    check_consent(
        birthday=new.birthday is not None,
        preferences=new.preferences is not None,
        consent_on=new.consent_on,
        purpose=new.consent_purpose,
    )


def _tell_doubts(
    ledger: Ledger, customer_id: int, new: NewContact, *, known: Sequence[str | None]
) -> None:
    """Note phones that look wrong, but none that were there before: they are kept as typed."""
    cells = [cell for cell in (new.phone, new.mobile) if cell and cell not in known]
    if not cells:
        return
    from kamcli.ledger.contact_points import region_of_customer
    from kamcli.ledger.phones import in_doubt, read_phones

    country = region_of_customer(ledger, customer_id)
    before = {phone.typed for cell in known for phone in read_phones(cell or "", country=country)}
    for cell in cells:
        for phone in read_phones(cell, country=country):
            if in_doubt(phone, country=country) and phone.typed not in before:
                ledger.notes.append(_doubt(phone.typed, country))


def _doubt(typed: str, country: str | None) -> str:
    from kamcli.rules.countries import country_name

    if country is None:
        return _('"{phone}" does not look like a phone number; it is kept as typed.').format(
            phone=quoted(typed)
        )
    return _(
        '"{phone}" does not look like a phone number of {country}; it is kept as typed.'
    ).format(phone=quoted(typed), country=country_name(country))


def _check_name(ledger: Ledger, customer_id: int, name: str) -> None:
    row = _named(ledger, customer_id, name)
    if row is not None:
        code = ledger.value("SELECT code FROM customers WHERE id = :id", {"id": customer_id})
        raise Refused(
            _('{code} has a contact "{name}" already.').format(code=code, name=row["name"]),
            hint=f'kam contact edit {code} "{row["name"]}" …',
        )


def _named(ledger: Ledger, customer_id: int, name: str) -> Row | None:
    key = name_key(name)
    return next(
        (row for row in _of(ledger, customer_id) if name_key(row["name"]) == key),
        None,
    )


def _of(ledger: Ledger, customer_id: int) -> list[Row]:
    return ledger.rows(
        "SELECT * FROM contacts WHERE customer_id = :id ORDER BY is_primary DESC, id",
        {"id": customer_id},
    )


def _keep_one_primary(ledger: Ledger, customer_id: int, *, taken_by: int | None) -> None:
    """Leave one primary contact: the one that takes it over, else as it is, else the earliest."""
    people = _of(ledger, customer_id)
    if not people:
        return
    keeper = taken_by or people[0]["id"]
    for row in people:
        ledger.update("contacts", row["id"], {"is_primary": row["id"] == keeper})


def _columns(new: NewContact) -> dict[str, Any]:
    """Return what is noted of a person as columns of the table."""
    values = asdict(new)
    values["is_primary"] = values.pop("primary")
    values["birthday"] = str(new.birthday) if new.birthday else None
    values["birthday_calendar"] = new.birthday.calendar if new.birthday else None
    return values


def _contact(row: Row, code: str) -> Contact:
    return Contact(
        customer=code,
        name=row["name"],
        title=row["title"],
        role=Role(row["role"]) if row["role"] else None,
        phone=row["phone"],
        mobile=row["mobile"],
        email=row["email"],
        im=row["im"],
        birthday=row["birthday"],
        birthday_calendar=Calendar(row["birthday_calendar"]) if row["birthday_calendar"] else None,
        introduced_by=row["introduced_by"],
        preferences=row["preferences"],
        consent_on=day_or_none(row["consent_on"]),
        consent_purpose=row["consent_purpose"],
        opt_out=bool(row["opt_out"]),
        primary=bool(row["is_primary"]),
    )
