"""Words found in texts, many at a time, and what stands in their place."""

from __future__ import annotations

from collections.abc import Mapping

# What is shorter tells nobody apart, and stands in half of all words.
SHORTEST = 2
# From here on scripts are written without spaces between words.
_NO_SPACES = "\u2e80"


class Needles:
    """Words, whatever their case, with their stand-ins.

    A word of letters or digits is found where no other letter or digit stands beside it; Chinese
    ones anywhere. Of two at one place the longer is meant. Words below two characters are left
    alone.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {_low(word): stand_in for word, stand_in in words.items()}
        self._by_head: dict[str, list[str]] = {}
        for word in sorted(self._words, key=len, reverse=True):
            if len(word) >= SHORTEST:
                self._by_head.setdefault(word[:SHORTEST], []).append(word)

    def replaced(self, text: str) -> str:
        """Return a text with every word replaced."""
        low, parts, kept, at = _low(text), [], 0, 0
        while at < len(low) - 1:
            word = self._at(low, at)
            if word:
                parts += [text[kept:at], self._words[word]]
                at = kept = at + len(word)
            else:
                at += 1
        return "".join([*parts, text[kept:]]) if parts else text

    def _at(self, low: str, at: int) -> str:
        for word in self._by_head.get(low[at : at + SHORTEST], ()):
            if low.startswith(word, at) and _stands_alone(low, at, at + len(word)):
                return word
        return ""


def _low(text: str) -> str:
    """Return a text in small letters, each in the place of its own."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)


def _stands_alone(text: str, begin: int, end: int) -> bool:
    return not (
        (begin > 0 and _is_letter(text[begin - 1]) and _is_letter(text[begin]))
        or (end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]))
    )


def _is_letter(char: str) -> bool:
    return char < _NO_SPACES and char.isalnum()
