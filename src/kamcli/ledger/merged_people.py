"""The people of two customers that become one: each person once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.conflicts import Conflict, Decide, Keep, filled
from kamcli.ledger.customers import name_key
from kamcli.ledger.mails import read_mails

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Person = dict[str, Any]


class People(Struct, frozen=True, kw_only=True):
    """How many people went over, how many of them were there already, and who is called otherwise.

    `renamed` has the names that are no contact's any more, with those of the same people.
    """

    moved: int
    joined: int
    renamed: dict[str, str]


def merge_people(ledger: Ledger, gone_id: int, kept_id: int, *, decide: Decide) -> People:
    """Move the people of one customer to another; the same mail, else the same name, is one."""
    there, joined, renamed = _people(ledger, kept_id), 0, {}
    theirs = _people(ledger, gone_id)
    had_primary = bool(there)
    for person in theirs:
        twin = _twin(person, there)
        if twin is None:
            primary = person["is_primary"] and not had_primary
            ledger.update(
                "contacts", person["id"], {"customer_id": kept_id, "is_primary": int(primary)}
            )
            continue
        joined += 1
        ledger.delete("contacts", person["id"])
        values = _told_by(person, twin, there, decide)
        ledger.update("contacts", twin["id"], values)
        twin.update(values)
        if twin["name"] != person["name"]:
            renamed[person["name"]] = twin["name"]
    return People(moved=len(theirs), joined=joined, renamed=renamed)


def _people(ledger: Ledger, customer_id: int) -> list[Person]:
    rows = ledger.rows(
        "SELECT * FROM contacts WHERE customer_id = :id ORDER BY is_primary DESC, id",
        {"id": customer_id},
    )
    return [dict(row) for row in rows]


def _twin(person: Person, there: Sequence[Person]) -> Person | None:
    """Return the contact that is this person: of the same name, and of the same mail rather."""
    mails = _mails(person)
    by_mail = (each for each in there if mails & _mails(each))
    by_name = (each for each in there if name_key(each["name"]) == name_key(person["name"]))
    return next(by_mail, None) or next(by_name, None)


def _mails(person: Person) -> set[str]:
    return {mail.normal for mail in read_mails(person["email"] or "") if mail.normal}


def _told_by(person: Person, twin: Person, there: Sequence[Person], decide: Decide) -> Person:
    """Return what a person's contact gets from another one; whoever opted out stays out."""
    taken = {name_key(each["name"]) for each in there if each is not twin}

    def decided(conflict: Conflict) -> Keep:
        if conflict.columns == ("name",) and name_key(person["name"]) in taken:
            return Keep.INTO  # the name is another contact's
        return decide(conflict)

    values = filled("contacts", person, twin, whose=twin["name"], decide=decided)
    return {**values, "opt_out": int(bool(person["opt_out"] or twin["opt_out"]))}
