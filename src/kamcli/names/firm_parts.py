"""The parts of a firm's name, whatever script it is in."""

from __future__ import annotations

from msgspec import Struct


class FirmName(Struct, frozen=True, kw_only=True):
    """A name taken apart.

    `brand` is what the firm is called (字号), `words` the same in words, in their order where
    the script sets spaces. `trades` is what it deals in and `fillers` what some spellings leave
    out; `places` and `markers` (numbers, directions, branches) tell firms of one brand apart.
    `whole` is all of it but the legal form; `has_form` says that there was one. `weak` brands do
    not tell a firm by themselves.
    """

    chinese: bool
    brand: str
    words: tuple[str, ...]
    trades: tuple[str, ...]
    fillers: frozenset[str]
    places: frozenset[str]
    markers: frozenset[str]
    whole: str
    has_form: bool
    weak: bool
