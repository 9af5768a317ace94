"""What was found, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import N_, _
from kamcli.ledger.hits import Where

if TYPE_CHECKING:
    from kamcli.ledger.hits import Hit

_AROUND = 24

_SAID = {
    Where.CODE: N_("code"),
    Where.ALIAS: N_("former code"),
    Where.LEGACY_CODE: N_("code elsewhere"),
    Where.NAME: N_("name"),
    Where.SHORT_NAME: N_("short name"),
    Where.CONTACT: N_("contact"),
    Where.PHONE: N_("phone"),
    Where.MOBILE: N_("mobile"),
    Where.EMAIL: N_("e-mail"),
    Where.IM: N_("IM"),
    Where.PRODUCTS: N_("products"),
    Where.WEBSITE: N_("web site"),
    Where.REMARKS: N_("remarks"),
    Where.NOTE: N_("note"),
    Where.PROBLEM: N_("problem"),
    Where.NEEDS: N_("needs"),
}


class Find(Struct, frozen=True, kw_only=True):
    """A find in a list; `text` is the part that matters, `matched` the words of it that match."""

    code: str
    name: str
    where: Where
    text: str
    matched: Sequence[str]
    on: date | None

    @property
    def where_said(self) -> str:
        """What the text was found in, in the language of the person."""
        return _(_SAID[self.where])


def find_of(hit: Hit) -> Find:
    """Return a hit with the words around what was looked for."""
    return Find(
        code=hit.code,
        name=hit.name,
        where=hit.where,
        text=excerpt(hit.text, hit.matched),
        matched=hit.matched,
        on=hit.on,
    )


def excerpt(line: str, words: Sequence[str]) -> str:
    """Return the part of a line around the first of some words that stand in it, or its start."""
    found = [(line.find(word), len(word)) for word in words]
    begin, length = min(found, default=(_AROUND, 0))
    return _cut(line, begin - _AROUND, begin + length + _AROUND)


def _cut(line: str, begin: int, end: int) -> str:
    """Return a part of a line, with … where it goes on."""
    head = "…" if begin > 0 else ""
    tail = "…" if end < len(line) else ""
    return head + line[max(0, begin) : end] + tail
