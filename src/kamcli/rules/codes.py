"""Customer codes and manager codes (rules.md 4).

> 格式:JRW01001 … JR-代表君睿。W-代表是国外客户(N代表国内客户),01-负责业务的经理代码、001-客户序号
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules.vocabulary import Market
from kamcli.writing import quoted

PREFIX = "JR"
WARN_FROM = 950
JUMP = 500
LAST_SERIAL = 9999
# What stands in place of a manager's code for all of them.
EVERYONE = "all"
_FIRST_OF_FOUR_DIGITS = 1000

_SHAPE = re.compile(r"[A-Z]{1,8}[WN][0-9]{5,6}")
_PREFIX = re.compile(r"[A-Z]{1,8}")
_MANAGER = re.compile(r"[0-9]{1,2}")
_DIGITS = re.compile(r"[0-9]{5,6}")
_MARKETS = {market.letter: market for market in Market}


class CustomerCode(Struct, frozen=True, kw_only=True):
    """The identity of a customer: `str()` of it is the code as printed."""

    prefix: str
    market: Market
    manager: str
    serial: int

    def __str__(self) -> str:
        """Return the code as it is printed."""
        return f"{self.prefix}{self.market.letter}{self.manager}{self.serial:03d}"

    @property
    def sort_key(self) -> str:
        """A text that sorts codes by market (W before N), manager, number."""
        place = 0 if self.market is Market.FOREIGN else 1
        return f"{place}{self.manager}{self.serial:04d}{self.prefix}"


def normalise_code(text: str) -> str:
    """Return the one spelling of a code: NFKC, upper case, no space around."""
    return unicodedata.normalize("NFKC", text).upper().strip()


def looks_like_code(text: str) -> bool:
    """Whether a text has the shape of a customer code, of any prefix."""
    return _SHAPE.fullmatch(normalise_code(text)) is not None


def read_prefix(text: str) -> str:
    """Read the letters that open every code of a ledger; raise NotUnderstood for anything else."""
    prefix = normalise_code(text)
    if not _PREFIX.fullmatch(prefix):
        raise NotUnderstood(
            _('"{text}" cannot open a customer code: use one to eight letters.').format(
                text=quoted(text)
            ),
            hint="kam init --manager 01 --prefix JR",
        )
    return prefix


def read_manager(text: str, *, hint: str = "kam manager list") -> str:
    """Read a manager's code, 01 to 99; a single digit gets its zero.

    Raises NotUnderstood for anything else, with a hint at what may be typed.
    """
    code = normalise_code(text)
    if not _MANAGER.fullmatch(code) or int(code) == 0:
        raise NotUnderstood(
            _('"{text}" is not a manager code: two digits, 01 to 99.').format(text=quoted(text)),
            hint=hint,
        )
    return code.zfill(2)


def parse_code(text: str, *, prefix: str = PREFIX) -> CustomerCode:
    """Read a customer code; raise NotUnderstood with the reason for a malformed one."""
    code = normalise_code(text)
    if not code.startswith(prefix):
        raise _malformed(
            text, _("a code of this ledger begins with {prefix}").format(prefix=prefix), prefix
        )
    letter, digits = code[len(prefix) : len(prefix) + 1], code[len(prefix) + 1 :]
    market = _MARKETS.get(letter)
    if market is None:
        raise _malformed(
            text,
            _("after {prefix} comes W (foreign) or N (domestic)").format(prefix=prefix),
            prefix,
        )
    if not _DIGITS.fullmatch(digits):
        raise _malformed(
            text,
            _("two digits of the manager and three of the customer come last, four from 1000 on"),
            prefix,
        )
    manager, serial = digits[:2], digits[2:]
    if manager == "00":
        raise _malformed(text, _("managers are numbered from 01"), prefix)
    if serial == "000":
        raise _malformed(text, _("customers are numbered from 001"), prefix)
    if len(serial) > len("999") and int(serial) < _FIRST_OF_FOUR_DIGITS:
        raise _malformed(text, _("a customer number has four digits only from 1000 on"), prefix)
    return CustomerCode(prefix=prefix, market=market, manager=manager, serial=int(serial))


def _malformed(text: str, reason: str, prefix: str) -> NotUnderstood:
    """Say why a text is no code, and show one."""
    return NotUnderstood(
        _('"{text}" is not a customer code: {reason}.').format(text=quoted(text), reason=reason),
        hint=f"kam show {prefix}W01001",
    )
