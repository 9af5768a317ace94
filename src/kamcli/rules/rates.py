"""Exchange rates: CNY for one unit of a currency (rules.md 3)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from msgspec import Struct

from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.rules.money import HOME_CURRENCY
from kamcli.writing import even, quoted

_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_BANKS_QUOTE_PER = 100


class Quote(Struct, frozen=True, kw_only=True):
    """A rate as it was quoted: CNY for one unit of the currency, on a day."""

    currency: str
    on: date
    rate: Decimal


def read_rate(text: str) -> Decimal:
    """Read a rate that a person typed, such as `7.15`.

    Raises NotUnderstood for whatever is no plain decimal number, Refused for 0.
    """
    typed = even(text).replace(" ", "")
    if not _RATE.fullmatch(typed):
        raise NotUnderstood(
            _('"{text}" cannot be read as a rate: a plain number is wanted, such as 7.15.').format(
                text=quoted(text)
            ),
            hint="kam rate set USD 7.15",
        )
    rate = Decimal(typed)
    if not rate:
        raise Refused(_("A rate is above 0."), hint="kam rate list")
    return rate


def plain_rate(rate: Decimal) -> str:
    """Write a rate without zeros at its end: `7.15`, `100`."""
    return f"{rate.normalize():f}"


def check_foreign(currency: str) -> None:
    """Raise Refused for the home currency: its rate is no question."""
    if currency == HOME_CURRENCY:
        raise Refused(
            _("The rate of {currency} is always 1.").format(currency=HOME_CURRENCY),
            hint="kam rate list",
        )


def is_far(rate: Decimal, last: Decimal, *, percent: int) -> bool:
    """Whether a rate differs from the last one by more than so many per cent of that."""
    return abs(rate - last) * 100 > last * percent


def rate_meant(rate: Decimal, last: Decimal, *, percent: int) -> Decimal | None:
    """Return the hundredth of a rate where that is near the last one: banks quote per 100."""
    hundredth = rate / _BANKS_QUOTE_PER
    return None if is_far(hundredth, last, percent=percent) else hundredth
