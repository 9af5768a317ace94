"""Managers, and the people at customers, as they are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.errors import Refused
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, Once, Taken, given, needed
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import ContactRow, ManagerRow
from kamcli.exchange.storing import Batch
from kamcli.i18n import _
from kamcli.ledger.contacts import NewContact, as_noted, check_contact
from kamcli.ledger.customers import name_key
from kamcli.ledger.records import chunks
from kamcli.rules.birthdays import Birthday, read_birthday
from kamcli.rules.vocabulary import Calendar
from kamcli.writing import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamcli.ledger.database import Row

# What a row tells of a person in the very words of the ledger.
_PLAIN = [
    "title",
    "role",
    "phone",
    "mobile",
    "email",
    "im",
    "introduced_by",
    "preferences",
    "consent_on",
    "consent_purpose",
    "opt_out",
]


def take_managers(desk: Desk, source: Source) -> Tally:
    """Take the rows of managers.csv."""
    keys = Once()

    def take(taken: Taken[ManagerRow]) -> Outcome:
        row = taken.row
        keys.check(row.code, line=taken.line, text=row.code)
        values = {"name": row.name, "department": row.department, "left_on": row.left_on}
        known = desk.known.managers.get(row.code)
        if known is not None:
            differs = desk.ledger.update("managers", known, given(values))
            return Outcome.UPDATED if differs else Outcome.UNCHANGED
        needed(row.name, "name")
        manager_id = desk.ledger.insert("managers", {"code": row.code, **values})
        desk.known.managers[row.code] = manager_id
        return Outcome.CREATED

    return Intake(desk, source, ManagerRow).each(take)


def take_contacts(desk: Desk, source: Source) -> Tally:
    """Take the rows of contacts.csv; each customer that has contacts has one primary one."""
    return _Contacts(desk, source).take()


class _Contacts:
    def __init__(self, desk: Desk, source: Source) -> None:
        self._desk = desk
        self._source = source
        self._keys = Once()
        self._primary = Once()
        self._batch = Batch(desk.ledger, "contacts")
        # Who is to be the primary contact of whom, and whose contacts are to be looked at.
        self._chosen: dict[int, int] = {}
        self._touched: set[int] = set()
        rows = desk.ledger.each("SELECT id, customer_id, name FROM contacts")
        self._ids = {(row["customer_id"], name_key(row["name"])): row["id"] for row in rows}

    def take(self) -> Tally:
        tally = Intake(self._desk, self._source, ContactRow).each(self._take)
        self._batch.flush()
        for ids in chunks(sorted(self._touched)):
            self._settle_primaries(ids)
        return tally

    def _take(self, taken: Taken[ContactRow]) -> Outcome:
        row = taken.row
        customer_id = self._desk.known.customer(row.customer)
        name = needed(row.name or None, "name")
        key = (customer_id, name_key(name))
        self._keys.check(key, line=taken.line, text=quoted(name))
        if row.primary:
            self._primary.check(customer_id, line=taken.line, text=f"{row.customer} primary")
        contact_id = self._ids.get(key)
        if contact_id is None:
            contact_id = self._add(row, customer_id)
            self._ids[key] = contact_id
            outcome = Outcome.CREATED
        else:
            outcome = self._tell_more(row, contact_id)
        if outcome is not Outcome.UNCHANGED:
            self._touched.add(customer_id)
            if row.primary:
                self._chosen[customer_id] = contact_id
        return outcome

    def _add(self, row: ContactRow, customer_id: int) -> int:
        birthday = self._birthday(row, None)
        told = {name: getattr(row, name) for name in _PLAIN}
        new = NewContact(name=row.name, birthday=birthday, **given(told))
        check_contact(new)
        values = {
            **told,
            "customer_id": customer_id,
            "name": row.name,
            "birthday": str(birthday) if birthday else None,
            "birthday_calendar": birthday.calendar if birthday else None,
            "opt_out": bool(row.opt_out),
            "is_primary": bool(row.primary),
        }
        return self._batch.add(values, customer_id=customer_id)

    def _tell_more(self, row: ContactRow, contact_id: int) -> Outcome:
        stored = self._desk.ledger.row("SELECT * FROM contacts WHERE id = :id", {"id": contact_id})
        assert stored is not None
        told = given({name: getattr(row, name) for name in _PLAIN})
        birthday = self._birthday(row, stored)
        noted = as_noted(stored)
        anew = replace(noted, name=row.name, birthday=birthday or noted.birthday, **told)
        if anew != noted:
            check_contact(anew)
        values = {"name": row.name, **told}
        if birthday is not None:
            values |= {"birthday": str(birthday), "birthday_calendar": birthday.calendar}
        if row.primary is not None:
            values["is_primary"] = row.primary
        differs = self._desk.ledger.update("contacts", contact_id, values)
        return Outcome.UPDATED if differs else Outcome.UNCHANGED

    def _birthday(self, row: ContactRow, stored: Row | None) -> Birthday | None:
        """Read a birthday in the calendar that stands beside it, else the one it was kept in."""
        kept = stored["birthday"] if stored else None
        text = row.birthday or (kept if row.birthday_calendar else None)
        if text is None:
            return None
        calendar = row.birthday_calendar or (stored["birthday_calendar"] if stored else None)
        birthday = read_birthday(text, calendar=Calendar(calendar or Calendar.SOLAR))
        if birthday.after(self._desk.as_of):
            raise Refused(_('"{day}" is still to come.').format(day=birthday))
        return birthday

    def _settle_primaries(self, customer_ids: Sequence[int]) -> None:
        """Leave one primary contact: the one just told, else the one there was, else the first."""
        rows = self._desk.ledger.rows(
            "SELECT id, customer_id, is_primary FROM contacts"
            f" WHERE customer_id IN ({', '.join(map(str, customer_ids))})"
            " ORDER BY customer_id, is_primary DESC, id"
        )
        keepers = {each: self._chosen[each] for each in customer_ids if each in self._chosen}
        for row in rows:
            is_primary = keepers.setdefault(row["customer_id"], row["id"]) == row["id"]
            if is_primary is not bool(row["is_primary"]):
                self._desk.ledger.update("contacts", row["id"], {"is_primary": is_primary})
