"""A person as the ledger knows it: all that was ever kept, also of one that was removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.json import decode

from kamcli.ledger.customers import name_key
from kamcli.names.mentions import Spellings

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.finding import Found

_NUMBERS = ("phone", "mobile")
_ADDRESSES = ("email", "im")
_REACHES = (*_NUMBERS, *_ADDRESSES)
# With a country's prefix or without, a number ends alike.
_TELLING_DIGITS = 8


class Person(Struct, frozen=True, kw_only=True):
    """A person at a customer: the numbers of its rows, and what it is told by.

    `shared` are phones and addresses that others have too: they tell nobody of this one.
    """

    customer_id: int
    row_ids: frozenset[int]
    name: str
    spellings: Spellings
    shared: tuple[str, ...]


def find_person(
    ledger: Ledger, customer: Found, name: str, *, also: Sequence[str] = ()
) -> Person | None:
    """Return a customer's contact of this name, present or removed, under any name it ever had.

    `also` are other names that it goes by.
    """
    return person_at(ledger, customer.id, name_key(name), also=also)


def person_at(
    ledger: Ledger, customer_id: int, key: str, *, also: Sequence[str] = ()
) -> Person | None:
    """Return the contact of a customer by the spelling of its name, as `find_person` does."""
    kept = list(_images(ledger, customer_id))
    row_ids = {each.row_id for each in kept if name_key(each.values.get("name") or "") == key}
    own = [each for each in kept if each.row_id in row_ids]
    if not own:
        return None
    names = _values(own, ("name",))
    numbers, addresses = _values(own, _NUMBERS), _values(own, _ADDRESSES)
    of_others = _of_others(ledger, row_ids)
    shared = {each for each in [*numbers, *addresses] if _reach_key(each) in of_others}
    return Person(
        customer_id=customer_id,
        row_ids=frozenset(row_ids),
        name=names[-1],
        spellings=Spellings(
            names=[*names, *also],
            numbers=[each for each in numbers if each not in shared],
            addresses=[each for each in addresses if each not in shared],
            others=[*_firms(ledger, customer_id), *_names_of_others(ledger, customer_id, names)],
        ),
        shared=tuple(sorted(shared)),
    )


def first_command(ledger: Ledger, person: Person) -> int:
    """Return the command that noted a person: whatever left the ledger since may tell of it."""
    ids = ", ".join(map(str, sorted(person.row_ids)))
    found = ledger.value(
        f"SELECT min(command_id) FROM trail WHERE table_name = 'contacts' AND row_id IN ({ids})"
    )
    return int(found or 0)


def namesakes(ledger: Ledger, person: Person) -> set[int]:
    """Return the customers that have a contact of the same name, a person of its own."""
    keys = {name_key(each) for each in person.spellings.names}
    rows = ledger.each("SELECT id, customer_id, name FROM contacts")
    return {
        row["customer_id"]
        for row in rows
        if row["id"] not in person.row_ids and name_key(row["name"]) in keys
    }


class _Image(Struct, frozen=True, kw_only=True):
    """What a row of the contacts held at some time, or a part of it."""

    row_id: int
    values: dict[str, Any]


def _images(ledger: Ledger, customer_id: int) -> Iterator[_Image]:
    """Go through what the contacts of a customer are and were, the present last."""
    rows = ledger.rows(
        "SELECT row_id, change, content FROM trail WHERE table_name = 'contacts'"
        " AND content IS NOT NULL AND (customer_id = :id"
        " OR row_id IN (SELECT id FROM contacts WHERE customer_id = :id)) ORDER BY id",
        {"id": customer_id},
    )
    for row in rows:
        content = decode(row["content"])
        if row["change"] == "update":
            for side in (0, 1):
                values = {name: pair[side] for name, pair in content.items()}
                yield _Image(row_id=row["row_id"], values=values)
        else:
            yield _Image(row_id=row["row_id"], values=content)
    for row in ledger.rows("SELECT * FROM contacts WHERE customer_id = :id", {"id": customer_id}):
        yield _Image(row_id=row["id"], values=dict(row))


def _values(images: Iterable[_Image], names: Iterable[str]) -> list[str]:
    found = (each.values.get(name) for each in images for name in names)
    return list(dict.fromkeys(value for value in found if value))


def _of_others(ledger: Ledger, row_ids: set[int]) -> set[str]:
    rows = ledger.each(f"SELECT id, {', '.join(_REACHES)} FROM contacts")
    return {
        _reach_key(row[name])
        for row in rows
        if row["id"] not in row_ids
        for name in _REACHES
        if row[name]
    }


def _reach_key(text: str) -> str:
    """Return the spelling by which phones and addresses are compared: of a number, its end."""
    digits = "".join(char for char in text if char.isdigit())
    return digits[-_TELLING_DIGITS:] if len(digits) >= len(text) / 2 else name_key(text)


def _firms(ledger: Ledger, customer_id: int) -> list[str]:
    row = ledger.row("SELECT name, short_name FROM customers WHERE id = :id", {"id": customer_id})
    return [name for name in row or () if name]


def _names_of_others(ledger: Ledger, customer_id: int, names: Iterable[str]) -> list[str]:
    """Return the names of other contacts of the customer, and those of the managers."""
    own = {name_key(each) for each in names}
    rows = ledger.rows(
        "SELECT name FROM contacts WHERE customer_id = :id UNION SELECT name FROM managers",
        {"id": customer_id},
    )
    return [row["name"] for row in rows if name_key(row["name"]) not in own]
