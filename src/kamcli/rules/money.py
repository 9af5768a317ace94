"""Money: whole minor units of a currency, never a float."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.writing import quoted

if TYPE_CHECKING:
    from decimal import Decimal

HOME_CURRENCY = "CNY"
GREATEST_AMOUNT = 2**63 - 1

# ISO 4217, with the codes that left it in this century: old orders stay readable
_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN
    BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN
    ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK
    JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD
    XCG XOF XPF YER ZAR ZMW ZWG ZWL
    """
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_WITH_FOUR = "CLF UYW"

_CURRENCIES = frozenset(_CODES.split())
_DECIMALS = {
    code: places
    for places, codes in ((0, _WITHOUT_DECIMALS), (3, _WITH_THREE), (4, _WITH_FOUR))
    for code in codes.split()
}
_USUAL_DECIMALS = 2


class Money(Struct, frozen=True, kw_only=True):
    """An amount in minor units (fen, cents) with its currency code."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what no ledger can store."""
        check_range(self.amount)


def is_currency(code: str) -> bool:
    """Tell whether this is the code of a currency in ISO 4217, in capitals."""
    return code in _CURRENCIES


def decimals(currency: str) -> int:
    """Return how many decimals the currency has in ISO 4217.

    Raises NotUnderstood for a code that is no currency.
    """
    if not is_currency(currency):
        raise NotUnderstood(
            _('"{currency}" is not the code of a currency.').format(currency=quoted(currency)),
            hint=_("for example CNY, USD, EUR or JPY"),
        )
    return _DECIMALS.get(currency, _USUAL_DECIMALS)


def check_range(amount: int) -> None:
    """Refuse an amount in minor units that does not fit a signed integer of 64 bits.

    Raises Refused.
    """
    if abs(amount) > GREATEST_AMOUNT:
        raise Refused(_("This amount is larger than the ledger can keep."))


def to_cny(amount: int, currency: str, rate: Decimal) -> int:
    """Convert minor units of a currency to fen, once and half up (rules.md 3).

    The rate is CNY for one unit of the currency; that of CNY is 1. Half a fen below zero is
    rounded away from zero. Raises Refused for a rate that is not above 0, for a rate of CNY
    other than 1, and for a result out of range.
    """
    ratio = _fen_for_minor(currency, rate)
    fen = (2 * ratio.numerator * abs(amount) + ratio.denominator) // (2 * ratio.denominator)
    check_range(fen)
    return fen if amount >= 0 else -fen


class _Ratio(Struct, frozen=True, kw_only=True):
    """How many fen a minor unit is."""

    numerator: int
    denominator: int


@lru_cache(maxsize=4096)
def _fen_for_minor(currency: str, rate: Decimal) -> _Ratio:
    if not rate.is_finite() or rate <= 0 or (currency == HOME_CURRENCY and rate != 1):
        raise Refused(
            _('"{rate}" cannot be the rate of {currency}.').format(rate=rate, currency=currency),
            hint=_("a rate is CNY for one unit: 7.15 for USD, always 1 for CNY"),
        )
    numerator, denominator = rate.as_integer_ratio()
    return _Ratio(
        numerator=numerator * _minor_in_one(HOME_CURRENCY),
        denominator=denominator * _minor_in_one(currency),
    )


def _minor_in_one(currency: str) -> int:
    return int("1" + "0" * decimals(currency))


def plain(amount: int, currency: str) -> str:
    """Write minor units for machines: `612400.00`, JPY `500`, KWD `1.234`."""
    return _write(amount, currency, group="")


def shown(amount: int, currency: str) -> str:
    """Write minor units for people, without the currency: `612,400.00`."""
    return _write(amount, currency, group=",")


def _write(amount: int, currency: str, *, group: str) -> str:
    places = decimals(currency)
    whole, part = divmod(abs(amount), _minor_in_one(currency))
    sign = "-" if amount < 0 else ""
    fraction = f".{part:0{places}}" if places else ""
    return f"{sign}{whole:{group}}{fraction}"


def read_minor(text: str, currency: str) -> int:
    """Read an amount written by a machine, such as `612400.00` in a CSV cell, as minor units.

    Raises NotUnderstood for any other form, more decimals than the currency has, and an amount
    out of range.
    """
    places = decimals(currency)
    parts = re.fullmatch(r"(-?)([0-9]{1,19})(?:\.([0-9]{1,19}))?", text.strip())
    if not parts or len(parts[3] or "") > places:
        raise NotUnderstood(
            _('"{text}" is not an amount in {currency}.').format(
                text=quoted(text), currency=currency
            ),
            hint=_("written like {example}").format(example=plain(1234567, currency)),
        )
    amount = int(parts[2] + (parts[3] or "").ljust(places, "0"))
    if amount > GREATEST_AMOUNT:
        raise too_large(text)
    return -amount if parts[1] else amount


def too_large(text: str) -> NotUnderstood:
    """Return the error for an amount that the ledger cannot keep."""
    return NotUnderstood(
        _('"{text}" is larger than the ledger can keep.').format(text=quoted(text)),
        hint=_("check the number of digits"),
    )
