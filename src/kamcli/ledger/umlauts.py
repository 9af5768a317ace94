"""Umlauts written out: Mueller is Müller, and Müller is Mueller."""

from __future__ import annotations

from kamcli.ledger.spelling import bare, folded, search_key

_OUT = {ord(char): out for char, out in zip("äöüø", ("ae", "oe", "ue", "oe"), strict=True)}
# What is left of a word must tell something: "due" is no "dü".
_FEWEST = 4


def written_out(text: str) -> str:
    """Return the key of a text with its umlauts written out."""
    key = folded(text)
    return key if key.isascii() else bare(key.translate(_OUT))


def other_key(text: str) -> str:
    """Return the key by which the index may know a text as well, nothing where there is none.

    It has as many words: for `Müller` that is `mueller`, for `mueller` it is `muller`. What is
    found by it is compared with `written_out`, so that `value` does not find a valuation.
    """
    key = search_key(text)
    out = written_out(text)
    other = out if out != key else " ".join(map(_joined, key.split()))
    return "" if other == key else other


def _joined(word: str) -> str:
    joined = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return joined if len(joined) >= _FEWEST else word
