"""Phone numbers as spreadsheets keep them: made into numbers, cut, and mended where possible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.texts import number_text, text_of
from kamcli.i18n import _
from kamcli.writing import even, quoted

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw

_CUT = re.compile(r"(?<![0-9A-Za-z])[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}(?![0-9])")
_FEWEST_DIGITS = 7
_MOBILE = re.compile(r"(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}")


def read_phone(raw: Raw) -> str:
    """Return the phones of a cell as text: `13800138000.0` is 13800138000.

    Raises `NotUnderstood` for `1.38E+10`, whose last digits are lost.
    """
    if isinstance(raw, float):
        if not raw.is_integer():
            raise NotUnderstood(
                _('"{text}" is a number with decimals, not a phone.').format(text=raw)
            )
        return number_text(raw)
    text = text_of(raw) or ""
    plain = even(text)
    if _CUT.search(plain):
        raise NotUnderstood(
            _(
                '"{text}" is all that the spreadsheet kept of a long number:'
                " its last digits are lost."
            ).format(text=quoted(text)),
        )
    plain = re.sub(r"(?<=[0-9]{7})\.0+(?![0-9])", "", plain)
    return re.sub("^'(?=[+0-9(])", "", plain)


def is_phone(text: str) -> bool:
    """Tell whether a text is a phone: digits enough, and nothing but what stands between them."""
    plain = even(text)
    digits = re.sub("[^0-9]", "", plain)
    return len(digits) >= _FEWEST_DIGITS and bool(
        re.fullmatch(r"[+0-9()./\- ]+(?:(?:转|ext\.?|x) ?[0-9]+)?", plain, re.IGNORECASE)
    )


def is_mobile(text: str) -> bool:
    """Tell whether a text is a Chinese mobile number."""
    return _MOBILE.fullmatch(even(text)) is not None
