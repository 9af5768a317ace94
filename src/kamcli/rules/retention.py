"""Which backups are kept by their age: so many days, weeks and months back."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from itertools import islice

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _

_PART = re.compile("([0-9]{1,4})(d|w|m|天|日|周|个?月)")
_SPLIT = re.compile("[,,、;; ]+")


class Keep(Struct, frozen=True, kw_only=True):
    """How many days, weeks and months are kept: the last backup of each of the latest ones."""

    days: int = 0
    weeks: int = 0
    months: int = 0


def read_keep(text: str) -> Keep:
    """Read `7d,4w,12m`; raises `NotUnderstood` for anything else, and where nothing would stay."""
    counts = {"d": 0, "w": 0, "m": 0}
    for part in _SPLIT.split(text.strip().casefold()):
        found = _PART.fullmatch(part)
        if found is None:
            raise _unreadable(text)
        counts[_UNITS.get(found[2], found[2])] = int(found[1])
    if not any(counts.values()):
        raise _unreadable(text)
    return Keep(days=counts["d"], weeks=counts["w"], months=counts["m"])


_UNITS = {"天": "d", "日": "d", "周": "w", "月": "m", "个月": "m"}


def _unreadable(text: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{text}" does not say how many days, weeks and months to keep.').format(text=text),
        hint="--keep 7d,4w,12m",
        typed=text,
        better="7d,4w,12m",
    )


def to_keep(made: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Return the instants whose backups stay: of each period that has any, its last.

    Periods are those of UTC, and those without a backup do not count: after a month of holidays
    nothing more is gone than before. The newest always stays.
    """
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    for count, period in (
        (keep.days, datetime.date),
        (keep.weeks, _week),
        (keep.months, _month),
    ):
        kept |= _last_of_each(newest_first, period, count)
    return kept


def _week(at: datetime) -> Hashable:
    calendar = at.isocalendar()
    return calendar.year, calendar.week


def _month(at: datetime) -> Hashable:
    return at.year, at.month


def _last_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], count: int
) -> set[datetime]:
    """Return the last instant of each of the latest periods."""
    last: dict[Hashable, datetime] = {}
    for at in newest_first:
        last.setdefault(period(at), at)
    return set(islice(last.values(), count))
