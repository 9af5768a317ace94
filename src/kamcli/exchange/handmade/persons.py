"""The people of rows as they are taken in: new ones noted, known ones told more of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from kamcli.exchange.handmade.entries import Person
from kamcli.exchange.intake import given
from kamcli.ledger.contacts import NewContact, check_contact
from kamcli.ledger.customers import name_key

if TYPE_CHECKING:
    from kamcli.exchange.handmade.batches import Batches
    from kamcli.ledger.database import Ledger

_TOLD = ("title", "phone", "mobile", "email", "im")
_EMPTY = dict.fromkeys(
    "role birthday birthday_calendar introduced_by preferences consent_on consent_purpose".split()
)


class Change(Struct, frozen=True, kw_only=True):
    """What a row tells anew of a person, who is new where `contact_id` is None."""

    person: Person
    contact_id: int | None
    values: dict[str, Any]


class Persons:
    """The people that are known, by customer and name."""

    def __init__(self, ledger: Ledger, batches: Batches) -> None:
        """Load who is there."""
        self._ledger = ledger
        self._batches = batches
        rows = ledger.each("SELECT id, customer_id, name FROM contacts")
        self._ids = {(row["customer_id"], name_key(row["name"])): row["id"] for row in rows}
        self._with_people = {customer_id for customer_id, _name in self._ids}
        self._told: set[int] = set()

    def changes(
        self, people: tuple[Person, ...], customer_id: int | None, *, firm: str
    ) -> list[Change]:
        """Return what differs from what is known; raises `KamError` for what is not kept.

        Whoever has no name is reached at the firm, and goes by its name.
        """
        found: dict[str, Change] = {}
        for each in people:
            person = replace(each, name=each.name or firm)
            key = name_key(person.name)
            if key in found:
                person = _together(found[key].person, person)
            check_contact(NewContact(name=person.name, **_values(person)))
            contact_id = self._ids.get((customer_id, key)) if customer_id else None
            found[key] = Change(
                person=person,
                contact_id=contact_id,
                values=_values(person) if contact_id is None else self._anew(contact_id, person),
            )
        return [each for each in found.values() if each.contact_id is None or each.values]

    def contradictions(self, people: tuple[Person, ...], customer_id: int) -> list[str]:
        """Return what a row tells of people otherwise than a row before it in this import."""
        found = []
        for person in people:
            contact_id = self._ids.get((customer_id, name_key(person.name)))
            if contact_id in self._told:
                stored = self._stored(contact_id)
                found += [
                    f"{person.name}: {value}"
                    for name, value in _values(person).items()
                    if stored[name] is not None and stored[name] != value
                ]
        return found

    def saw(self, people: tuple[Person, ...], customer_id: int) -> None:
        """Know whom a row of this import told of."""
        for person in people:
            contact_id = self._ids.get((customer_id, name_key(person.name)))
            if contact_id is not None:
                self._told.add(contact_id)

    def keep(self, changes: list[Change], customer_id: int) -> None:
        """Store what differs."""
        for change in changes:
            if change.contact_id is not None:
                self._ledger.update("contacts", change.contact_id, change.values)
                continue
            contact_id = self._batches.add(
                "contacts",
                {
                    **_EMPTY,
                    **dict.fromkeys(_TOLD),
                    **change.values,
                    "customer_id": customer_id,
                    "name": change.person.name,
                    "opt_out": 0,
                    "is_primary": int(customer_id not in self._with_people),
                },
            )
            self._with_people.add(customer_id)
            self._ids[customer_id, name_key(change.person.name)] = contact_id
            self._told.add(contact_id)

    def _anew(self, contact_id: int, person: Person) -> dict[str, Any]:
        """Return what differs; what this import told already stays as it is."""
        stored = self._stored(contact_id)
        return {
            name: value
            for name, value in _values(person).items()
            if stored[name] != value and (stored[name] is None or contact_id not in self._told)
        }

    def _stored(self, contact_id: int) -> Any:
        if self._batches.holds("contacts", contact_id):
            self._batches.flush()
        return self._ledger.row("SELECT * FROM contacts WHERE id = :id", {"id": contact_id})


def _values(person: Person) -> dict[str, Any]:
    return given({name: getattr(person, name) for name in _TOLD})


def _together(first: Person, second: Person) -> Person:
    """Return what two cells of a row tell of one person, the first before the second."""
    return replace(second, **_values(first))
