"""The language that people are spoken to in: Chinese or English.

English is the language of the source; Chinese comes from the catalogue in `locale/`.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

# What a Chinese sentence ends with; it is as wide as a letter and a space.
_ENDS = ("。", "！", "？", "；")
_LOCALE = Path(__file__).parent / "locale"


class Language(StrEnum):
    """A language that `kam` speaks."""

    ENGLISH = "en"
    CHINESE = "zh"


_language = Language.ENGLISH
_catalogue: gettext.NullTranslations | None = None


def use(language: Language) -> None:
    """Speak this language from now on."""
    global _language, _catalogue
    if language is _language:
        return
    _language = language
    if language is Language.ENGLISH:
        _catalogue = None
        return
    with (_LOCALE / language.value / "LC_MESSAGES" / "kam.mo").open("rb") as file:
        _catalogue = gettext.GNUTranslations(file)


def language() -> Language:
    """Return the language that people are spoken to in."""
    return _language


def _(message: str) -> str:
    """Say a message in the language of the person."""
    return message if _catalogue is None else _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Say a message that counts something, in the language of the person."""
    if _catalogue is None:
        return singular if count == 1 else plural
    return _catalogue.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name for a message that is said later
    """Mark a message that is translated where it is said."""
    return message


def sentences(each: Iterable[str]) -> str:
    """Return sentences in one text: with spaces between them, without where they are Chinese."""
    text = ""
    for sentence in filter(None, each):
        text += " " if text and not text.endswith(_ENDS) else ""
        text += sentence
    return text


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while: what was written in it is completed in it."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)
