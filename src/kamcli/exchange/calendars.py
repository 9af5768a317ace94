"""A calendar of what a manager is to do (iCalendar, RFC 5545), for phones and mail programs.

All-day events without a time zone and without alarms, which every program shows. An event keeps
its UID for as long as it means the same, so that a calendar which takes the file again moves it.
What stands in the file comes from the ledger and the day asked for, nothing from the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from kamcli.exchange.content_lines import encoded, escaped
from kamcli.exchange.exporting import Count
from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import Scope
from kamcli.ledger.selection import Selection, selected
from kamcli.rules.anniversaries import kept_in, next_birthday
from kamcli.rules.birthdays import read_birthday
from kamcli.rules.vocabulary import Calendar

if TYPE_CHECKING:
    from kamcli.exchange.exporting import Export
    from kamcli.exchange.redaction import Veil
    from kamcli.ledger.database import Ledger, Row
    from kamcli.rules.birthdays import Birthday

# Lunar birthdays have no rule that programs know: a day for each of so many years.
LUNAR_YEARS = 10
_LEAP_DAY = (2, 29)

_MANAGER = "SELECT name FROM managers WHERE code = :code"
_EARLIER = """
SELECT actions.id, (
    SELECT count(*) FROM actions AS earlier
    WHERE earlier.customer_id = actions.customer_id AND earlier.text = actions.text
        AND earlier.id < actions.id AND earlier.status <> 'postponed'
) FROM actions WHERE actions.customer_id IN ({ids})
"""
_CHANGES = """
SELECT trail.customer_id, table_name, count(*) AS changes, max(recorded_at) AS changed_at
FROM trail JOIN commands ON commands.id = trail.command_id
WHERE trail.customer_id IN ({ids}) GROUP BY trail.customer_id, table_name
"""
_GRADED = """
SELECT customer_id, count(*) FROM grade_changes
WHERE customer_id IN ({ids}) AND changed_on <= :as_of GROUP BY customer_id
"""
_BORN = """
SELECT contacts.customer_id, contacts.name AS contact, birthday, birthday_calendar, consent_on,
    customers.code, customers.name
