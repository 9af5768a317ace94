"""What the name of a sheet says of its rows: whose they are, where rows do not say it."""

from __future__ import annotations

import re

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.places import known_country
from kamcli.exchange.spreadsheets.meanings import meaning
from kamcli.rules import words
from kamcli.writing import even

# What programs call a sheet by themselves, in the languages that they speak.
_BY_ITSELF = re.compile(
    r"(?:sheet|table|tabelle|feuille?|hoja|planilha|foglio|лист|シート|工作表|表格?|页)[ _-]?[0-9]*"
    r"(?: ?\([0-9]+\))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2} ?(?:年度?)?|[0-9一二三四五六七八九十]{1,2} ?月(?:份)?")


def customer_named(sheet: str) -> str | None:
    """Return the customer that a sheet is named after, None where its name says something else.

    A year, a country, a market, a heading, and what programs write there name no customer.
    """
    name = even(sheet)
    bare = _YEAR.sub("", name).strip(" -_")
    if not bare or _BY_ITSELF.fullmatch(bare) or meaning(bare) or known_country(bare):
        return None
    return None if _is_market(bare) else sheet


def _is_market(text: str) -> bool:
    try:
        words.read_market(text)
    except NotUnderstood:
        return False
    return True
