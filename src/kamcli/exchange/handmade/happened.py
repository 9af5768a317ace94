"""Notes and plans of rows as they are taken in: a line that is there already is not taken again."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.exchange.handmade.entries import Note, Plan
from kamcli.ledger.days import day_or_none
from kamcli.rules.record import is_contact
from kamcli.rules.vocabulary import ActionStatus, Kind, Via

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kamcli.exchange.handmade.batches import Batches
    from kamcli.exchange.handmade.entries import LastContact
    from kamcli.ledger.database import Ledger

_LATEST = """
SELECT customer_id, happened_on AS day, kind, attempt, unsolicited FROM interactions
UNION ALL SELECT customer_id, ordered_on, 'talk', 0, 0 FROM orders
"""


class Notes:
    """The notes that are known, by customer, day and text; digests are kept, not texts."""

    def __init__(self, ledger: Ledger, batches: Batches) -> None:
        """Begin; what is there is counted when first asked for."""
        self._ledger = ledger
        self._batches = batches

    @cached_property
    def _known(self) -> Counter[bytes]:
        rows = self._ledger.each("SELECT customer_id, happened_on, text FROM interactions")
        return Counter(_digest(row["customer_id"], row["happened_on"], row["text"]) for row in rows)

    @cached_property
    def _latest(self) -> dict[int, date]:
        """The last day on which each customer was in touch."""
        found: dict[int, date] = {}
        for row in self._ledger.each(_LATEST):
            kind, flags = Kind(row["kind"]), (row["attempt"], row["unsolicited"])
            if is_contact(kind, attempt=bool(flags[0]), unsolicited=bool(flags[1])):
                day = date.fromisoformat(row["day"])
                found[row["customer_id"]] = max(day, found.get(row["customer_id"], day))
        return found

    def missing(self, notes: Sequence[Note], customer_id: int | None) -> list[Note]:
        """Return the notes that are not known: the n-th equal one meets the n-th known."""
        if customer_id is None or not notes:
            return list(notes)
        left = Counter(
            {key: self._known[key] for key in (_key(customer_id, note) for note in notes)}
        )
        found = []
        for note in notes:
            key = _key(customer_id, note)
            if left[key]:
                left[key] -= 1
            else:
                found.append(note)
        return found

    def of_last_contact(self, last: LastContact, customer_id: int | None) -> Note | None:
        """Return the note of a day in touch, unless something tells of that day or a later one."""
        known = None if customer_id is None else self._latest.get(customer_id)
        if known is not None and known >= last.on:
            return None
        return Note(on=last.on, kind=Kind.TALK, via=Via.OTHER, text=last.text)

    def keep(self, notes: Iterable[Note], customer_id: int) -> None:
        """Store notes; when and by whom they were entered stays unknown: they are never late."""
        for note in notes:
            self._batches.add("interactions", _columns(note, customer_id))
            self._known[_key(customer_id, note)] += 1
            if is_contact(note.kind, attempt=note.attempt, unsolicited=note.unsolicited):
                self.saw(customer_id, note.on)

    def saw(self, customer_id: int, on: date) -> None:
        """Know of a day on which a customer was in touch."""
        self._latest[customer_id] = max(on, self._latest.get(customer_id, on))


def _columns(note: Note, customer_id: int) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "happened_on": note.on.isoformat(),
        "kind": note.kind.value,
        "via": note.via.value,
        "text": note.text,
        "amount": note.amount and note.amount.amount,
        "currency": note.amount and note.amount.currency,
        "attempt": int(note.attempt),
        "unsolicited": int(note.unsolicited),
    }


def _key(customer_id: int, note: Note) -> bytes:
    return _digest(customer_id, note.on.isoformat(), note.text)


def _digest(customer_id: int, day: str, text: str) -> bytes:
    content = f"{customer_id}\0{day}\0{' '.join(text.split())}"
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Known(Struct, frozen=True, kw_only=True):
    """An action as it is known; an open one can be moved."""

    id: int
    due_on: date | None
    open: bool


class PlanChange(Struct, frozen=True, kw_only=True):
    """A plan that is new, or an open one that has another day."""

    plan: Plan
    action_id: int | None


class Plans:
    """The actions that are known, by customer and text."""

    def __init__(self, ledger: Ledger, batches: Batches) -> None:
        """Begin; what is there is loaded when first asked for."""
        self._ledger = ledger
        self._batches = batches
        self._told: set[int] = set()

    @cached_property
    def _known(self) -> dict[tuple[int, str], list[_Known]]:
        found: dict[tuple[int, str], list[_Known]] = defaultdict(list)
        for row in self._ledger.each("SELECT id, customer_id, text, due_on, status FROM actions"):
            known = _Known(
                id=row["id"], due_on=day_or_none(row["due_on"]), open=row["status"] == "open"
            )
            found[row["customer_id"], row["text"]].append(known)
        return found

    def changes(self, plans: Sequence[Plan], customer_id: int | None) -> list[PlanChange]:
        """Return the plans that are not known yet, and the open ones that moved.

        An action of which a row of this import told the day already stays: the plan is another.
        """
        if customer_id is None:
            return [PlanChange(plan=plan, action_id=None) for plan in plans]
        self._told.update(
            each.id
            for plan in plans
            for each in self._known.get((customer_id, plan.text), [])
            if each.due_on == plan.due_on
        )
        found = []
        for plan in plans:
            known = self._known.get((customer_id, plan.text), [])
            if known and plan.due_on in (None, *(each.due_on for each in known)):
                continue
            free = (each.id for each in known if each.open and each.id not in self._told)
            moved = next(free, None)
            if moved is not None:
                self._told.add(moved)
            found.append(PlanChange(plan=plan, action_id=moved))
        return found

    def keep(self, changes: Iterable[PlanChange], customer_id: int) -> None:
        """Store what is new."""
        for change in changes:
            plan = change.plan
            if change.action_id is None:
                action_id = self._batches.add(
                    "actions",
                    {
                        "customer_id": customer_id,
                        "text": plan.text,
                        "due_on": plan.due_on,
                        "status": ActionStatus.OPEN,
                    },
                )
            else:
                action_id = change.action_id
                if self._batches.holds("actions", action_id):
                    self._batches.flush()
                self._ledger.update("actions", action_id, {"due_on": plan.due_on})
            self._told.add(action_id)
            others = [each for each in self._known[customer_id, plan.text] if each.id != action_id]
            known = _Known(id=action_id, due_on=plan.due_on, open=True)
            self._known[customer_id, plan.text] = [*others, known]