FROM contacts JOIN customers ON customers.id = contacts.customer_id
WHERE customers.id IN ({ids}) AND birthday IS NOT NULL AND consent_on <= :as_of AND opt_out = 0
ORDER BY customers.market DESC, customers.code_manager, customers.code_serial, contacts.id
"""
_REACHED = """
SELECT customer_id, name, coalesce(phone, mobile) AS phone FROM contacts
WHERE is_primary = 1 AND customer_id IN ({ids})
"""


class _Revision(Struct, frozen=True, kw_only=True):
    """How often what an event is of was changed, and when last (UTC)."""

    changes: int = 0
    changed_at: str = "1970-01-01T00:00:00Z"

    def and_(self, other: _Revision) -> _Revision:
        """Return both together."""
        return _Revision(
            changes=self.changes + other.changes,
            changed_at=max(self.changed_at, other.changed_at),
        )


class _Event(Struct, frozen=True, kw_only=True):
    """A day of the calendar; `rule` says how it comes round."""

    key: str
    on: date
    summary: str
    notes: tuple[str, ...]
    revision: _Revision
    rule: str | None = None

    def lines(self) -> Iterator[str]:
        """Return its content lines."""
        stamp = self.revision.changed_at.replace("-", "").replace(":", "")
        yield "BEGIN:VEVENT"
        yield f"UID:{uuid5(NAMESPACE_URL, f'kam:{self.key}')}@kam"
        yield f"DTSTAMP:{stamp}"
        yield f"LAST-MODIFIED:{stamp}"
        yield f"SEQUENCE:{self.revision.changes}"
        yield f"DTSTART;VALUE=DATE:{self.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{self.on + timedelta(days=1):%Y%m%d}"
        if self.rule is not None:
            yield f"RRULE:{self.rule}"
        yield f"SUMMARY:{escaped(self.summary)}"
        yield f"DESCRIPTION:{escaped(*self.notes)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def write_calendar(export: Export) -> tuple[Count, ...]:
    """Write the open actions, the days due by cadence and the birthdays of a manager's customers.

    Birthdays are those of people who consented and want our wishes. What was done meanwhile is no
    longer in the file. Redacted, it holds no people: no birthdays, nobody to call. Raises
    `OSError`.
    """
    ledger, as_of = export.ledger, export.as_of
    scope = selected(Selection(owner=ledger.settings.manager), as_of=as_of)
    book = _Book(ledger, scope, as_of=as_of, veil=export.veil)
    mine = portraits(ledger, scope, as_of=as_of)
    parts = {
        "actions": [event for each in mine for event in book.actions(each)],
        "cadence": [event for each in mine for event in book.cadence(each)],
        "birthdays": list(book.birthdays()),
    }
    export.tell(export.place.name)
    with export.outbox.draft(export.place).open("wb") as file:
        file.writelines(
            encoded(_calendar(book.title, (e for part in parts.values() for e in part)))
        )
    return tuple(Count(table=name, rows=len(part)) for name, part in parts.items())


def _calendar(title: str, events: Iterable[_Event]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//kam//calendar//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{escaped(title)}"
    for event in events:
        yield from event.lines()
    yield "END:VCALENDAR"


class _Book:
    """What the events of some customers are made of."""

    def __init__(self, ledger: Ledger, scope: Scope, *, as_of: date, veil: Veil | None) -> None:
        self._ledger = ledger
        self._veil = veil
        self._scope = scope
        self._as_of = as_of
        manager = ledger.settings.manager
        self.title = f"kam {manager} {ledger.value(_MANAGER, {'code': manager})}"
        self._earlier = {row[0]: row[1] for row in self._rows(_EARLIER)}
        self._graded = {row[0]: row[1] for row in self._rows(_GRADED)}
        self._reached = {row["customer_id"]: row for row in self._rows(_REACHED)}
        self._changes: dict[int, dict[str, _Revision]] = {}
        for row in self._rows(_CHANGES):
            revision = _Revision(changes=row["changes"], changed_at=row["changed_at"])
            self._changes.setdefault(row["customer_id"], {})[row["table_name"]] = revision

    def actions(self, customer: Portrait) -> Iterator[_Event]:
        """Return the open actions that have a day; one that was postponed is the same event."""
        for action in customer.actions:
            if action.due_on is not None:
                yield _Event(
                    key=f"action:{customer.code}:{self._earlier[action.id]}:{action.text}",
                    on=action.due_on,
                    summary=f"{self._hidden(action.text, customer)} · {_called(customer)}",
                    notes=self._notes(customer),
                    revision=self._revision(customer.id, "actions"),
                )

    def cadence(self, customer: Portrait) -> Iterator[_Event]:
        """Return the day on which a customer is due by its cadence, or left in peace no longer."""
        if customer.due_on is None or customer.grade is None:
            return
        on = customer.due_on
        if customer.snoozed_until is not None:
            on = max(on, customer.snoozed_until + timedelta(days=1))
        # the passing of days changes a grade, and with it the day, without a change of facts
        graded = _Revision(changes=self._graded.get(customer.id, 0))
        yield _Event(
            key=f"cadence:{customer.code}",
            on=on,
            summary=_("Contact {customer} ({grade})").format(
                customer=_called(customer), grade=customer.grade
            ),
            notes=self._notes(customer),
            revision=self._revision(customer.id).and_(graded),
        )

    def birthdays(self) -> Iterator[_Event]:
        """Return the birthdays: a solar one as a day of each year, a lunar one year by year."""
        for row in self._rows(_BORN) if self._veil is None else []:
            calendar = Calendar(row["birthday_calendar"] or Calendar.SOLAR)
            born = read_birthday(row["birthday"], calendar=calendar)
            if calendar is Calendar.LUNAR:
                yield from self._lunar(row, born)
            else:
                yield from self._solar(row, born)

    def _solar(self, row: Row, born: Birthday) -> Iterator[_Event]:
        first = next_birthday(born, as_of=date.fromisoformat(row["consent_on"]))
        notes, rule = [], "FREQ=YEARLY"
        if (born.month, born.day) == _LEAP_DAY:
            notes.append(_("Born on 29 February; kept on the 28th in other years."))
            rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
        if first is not None:
            yield self._birthday(row, first, notes=notes, rule=rule)

    def _lunar(self, row: Row, born: Birthday) -> Iterator[_Event]:
        told = _("lunar {day}").format(day=born)
        for year in range(self._as_of.year, self._as_of.year + LUNAR_YEARS):
            on = kept_in(born, year)
            if on is not None:
                yield self._birthday(row, on, notes=[told], year=year)

    def _birthday(
        self,
        row: Row,
        on: date,
        *,
        notes: list[str],
        rule: str | None = None,
        year: int | None = None,
    ) -> _Event:
        key = f"birthday:{row['code']}:{name_key(row['contact'])}"
        return _Event(
            key=f"{key}:{year}" if year else key,
            on=on,
            summary=_("Birthday of {person}, {customer}").format(
                person=row["contact"], customer=row["name"]
            ),
            notes=(row["code"], *notes),
            revision=self._revision(row["customer_id"], "contacts"),
            rule=rule,
        )

    def _notes(self, customer: Portrait) -> tuple[str, ...]:
        """Return the customer, and whom to call there."""
        person = self._reached.get(customer.id) if self._veil is None else None
        who = [part for part in (person["name"], person["phone"]) if part] if person else []
        return (f"{customer.code} {customer.name}", *([", ".join(who)] if who else []))

    def _hidden(self, text: str, customer: Portrait) -> str:
        """Return a text, without what tells of people where that is to be left out."""
        return text if self._veil is None else self._veil.text(text, customer.code)

    def _revision(self, customer_id: int, table: str | None = None) -> _Revision:
        """Return how a table's rows of a customer changed, or all that is recorded of it."""
        found = self._changes.get(customer_id, {})
        if table is not None:
            return found.get(table, _Revision())
        total = _Revision()
        for each in found.values():
            total = total.and_(each)
        return total

    def _rows(self, question: str) -> list[Row]:
        parameters = {**self._scope.parameters, "as_of": self._as_of}
        return self._ledger.rows(question.format(ids=self._scope.ids), parameters)


def _called(customer: Portrait) -> str:
    return customer.short_name or customer.name
