"""What was found, with the words around it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.i18n import N_, _
from kamcli.ledger.customers import name_key
from kamcli.ledger.searching import Where

if TYPE_CHECKING:
    from kamcli.ledger.searching import Hit

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
    Where.REMARKS: N_("remarks"),
    Where.NOTE: N_("note"),
    Where.PROBLEM: N_("problem"),
    Where.NEEDS: N_("needs"),
}


class Find(Struct, frozen=True, kw_only=True):
    """A find in a list; `text` is the part that matters, the words that match between 「」."""

    code: str
    name: str
    where: Where
    text: str
    on: date | None

    @property
    def where_said(self) -> str:
        """What the text was found in, in the language of the person."""
        return _(_SAID[self.where])


def find_of(hit: Hit, text: str) -> Find:
    """Return a hit with the words around what was looked for."""
    return Find(
        code=hit.code,
        name=hit.name,
        where=hit.where,
        text=excerpt(hit.text, text),
        on=hit.on,
    )


def excerpt(text: str, words: str) -> str:
    """Return the part of a text around some words, in one line, the words between 「」.

    Words are found as `name_key` compares them. What is found by its digits alone is not marked.
    """
    line = " ".join(text.split())
    found = _find(line, name_key(words))
    if found is None:
        return _cut(line, 0, 2 * _AROUND, open_at_start=False)
    before = _cut(line, found.begin - _AROUND, found.begin)
    after = _cut(line, found.end, found.end + _AROUND, open_at_start=False)
    return f"{before}「{line[found.begin : found.end]}」{after}"


class _Part(Struct, frozen=True, kw_only=True):
    begin: int
    end: int


def _find(line: str, key: str) -> _Part | None:
    """Find where in a line the key stands; a character may be compared as several."""
    folded, places = "", []
    for place, char in enumerate(line):
        spelt = " " if char == " " else name_key(char)
        folded += spelt
        places += [place] * len(spelt)
    begin = folded.find(key)
    if begin < 0:
        return None
    return _Part(begin=places[begin], end=places[begin + len(key) - 1] + 1)


def _cut(line: str, begin: int, end: int, *, open_at_start: bool = True) -> str:
    """Return a part of a line, with … where it goes on."""
    begin, end = max(0, begin), min(len(line), end)
    head = "…" if begin > 0 and open_at_start else ""
    tail = "…" if end < len(line) and not open_at_start else ""
    return head + line[begin:end] + tail
