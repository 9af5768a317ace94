"""The week of the ledger: Saturday through Friday, named by its Friday (rules.md 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.writing import even

_THURSDAY = 3
_FRIDAY = 4
_WEEK = timedelta(days=7)

# How many weeks away each word is.
_WORDS = {
    "this": 0,
    "last": -1,
    "next": 1,
    "this week": 0,
    "last week": -1,
    "next week": 1,
    "本周": 0,
    "这周": 0,
    "上周": -1,
    "下周": 1,
}


class Week(Struct, frozen=True, order=True):
    """Seven days that end on a Friday."""

    friday: date

    def __post_init__(self) -> None:
        """Refuse a day that is no Friday: whoever makes a week knows its Friday."""
        if self.friday.weekday() != _FRIDAY:
            raise ValueError(f"{self.friday} is not a Friday")

    def __str__(self) -> str:
        """Return the Friday in ISO form."""
        return self.friday.isoformat()

    def __iter__(self) -> Iterator[date]:
        """Go through the days, Saturday first."""
        return (self.begin + timedelta(days=n) for n in range(7))

    def __contains__(self, day: date) -> bool:
        """Whether a day is in the week."""
        return self.begin <= day <= self.end

    @property
    def begin(self) -> date:
        """The Saturday on which the week begins."""
        return self.friday - timedelta(days=6)

    @property
    def end(self) -> date:
        """The Friday that ends and names the week."""
        return self.friday

    @property
    def previous(self) -> Week:
        """The week before."""
        return Week(self.friday - _WEEK)

    @property
    def next(self) -> Week:
        """The week after."""
        return Week(self.friday + _WEEK)

    def complete(self, *, as_of: date) -> bool:
        """Whether the week can be told in full: from its Friday on."""
        return as_of >= self.friday


def week_of(day: date) -> Week:
    """Return the week that holds a day."""
    return Week(day + timedelta(days=(_FRIDAY - day.weekday()) % 7))


def read_week(text: str, *, as_of: date, ahead: bool = False) -> Week:
    """Read `this`, `last`, `next`, 本周, 上周, 下周, or a day for the week that holds it.

    A day without a year is the nearest past one, with `ahead` the nearest one to come. Raises
    NotUnderstood for anything else.
    """
    from kamcli.dates import Toward, read_day

    word = even(text).casefold()
    running = week_of(as_of)
    if word in _WORDS:
        return Week(running.friday + _WORDS[word] * _WEEK)
    toward = Toward.FUTURE if ahead else Toward.PAST
    return week_of(read_day(text, as_of=as_of, toward=toward).day)


def week_to_submit(*, as_of: date, asked: Week | None = None) -> Week:
    """Return the week to hand in: the running one on Thursday and Friday, else the one before.

    A week that was asked for is taken as it is; raises Refused for one that is still to come,
    and for the running one before its Thursday.
    """
    running = week_of(as_of)
    ready = as_of.weekday() in (_THURSDAY, _FRIDAY)
    if asked is None:
        return running if ready else running.previous
    if asked > running or (asked == running and not ready):
        raise Refused(
            _(
                "the week that ends on {friday} can be submitted from Thursday {thursday} on."
            ).format(friday=asked.friday, thursday=asked.friday - timedelta(days=1)),
            hint="kam report submit --week last",
        )
    return asked


def week_of_goal(*, as_of: date) -> Week:
    """Return the week that a goal is set for.

    The next one on Thursday and Friday, else the running one.
    """
    running = week_of(as_of)
    return running.next if as_of.weekday() in (_THURSDAY, _FRIDAY) else running


def due_on(week: Week, *, works: Callable[[date], bool]) -> date:
    """Return the day on which the report of a week is to be handed in; a holiday moves it.

    It is the Friday, else the Thursday, the first day on which the running week can be submitted;
    where both are off the first working day after them. The week stays the same seven days.
    """
    thursday = week.friday - timedelta(days=1)
    day = next((day for day in (week.friday, thursday) if works(day)), week.friday)
    while not works(day):
        day += timedelta(days=1)
    return day


def weeks_due(*, as_of: date, works: Callable[[date], bool]) -> tuple[Week, ...]:
    """Return the weeks whose report is due on a day, the earliest first; mostly there is none."""
    running = week_of(as_of)
    weeks = (running.previous.previous, running.previous, running)
    return tuple(week for week in weeks if due_on(week, works=works) == as_of)
