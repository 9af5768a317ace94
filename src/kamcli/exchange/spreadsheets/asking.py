"""What a person says of spreadsheets on the command line, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.exchange.spreadsheets.layouts import known_layouts, layout_named, remember
from kamcli.exchange.spreadsheets.meanings import read_mapping, spelling
from kamcli.exchange.spreadsheets.opening import open_tables
from kamcli.exchange.spreadsheets.shape import Asked, Field, RawTable

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Open = Callable[[Path], AbstractContextManager[tuple[RawTable, ...]]]


class Said(Struct, frozen=True, kw_only=True):
    """What stands on the command line: `maps` are `heading=field`, `layout` and `save` names."""

    maps: Sequence[str] = ()
    layout: str | None = None
    save: str | None = None
    encoding: str | None = None
    sheets: Sequence[str] = ()


def opener(ledger: Ledger, said: Said) -> Open:
    """Return what opens spreadsheets as a person wants them, and remembers what columns mean.

    What `maps` and `layout` say is kept for the next file with the same headings; `save` gives it a
    name. Raises `NotUnderstood` for what cannot be read, `NotFound` for an unknown layout; opening
    raises what `open_tables` does, and `Refused` for a name that other headings have.
    """
    maps = read_mapping(said.maps)
    named = layout_named(ledger, said.layout) if said.layout is not None else {}
    asked = Asked(
        mapping=maps,
        layouts=known_layouts(ledger),
        named=named,
        encoding=said.encoding,
        sheets=tuple(said.sheets),
    )

    @contextmanager
    def opened(path: Path) -> Iterator[tuple[RawTable, ...]]:
        with open_tables(path, asked) as tables:
            for table in tables:
                if said.save is not None or _is_spoken_of(table, {**named, **maps}):
                    remember(ledger, table, name=said.save)
            yield tables

    return opened


def _is_spoken_of(table: RawTable, mapping: dict[str, Field | None]) -> bool:
    """Tell whether one of the headings that a person speaks of is in a table."""
    return not {*map(spelling, mapping)}.isdisjoint(map(spelling, table.headings))
