"""Customers that two salespeople have: found in what they handed in, by name, site and phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from kamcli.ledger.lookalikes import firm_as_typed
from kamcli.names.firm_pairs import AlikePair, alike_pairs
from kamcli.names.firms import Portrait, portrait
from kamcli.reports.frozen import Frozen, KnownCustomer
from kamcli.reports.team import Collided, Collision
from kamcli.rules.vocabulary import Trait


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
    pairs = [
        pair
        for pair in alike_pairs([_portrait(each.customer) for each in owned])
        if owned[pair.one].manager != owned[pair.other].manager
    ]
    groups = _Groups(len(owned))
    for pair in pairs:
        groups.join((pair.one, pair.other))
    return tuple(_collision(owned, group, pairs) for group in groups.several())


def _portrait(customer: KnownCustomer) -> Portrait:
    firm = firm_as_typed(
        name=customer.name,
        market=customer.market,
        country=None,
        region=None,
        website=customer.website,
        phone=";".join(customer.phones),
    )
    return portrait(firm)


def _collision(
    owned: Sequence[_Owned], group: Sequence[int], pairs: Sequence[AlikePair]
) -> Collision:
    agreed = {trait for pair in pairs if pair.one in group for trait in pair.likeness.by}
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

    def several(self) -> list[list[int]]:
        """Return the groups of more than one, each in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._above)):
            found[self._first(number)].append(number)
        return [group for group in found.values() if len(group) > 1]
