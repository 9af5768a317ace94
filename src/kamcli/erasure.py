"""Erase a person for good: from the ledger, its trail, its index and what was handed in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import contacts, erasing, index
from kamcli.ledger.outside import Outside, outside_of
from kamcli.ledger.persons import first_command
from kamcli.ledger.submissions import Submission, all_submissions, keep_gaps
from kamcli.output.sealing import resealed
from kamcli.reports.gaps import with_gaps

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.finding import Found
    from kamcli.ledger.persons import Person


class ErasedRows(Struct, frozen=True, kw_only=True):
    """How many rows of a table told of the person, and in how many places."""

    table: str
    rows: int
    places: int


class ErasedWeek(Struct, frozen=True, kw_only=True):
    """A submission that told of the person, and how many gaps it has now."""

    week: date
    manager: str
    version: int
    gaps: int


class Erased(Struct, frozen=True, kw_only=True):
    """What an erase came to.

    `trail` counts rows of the trail, `reasons` those of commands. `shared` are phones and addresses
    that stay, because others have them too. `left` counts places at other customers that may be of
    somebody else of that name, `parts` those at this one that have a part of the name alone.
    `outside` is what was written out of the ledger: it is not reached.
    """

    code: str
    name: str
    places: int
    tables: tuple[ErasedRows, ...]
    trail: int
    reasons: int
    submissions: tuple[ErasedWeek, ...]
    shared: tuple[str, ...]
    left: int
    parts: int
    outside: tuple[Outside, ...]


def erase_person(ledger: Ledger, customer: Found, person: Person, *, at: datetime) -> Erased:
    """Erase a person; what its customer did with us stays, without it.

    The reason of the running command loses the person too.
    """
    scope = erasing.scope_of(ledger, person)
    if ledger.trail.command.why is not None:
        ledger.trail.command.why = scope.own.erased(ledger.trail.command.why)
    since = first_command(ledger, person)
    _remove(ledger, person)
    found = list(erasing.places(ledger, scope))
    erasing.erase_texts(ledger, found)
    weeks = _erase_submissions(ledger, customer, scope, at=at)
    reasons = erasing.erase_reasons(ledger, scope)
    trail = erasing.erase_trail(ledger, scope)
    index.forget(ledger)
    return Erased(
        code=customer.code,
        name=person.name,
        places=sum(each.places for each in found),
        tables=_tables(found),
        trail=trail,
        reasons=reasons,
        submissions=tuple(_week(each.submission, each.gaps) for each in weeks),
        shared=person.shared,
        left=sum(each.left for each in found),
        parts=erasing.parts_left(ledger, scope),
        outside=outside_of(ledger, since=since, submissions=[each.submission for each in weeks]),
    )


def _remove(ledger: Ledger, person: Person) -> None:
    for row_id in sorted(person.row_ids):
        row = ledger.row("SELECT * FROM contacts WHERE id = :id", {"id": row_id})
        if row is not None:
            contacts.remove_contact(ledger, row)


class _Gapped(Struct, frozen=True, kw_only=True):
    submission: Submission
    gaps: int


def _erase_submissions(
    ledger: Ledger, customer: Found, scope: erasing.Scope, *, at: datetime
) -> list[_Gapped]:
    rows = ledger.rows(
        "SELECT alias FROM aliases WHERE customer_id = :id", {"id": scope.person.customer_id}
    )
    codes = {customer.code, *(row["alias"] for row in rows)}
    found = []
    for submission in all_submissions(ledger):
        gapped = with_gaps(json.loads(submission.content), scope, codes=codes)
        if gapped.gaps:
            kept = resealed(gapped.content)
            keep_gaps(ledger, submission, content=kept.content, digest=kept.digest, at=at)
            found.append(_Gapped(submission=submission, gaps=gapped.gaps))
    return found


def _week(submission: Submission, gaps: int) -> ErasedWeek:
    return ErasedWeek(
        week=submission.week,
        manager=submission.manager,
        version=submission.version,
        gaps=gaps,
    )


def _tables(found: Iterable[erasing.Place]) -> tuple[ErasedRows, ...]:
    rows: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for each in found:
        if each.places:
            rows[each.table] += 1
            places[each.table] += each.places
    return tuple(
        ErasedRows(table=table, rows=rows[table], places=places[table]) for table in sorted(rows)
    )
