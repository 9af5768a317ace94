"""Rejected cards, given back as they stood in their file, each with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamcli.errors import Unavailable
from kamcli.exchange.outbox import Outbox
from kamcli.exchange.reading import REJECTS
from kamcli.i18n import _

if TYPE_CHECKING:
    from kamcli.exchange.faults import Tally
    from kamcli.exchange.vcards.cards import Card

# What says in a card why it was rejected: no program that reads cards minds it.
_REASON = "X-KAM-REASON"


def place_of(tally: Tally) -> Path:
    """Return where the rejected cards of a file go: beside it, else into the current folder."""
    beside, here = _places(tally.source.path)
    return beside if os.access(beside.parent, os.W_OK) else here


def write_rejects(tally: Tally, cards: Sequence[Card]) -> Path:
    """Write the rejected cards as they stood in their file, and return where.

    They go beside it, or into the current folder where that cannot be written; raises
    `Unavailable`.
    """
    text = b"".join(_lines(tally, cards))
    beside, here = _places(tally.source.path)
    try:
        _write(beside, text)
    except OSError:
        return _write_here(here, text)
    return beside


def _write_here(path: Path, text: bytes) -> Path:
    try:
        _write(path, text)
    except OSError as error:
        raise Unavailable(
            _('The rejected cards cannot be written to "{path}": {why}.').format(
                path=path, why=error.strerror
            ),
            hint="kam import --dry-run …",
        ) from error
    return path


def _write(path: Path, text: bytes) -> None:
    with Outbox() as outbox:
        outbox.draft(path).write_bytes(text)
        outbox.deliver()


def _places(path: Path) -> tuple[Path, Path]:
    name = f"{path.stem.removesuffix(REJECTS)}{REJECTS}{path.suffix}"
    return path.with_name(name), Path(name)


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
