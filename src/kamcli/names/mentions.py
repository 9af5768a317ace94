"""Where a text tells of a person: by a name, a number or an address, however it is spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kamcli.names.hanzi import simplified

MARK = "[erased]"

# Scripts that set no spaces: there a name has no ends that could be seen.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
_LETTER = f"[^\\W_{_SPACELESS}]"
_TOKEN = re.compile(f"{_LETTER}+|[{_SPACELESS}]")
_BETWEEN = r"[\s.,_·-]{0,3}"
_WITHIN_NUMBER = r"(?:\(0\)|[\s()./-]){0,3}"
_IN_ADDRESS = "[A-Za-z0-9._%+-]"
_LEAST_DIGITS, _SURE_DIGITS, _NUMBER_DIGITS = 4, 8, 7
_LONG_DIGITS = 10
_SURE_ADDRESS = 8


class Spellings(Struct, frozen=True, kw_only=True):
    """What tells of a person, in all forms it ever had: phones are numbers, mail and IM addresses.

    `others` are names that stay though they may hold one of these: of firms, of other people.
    """

    names: Sequence[str]
    numbers: Sequence[str] = ()
    addresses: Sequence[str] = ()
    others: Sequence[str] = ()


class Mentions:
    """The mentions of one person.

    `sure` finds only what can hardly be anybody else: no given name alone, no name of two Chinese
    characters, no short number. A name of one word in letters counts only as a whole word, written
    as it is or in capitals.
    """

    def __init__(self, spellings: Spellings, *, sure: bool = False) -> None:
        numbers = [_digits(each) for each in _numbers(spellings)]
        addresses = [each for each in spellings.addresses if not _is_number(each)]
        names = [each for each in spellings.names if _plain(each).strip()]
        if sure:
            numbers = [each for each in numbers if len(each.lstrip("+0")) >= _SURE_DIGITS]
            addresses = [each for each in addresses if "@" in each or len(each) >= _SURE_ADDRESS]
            names = [each for each in names if _is_sure(each)]
        words = [each for each in names if _is_one_word(each)]
        self._exact = {form for each in words for form in _forms(_evened(each.strip()))}
        parts = [_group("address", map(_address, addresses))]
        parts += [_group("number", (each for number in numbers for each in _number(number)))]
        parts += [_group("stays", map(_name, _holding(spellings.others, names)))]
        parts += [
            _group("name", (way for name in names if name not in words for way in _ways(name)))
        ]
        parts += [_group("word", map(_name, words))]
        self._pattern = re.compile("|".join(part for part in parts if part) or "(?!)")

    def count(self, text: str) -> int:
        """Return how many times a text tells of the person."""
        return sum(1 for _ in self._places(text))

    def erased(self, text: str) -> str:
        """Return a text with a mark in each place that told of the person."""
        parts, end = [], 0
        for place in self._places(text):
            parts += [text[end : place.start], MARK]
            end = place.stop
        return "".join([*parts, text[end:]])

    def _places(self, text: str) -> Iterator[range]:
        folded = _Folded(text)
        for found in self._pattern.finditer(folded.text):
            place = range(folded.places[found.start()], folded.places[found.end()])
            if found.lastgroup == "stays":
                continue
            typed = _evened(text[place.start : place.stop])
            if found.lastgroup == "word" and typed not in self._exact:
                continue
            yield place


class _Folded:
    """A text in the one spelling that is searched, and where each of its characters stood."""

    def __init__(self, text: str) -> None:
        self.text: str = text.lower()
        self.places: Sequence[int] = range(len(text) + 1)
        if text.isascii():
            return
        parts: list[str] = []
        places: list[int] = []
        for start, stop in _clusters(text):
            part = _plain(text[start:stop])
            parts.append(part)
            places += [start] * len(part)
        self.text, self.places = "".join(parts), [*places, len(text)]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Go through the characters, each with the marks set on it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _joins(text[index]):
            yield start, index
            start = index


def _joins(char: str) -> bool:
    """Return whether a character is one with that before it: a mark, or a part of a syllable."""
    return unicodedata.combining(char) > 0 or "\u1160" <= char <= "\u11ff"


def _plain(text: str) -> str:
    """Return a text in one width, case and script, without what nobody sees."""
    if text.isascii():
        return text.lower()
    even = unicodedata.normalize("NFKC", text)
    seen = "".join(char for char in even if unicodedata.category(char) != "Cf")
    return simplified(seen).casefold()


def _evened(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _holding(others: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the names of others that hold one of these names."""
    inside = ["".join(_tokens(each)) for each in names]
    return [each for each in others if any(one in "".join(_tokens(each)) for one in inside)]


