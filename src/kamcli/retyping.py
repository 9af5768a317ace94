"""The command that was typed, typed again with what was wrong put right."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from kamcli.errors import KamError

# `agent|distributor`, DATE: what a person must choose or fill in
_OPEN = re.compile(r"\||\b[A-Z]{3,}\b(?!=)")


def mended(arguments: Sequence[str], error: KamError) -> str | None:
    """Return the command that was typed with a better value, or with the options of the hint.

    Nothing where the error knows no better, or where the command cannot be shown in one line.
    """
    if not all(word.isprintable() for word in arguments):
        return None
    words = _with_better_value(arguments, error) or _with_options(arguments, error.hint or "")
    return shlex.join(["kam", *words]) if words else None


def _with_better_value(arguments: Sequence[str], error: KamError) -> list[str]:
    """Put the better value in the place of the typed one, if that stands in one place only."""
    typed, better = error.typed, error.better
    if not typed or better is None:
        return []
    places = [at for at, word in enumerate(arguments) if _value(word) == typed]
    if len(places) != 1:
        return []
    words = list(arguments)
    words[places[0]] = words[places[0]].removesuffix(typed) + better
    return words


def _value(word: str) -> str:
    return word.partition("=")[2] if word.startswith("--") and "=" in word else word


def _with_options(arguments: Sequence[str], hint: str) -> list[str]:
    """Put the options that a hint names in the place of the typed ones, or behind them."""
    if not hint.startswith("--") or _OPEN.search(hint):
        return []
    words = list(arguments)
    for option in re.split(r" (?=--)", hint):
        name, *value = shlex.split(option)
        end = words.index("--") if "--" in words else len(words)
        if name in words[:end]:
            at = words.index(name)
            words[at : at + 1 + len(value)] = [name, *value]
        else:
            words[end:end] = [name, *value]
    return words
