"""Customers that two salespeople have: found in what they handed in, by name, site and phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kamcli.ledger.customers import name_key
from kamcli.reports.frozen import Frozen, KnownCustomer
from kamcli.reports.team import Collided, Collision, Trait
from kamcli.rules.firms import firm_key, phone_keys, site_key


class _Mark(Struct, frozen=True):
    """A spelling that several customers may share."""

    trait: Trait
    key: str


class _Owned(Struct, frozen=True, kw_only=True):
    manager: str
    customer: KnownCustomer


def collisions(several: Sequence[Frozen]) -> tuple[Collision, ...]:
    """Return the firms that more than one manager has, in the order of their first codes."""
    owned = [
        _Owned(manager=each.manager, customer=customer)
        for each in several
        for customer in each.customers
    ]
    marked: dict[_Mark, list[int]] = defaultdict(list)
    for index, each in enumerate(owned):
        for mark in set(_marks(each.customer)):
            marked[mark].append(index)
    groups = _Groups(len(owned))
    shared = [mark for mark, found in marked.items() if _managers(owned, found) > 1]
    for mark in shared:
        groups.join(marked[mark])
    return tuple(
        _collision(owned, group, [mark for mark in shared if group[0] in groups.of(marked[mark])])
        for group in groups.several()
    )


def _marks(customer: KnownCustomer) -> Iterator[_Mark]:
    yield _Mark(Trait.NAME, firm_key(name_key(customer.name)))
    site = site_key(customer.website) if customer.website else None
    if site is not None:
        yield _Mark(Trait.SITE, site)
    for phone in customer.phones:
        for key in phone_keys(phone):
            yield _Mark(Trait.PHONE, key)


def _managers(owned: Sequence[_Owned], found: Sequence[int]) -> int:
    return len({owned[index].manager for index in found})


def _collision(owned: Sequence[_Owned], group: Sequence[int], marks: Sequence[_Mark]) -> Collision:
    agreed = {mark.trait for mark in marks}
    return Collision(
        by=tuple(trait for trait in Trait if trait in agreed),
        customers=tuple(
            Collided(
                manager=owned[index].manager,
                code=owned[index].customer.code,
                name=owned[index].customer.name,
                grade=owned[index].customer.grade,
            )
            for index in group
        ),
    )


class _Groups:
    """Numbers that belong together, joined step by step."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def _first(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, numbers: Sequence[int]) -> None:
        """Put numbers into one group, that of the least of them."""
        least, *others = sorted(self._first(each) for each in numbers)
        for other in others:
            self._above[other] = least

    def of(self, numbers: Sequence[int]) -> set[int]:
        """Return the least number of the group of each."""
        return {self._first(each) for each in numbers}

    def several(self) -> list[list[int]]:
        """Return the groups of more than one, each in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._above)):
            found[self._first(number)].append(number)
        return [group for group in found.values() if len(group) > 1]
