"""The report without what reaches people: for what is pasted and mailed (rules.md 10)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from kamcli.reports.friday import AnnualAmount, Row
from kamcli.rules.money import Money
from kamcli.rules.privacy import EMAIL, PHONE

_Value = TypeVar("_Value")

_HIDDEN = "****"
_FIRST, _LAST = 3, 4
# A number so short would be told by what is left of it.
_SHORT = 9

# Whatever is a phone has so many digits close together; most texts have not.
_MANY_DIGITS = re.compile(r"\d[\d ()-]{6}")

# What is only worked out holds nobody's phone; most cells are such, and are passed over.
_HARMLESS = (type(None), int, bool, date, AnnualAmount, Money)


def masked(value: _Value) -> _Value:
    """Return a value of the report with phones, mails and IM masked, in notes too.

    What holds none of them is returned as it is: that is nearly all of a long report.
    """
    hidden: Any = value
    if type(value) is str:
        hidden = _masked_text(hidden)
    elif isinstance(value, tuple):
        hidden = tuple(masked(each) for each in value)
    elif isinstance(value, Struct) and not isinstance(value, Money):
        hidden = _inside(value)
    return cast("_Value", hidden)


def _inside(value: Any) -> Any:
    parts = asdict(value)
    hidden = {name: masked(part) for name, part in parts.items() if type(part) not in _HARMLESS}
    if isinstance(value, Row):
        hidden["phone"] = value.phone and masked_phone(value.phone)
        hidden["im"] = value.im and masked_im(value.im)
    changed = {name: part for name, part in hidden.items() if part is not parts[name]}
    return replace(value, **changed) if changed else value


def masked_phone(text: str) -> str:
    """Mask phones: `138****8000`; of several, each."""
    return " / ".join(_masked_number(each) for each in text.split(" / "))


def masked_im(text: str) -> str:
    """Mask a WeChat or WhatsApp name: a number as a phone, else all but the first character."""
    if "@" in text:
        return _masked_text(text)
    if sum(char.isdigit() for char in text) >= _SHORT:
        return masked_phone(text)
    return f"{text[0]}***"


def _masked_text(text: str) -> str:
    if "@" in text:
        text = EMAIL.sub(r"\1***@\2", text)
    if _MANY_DIGITS.search(text):
        text = PHONE.sub(lambda found: _masked_number(found[0]), text)
    return text


def _masked_number(text: str) -> str:
    places = [index for index, char in enumerate(text) if char.isdigit()]
    if len(places) < _SHORT:
        return _HIDDEN
    return text[: places[_FIRST - 1] + 1] + _HIDDEN + text[places[-_LAST] :]
