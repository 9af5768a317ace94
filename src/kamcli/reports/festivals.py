"""The festivals of the customers' countries in a few days to come.

They are public holidays of whole countries, as the `holidays` library knows them. Its facts lie in
`festivals.tsv`, which `tools/festivals.py` writes: the library itself takes longer to load than a
morning page may. Days off without a name of their own are in neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import Language, language
from kamcli.rules.days import add_days
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.portraits import Portrait

_TABLE = Path(__file__).with_name("festivals.tsv")
_VALUABLE = (Grade.A, Grade.B)


class Greeted(Struct, frozen=True, kw_only=True):
    """A customer worth a greeting; `grade` is the shown one."""

    code: str
    name: str
    grade: Grade


class FestivalAhead(Struct, frozen=True, kw_only=True):
    """A festival of a country, from its first day ahead through its last one.

    `name` is in the language of the person where the library knows it, else English. `customers`
    are the A and B there, A first; `others` counts the rest.
    """

    on: date
    through: date
    country: str
    name: str
    customers: tuple[Greeted, ...]
    others: int


class _Day(Struct, frozen=True, kw_only=True):
    """A day of the table and whose it is."""

    on: date
    name: str
    countries: tuple[str, ...]


class _Kept(Struct, frozen=True):
    """A festival as one country keeps it."""

    country: str
    name: str


def festivals_ahead(
    mine: Iterable[Portrait], *, as_of: date, through: date
) -> Iterator[FestivalAhead]:
    """Go through the festivals of these customers' countries, the earliest first."""
    there = _by_country(mine)
    if not there:
        return
    days: dict[_Kept, list[date]] = defaultdict(list)
    for day in _days(as_of, through):
        for country in there.keys() & day.countries:
            days[_Kept(country, day.name)].append(day.on)
    spans = [
        FestivalAhead(
            on=run[0],
            through=run[-1],
            country=kept.country,
            name=kept.name,
            customers=_valuable(there[kept.country]),
            others=sum(each.grade not in _VALUABLE for each in there[kept.country]),
        )
        for kept, each_day in days.items()
        for run in _runs(each_day)
    ]
    yield from sorted(spans, key=lambda each: (each.on, each.country, each.name))


def _by_country(mine: Iterable[Portrait]) -> Mapping[str, Sequence[Portrait]]:
    found: dict[str, list[Portrait]] = defaultdict(list)
    for customer in mine:
        if customer.country is not None:
            found[customer.country].append(customer)
    return found


def _valuable(customers: Iterable[Portrait]) -> tuple[Greeted, ...]:
    found = [
        Greeted(code=each.code, name=each.name, grade=each.grade)
        for each in customers
        if each.grade is not None and each.grade in _VALUABLE
    ]
    return tuple(sorted(found, key=lambda each: each.grade))


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Part days into runs without a gap."""
    run: list[date] = []
    for day in days:
        if run and day != add_days(run[-1], 1):
            yield run
            run = []
        run.append(day)
    yield run


def _days(as_of: date, through: date) -> Iterator[_Day]:
    """Go through the days of the table from one day through another."""
    table = _TABLE.read_bytes()
    begin = _place(table, as_of)
    end = _place(table, add_days(through, 1))
    chinese = language() is Language.CHINESE
    for line in table[begin:end].decode("utf-8").splitlines():
        on, english, said, countries = line.split("\t")
        yield _Day(
            on=date.fromisoformat(on),
            name=said if chinese and said else english,
            countries=tuple(countries.split()),
        )


def _place(table: bytes, day: date) -> int:
    """Return where the lines of a day or a later one begin; the lines stand by their days."""
    low, high = table.index(b"\n") + 1, len(table)
    wanted = day.isoformat().encode()
    while low < high:
        middle = table.rfind(b"\n", 0, (low + high) // 2) + 1
        middle = max(middle, low)
        if table[middle : middle + len(wanted)] < wanted:
            low = table.index(b"\n", middle) + 1
        else:
            high = middle
    return low
