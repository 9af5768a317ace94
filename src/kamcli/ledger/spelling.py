"""How texts are compared, and the parts they are found by.

A name is the same in all widths and cases. A text is found, beyond that, by simplified characters
where it has traditional ones, and without the accents that it has, or the other way round.
"""

from __future__ import annotations

import unicodedata
from itertools import islice, pairwise
from operator import add

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The index takes letters and digits of ASCII and whatever is beyond it to the letter. Blanks and
# marks stand there in full width, as they never do in a folded text.
_FULL_WIDTH = {
    code: chr(code + 0xFEE0) for code in range(33, 127) if not chr(code).isalnum()
} | dict.fromkeys([*range(33), 127], "\u3000")
_END = "\u3000"
_GREEK, _CYRILLIC = "\u0370", "\u0400"
_ACCENTS = range(0x300, 0x370)
# Letters that have no accent to leave out; 'ß' is 'ss' in one case.
_BARE = dict(zip("øłđħıŧðþæœё", "o l d h i t d th ae oe е".split(), strict=True))
# Begins the part that is a text from end to end; nobody types it.
WHOLE = "\ue000"
_MOST_PARTS = 40
# A sound stands in the index with so many letters; more say nothing new.
LONGEST = 16
_MOST_WORDS = 8


def folded(text: str) -> str:
    """Return the spelling by which texts are compared: NFKC, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_key(text: str) -> str:
    """Return the spelling by which texts are found: folded, simplified, Latin without accents."""
    return bare(folded(text))


def bare(key: str) -> str:
    """Return a folded text with simplified characters, and Latin ones without accents."""
    return key if key.isascii() else key.translate(_FOUND_BY)


class _FoundBy(dict[int, str]):
    """The characters that texts are found by, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _found_by(chr(code))
        return self[code]


def _found_by(char: str) -> str:
    if char < _GREEK:
        letters = unicodedata.normalize("NFD", _BARE.get(char, char))
        return "".join(each for each in letters if ord(each) not in _ACCENTS)
    bare = unicodedata.normalize("NFD", char)[0]
    if bare < _CYRILLIC:
        return bare
    from kamcli.names.hanzi import simplified

    return simplified(_BARE.get(char, char))


_FOUND_BY = _FoundBy()


class Part:
    """A part of a text: from which character on, and up to which."""

    __slots__ = ("begin", "end")

    def __init__(self, *, begin: int, end: int) -> None:
        self.begin = begin
        self.end = end


class Spelt:
    """A text with its key, and of which character each character of the key is a form."""

    __slots__ = ("_places", "key")

    def __init__(self, text: str, form_of: Callable[[str], str] = search_key) -> None:
        self.key = ""
        self._places: list[int] = []
        begin = 0
        while begin < len(text):
            end = begin + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            form = form_of(text[begin:end]) or ("" if text[begin:end].strip() else " ")
            self.key += form
            self._places += [begin] * len(form)
            begin = end
        self._places.append(begin)

    def part(self, key: str) -> Part | None:
        """Return the first part of the text that has this key."""
        begin = self.key.find(key)
        return None if begin < 0 else self.between(begin, begin + len(key))

    def between(self, begin: int, end: int) -> Part:
        """Return the part of the text for a part of its key."""
        last = self._places[end - 1]
        after = next(place for place in self._places[end - 1 :] if place > last)
        return Part(begin=self._places[begin], end=after)


def parts_of(texts: Iterable[str | None]) -> str:
    """Return all pairs of neighbouring characters of some keys, and each of them whole.

    Pairs find what stands in the middle of a word, in any script, Chinese of two characters too.
    """
    parts = set()
    for text in texts:
        if text:
            one = kept(text)
            parts.add(WHOLE + one)
            parts.update(map(add, one, one[1:] + _END))
    return " ".join(sorted(parts))


def asks_for_part(key: str, other: str = "") -> str:
    """Return the question to an index of `parts_of` for texts that may hold every word of a key.

    `other` is the key in another spelling, word for word: a text may hold either.
    """
    pairs = zip(key.split(), (other or key).split(), strict=True)
    return " AND ".join(_asks_for_either(*pair) for pair in islice(pairs, _MOST_WORDS))


def _asks_for_either(word: str, other: str) -> str:
    if word == other:
        return _asks_for_word(word)
    return f"(({_asks_for_word(word)}) OR ({_asks_for_word(other)}))"


def _asks_for_word(word: str) -> str:
    one = kept(word)
    if len(one) == 1:
        return f"{quoted(one)} *"
    pairs = dict.fromkeys(map("".join, pairwise(one)))
    return " AND ".join(map(quoted, [*pairs][:_MOST_PARTS]))


def asks_for_whole(key: str, other: str = "") -> str:
    """Return the question to an index of `parts_of` for texts that are one of two keys."""
    return " OR ".join(quoted(WHOLE + kept(each)) for each in (key, other) if each)


def asks_for_beginning(key: str, other: str = "") -> str:
    """Return the question to an index of `parts_of` for texts that begin with a key."""
    return " OR ".join(f"{asks_for_whole(each)} *" for each in (key, other) if each)


def asks_for_sound(letters: str, *, from_beginning: bool = False) -> str:
    """Return the question to an index of sounds for names that these letters may say a part of."""
    begun = letters[:LONGEST]
    return f"{quoted(WHOLE + begun if from_beginning else begun)} *"


def kept(text: str) -> str:
    """Return a key as the index keeps it."""
    return text.translate(_FULL_WIDTH)


def quoted(kept_text: str) -> str:
    """Return a text of the index, which has no quotes, as a part of a question to it."""
    return f'"{kept_text}"'
