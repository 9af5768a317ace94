"""Phone numbers by their digits, as they are stored and as they are looked for."""

from __future__ import annotations

import re

from kamcli.writing import even

# Several numbers may stand in one cell; a number has spaces, dashes, dots and brackets in it.
_BETWEEN = re.compile("[/;,|\n]")
_TYPED = re.compile(r"[-+().\s\d]+")
_FEWEST = 4
# What stands before a number where it is dialled from abroad; the zero in brackets is for at home.
_CHINA = re.compile(r"(?:00|\+)?86")
_AT_HOME = "(0)"
_MOST_AT_HOME = 12
# A whole number with its area code; from abroad it goes without the zero in front.
_FEWEST_OF_WHOLE = 8


def numbers_in(cell: str) -> list[str]:
    """Return the digits of each number in a cell."""
    return [*filter(None, map(digits_of, _BETWEEN.split(even(cell))))]


def typed_numbers(text: str) -> list[str]:
    """Return the digits that a stored number may hold, where a text can only be one.

    Any part of a number will do, from four digits on. The prefix of China is left out too, since
    numbers are kept with it and without, and so is a zero in brackets, or before a whole number.
    """
    plain = even(text).replace(_AT_HOME, "")
    digits = digits_of(plain)
    if not _TYPED.fullmatch(plain) or len(digits) < _FEWEST:
        return []
    close = plain.replace(" ", "")
    abroad = close.startswith(("+", "00")) or len(digits) > _MOST_AT_HOME
    prefix = _CHINA.match(close) if abroad else None
    ways = [digits.removeprefix("00") if close.startswith("00") else digits]
    if prefix is not None and len(home := digits_of(close[prefix.end() :])) >= _FEWEST:
        ways.append(home)
    if close.startswith("0") and not close.startswith("00") and len(digits) >= _FEWEST_OF_WHOLE:
        ways.append(digits[1:])
    return ways


def digits_of(text: str) -> str:
    """Return the digits of a text, without what stands between them."""
    return re.sub("[^0-9]", "", text)
