"""A question to a person that has one of a few values for its answer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from kamcli.errors import NotUnderstood
from kamcli.output import streams
from kamcli.rules import words
from kamcli.rules.labels import label

_Value = TypeVar("_Value", bound=StrEnum)


def listed(values: Iterable[StrEnum]) -> str:
    """Return values in the language of the person, as they can be typed."""
    return ", ".join(map(label, values))


def ask_value(values: type[_Value], question: str) -> _Value | None:
    """Ask until the answer is one of some values, in either language; Enter alone is none.

    The question has a place for the `values`.
    """
    while True:
        text = streams.ask(question.format(values=listed(values)))
        if not text:
            return None
        try:
            return words.read_value(values, text)
        except NotUnderstood as error:
            streams.tell(error.message)
