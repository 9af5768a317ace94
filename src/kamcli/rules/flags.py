"""What needs attention at a customer (rules.md 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from kamcli.rules.vocabulary import Flag, Grade, Kind

# The customer wants something with the first, and we do something about it with the second.
WISHES = frozenset({Kind.REQUEST, Kind.COMPLAINT})
ANSWERS = frozenset({Kind.TALK, Kind.SAMPLE, Kind.QUOTE, Kind.SERVICE, Kind.CARD})


class Situation(Struct, frozen=True, kw_only=True):
    """What the flags of a day are told by.

    `computed` and `shown` are the two grades, `last_wish_on` the latest day of one of `WISHES`,
    `last_answer_on` that of one of `ANSWERS`, attempts included. `due_on` is that of the cadence,
    `snoozed_until` the last day on which it is held back. `overridden` says that an override is
    shown: one that sleeps is not.
    """

    as_of: date
    computed: Grade
    shown: Grade
    silent: bool
    last_contact_on: date | None
    ordered_recently: bool
    last_wish_on: date | None
    last_answer_on: date | None
    due_on: date
    snoozed_until: date | None
    has_open_action: bool
    reachable: bool
    overridden: bool


def flags(situation: Situation) -> tuple[Flag, ...]:
    """Return the flags that stand, in the order of the rules."""
    return tuple(_standing_flags(situation))


def _standing_flags(situation: Situation) -> Iterator[Flag]:
    if situation.computed is Grade.D and situation.last_contact_on is None:
        yield Flag.NO_CONTACT_YET
    if situation.computed is Grade.D and situation.silent and situation.last_contact_on is not None:
        yield Flag.STALE
    if situation.computed is Grade.B and not situation.ordered_recently:
        yield Flag.NO_ORDER_12M
    if is_unanswered(situation.last_wish_on, situation.last_answer_on):
        yield Flag.UNANSWERED
    if is_overdue(situation.due_on, situation.snoozed_until, as_of=situation.as_of):
        yield Flag.OVERDUE
    if situation.shown in (Grade.A, Grade.B) and not situation.has_open_action:
        yield Flag.NO_NEXT
    if not situation.reachable:
        yield Flag.UNREACHABLE
    if situation.overridden:
        yield Flag.OVERRIDDEN


def is_unanswered(last_wish_on: date | None, last_answer_on: date | None) -> bool:
    """Whether nothing of ours is dated on the day of the latest wish or after it."""
    if last_wish_on is None:
        return False
    return last_answer_on is None or last_answer_on < last_wish_on


def is_overdue(due_on: date, snoozed_until: date | None, *, as_of: date) -> bool:
    """Whether the day due has passed, and no snooze holds it back."""
    return due_on < as_of and (snoozed_until is None or snoozed_until < as_of)
