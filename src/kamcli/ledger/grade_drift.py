"""Stored standings and histories that the facts do not add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.days import plain
from kamcli.ledger.fingerprints import unproven
from kamcli.ledger.grades import change_form, kept_changes
from kamcli.ledger.policies import policy_book
from kamcli.ledger.records import chunks, exactly, full_records, summaries
from kamcli.ledger.stored_standings import COLUMNS, stored_form
from kamcli.rules.history import replay
from kamcli.rules.standing import standing

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.rules.policy import PolicyBook

# The day on which it was worked out says nothing of what it says.
_COMPARED = tuple(name for name in COLUMNS if name not in ("customer_id", "graded_on"))

_ACTIVE = "SELECT id FROM customers WHERE status = 'active' ORDER BY id"
_NOT_ACTIVE = (
    "SELECT customer_id FROM standings LEFT JOIN customers ON customers.id = customer_id"
    " WHERE status IS NOT 'active' ORDER BY customer_id"
)


class WrongGrade(Struct, frozen=True, kw_only=True):
    """A customer whose stored standing or history is not what its facts add up to.

    `column` is the first that differs, with both values; nothing where the history does, or where
    one is stored that should not be, or none that should.
    """

    customer_id: int
    column: str | None = None
    stored: Any = None
    right: Any = None


def wrong_grades(ledger: Ledger, *, as_of: date) -> Iterator[WrongGrade]:
    """Work out every customer anew and go through those that are stored otherwise; flat memory.

    A standing whose day has come is not wrong: it waits for the refresh.
    """
    policies = policy_book(ledger)
    for row in ledger.rows(_NOT_ACTIVE):
        yield WrongGrade(customer_id=row["customer_id"])
    ids = [row["id"] for row in ledger.each(_ACTIVE)]
    for some in chunks(ids):
        stored = _stored(ledger, some)
        wrong = list(_wrong_standings(ledger, some, stored, policies, as_of=as_of))
        yield from wrong
        told = {each.customer_id for each in wrong}
        for customer_id in _wrong_histories(ledger, some, stored, policies, as_of=as_of):
            if customer_id not in told:
                yield WrongGrade(customer_id=customer_id)


def _stored(ledger: Ledger, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    rows = ledger.rows(f"SELECT * FROM standings WHERE customer_id IN ({', '.join(map(str, ids))})")
    return {row["customer_id"]: dict(row) for row in rows}


def _wrong_standings(
    ledger: Ledger,
    ids: Sequence[int],
    stored: Mapping[int, Mapping[str, Any]],
    policies: PolicyBook,
    *,
    as_of: date,
) -> Iterator[WrongGrade]:
    for summary in summaries(ledger, exactly(ids), as_of=as_of):
        row = stored.get(summary.customer_id)
        if row is None:
            yield WrongGrade(customer_id=summary.customer_id)
        elif row["holds_until_on"] is None or row["holds_until_on"] > as_of.isoformat():
            now = standing(summary.record, as_of=as_of, policies=policies)
            right = {name: plain(each) for name, each in stored_form(summary, now).items()}
            for name in _COMPARED:
                if row[name] != right[name]:
                    yield WrongGrade(
                        customer_id=summary.customer_id,
                        column=name,
                        stored=row[name],
                        right=right[name],
                    )
                    break


def _wrong_histories(
    ledger: Ledger,
    ids: Sequence[int],
    stored: Mapping[int, Mapping[str, Any]],
    policies: PolicyBook,
    *,
    as_of: date,
) -> Iterator[int]:
    """Go through those whose history differs, of those that no fingerprint proves."""
    doubted = [each for each in unproven(ledger, exactly(ids), as_of=as_of) if each in stored]
    if not doubted:
        return
    kept: dict[object, set[tuple[object, ...]]] = {}
    for change in kept_changes(ledger, exactly(doubted)):
        kept.setdefault(change[0], set()).add(change)
    for customer_id, record in full_records(ledger, exactly(doubted)):
        through = stored[customer_id]["graded_on"]
        right = {
            tuple(change_form(customer_id, change).values())
            for change in replay(record, through=as_of, policies=policies)
            if change.on.isoformat() <= through
        }
        if right != kept.get(customer_id, set()):
            yield customer_id
