"""Erase a person: from every text of the ledger, from the trail, from the index.

Which columns hold texts is read from the schema, so that no table is forgotten. Names and codes of
firms stay, and so does what others rely on: days, amounts, what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.json import decode
from msgspec.structs import replace

from kamcli.ledger import index
from kamcli.ledger.persons import Person, namesakes
from kamcli.names.mentions import Mentions, Spellings

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

# The trail and reasons are erased by their own functions, contents of submissions by their makers;
# what is only worked out holds no text of anybody.
_APART = (
    *("trail", "commands", "alembic_version", "counters"),
    *("standings", "grade_changes", "contact_points", "firm_marks"),
)
_STAYS = {
    "customers": ("code", "name", "name_key", "short_name"),
    "contacts": ("name",),
    "managers": ("name",),
    "submissions": ("content", "digest", "left_digest"),
    "policy_settings": ("key", "value"),
}
_CHOSEN = re.compile(r"CHECK \((\w+) IN \(")


class Scope(Struct, frozen=True):
    """Which mentions count where: all of them at the person's customer, sure ones elsewhere.

    At customers that have a contact of the same name, `apart`, a name is that one's. `parts` are
    words of the name: nobody knows whether they mean the person.
    """

    person: Person
    own: Mentions
    sure: Mentions
    nameless: Mentions
    parts: Mentions
    apart: frozenset[int]

    def at(self, customer_id: int | None) -> Mentions:
        """Return the mentions that count in the texts of a customer; of nobody's, all do."""
        if customer_id in (None, self.person.customer_id):
            return self.own
        return self.nameless if customer_id in self.apart else self.sure


def scope_of(ledger: Ledger, person: Person) -> Scope:
    """Return which mentions of a person count where."""
    nameless = replace(person.spellings, names=[])
    return Scope(
        person=person,
        own=Mentions(person.spellings),
        sure=Mentions(person.spellings, sure=True),
        nameless=Mentions(nameless, sure=True),
        parts=Mentions(Spellings(names=_parts(person.spellings))),
        apart=frozenset(namesakes(ledger, person)),
    )


def _parts(spellings: Spellings) -> list[str]:
    """Return the words of names, each of at least two letters, that are no names themselves."""
    words = {word for name in spellings.names for word in re.findall("[^\\W\\d_]{2,}", name)}
    return sorted(words - set(spellings.names))


class Place(Struct, frozen=True, kw_only=True):
    """A row whose texts tell of the person: what it would be, and how many places that are.

    `left` counts the places elsewhere that may be of somebody else.
    """

    table: str
    row: Mapping[str, Any]
    customer_id: int | None
    anew: Mapping[str, str]
    places: int
    left: int


def places(ledger: Ledger, scope: Scope) -> Iterator[Place]:
    """Go through the rows that tell of a person; those of the contact itself are not among them."""
    owners = {row["id"]: row["customer_id"] for row in ledger.rows("SELECT * FROM orders")}
    for table, columns in _texts(ledger).items():
        for row in ledger.each(f"SELECT * FROM {table}"):
            if table == "contacts" and row["id"] in scope.person.row_ids:
                continue
            place = _place(scope, table, columns, dict(row), owners)
            if place.places or place.left:
                yield place


def _place(
    scope: Scope,
    table: str,
    columns: list[str],
    row: Mapping[str, Any],
    owners: Mapping[int, int],
) -> Place:
    customer_id = row["id"] if table == "customers" else row.get("customer_id")
    if customer_id is None and "order_id" in row:
        customer_id = owners[row["order_id"]]
    mentions = scope.at(customer_id)
    texts = {name: row[name] for name in columns if row[name]}
    found = {name: mentions.count(text) for name, text in texts.items()}
    anew = {name: mentions.erased(text) for name, text in texts.items()}
    count, own = sum(found.values()), mentions is scope.own
    return Place(
        table=table,
        row=row,
        customer_id=customer_id,
        anew={name: anew[name] for name, number in found.items() if number},
        places=count,
        left=0 if own else sum(map(scope.own.count, texts.values())) - count,
    )


