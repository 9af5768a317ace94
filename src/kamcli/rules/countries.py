"""Countries and regions: read as people name them, kept as ISO 3166 alpha-2 codes.

The names (CLDR's, and the short ones people use) lie in `countries.tsv`, read when a country is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from kamcli.i18n import Language, language
from kamcli.rules.vocabulary import Market
from kamcli.writing import even

_TABLE = Path(__file__).with_name("countries.tsv")
_DOMESTIC = "CN"
_PASSED_OVER = ("the", "of", "and")


class _Country(Struct, frozen=True, kw_only=True):
    alpha3: str
    english: str
    chinese: str
    also: tuple[str, ...]


def read_country(text: str) -> str:
    """Return the ISO 3166 alpha-2 code of a country or region named in either language.

    Codes of two and three letters, names and common short names are read; case, width, accents
    and punctuation do not matter. A text that names no country, or several (Congo), is kept as
    typed, without the spaces around it.
    """
    typed = text.strip()
    return _readings().get(key(typed), typed)


def country_name(country: str) -> str:
    """Return the name of a country in the language of the person; unknown text as it is.

    Hong Kong, Macao and Taiwan are named in full: 中国香港, "Hong Kong, China" (rules.md 4).
    """
    line = _lines().get(country)
    if line is None:
        return country
    found = _country(line)
    return found.chinese if language() is Language.CHINESE else found.english


def market_of(country: str) -> Market:
    """Return the market of a customer there: only the mainland is domestic (rules.md 4)."""
    return Market.DOMESTIC if country == _DOMESTIC else Market.FOREIGN


def key(name: str) -> str:
    """Return the spelling by which names are compared: `The U.S.A.` is `usa`."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", even(name).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    parts = re.findall(r"[^\W_]+", letters)
    telling = [part for part in parts if part not in _PASSED_OVER] or parts
    return "".join("st" if part == "saint" else part for part in telling)


@cache
def _lines() -> dict[str, str]:
    """Return the lines of the table by code."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {line[: line.index("\t")]: line for line in lines}


def _country(line: str) -> _Country:
    _code, alpha3, english, chinese, also = line.split("\t")
    others = tuple(also.split("|")) if also else ()
    return _Country(alpha3=alpha3, english=english, chinese=chinese, also=others)


@cache
def _readings() -> dict[str, str]:
    """Return the code that each spelling stands for."""
    return {
        key(name): code
        for code, line in _lines().items()
        for each in (_country(line),)
        for name in (code, each.alpha3, each.english, each.chinese, *each.also)
    }
