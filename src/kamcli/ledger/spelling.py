"""How texts are compared: one spelling for all widths and cases, and the parts it is found by."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The index takes letters and digits of ASCII and whatever is beyond it to the letter. Blanks and
# marks stand there in full width, as they never do in a folded text.
_FULL_WIDTH = {
    code: chr(code + 0xFEE0) for code in range(33, 127) if not chr(code).isalnum()
} | dict.fromkeys([*range(33), 127], "\u3000")
_END = "\u3000"
# Begins the part that is a text from end to end; nobody types it.
_WHOLE = "\ue000"
_MOST_PARTS = 40


def folded(text: str) -> str:
    """Return the spelling by which texts are compared: NFKC, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def parts_of(texts: Iterable[str | None]) -> str:
    """Return all pairs of neighbouring characters of some folded texts, and each text whole.

    Pairs find what stands in the middle of a word, in any script, Chinese of two characters too.
    """
    parts = set()
    for text in texts:
        if text:
            one = kept(text)
            parts.add(_WHOLE + one)
            parts.update(map("".join, zip(one, one[1:] + _END, strict=True)))
    return " ".join(sorted(parts))


def asks_for_part(key: str) -> str:
    """Return the question to an index of `parts_of` for texts that may hold a folded text."""
    one = kept(key)
    if len(one) == 1:
        return f"{quoted(one)} *"
    pairs = dict.fromkeys(map("".join, pairwise(one)))
    return " AND ".join(map(quoted, [*pairs][:_MOST_PARTS]))


def asks_for_whole(key: str) -> str:
    """Return the question to an index of `parts_of` for texts that are a folded text."""
    return quoted(_WHOLE + kept(key))


def kept(text: str) -> str:
    """Return a folded text as the index keeps it."""
    return text.translate(_FULL_WIDTH)


def quoted(kept_text: str) -> str:
    """Return a text of the index, which has no quotes, as a part of a question to it."""
    return f'"{kept_text}"'
