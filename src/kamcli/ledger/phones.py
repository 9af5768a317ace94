"""Phones as people write them, and the one form in which they are compared: E.164 (ITU-T).

The numbering plans are those of Google's libphonenumber; what stands around a number is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.writing import even

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HOME_COUNTRY = "CN"

# Numbers are parted by these for certain; by a blank, a comma or a stroke only where what stands
# on both sides of it is not one number: `+49 176/12345678`, `0571-88888888,8001`.
_PARTS = re.compile(r"\s*(?:;(?!ext=)|[；、|\n]|\b(?:or|and)\b|[或和及])\s*")
_MAY_PART = re.compile(r"\s*[/,，]\s*|\s+")
_STROKE = re.compile(r"\s*[/,，]")
_WORD_OF_EXTENSION = re.compile(
    r"(?<=[0-9)])[\s,;:(]*(?:转|轉|分机|内线|extension|extn?\.?|;ext=|доб\.?|#|x)[\s:]*"
    r"(?P<extension>[0-9]{1,8})\s*\)?\s*$",
    re.IGNORECASE,
)
# A comma is the pause that phones dial before an extension.
_PAUSE = re.compile(r"(?P<number>.*[0-9)])\s*,\s*(?P<extension>[0-9]{1,6})\s*")
# How a switchboard's extension is also written, where without it the number is whole.
_LAST_GROUP = re.compile(r"(?P<number>.*[0-9)])\s*[-–]\s*(?P<extension>[0-9]{1,6})\s*")
# National numbers that no other country can dial: 400, 800 and 95xxx.
_HOTLINE = re.compile("[48]00[0-9]{7}|95[0-9]{3,6}")
_MOBILE = re.compile("1[3-9][0-9]{9}")
# Words around a number: 手机, Tel., (微信同号).
_LABEL = re.compile(r"^[^\d+()#]+|\([^\d()]*\)|[^\d)#]+$")
# E.164 allows 15 digits; a shorter one without a plus is more likely a local one.
_FEWEST_WITH_COUNTRY = 11
_FEWEST_OF_SUBSCRIBER = 7
_LONGEST = 250


class Phone(Struct, frozen=True, kw_only=True):
    """A phone of a cell: as typed, and its normal form.

    `normal` is `+8613800138000`, or the digits of a hotline, `4008001234`; nothing where the
    number cannot be read.
    """

    typed: str
    normal: str | None
    extension: str | None = None

    @property
    def hotline(self) -> bool:
        """Whether only this country can dial it."""
        return self.normal is not None and not self.normal.startswith("+")

    @property
    def dialled(self) -> str | None:
        """What a phone dials: a comma is a pause before the extension."""
        if self.normal is None or self.extension is None:
            return self.normal
        return f"{self.normal},{self.extension}"


@lru_cache(maxsize=4_000)
def read_phones(cell: str, *, country: str | None) -> tuple[Phone, ...]:
    """Return the phones of a cell, those that cannot be read without a normal form.

    `country` is the ISO 3166 code of where the cell is from: numbers without a country's prefix
    are of there. Nothing is refused, and no digit is made up, but for the area code of
    `0571-88888888/88888889`.
    """
    if len(cell) > _LONGEST:
        return (Phone(typed=cell, normal=None),)
    region = country if country and re.fullmatch("[A-Z]{2}", country) else None
    found: list[Phone] = []
    for part in _PARTS.split(_even_lines(cell)):
        if part:
            found += _of_part(part, region)
    return tuple(found)


def in_doubt(phone: Phone, *, country: str | None) -> bool:
    """Tell whether a phone that has no normal form looks wrong.

    Without a country a number without prefix may be right; a text without digits is no number.
    """
    if phone.normal is not None:
        return False
    digits = re.sub("[^0-9]", "", phone.typed)
    if not digits or country is not None:
        return True
    return phone.typed.lstrip("( ").startswith(("+", "00"))


def _even_lines(cell: str) -> str:
    """Return a cell in usual widths; its lines stay apart."""
    return "\n".join(even(line) for line in cell.splitlines())


def _of_part(part: str, region: str | None) -> Iterator[Phone]:
    """Read a part of a cell as one phone, else as several with a blank or a stroke between."""
    whole = _one(part, region)
    pieces = [piece for piece in _MAY_PART.split(part) if piece]
    if whole.normal is not None or len(pieces) == 1:
        yield whole
        return
    found = list(_pieces(part, region))
    if not any(phone.normal for phone in found):
        found = [Phone(typed=piece, normal=None) for piece in part.split(" / ")]
    yield from found


def _pieces(part: str, region: str | None) -> Iterator[Phone]:
    """Read the phones of a part one after the other, each of as many pieces as make one."""
    rest, before = part, None
    while rest:
        phone = _longest(rest, region) or _subscriber(rest, before)
        if phone is None:
            phone = Phone(typed=_STROKE.split(rest, maxsplit=1)[0], normal=None)
        yield phone
        rest, before = rest[len(phone.typed) :].lstrip(" /,，"), phone


def _longest(text: str, region: str | None) -> Phone | None:
    """Return the phone that a text begins with, of as many pieces as make one."""
    ends = [match.start() for match in _MAY_PART.finditer(text)]
    for end in [len(text), *reversed(ends)]:
        phone = _one(text[:end], region)
        if phone.normal is not None:
            return phone
    return None


def _subscriber(text: str, before: Phone | None) -> Phone | None:
    """Return a phone that goes without the area code of the one before it."""
    digits = re.match("[0-9]+(?![0-9-])", text)
    if before is None or before.normal is None or before.hotline or digits is None:
        return None
    subscriber = digits[0]
    if not _FEWEST_OF_SUBSCRIBER <= len(subscriber) < len(before.normal) - 3:
        return None
    number = _parsed(before.normal[: -len(subscriber)] + subscriber, None)
    return None if number is None else Phone(typed=subscriber, normal=number)


def _one(text: str, region: str | None) -> Phone:
    """Read a text as one phone."""
    word = _WORD_OF_EXTENSION.search(text)
    plain = _LABEL.sub("", text[: word.start()] if word else text)
    if word is not None:
        return _extended(text, _normal(plain, region), word)
    pause = _PAUSE.fullmatch(plain)
    before = _normal(pause["number"], region) if pause else None
    if pause is not None and before is not None:
        return _extended(text, before, pause)
    whole = _normal(plain, region)
    group = _LAST_GROUP.fullmatch(plain) if whole is None else None
    if group is not None:
        return _extended(text, _normal(group["number"], region), group)
    return Phone(typed=text, normal=whole)


def _extended(text: str, normal: str | None, found: re.Match[str]) -> Phone:
    extension = found["extension"] if normal is not None else None
    return Phone(typed=text, normal=normal, extension=extension)


def _normal(text: str, region: str | None) -> str | None:
    if re.search("[A-Za-z\u2e80-\U0003ffff*@]", text):
        return None
    digits = re.sub("[^0-9]", "", text)
    if region == HOME_COUNTRY and _HOTLINE.fullmatch(digits):
        return digits
    if text.lstrip("( ").startswith(("+", "00")):
        # people everywhere write 00 before the country, whatever is dialled where they are
        return _parsed("+" + digits.removeprefix("00"), None) or _parsed(text, region)
    return _parsed(text, region) or _abroad(digits)


def _abroad(digits: str) -> str | None:
    """Read digits that are no number of their country: a mobile of ours, or the plus left out."""
    if _MOBILE.fullmatch(digits):
        return _parsed(digits, HOME_COUNTRY)
    if len(digits) >= _FEWEST_WITH_COUNTRY and not digits.startswith("0"):
        return _parsed("+" + digits, None)
    return None


def _parsed(text: str, region: str | None) -> str | None:
    """Return the E.164 of a number that a numbering plan knows, else nothing."""
    import phonenumbers

    try:
        number: PhoneNumber = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
