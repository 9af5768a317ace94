"""Completion for bash, zsh and fish: commands, options, values, customer codes and names.

It is asked at every press of the key, so it is answered before Typer is loaded, from the grammar
that `tools/documents.py` writes.
"""

from __future__ import annotations

import os

from kamcli import config
from kamcli.grammar import NOUNS, ROOT_VALUES, VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kamcli.grammar import Verb

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
_kam() {
    local IFS=$'\\n'
    COMPREPLY=($(kam __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o nosort -o default -F _kam kam
"""
_ZSH = """\
#compdef kam
_kam() {
    local -a values shown
    local line
    while IFS= read -r line; do
        values+=("${line%%$'\\t'*}")
        shown+=("${line//$'\\t'/  }")
    done < <(kam __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( ${#values} )) && compadd -U -l -d shown -a values
}
compdef _kam kam
"""
_FISH = """\
complete -c kam -f -a '(kam __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
"""
SCRIPTS = dict(zip(SHELLS, (_BASH, _ZSH, _FISH), strict=True))


class Proposal:
    """A word that may stand here, and what it means."""

    __slots__ = ("says", "word")

    def __init__(self, *, word: str, says: str = "") -> None:
        self.word = word
        self.says = says

    def __str__(self) -> str:
        """Return the proposal as a shell reads it: word, tab, meaning."""
        return f"{self.word}\t{self.says}" if self.says else self.word


class _Position:
    """How far a command line has come: the command so far, and the words after it."""

    __slots__ = ("command", "rest")

    def __init__(self, *, command: str, rest: Sequence[str]) -> None:
        self.command = command
        self.rest = rest


def complete(words: Sequence[str]) -> list[Proposal]:
    """Return what may stand in place of the last word, which may be empty."""
    *before, partial = words or [""]
    position = _position(before)
    verb = VERBS.get(position.command)
    proposals = [
        Proposal(word=word) for word in NOUNS.get(position.command, ()) if not position.rest
    ]
    if verb is not None:
        proposals += _inside(verb, position.rest, partial, before)
    return [each for each in proposals if each.word.startswith(partial) or each.says]


def _inside(
    verb: Verb, rest: Sequence[str], partial: str, before: Sequence[str]
) -> Iterator[Proposal]:
    """Go through what may stand after a command: a value, an option, a customer."""
    if rest and rest[-1] in verb.values:
        yield from (Proposal(word=value) for value in verb.values[rest[-1]])
    elif partial.startswith("-"):
        yield from (Proposal(word=option) for option in (*verb.flags, *verb.values))
    elif _place(verb, rest) == "CODE":
        yield from _customers(partial, before)


def _position(before: Sequence[str]) -> _Position:
    command = ""
    words = iter(enumerate(before))
    for index, word in words:
        if word.startswith("-"):
            if word in ROOT_VALUES:
                next(words, None)
            continue
        longer = f"{command} {word}".strip()
        if longer not in VERBS and longer not in NOUNS:
            return _Position(command=command, rest=before[index:])
        command = longer
        if command not in NOUNS:
            return _Position(command=command, rest=before[index + 1 :])
    return _Position(command=command, rest=())


def _place(verb: Verb, rest: Sequence[str]) -> str:
    """Return the name of the argument that stands next; the last one may repeat."""
    count = 0
    words = iter(rest)
    for word in words:
        if word in verb.values:
            next(words, None)
        elif not word.startswith("-"):
            count += 1
    places = verb.places
    if count < len(places):
        return places[count]
    return places[-1].removesuffix("...") if places and places[-1].endswith("...") else ""


def _customers(partial: str, before: Sequence[str]) -> Iterator[Proposal]:
    """Go through the customers whose code begins so, or whose name holds it."""
    from kamcli.ledger.completing import codes_and_names

    for code, name in codes_and_names(_ledger(before), partial):
        yield Proposal(word=code, says=name)


def _ledger(before: Sequence[str]) -> str:
    named = os.environ.get("KAM_LEDGER")
    for index, word in enumerate(before[:-1]):
        if word == "--ledger":
            named = before[index + 1]
    return os.path.expanduser(named or config.read_config().ledger or config.default_ledger())
