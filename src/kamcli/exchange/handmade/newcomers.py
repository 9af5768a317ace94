"""What a new customer must have: told by its row, given for all rows, or asked once for all."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from kamcli.errors import NotUnderstood
from kamcli.i18n import _, sentences
from kamcli.rules.vocabulary import Market, Nature, Source

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry

_Value = TypeVar("_Value", bound=StrEnum)
_DETAIL = "source_detail"


class Ask(Protocol):
    """Asks a person for a value that holds for all rows without one; None leaves them rejected."""

    def __call__(self, values: type[_Value]) -> _Value | None:
        """Ask for one of these values."""


class Musts(Struct, frozen=True, kw_only=True):
    """What no customer is registered without."""

    market: Market
    nature: Nature
    source: Source


class Newcomers:
    """Completes the rows of new customers; `given` is read from what is given for all rows."""

    def __init__(self, given: Entry | None, ask: Ask | None) -> None:
        """Begin; without `ask` nobody can be asked."""
        told = given.told if given else None
        musts = (
            {Market: given.market, Nature: given.told.nature, Source: given.told.source}
            if given
            else {}
        )
        self._answers: dict[type[StrEnum], StrEnum | None] = {
            kind: value for kind, value in musts.items() if value is not None
        }
        self.market = given.market if given else None
        self._given = {
            name: value for name, value in (asdict(told) if told else {}).items() if value
        }
        self._ask = ask

    @property
    def lacking(self) -> tuple[type[StrEnum], ...]:
        """Return what neither rows nor the person told."""
        return tuple(kind for kind, answer in self._answers.items() if answer is None)

    def filled(self, entry: Entry) -> Entry:
        """Return a row with what is given for all rows in the place of what it does not tell."""
        if not self._given:
            return entry
        told = entry.told
        more = {name: value for name, value in self._given.items() if getattr(told, name) is None}
        if told.source is not None and "source" in self._given:
            more.pop(_DETAIL, None)
        return replace(entry, told=replace(told, **more))

    def musts(self, entry: Entry, market: Market | None) -> Musts:
        """Return what the customer must have; raises `NotUnderstood` with all that is missing."""
        known = market or self._answer(Market)
        nature = entry.told.nature or self._answer(Nature)
        source = entry.told.source or self._answer(Source)
        if known and nature and source:
            return Musts(market=known, nature=nature, source=source)
        faults = [
            known or _("Is the customer foreign or domestic? Say the country or the market."),
            nature or _("The nature is missing."),
            source or _("The source is missing."),
        ]
        raise NotUnderstood(sentences(each for each in faults if not isinstance(each, StrEnum)))

    def _answer(self, values: type[_Value]) -> _Value | None:
        """Return what holds for all rows that do not tell it; a person is asked only once."""
        if values not in self._answers:
            self._answers[values] = self._ask(values) if self._ask else None
        answer = self._answers[values]
        return answer if isinstance(answer, values) else None