def _texts(ledger: Ledger) -> Mapping[str, list[str]]:
    """Return the columns of each table that hold texts that people wrote."""
    tables = ledger.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    )
    shadows = tuple(f"{each.name}_" for each in index.INDEXED.values())
    found = {
        row["name"]: _texts_of(ledger, row)
        for row in tables
        if row["name"] not in _APART and not row["name"].startswith(("sqlite_", *shadows))
    }
    return {table: columns for table, columns in found.items() if columns}


def _texts_of(ledger: Ledger, table: Row) -> list[str]:
    name = table["name"]
    tied = {row["from"] for row in ledger.rows(f"PRAGMA foreign_key_list({name})")}
    fixed = {*tied, *_CHOSEN.findall(table["sql"]), *_STAYS.get(name, ())}
    return [
        row["name"]
        for row in ledger.rows(f"PRAGMA table_info({name})")
        if row["type"] == "VARCHAR" and row["name"] not in fixed
    ]


def erase_texts(ledger: Ledger, found: list[Place]) -> None:
    """Put marks where rows tell of a person."""
    for place in found:
        if not place.anew:
            continue
        anew = dict(place.anew)
        if "address" in anew and place.table == "sendings":
            # A mail is told from others by its address.
            anew["address"] = f"{anew['address']} {place.row['id']}"
        ledger.update(place.table, place.row["id"], anew)


def parts_left(ledger: Ledger, scope: Scope) -> int:
    """Return in how many places the customer's texts and the trail have a part of the name."""
    customer_id, count = scope.person.customer_id, scope.parts.count
    found = 0
    for table, columns in _texts(ledger).items():
        own = "id" if table == "customers" else "customer_id"
        if own == "id" or "customer_id" in _columns(ledger, table):
            question = f"SELECT {', '.join(columns)} FROM {table} WHERE {own} = :id"
            rows = ledger.each(question, {"id": customer_id})
            found += sum(count(text) for row in rows for text in row if text)
    kept = ledger.each(
        "SELECT content FROM trail WHERE customer_id = :id AND change <> 'update'"
        " AND content IS NOT NULL",
        {"id": customer_id},
    )
    return found + sum(count(row["content"]) for row in kept)


def _columns(ledger: Ledger, table: str) -> list[str]:
    return [row["name"] for row in ledger.rows(f"PRAGMA table_info({table})")]


def erase_reasons(ledger: Ledger, scope: Scope) -> int:
    """Erase the reasons of commands that tell of a person; return how many."""
    rows = ledger.rows("SELECT id, why FROM commands WHERE why IS NOT NULL")
    found = [row["id"] for row in rows if scope.own.count(row["why"])]
    for command_id in found:
        ledger.execute(
            "UPDATE commands SET why = NULL, why_salt = NULL WHERE id = :id", {"id": command_id}
        )
    ledger.trail.note_erased(ledger, "commands", {each: {} for each in found})
    return len(found)


def erase_trail(ledger: Ledger, scope: Scope) -> int:
    """Erase the rows of the trail that tell of a person, those of this command too.

    Return how many. Their hashes stay, so that the chain still fits; codes that they gave stay too.
    """
    found = {}
    for row in ledger.each("SELECT * FROM trail WHERE content IS NOT NULL AND change <> 'erase'"):
        content = decode(row["content"])
        if _tells(scope, row, content):
            code = content.get("code") if row["table_name"] == "customers" else None
            found[row["id"]] = {"code": code} if code else {}
    for row_id in found:
        ledger.execute(
            "UPDATE trail SET content = NULL, salt = NULL WHERE id = :id", {"id": row_id}
        )
    ledger.trail.note_erased(ledger, "trail", found)
    return len(found)


def _tells(scope: Scope, row: Row, content: Any) -> bool:
    if row["table_name"] == "contacts" and row["row_id"] in scope.person.row_ids:
        return True
    mentions = scope.at(row["customer_id"])
    texts = _of_submission(content) if row["table_name"] == "submissions" else content
    stays = _STAYS.get(row["table_name"], ())
    return any(
        mentions.count(text)
        for name, value in texts.items()
        if name not in stays
        for text in _strings(value)
    )


def _of_submission(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a row of the trail holds of a submission, with what was handed in as values."""
    kept = content.get("content") or []
    several = kept if isinstance(kept, list) else [kept]
    return {**content, "within": [decode(each) for each in several]}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
