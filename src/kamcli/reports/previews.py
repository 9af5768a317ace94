"""What another policy would change: who, from, to, and how many of each grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.grade_changes import Preview, preview
from kamcli.ledger.policies import imagined_book
from kamcli.reports.changes import named
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Trial(Struct, frozen=True, kw_only=True):
    """A policy that is tried, as it would be kept."""

    key: str
    value: str


class Moved(Struct, frozen=True, kw_only=True):
    """A customer whose computed grade another policy would change."""

    code: str
    name: str
    owner: str
    from_: Grade
    to: Grade


class Count(Struct, frozen=True, kw_only=True):
    """How many customers have a grade now, and how many would."""

    grade: Grade
    before: int
    after: int


class Previewed(Struct, frozen=True, kw_only=True):
    """What `kam grade preview -f json` returns."""

    as_of: date
    settings: tuple[Trial, ...]
    changed: tuple[Moved, ...]
    counts: tuple[Count, ...]


def previewed(ledger: Ledger, values: Mapping[str, str], *, as_of: date) -> Previewed:
    """Try policies on every active customer, as if they held from the day on.

    `values` are spelt as `read_setting` spells them. Nothing is kept.
    """
    imagined = imagined_book(ledger, values, from_on=as_of)
    seen = preview(ledger, imagined, as_of=as_of)
    return Previewed(
        as_of=as_of,
        settings=tuple(Trial(key=key, value=value) for key, value in values.items()),
        changed=tuple(_moved(ledger, seen)),
        counts=tuple(_counts(seen)),
    )


def _moved(ledger: Ledger, seen: Sequence[Preview]) -> list[Moved]:
    moving = {each.customer_id: each for each in seen if each.before is not each.after}
    customers = named(ledger, list(moving))
    rows = [
        Moved(
            code=customers[key].code,
            name=customers[key].name,
            owner=customers[key].owner,
            from_=each.before,
            to=each.after,
        )
        for key, each in moving.items()
    ]
    return sorted(rows, key=lambda row: (row.from_, row.to, row.code))


def _counts(seen: Sequence[Preview]) -> list[Count]:
    before: Mapping[Grade, int] = Counter(each.before for each in seen)
    after: Mapping[Grade, int] = Counter(each.after for each in seen)
    return [Count(grade=grade, before=before[grade], after=after[grade]) for grade in Grade]
