"""What may be kept about people (rules.md 10; PIPL art. 13, 28-29)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from operator import mul

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.writing import even

# GB 11643-1999: the weights of the first 17 digits, and the check character for each remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LENGTH = 18
_MANY_DIGITS = re.compile("(?:[0-9０-９][- ]*){17}")
_NUMBER = re.compile("(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")

# How people are reached, in running text: the group is the first character of a mail and what
# stands behind its sign.
EMAIL = re.compile(r"([^\s@<>(),;:，。；：（）])[^\s@<>(),;:，。；：（）]*@([\w.-]+\.\w+)")
# In running text only what cannot be a day, an amount or a code: with a country's prefix, a mobile
# of the mainland, an area code with a hyphen.
PHONE = re.compile(
    r"(?<![0-9A-Za-z.])"
    r"(?:\+\d[\d ()-]{6,}\d|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-\d{7,8})"
    r"(?![0-9A-Za-z])"
)


def check_consent(
    *, birthday: bool, preferences: bool, consent_on: date | None, purpose: str | None
) -> None:
    """Refuse a birthday or preferences that the person did not consent to.

    Consent has a day and a purpose; half of it is refused too. Raises `Refused`.
    """
    if consent_on is not None and purpose is not None:
        return
    if birthday or preferences:
        raise Refused(
            _("A birthday or preferences are kept only with the person's consent."),
            hint=_('--consent DATE --purpose "{purpose}"').format(purpose=_("birthday wishes")),
        )
    if consent_on is not None or purpose is not None:
        raise Refused(
            _("Consent has a day and a purpose: --consent and --purpose go together."),
            hint=_('--consent DATE --purpose "{purpose}"').format(purpose=_("birthday wishes")),
        )


def check_no_identity_number(texts: Iterable[str]) -> None:
    """Refuse texts that hold a Chinese identity number; it is not repeated in the error."""
    if any(map(holds_identity_number, texts)):
        raise Refused(_("An identity number of a person is not kept: leave it out."))


def holds_identity_number(text: str) -> bool:
    """Tell whether a text holds an identity number of 18 digits: a day of birth, a valid check.

    Spaces and hyphens within it do not hide it.
    """
    if len(text) < _LENGTH or not _MANY_DIGITS.search(text):
        return False
    plain = re.sub("(?<=[0-9])[- ]+(?=[0-9Xx])", "", even(text))
    return any(map(_is_identity_number, _NUMBER.findall(plain)))


def _is_identity_number(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(map(mul, _WEIGHTS, map(int, number)))
    return number[17].upper() == _CHECKS[total % 11]
