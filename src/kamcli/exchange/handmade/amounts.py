"""Amounts in cells and inside sentences: `USD 4280`, `50万`, a number under 金额(万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import KamError, NotUnderstood
from kamcli.exchange.handmade.texts import number_text, text_of
from kamcli.i18n import _
from kamcli.rules.amounts import read_amount, read_currency
from kamcli.rules.currency_marks import find_currency
from kamcli.writing import even, quoted

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw
    from kamcli.rules.money import Money

_CURRENCY = (
    r"(?:US\$|HK\$|A\$|C\$|[$€£¥]|(?<![A-Za-z])(?:USD|EUR|GBP|JPY|CNY|RMB|HKD|AUD|CAD|SGD|CHF|KRW|INR|TWD|AED"
    r"|SAR|RUB)(?![A-Za-z])|人民币|美元|美金|欧元|英镑|日元|港币|港元)"
)
_NUMBER = r"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"
_UNIT = r"(?:百万|千万|万|亿|[kK](?![A-Za-z]))"
_AMOUNT = re.compile(
    rf"(?<![0-9A-Za-z#./-])(?P<before>{_CURRENCY})? ?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?"
    rf" ?(?P<after>{_CURRENCY}|元)?(?![0-9%A-Za-z])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SUM = re.compile(r"(?:金额|总额|总价|合计|货款|amount|total|value)[^0-9]{0,6}$", re.IGNORECASE)
_PART = re.compile(
    r"(?:定金|订金|预付款?|首付|余款|尾款|运费|样品费|模具费|deposit|balance|freight|down ?payment)"
    r"[^0-9]{0,8}$",
    re.IGNORECASE,
)


class Found(Struct, frozen=True, kw_only=True):
    """An amount inside a text; `part` where it is a deposit or the like, not the whole."""

    money: Money
    part: bool
    total: bool


def amounts_in(text: str) -> list[Found]:
    """Return the amounts that a text names with a currency, a 万, or a word such as 金额."""
    return list(_found(even(text))) if _DIGIT.search(text) else []


def _found(plain: str) -> Iterator[Found]:
    for parts in _AMOUNT.finditer(plain):
        lead = plain[: parts.start()]
        total = bool(_SUM.search(lead))
        if not (parts["before"] or parts["after"] or parts["unit"] or total):
            continue
        try:
            money = read_amount(parts[0].strip())
        except KamError:
            continue
        yield Found(money=money, part=not total and bool(_PART.search(lead)), total=total)


def the_amount(text: str) -> Money | None:
    """Return the one amount that a text is about: 金额 before others, a deposit never; or none."""
    found = [each for each in amounts_in(text) if not each.part]
    totals = [each for each in found if each.total] or found
    different = {(each.money.amount, each.money.currency) for each in totals}
    return totals[0].money if len(different) == 1 else None


def read_sum(raw: Raw, *, heading: str, currency: str | None) -> Money:
    """Read a cell that holds an amount, with what its heading says of currency and 万.

    Raises `NotUnderstood`.
    """
    text = text_of(raw)
    if text is None or isinstance(raw, bool):
        raise NotUnderstood(_('"{text}" cannot be read as an amount.').format(text=text or ""))
    if isinstance(raw, float):
        text = number_text(round(raw, 6))
    plain = even(text)
    named = currency or currency_of(heading)
    if re.fullmatch(r"[0-9.,]+", plain) and "万" in even(heading):
        plain += "万"
    return read_amount(plain, currency=None if re.search(_CURRENCY, plain) else named)


def currency_of(heading: str) -> str | None:
    """Return the currency that a heading names: `Amount (USD)`, 金额(美元)."""
    found = re.search(_CURRENCY, even(heading), re.IGNORECASE)
    return find_currency(found[0].casefold(), asked=None) if found else None


def read_named_currency(text: str) -> str:
    """Read a cell that names a currency; raises `NotUnderstood`."""
    try:
        return read_currency(text)
    except NotUnderstood as error:
        raise NotUnderstood(
            _('"{currency}" is not the code of a currency.').format(currency=quoted(text))
        ) from error
