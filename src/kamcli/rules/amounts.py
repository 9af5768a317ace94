"""Amounts as people type them, in either language."""

from __future__ import annotations

import re

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules.currency_marks import find_currency
from kamcli.rules.money import GREATEST_AMOUNT, HOME_CURRENCY, Money, decimals, too_large
from kamcli.writing import chinese_number, even, quoted

_AMOUNT = (
    "(?P<sign>[-+]?) ?(?P<before>[^-+0-9一二两三四五六七八九十]*?) ?(?P<inner>[-+]?) ?"
    "(?:(?P<digits>[0-9][0-9.,]*)"
    "|(?P<numerals>[一二两三四五六七八九十][零一二两三四五六七八九十百千万亿]*))"
    "(?P<after>.*)"
)
_DIGITS = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
_MOST_DIGITS = 40
_USUAL_DECIMALS = 2

# the zeros that a word behind the digits stands for
_ZEROS = {
    "": 0,
    "百": 2,
    "千": 3,
    "k": 3,
    "thousand": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "million": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}


class OtherCurrency(NotUnderstood):
    """An amount names another currency than the one that was asked for."""


class _Parts(Struct, frozen=True, kw_only=True):
    """What a typed amount is made of."""

    negative: bool
    digits: str
    zeros: int
    before: str
    after: str


def read_amount(text: str, *, currency: str | None = None, signed: bool = False) -> Money:
    """Read an amount that a person typed: `1,234.50`, `USD 4280`, `12.5万`, `15k`, `十五万元`.

    A text that names no currency is in `currency`, else in CNY. Only a signed amount (an
    adjustment) may be below zero. Raises NotUnderstood for whatever is not fully understood,
    a currency other than the one asked for (OtherCurrency), and more decimals than the currency
    has.
    """
    parts = _part(text)
    code = _agreed_currency(parts, text, asked=currency)
    if parts.negative and not signed:
        raise NotUnderstood(
            _('"{text}" is below zero, and this amount cannot be.').format(text=quoted(text)),
            hint=_("leave the sign out"),
        )
    minor = _minor_units(parts, code, text)
    return Money(amount=-minor if parts.negative else minor, currency=code)


def read_currency(text: str) -> str:
    """Return the code of a currency typed as a code, a sign or a name: `usd`, `€`, `美元`.

    Raises NotUnderstood.
    """
    code = find_currency(even(text).casefold(), asked=None) or text
    decimals(code)
    return code


def _part(text: str) -> _Parts:
    found = re.fullmatch(_AMOUNT, even(text).casefold())
    if not found or (found["sign"] and found["inner"]):
        raise _not_understood(text)
    numerals = found["numerals"]
    number = str(chinese_number(numerals) or "") if numerals else found["digits"]
    after = found["after"].strip().removesuffix("整")
    word = "" if numerals else _zeros_word(after)
    if not number or word is None:
        raise _not_understood(text)
    return _Parts(
        negative="-" in (found["sign"], found["inner"]),
        digits=number,
        zeros=_ZEROS[word],
        before=found["before"],
        after=after.removeprefix(word).strip(),
    )


def _zeros_word(after: str) -> str | None:
    """Return the word for zeros at the start of what follows the digits, None if unknown."""
    for word in _ZEROS:
        if after.startswith(word) and _is_mark(after.removeprefix(word).strip()):
            return word
    return None


def _is_mark(text: str) -> bool:
    return not text or find_currency(text, asked=None) is not None


def _agreed_currency(parts: _Parts, text: str, *, asked: str | None) -> str:
    """Return the one currency that the signs around the number and the option agree on."""
    after = find_currency(parts.after, asked=asked)
    before = find_currency(parts.before, asked=after or asked)
    if (parts.before and not before) or (parts.after and not after):
        raise _not_understood(text)
    if before and after and before != after:
        raise _two_currencies(text, before, after)
    named = before or after
    if named and asked and named != asked:
        raise _two_currencies(text, named, asked)
    return named or asked or HOME_CURRENCY


def _minor_units(parts: _Parts, currency: str, text: str) -> int:
    if not re.fullmatch(_DIGITS, parts.digits):
        raise _wrong_grouping(parts.digits, text)
    whole, _point, fraction = parts.digits.replace(",", "").partition(".")
    places = decimals(currency)
    zeros = parts.zeros + places - len(fraction)
    if zeros < 0:
        raise NotUnderstood(
            _('"{text}" has more decimals than {currency} has ({places}).').format(
                text=quoted(text), currency=currency, places=places
            ),
            hint=_("thousands are set apart by a comma, decimals by a point: 1,234.50"),
        )
    minor = whole + fraction + "0" * zeros
    if len(minor) > _MOST_DIGITS or int(minor) > GREATEST_AMOUNT:
        raise too_large(text)
    return int(minor)


def _not_understood(text: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{text}" cannot be read as an amount.').format(text=quoted(text)),
        hint=_("for example 1,234.50, USD 4280, 12.5万 or 15k"),
    )


def _wrong_grouping(digits: str, text: str) -> NotUnderstood:
    """Return the error for `12,34`, which could be 12.34 or 1234."""
    whole, comma, rest = digits.rpartition(",")
    if comma and whole.isdecimal() and len(rest) <= _USUAL_DECIMALS:
        first, second = f"{whole}.{rest}", f"{whole}{rest}"
        return NotUnderstood(
            _('"{text}" could be {first} or {second}.').format(
                text=quoted(text), first=first, second=second
            ),
            hint=_("{first} or {second}").format(first=first, second=second),
            typed=text,
            better=first,
        )
    return NotUnderstood(
        _('"{text}" cannot be read as an amount: its commas or points are misplaced.').format(
            text=quoted(text)
        ),
        hint=_("thousands are set apart by a comma, decimals by a point: 1,234.50"),
        typed=text,
    )


def _two_currencies(text: str, first: str, second: str) -> OtherCurrency:
    return OtherCurrency(
        _('"{text}" names {first}, but the currency is {second}.').format(
            text=quoted(text), first=first, second=second
        ),
        hint=_("name one currency, in the amount or with --currency"),
    )
