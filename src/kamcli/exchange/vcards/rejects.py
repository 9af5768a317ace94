"""Rejected cards, given back as they stood in their file, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamcli.exchange.returns import give_back

if TYPE_CHECKING:
    from kamcli.exchange.faults import Tally
    from kamcli.exchange.vcards.cards import Card

# What says in a card why it was rejected: no program that reads cards minds it.
_REASON = "X-KAM-REASON"


def write_rejects(tally: Tally, cards: Sequence[Card]) -> Path:
    """Write the rejected cards as they stood in their file, and return where."""
    text = b"".join(_lines(tally, cards))
    path = tally.source.path
    return give_back(path, path.suffix, lambda place: place.write_bytes(text))


def _lines(tally: Tally, cards: Sequence[Card]) -> Iterator[bytes]:
    for card in cards:
        reason = tally.reasons.get(card.raw.line)
        if reason is None:
            continue
        # A rejected card that was mended in vain has a reason already.
        kept = [line for line in card.raw.lines if not line.startswith(_REASON.encode())]
        told = f"{_REASON}:{reason}".encode(card.raw.charset, "replace")
        for line in (*kept[:1], told, *kept[1:]):
            yield line + b"\r\n"
