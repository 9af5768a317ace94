"""Contact points: the phones and mails of people in their normal form, to be searched and matched.

They are worked out from the cells of `contacts` and the country of the customer, whatever changes
these, and stand in no trail and no exchange table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from kamcli.ledger.mails import read_mails
from kamcli.ledger.phones import HOME_COUNTRY, read_phones
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

Values = Mapping[str, Any]

PHONES = ("phone", "mobile")
_CELLS = (*PHONES, "email")
_AT_A_TIME = 500
_NOBODY: tuple[int, Iterator[Row]] = (0, iter(()))

_COUNTRIES = "SELECT id, country, market FROM customers WHERE id IN ({ids})"
_PEOPLE = """
SELECT contacts.id, customer_id, phone, mobile, email FROM contacts
WHERE customer_id IN ({ids}) ORDER BY contacts.id
"""


class ContactPoint(Struct, frozen=True, kw_only=True):
    """A phone or mail of a person: the cell it stands in, its place there from 0, its normal form.

    `normal` is that of `phones` and `mails`; what has none is no contact point.
    """

    contact_id: int
    cell: str
    place: int
    normal: str
    extension: str | None = None


def points_of(contact_id: int, row: Values, *, country: str | None) -> list[ContactPoint]:
    """Return the contact points of a row of `contacts`."""
    found = []
    for cell in PHONES:
        for place, phone in enumerate(read_phones(row.get(cell) or "", country=country)):
            if phone.normal is not None:
                point = ContactPoint(
                    contact_id=contact_id,
                    cell=cell,
                    place=place,
                    normal=phone.normal,
                    extension=phone.extension,
                )
                found.append(point)
    for place, mail in enumerate(read_mails(row.get("email") or "")):
        if mail.normal is not None:
            point = ContactPoint(
                contact_id=contact_id, cell="email", place=place, normal=mail.normal
            )
            found.append(point)
    return found


def region_of(country: str | None, market: str) -> str | None:
    """Return the country by which a customer's phones are read: at home without a word of it."""
    return country or (HOME_COUNTRY if market == Market.DOMESTIC else None)


def region_of_customer(ledger: Ledger, customer_id: int) -> str | None:
    """Return the country by which the phones of a customer's people are read."""
    return _regions(ledger, [customer_id])[customer_id]


def keep(
    ledger: Ledger, table: str, *, gone: Mapping[int, Values], come: Mapping[int, Values]
) -> None:
    """Keep the contact points in step with rows that went or changed, and that came or changed."""
    if table == "customers":
        _keep_countries(ledger, gone, come)
        return
    differs = {
        contact_id: row
        for contact_id, row in come.items()
        if _told(gone.get(contact_id)) != _told(row)
    }
    _take_out(ledger, (each for each in gone if each in differs or each not in come))
    _put_in(ledger, differs)


def rebuild(ledger: Ledger) -> None:
    """Make all contact points anew from the people."""
    ledger.execute("DELETE FROM contact_points")
    rows = ledger.rows(_PEOPLE.format(ids="SELECT id FROM customers"))
    _put_in(ledger, {row["id"]: dict(row) for row in rows})


def wrong_points(ledger: Ledger) -> Iterator[int]:
    """Go through the ids of people whose contact points are not what their cells add up to."""
    people = ledger.each(
        "SELECT contacts.id, phone, mobile, email, country, market FROM contacts"
        " LEFT JOIN customers ON customers.id = customer_id ORDER BY contacts.id"
    )
    stored = groupby(
        ledger.each("SELECT * FROM contact_points ORDER BY contact_id, cell, place"),
        key=lambda row: int(row["contact_id"]),
    )
    contact_id, points = next(stored, _NOBODY)
    for row in people:
        found = []
        if contact_id == row["id"]:
            found = [tuple(point) for point in points]
            contact_id, points = next(stored, _NOBODY)
        right = points_of(row["id"], dict(row), country=_region(dict(row)))
        if found != sorted(map(astuple, right)):
            yield row["id"]
    if contact_id:
        yield contact_id


def holders(ledger: Ledger, normals: Iterable[str]) -> dict[str, list[int]]:
    """Return the ids of the people who have each phone or mail; those nobody has are left out."""
    found: dict[str, list[int]] = {}
    for normal in normals:
        rows = ledger.rows(
            "SELECT DISTINCT contact_id FROM contact_points"
            " WHERE normal = :normal ORDER BY contact_id",
            {"normal": normal},
        )
        if rows:
            found[normal] = [row[0] for row in rows]
    return found


def phones_holding(ledger: Ledger, digits: Iterable[str]) -> dict[int, str]:
    """Return the people of whom a phone's normal form holds some digits, and the cell of it."""
    found: dict[int, str] = {}
    for each in digits:
        rows = ledger.rows(
            "SELECT contact_id, cell FROM contact_points"
            " WHERE cell <> 'email' AND instr(normal, :digits)",
            {"digits": each},
        )
        found |= {row["contact_id"]: row["cell"] for row in rows}
    return found


def _keep_countries(ledger: Ledger, gone: Mapping[int, Values], come: Mapping[int, Values]) -> None:
    """Read the phones of customers anew that are of another country now."""
    moved = [
        customer_id
        for customer_id, row in come.items()
        if customer_id in gone and _region(gone[customer_id]) != _region(row)
    ]
    if moved:
        rows = ledger.rows(_PEOPLE.format(ids=", ".join(map(str, moved))))
        people = {row["id"]: dict(row) for row in rows}
        _take_out(ledger, people)
        _put_in(ledger, people)


def _region(customer: Values) -> str | None:
    return region_of(customer["country"], customer["market"])


def _told(row: Values | None) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("customer_id", *_CELLS)) if row else ()


def _take_out(ledger: Ledger, contact_ids: Iterable[int]) -> None:
    ledger.execute_many(
        "DELETE FROM contact_points WHERE contact_id = :id", ({"id": each} for each in contact_ids)
    )


def _put_in(ledger: Ledger, people: Mapping[int, Values]) -> None:
    reached = {each: row for each, row in people.items() if any(row.get(cell) for cell in _CELLS)}
    regions = _regions(ledger, {row["customer_id"] for row in reached.values()})
    ledger.store(
        "contact_points",
        ContactPoint.__struct_fields__,
        (
            astuple(point)
            for contact_id, row in reached.items()
            for point in points_of(contact_id, row, country=regions[row["customer_id"]])
        ),
    )


def _regions(ledger: Ledger, customer_ids: Iterable[int]) -> dict[int, str | None]:
    wanted = sorted(customer_ids)
    found = {}
    for begin in range(0, len(wanted), _AT_A_TIME):
        ids = ", ".join(map(str, wanted[begin : begin + _AT_A_TIME]))
        for row in ledger.rows(_COUNTRIES.format(ids=ids)):
            found[row["id"]] = region_of(row["country"], row["market"])
    return found
