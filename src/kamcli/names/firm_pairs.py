"""All pairs of many firms that are probably one, found without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from kamcli.names.firms import Likeness, Mark, Portrait, likeness
from kamcli.rules.vocabulary import Trait

# A phone or a site that more firms have is that of a market or an agent, not of one firm.
MOST_SHARING = 10


class AlikePair(Struct, frozen=True, kw_only=True):
    """Two firms by their places in a sequence, the earlier one first, and why they are one."""

    one: int
    other: int
    likeness: Likeness


def alike_pairs(firms: Sequence[Portrait]) -> Iterator[AlikePair]:
    """Go through the pairs that are probably one firm, in their order.

    Only firms that share a mark are compared: the rules find no other alike.
    """
    sharing: dict[Mark, list[int]] = defaultdict(list)
    for place, firm in enumerate(firms):
        for mark in firm.marks:
            sharing[mark].append(place)
    telling = {
        mark: places
        for mark, places in sharing.items()
        if len(places) > 1 and (mark.trait is Trait.NAME or len(places) <= MOST_SHARING)
    }
    compared = [replace(firm, marks=firm.marks & telling.keys()) for firm in firms]
    pairs = {pair for places in telling.values() for pair in combinations(places, 2)}
    for one, other in sorted(pairs):
        alike = likeness(compared[one], compared[other])
        if alike is not None:
            yield AlikePair(one=one, other=other, likeness=alike)
