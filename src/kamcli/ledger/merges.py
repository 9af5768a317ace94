"""Merges: two customers that are one firm become one; the code of the other is an alias of it.

Everything that was recorded of the one moves to the other; frozen submissions stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.agents import check_agent
from kamcli.ledger.conflicts import Decide, filled
from kamcli.ledger.finding import Found, check_active
from kamcli.ledger.merged_people import merge_people
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import CustomerStatus, Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row


class Merged(Struct, frozen=True, kw_only=True):
    """How much of a customer went over to another; `joined` contacts were people it had too."""

    contacts: int
    joined: int
    interactions: int
    actions: int
    orders: int


def merge_customers(
    ledger: Ledger, gone: Found, kept: Found, *, decide: Decide, as_of: date
) -> Merged:
    """Move everything of one customer to another; `decide` is asked where the two differ.

    Raises `Refused` as `check_may_merge` does.
    """
    check_may_merge(ledger, gone, kept)
    _tell_owner(ledger, gone, kept)
    _merge_rows(ledger, gone, kept, decide)
    people = merge_people(ledger, gone.id, kept.id, decide=decide)
    _keep_one(ledger, "cadences", "customer_id", gone.id, kept.id, decide)
    _keep_one(ledger, "overrides", "from_on", gone.id, kept.id, decide)
    _take_earlier_owners(ledger, gone.id, kept.id)
    _move(ledger, "aliases", "customer_id", gone.id, kept.id)
    ledger.insert("aliases", {"alias": gone.code, "customer_id": kept.id, "since_on": as_of})
    return Merged(
        contacts=people.moved,
        joined=people.joined,
        interactions=_move_interactions(ledger, gone.id, kept.id, people.renamed),
        actions=_move(ledger, "actions", "customer_id", gone.id, kept.id),
        orders=_move(ledger, "orders", "customer_id", gone.id, kept.id),
    )


def check_may_merge(ledger: Ledger, gone: Found, kept: Found) -> None:
    """Raise `Refused` for customers that cannot be one.

    One that is void or merged already, or is the other itself; a foreign and a domestic one, whose
    codes would say what is not so; and an agent and the firm it brought, which are two (rules.md
    3).
    """
    if gone.id == kept.id:
        raise Refused(
            _("{code} {name} cannot be merged with itself.").format(code=kept.code, name=kept.name),
            hint="kam customer duplicates",
        )
    check_active(gone)
    check_active(kept)
    _check_market(_row(ledger, gone.id), gone, _row(ledger, kept.id), kept)
    check_agent(ledger, gone, brought=kept)
    check_agent(ledger, kept, brought=gone)


def _check_market(one: Row, gone: Found, other: Row, kept: Found) -> None:
    if one["market"] == other["market"]:
        return
    raise Refused(
        _("{gone} is {market}, {kept} is {other}: one firm is one of them.").format(
            gone=gone,
            kept=kept,
            market=label(Market(one["market"])),
            other=label(Market(other["market"])),
        ),
        hint=f'kam customer fix-market {gone.code} --to {other["market"]} --why "…"',
    )


def _row(ledger: Ledger, customer_id: int) -> Row:
    row = ledger.row("SELECT * FROM customers WHERE id = :id", {"id": customer_id})
    assert row is not None
    return row


def _tell_owner(ledger: Ledger, gone: Found, kept: Found) -> None:
    """Note where the customer that goes is another manager's: who keeps the other gets it."""
    before, after = _row(ledger, gone.id)["owner"], _row(ledger, kept.id)["owner"]
    if before != after:
        ledger.notes.append(
            _("{code} was owned by {before}; {kept} stays with {after}.").format(
                code=gone.code, before=before, kept=kept.code, after=after
            )
        )


def _merge_rows(ledger: Ledger, gone: Found, kept: Found, decide: Decide) -> None:
    """Fill what the customer that stays lacks, and point to it whoever pointed to the other."""
    theirs, ours = dict(_row(ledger, gone.id)), dict(_row(ledger, kept.id))
    for row in (theirs, ours):
        if row["referred_by_id"] in (gone.id, kept.id):
            row["referred_by_id"] = None  # nobody was referred by itself
    values = filled("customers", theirs, ours, whose=None, decide=decide)
    if "name" in values:
        values["name_key"] = theirs["name_key"]
    values["referred_by_id"] = values.get("referred_by_id", ours["referred_by_id"])
    values["registered_on"] = min(theirs["registered_on"], ours["registered_on"])
    values["remarks"] = "\n".join(_each_once(theirs["remarks"], ours["remarks"])) or None
    values["tags"] = ";".join(sorted(_tags(theirs["tags"]) | _tags(ours["tags"]))) or None
    merged = {"status": CustomerStatus.MERGED, "status_reason": kept.code}
    ledger.update("customers", gone.id, merged)
    ledger.update("customers", kept.id, values)
    for column in ("via_agent_id", "referred_by_id"):
        _move(ledger, "customers", column, gone.id, kept.id)


def _each_once(theirs: str | None, ours: str | None) -> Iterable[str]:
    return dict.fromkeys(text for text in (ours, theirs) if text)


def _tags(text: str | None) -> set[str]:
    return set(text.split(";")) if text else set()


def _move(ledger: Ledger, table: str, column: str, gone_id: int, kept_id: int) -> int:
    """Point the rows of a table that point to one customer to the other; return how many."""
    rows = ledger.rows(
        f"SELECT id FROM {table} WHERE {column} = :id AND id <> :kept ORDER BY id",
        {"id": gone_id, "kept": kept_id if table == "customers" else 0},
    )
    for row in rows:
        ledger.update(table, row["id"], {column: kept_id})
    return len(rows)


def _move_interactions(
    ledger: Ledger, gone_id: int, kept_id: int, renamed: Mapping[str, str]
) -> int:
    rows = ledger.rows(
        "SELECT id, with_name FROM interactions WHERE customer_id = :id ORDER BY id",
        {"id": gone_id},
    )
    for row in rows:
        name = renamed.get(row["with_name"], row["with_name"])
        ledger.update("interactions", row["id"], {"customer_id": kept_id, "with_name": name})
    return len(rows)


def _keep_one(
    ledger: Ledger, table: str, column: str, gone_id: int, kept_id: int, decide: Decide
) -> None:
    """Move rows of which a customer has one for each value of a column; two of them become one."""
    question = f"SELECT * FROM {table} WHERE customer_id = :id ORDER BY id"
    ours = {_of(row, column): dict(row) for row in ledger.rows(question, {"id": kept_id})}
    for row in ledger.rows(question, {"id": gone_id}):
        twin = ours.get(_of(row, column))
        if twin is None:
            ledger.update(table, row["id"], {"customer_id": kept_id})
            continue
        ledger.delete(table, row["id"])
        ledger.update(table, twin["id"], filled(table, dict(row), twin, whose=None, decide=decide))


def _of(row: Row, column: str) -> Any:
    return None if column == "customer_id" else row[column]


def _take_earlier_owners(ledger: Ledger, gone_id: int, kept_id: int) -> None:
    """Give the customer the owners of the other from before its own first one.

    From then on it has its own; the history of the other stays with its code.
    """
    rows = ledger.rows(
        "SELECT owner, from_on, why FROM owners WHERE customer_id = :gone AND from_on <"
        " (SELECT min(from_on) FROM owners WHERE customer_id = :kept) ORDER BY from_on, id",
        {"gone": gone_id, "kept": kept_id},
    )
    for row in rows:
        ledger.insert("owners", {"customer_id": kept_id, **dict(row)})
