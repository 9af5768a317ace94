"""Text as a terminal takes it: how wide it is, where it breaks, nothing in it that acts."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate

# Marks that turn or reorder what follows them: a name could show as another.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_OPENING = "（《「『【(["
_CLOSING = "，。、；：！？）》」』】…,.;:!?)]%"
_BREAKING = {0x2028, 0x2029, 0xFEFF}


def _visible(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"


_SHOWN = {
    code: _visible(code) for code in (*range(0x20), *range(0x7F, 0xA0), *_TURNING, *_BREAKING)
}


def clean(text: str) -> str:
    """Return a text in one line, with every control character made visible."""
    return text if text.isprintable() else text.translate(_SHOWN)


def clean_lines(text: str) -> list[str]:
    """Return the lines of a text, with every other control character made visible."""
    return [clean(line) for line in text.replace("\r\n", "\n").split("\n")]


@cache
def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal; Chinese characters take two."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text filled with spaces to so many columns."""
    gap = " " * max(0, columns - width(text))
    return gap + text if right else text + gap


def cut(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns, with … where it was cut."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for char in text:
        used += _char_width(char)
        if used > columns - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns: at spaces, or between hanzi."""
    lines, rest = [], text.rstrip()
    while (most := _fitting(rest, columns)) < len(rest):
        at = _break(rest, most)
        lines.append(rest[:at].rstrip())
        rest = rest[at:]
    return [*lines, rest]


def _fitting(text: str, columns: int) -> int:
    """Return how many characters of a text fit, and one at least; all of them if it fits."""
    # No character is wider than it has bytes in UTF-8: many a text need not be measured.
    if text.isascii() or len(text.encode("utf-8", "surrogatepass")) <= columns:
        return max(1, columns)
    return max(1, bisect_right(list(accumulate(map(_char_width, text))), columns))


def _break(text: str, most: int) -> int:
    """Return where the second line begins if the first can have so many characters at most."""
    at = most
    while text[at].isspace():
        at += 1
    while at and (text[at].isspace() or not _may_break(text[at - 1], text[at])):
        at -= 1
    return at or most


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may break between two characters: at spaces, and beside hanzi.

    A mark that closes stays with what it closes, one that opens with what it opens.
    """
    if before.isspace():
        return True
    return (
        (_is_wide(before) or _is_wide(after)) and before not in _OPENING and after not in _CLOSING
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
