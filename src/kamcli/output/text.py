"""Text as a terminal takes it: how wide it is, where it breaks, nothing in it that acts."""

from __future__ import annotations

import unicodedata
from functools import cache

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
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


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
    whole = text.rstrip()
    if width(whole) <= columns:
        return [whole]
    lines, line, used = [], "", 0
    for each in _pieces(text):
        piece = each
        size = width(piece)
        if used + width(piece.rstrip()) > columns and line:
            lines.append(line.rstrip())
            line, used = "", 0
        while size > columns:
            head = _fitting(piece, columns)
            lines.append(head)
            piece = piece[len(head) :]
            size = width(piece)
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(text: str, columns: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += _char_width(char)
        if used > columns and index:
            return text[:index]
    return text


def _pieces(text: str) -> list[str]:
    """Return the parts between which a line may break, each with the spaces after it."""
    pieces: list[str] = []
    word = ""
    for char in text:
        if char != " " and word and _may_break(word[-1], char):
            pieces.append(word)
            word = ""
        word += char
    return [*pieces, word] if word else pieces


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may break between two characters: at spaces, and beside hanzi.

    A mark that closes stays with what it closes, one that opens with what it opens.
    """
    if before == " ":
        return True
    return (
        (_is_wide(before) or _is_wide(after)) and before not in _OPENING and after not in _CLOSING
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
