"""Names in Latin letters that differ by a slip of the fingers or of the ear."""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST = 6
_SHORTEST_ALONE = 8
# Left out of a skeleton: vowels, and letters that are not heard.
_UNHEARD = "aeiouyhw"
# Consonants that are taken for each other, by the ear or by the finger next to it.
_SOUNDS = {
    **dict.fromkeys("mn", "n"), **dict.fromkeys("szx", "s"), **dict.fromkeys("ckqg", "k"),
    **dict.fromkeys("fv", "f"), **dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"),
}  # fmt: skip
_ALIKE = [frozenset(pair) for pair in "mn sz ck kq vw fv iy ij".split()]


def skeleton(text: str) -> str:
    """Return what a slip and another order of the words leave as it is.

    That is the consonants that are heard, each once for a run of it, in order of the alphabet;
    the text itself in order of its letters where it has hardly any.
    """
    heard = [
        _SOUNDS.get(letter, letter)
        for letter, before in zip(text, " " + text, strict=False)
        if letter not in _UNHEARD and letter != before
    ]
    kept = sorted(heard) if len(heard) > 1 else sorted(text)
    return "".join(kept)


def is_slip(some: Sequence[str], others: Sequence[str], *, alone: bool) -> bool:
    """Tell whether two names are the same words but for one slip in one long word.

    The word must be longer where nothing stands beside it: where it is `alone`.

    A slip is two letters that changed places, one that is doubled or not, a vowel or an `h` that
    is missing inside, or a letter for one that looks or sounds like it; never the first letter.
    """
    left, right = list(some), list(others)
    for word in some:
        if word in right:
            left.remove(word)
            right.remove(word)
    if len(left) != 1 or len(right) != 1:
        return False
    shortest = _SHORTEST_ALONE if alone else _SHORTEST
    one, other = sorted((left[0], right[0]), key=len)
    return len(one) >= shortest - 1 and len(other) >= shortest and _slipped(one, other)


def _slipped(one: str, other: str) -> bool:
    """Tell whether the shorter word is the other but for a slip."""
    at = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        len(one),
    )
    if at == 0 or not one.isalpha() or not other.isalpha():
        return False
    if len(other) - len(one) == 1:
        doubled = other[at] == other[at - 1]
        inside = at < len(one) and other[at] in _UNHEARD
        return one[at:] == other[at + 1 :] and (doubled or inside)
    if len(one) != len(other):
        return False
    if one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]:
        return True
    return one[at + 1 :] == other[at + 1 :] and frozenset((one[at], other[at])) in _ALIKE
