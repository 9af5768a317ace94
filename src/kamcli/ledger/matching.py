"""Whether a text holds what is looked for, and where: by spelling, by sound, by the digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.digits import numbers_in, typed_numbers
from kamcli.ledger.spelling import Part, Spelt, search_key
from kamcli.ledger.umlauts import other_key, written_out
from kamcli.names import pinyin
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.ledger.lookups import Within
    from kamcli.names.pinyin import Heard


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for, as it is compared.

    `key` is the text, `words` its words, `letters` what may be pinyin or initials, `numbers` the
    digits of what can only be a phone number, in the ways that it may be kept. `other` is the key
    that the index may know it by as well, `out` the words with their umlauts written out.
    """

    key: str
    words: Sequence[str]
    letters: str
    numbers: Sequence[str]
    other: str
    out: Sequence[str]

    @property
    def whole_out(self) -> str:
        """Return the key with its umlauts written out."""
        return " ".join(self.out)


def wanted(text: str) -> Wanted:
    """Return what a text looks for; without a key it is nothing."""
    key = search_key(text)
    return Wanted(
        key=key,
        words=key.split(),
        letters=pinyin.typed(key),
        numbers=typed_numbers(text),
        other=other_key(text),
        out=written_out(text).split(),
    )


def holds(text: str | None, want: Wanted) -> bool:
    """Return whether a text holds every word."""
    if not text:
        return False
    key = search_key(text)
    if all(word in key for word in want.words):
        return True
    if not want.other:
        return False
    out = written_out(text)
    pairs = zip(want.words, want.out, strict=True)
    return all(word in key or spelt_out in out for word, spelt_out in pairs)


def sounds(name: str | None, want: Wanted) -> Heard | None:
    """Return the part of a name's key that sounds as was typed."""
    if not name or not want.letters or name.isascii():
        return None
    return pinyin.heard(pinyin.syllables(search_key(name)), want.letters)


def holds_number(cell: str | None, want: Wanted) -> bool:
    """Return whether a phone number in a cell holds the digits."""
    return bool(cell) and any(
        typed in number for number in numbers_in(cell or "") for typed in want.numbers
    )


def parts(text: str, want: Wanted) -> list[Part]:
    """Return the parts of a text that are what was looked for, the first of each word."""
    spelt = Spelt(text)
    whole = [spelt.part(want.key)]
    digits = [_digits(text, number) for number in want.numbers]
    words = [spelt.part(word) for word in want.words]
    if want.other and not all(words):
        spelt_out = Spelt(text, written_out)
        pairs = zip(words, want.out, strict=True)
        words = [part or spelt_out.part(out) for part, out in pairs]
    for found in (whole, digits[:1], digits[1:], words):
        if any(found):
            return [part for part in found if part is not None]
    heard = sounds(text, want)
    return [spelt.between(heard.begin, heard.end)] if heard else []


def _digits(text: str, number: str) -> Part | None:
    places = [place for place, char in enumerate(text) if char.isdecimal()]
    at = "".join(text[place] for place in places).find(number)
    return Part(begin=places[at], end=places[at + len(number) - 1] + 1) if at >= 0 else None


def in_order(ledger: Ledger, question: str, within: Within) -> Iterator[Row]:
    """Go through the customers of a question in the order of their codes.

    The question has the places `within` and `order`. Of many customers the table is gone through
    by the index that has this order, so that one may stop when there are enough.
    """
    if within.none:
        return
    if not within.many:
        order = "customers.market DESC, customers.code_manager, customers.code_serial"
        question = question.format(within=within.condition, order=order)
        yield from ledger.each(question, within.parameters)
        return
    question = question.format(
        within=f"{within.condition} AND customers.market = :market",
        order="customers.code_manager, customers.code_serial",
    )
    for market in (Market.FOREIGN, Market.DOMESTIC):
        parameters: dict[str, Any] = {**within.parameters, "market": market}
        yield from ledger.each(question, parameters)
