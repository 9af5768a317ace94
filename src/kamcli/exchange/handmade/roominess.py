"""How wide the columns and how high the rows of a sheet must be for what is written in them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

# In digits; longer texts are broken into lines, which a person can still read side by side.
_NARROWEST, _WIDEST = 8, 60
# Points of a line of text and of what stands around it; the most that a row can have.
_LINE, _AROUND, _HIGHEST = 15.0, 3.0, 409.0


class Room:
    """Learns how much room the cells of a sheet take; to be told of all before any is written."""

    def __init__(self) -> None:
        """Begin with no cell."""
        self._widths: list[int] = []

    def saw(self, texts: Sequence[str]) -> None:
        """Learn of the cells of a row."""
        self._widths += [_NARROWEST] * (len(texts) - len(self._widths))
        for place, text in enumerate(texts):
            if text:
                needed = max(map(_width, text.split("\n"))) + 2
                self._widths[place] = max(self._widths[place], min(needed, _WIDEST))

    def widths(self) -> tuple[int, ...]:
        """Return how wide each column is, in digits."""
        return tuple(self._widths)

    def height(self, texts: Sequence[str]) -> float:
        """Return how high a row is, in points: not every program works it out itself."""
        pairs = zip(texts, self._widths, strict=False)
        lines = max((_lines(text, width) for text, width in pairs if text), default=1)
        return min(_HIGHEST, lines * _LINE + _AROUND)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; letters are narrower than digits."""
    room = width * 11 // 10
    return sum(-(-_width(line) // room) or 1 for line in text.split("\n"))


def _width(text: str) -> int:
    """Return how many digits wide a text is; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
