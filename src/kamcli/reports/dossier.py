"""All that is kept about a person: what is handed over when the person asks (PIPL art. 45)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.json import decode

from kamcli.ledger import erasing
from kamcli.ledger.auditing import CALLED
from kamcli.ledger.customers import name_key
from kamcli.ledger.days import day_or_none
from kamcli.ledger.outside import outside_of
from kamcli.ledger.persons import Person, first_command, person_at
from kamcli.ledger.submissions import Submission, all_submissions
from kamcli.reports.gaps import with_gaps

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

# Which of a row's columns is the day that it is about.
_DAYS = (
    *("happened_on", "due_on", "ordered_on", "adjusted_on", "from_on", "snoozed_until_on"),
    *("week_on", "registered_on"),
)
_NOT_TOLD = ("id", "customer_id", "is_primary", "birthday_calendar")


class Kept(Struct, frozen=True, kw_only=True):
    """One thing that is kept about a person: in which column of which table, its day, its text.

    `former` tells what the contact held once and the trail still does. `by` and `at` say who
    entered it and when; what left the ledger has the table `outside` and its way as the column.
    """

    customer: str
    table: str
    column: str
    on: date | None
    text: str
    former: bool
    by: str | None
    at: datetime | None


class _Entered(Struct, frozen=True, kw_only=True):
    by: str | None = None
    at: datetime | None = None


class _Said(Struct, frozen=True, kw_only=True):
    column: str
    text: str


def dossier(ledger: Ledger, name: str, *, customer_id: int | None) -> list[Kept]:
    """Return all that is kept about the people of a name, at one customer or at all of them."""
    key = name_key(name)
    several = {customer_id} if customer_id is not None else _customers_of(ledger, key)
    people = (person_at(ledger, each, key) for each in sorted(several))
    return [kept for person in people if person for kept in _Dossier(ledger, person).all()]


def _customers_of(ledger: Ledger, key: str) -> set[int]:
    """Return the customers that have, or had, a contact of a name."""
    rows = ledger.each("SELECT customer_id, name FROM contacts")
    found = {row["customer_id"] for row in rows if name_key(row["name"]) == key}
    trail = ledger.each(
        "SELECT customer_id, content FROM trail WHERE table_name = 'contacts'"
        " AND change <> 'update' AND content IS NOT NULL"
    )
    held = {r["customer_id"] for r in trail if name_key(decode(r["content"])["name"]) == key}
    return found | held


class _Dossier:
    def __init__(self, ledger: Ledger, person: Person) -> None:
        self._ledger = ledger
        self._person = person
        self._scope = erasing.scope_of(ledger, person)
        customers = ledger.rows("SELECT id, code FROM customers")
        self._codes = {row["id"]: row["code"] for row in customers}

    def all(self) -> Iterator[Kept]:
        yield from self._of_contact()
        yield from self._of_texts()
        yield from self._of_reasons()
        weeks = [each for each in all_submissions(self._ledger) if self._gaps(each)]
        for each in weeks:
            entered = _Entered(by=each.manager, at=each.submitted_at)
            said = _Said(column="version", text=str(each.version))
            yield self._kept("submissions", said, entered=entered, on=each.week)
        since = first_command(self._ledger, self._person)
        for left in outside_of(self._ledger, since=since, submissions=weeks):
            said = _Said(column=left.way.value, text=left.where)
            yield self._kept("outside", said, entered=_Entered(), on=left.on)

    def _kept(
        self,
        table: str,
        said: _Said,
        *,
        entered: _Entered,
        on: date | None = None,
        former: bool = False,
        customer_id: int | None = None,
    ) -> Kept:
        return Kept(
            customer=self._codes[customer_id or self._person.customer_id],
            table=table,
            column=said.column,
            on=on,
            text=said.text,
            former=former,
            by=entered.by,
            at=entered.at,
        )

    def _of_contact(self) -> Iterator[Kept]:
        """Go through what the contact is and was: each value once, with who entered it first."""
        ids = ", ".join(map(str, sorted(self._person.row_ids)))
        now = {
            _Said(column=name, text=str(value))
            for row in self._ledger.rows(f"SELECT * FROM contacts WHERE id IN ({ids})")
            for name, value in dict(row).items()
        }
        entered: dict[_Said, _Entered] = {}
        rows = self._ledger.rows(
            "SELECT change, content, recorded_by, recorded_at FROM trail"
            " JOIN commands ON commands.id = trail.command_id WHERE table_name = 'contacts'"
            f" AND row_id IN ({ids}) AND content IS NOT NULL ORDER BY trail.id"
        )
        for row in rows:
            for said in _new_values(row["change"], decode(row["content"])):
                at = datetime.fromisoformat(row["recorded_at"])
                entered.setdefault(said, _Entered(by=row["recorded_by"], at=at))
        for said, who in entered.items():
            yield self._kept("contacts", said, entered=who, former=said not in now)

    def _of_texts(self) -> Iterator[Kept]:
        for place in erasing.places(self._ledger, self._scope):
            entered = self._entered(place.table, place.row["id"])
            on = next((place.row[name] for name in _DAYS if place.row.get(name)), None)
            for column in place.anew:
                yield self._kept(
                    place.table,
                    _Said(column=CALLED.get(column, column), text=place.row[column]),
                    entered=entered,
                    on=day_or_none(on),
                    customer_id=place.customer_id,
                )

    def _of_reasons(self) -> Iterator[Kept]:
        for row in self._ledger.rows("SELECT * FROM commands WHERE why IS NOT NULL ORDER BY id"):
            if self._scope.own.count(row["why"]):
                at = datetime.fromisoformat(row["recorded_at"])
                said = _Said(column="why", text=row["why"])
                entered = _Entered(by=row["recorded_by"], at=at)
                on = day_or_none(row["entered_on"])
                yield self._kept("commands", said, entered=entered, on=on)

    def _entered(self, table: str, row_id: int) -> _Entered:
        row = self._ledger.row(
            "SELECT recorded_by, recorded_at FROM trail"
            " JOIN commands ON commands.id = trail.command_id"
            " WHERE table_name = :table AND row_id = :id ORDER BY trail.id",
            {"table": table, "id": row_id},
        )
        if row is None:
            return _Entered()
        return _Entered(by=row["recorded_by"], at=datetime.fromisoformat(row["recorded_at"]))

    def _gaps(self, submission: Submission) -> int:
        codes = {self._codes[self._person.customer_id]}
        return with_gaps(json.loads(submission.content), self._scope, codes=codes).gaps


def _new_values(change: str, content: Mapping[str, Any]) -> Iterator[_Said]:
    if change == "delete":
        return
    for name, value in content.items():
        new = value[1] if change == "update" else value
        if name not in _NOT_TOLD and new not in (None, "", 0):
            yield _Said(column=name, text=str(new))