def _forms(word: str) -> tuple[str, str]:
    return word, word.upper()


def _group(name: str, patterns: Iterable[str]) -> str:
    several = sorted(set(patterns), key=lambda each: (-len(each), each))
    return f"(?P<{name}>{'|'.join(several)})" if several else ""


def _tokens(name: str) -> list[str]:
    return _TOKEN.findall(_plain(name))


def _name(name: str, *, backwards: bool = False) -> str:
    """Return what finds a name; one in letters ends where a word ends, so does a single sign."""
    tokens = _tokens(name)
    if not tokens:
        return re.escape(_plain(name).strip()) or "(?!)"
    if backwards:
        tokens.reverse()
    own = _LETTER if len(tokens) > 1 or not _is_spaceless(tokens[0]) else r"\w"
    before = f"(?<!{own})" if own != _LETTER or not _is_spaceless(tokens[0]) else ""
    after = f"(?!{own})" if own != _LETTER or not _is_spaceless(tokens[-1]) else ""
    return before + _BETWEEN.join(map(re.escape, tokens)) + after


def _ways(name: str) -> Iterator[str]:
    """Return what finds a name; of two words in letters also the other way round."""
    yield _name(name)
    tokens = _tokens(name)
    if len(tokens) == 2 and not any(map(_is_spaceless, tokens)):
        yield _name(name, backwards=True)


def _is_spaceless(token: str) -> bool:
    return re.match(f"[{_SPACELESS}]", token) is not None


def _is_one_word(name: str) -> bool:
    tokens = _tokens(name)
    return len(tokens) == 1 and not _is_spaceless(tokens[0])


def _is_sure(name: str) -> bool:
    """Return whether a name is hardly another person's: two words, or three Chinese characters."""
    tokens = _tokens(name)
    return len(tokens) > (2 if all(map(_is_spaceless, tokens)) else 1)


def _address(address: str) -> str:
    return f"(?<!{_IN_ADDRESS}){re.escape(_plain(address.strip()))}(?![A-Za-z0-9_-])"


def _is_number(address: str) -> bool:
    return "@" not in address and len(_digits(address).lstrip("+")) >= _NUMBER_DIGITS


def _numbers(spellings: Spellings) -> Iterator[str]:
    """Go through the numbers; of several in one cell, each."""
    for each in [*spellings.numbers, *filter(_is_number, spellings.addresses)]:
        yield each
        parts = re.split("[/;,、，；|]", each)
        if len(parts) > 1:
            yield from (part for part in parts if len(_digits(part)) >= _NUMBER_DIGITS)


def _digits(number: str) -> str:
    """Return the digits of a number, with a plus where a country's prefix begins."""
    text = _plain(number).strip().replace("(0)", "")
    digits = re.sub("[^0-9]", "", text)
    return f"+{digits}" if text.startswith("+") else digits


def _number(digits: str) -> Iterator[str]:
    """Return what finds a number with other marks in it, with a country's prefix or without."""
    core = digits.lstrip("+0")
    cores = {core}
    if digits.startswith(("+", "00")):
        cores |= {core[cut:].lstrip("0") for cut in (1, 2, 3)}
    for each in cores:
        if len(each) >= _NUMBER_DIGITS:
            trunk = f"0{_WITHIN_NUMBER}"
            country = f"(?:\\+|00)[0-9]{{1,3}}{_WITHIN_NUMBER}(?:{trunk})?"
            bare = "|[0-9]{1,3}" if len(each) >= _LONG_DIGITS else ""
            prefix = f"(?:{country}|{trunk}{bare})?"
        elif each == core and len(core) >= _LEAST_DIGITS:
            prefix = "0?"
        else:
            continue
        yield f"(?<![0-9]){prefix}{_WITHIN_NUMBER.join(each)}(?![0-9])"
