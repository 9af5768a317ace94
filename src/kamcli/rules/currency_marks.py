"""How people name a currency beside an amount: codes, signs and names in both languages."""

from __future__ import annotations

from kamcli.rules.money import is_currency

# a sign of several currencies: the one asked for if it is among them, else the first
_SHARED = {"$": "USD AUD BND CAD FJD HKD JMD KYD MXN NAD NZD SGD TTD TWD", "¥": "CNY JPY"}

_NAMES = {
    "AED": "迪拉姆 阿联酋迪拉姆",
    "AUD": "a$ au$ 澳元 澳币 澳大利亚元",
    "BRL": "r$ 雷亚尔 巴西雷亚尔",
    "CAD": "c$ ca$ 加元 加币 加拿大元",
    "CHF": "瑞郎 瑞士法郎",
    "CNY": "cn¥ rmb yuan 元 圆 块 块钱 人民币 元人民币 圆人民币 人民币元",
    "DKK": "丹麦克朗",
    "EUR": "€ euro euros 欧元 欧",
    "GBP": "£ 英镑 镑",
    "HKD": "hk$ 港元 港币 港圆",
    "IDR": "印尼盾",
    "INR": "₹ 印度卢比",
    "JPY": "jp¥ 日元 日圆 日币 円",
    "KRW": "₩ 韩元 韩圆 韩币",
    "KWD": "科威特第纳尔",
    "MOP": "mop$ 澳门元 澳门币",
    "MXN": "mx$ 墨西哥比索",
    "MYR": "林吉特 马币",
    "NGN": "₦ 奈拉",
    "NOK": "挪威克朗",
    "NZD": "nz$ 新西兰元 纽元",
    "PLN": "兹罗提",
    "RUB": "₽ 卢布",
    "SAR": "沙特里亚尔",
    "SEK": "瑞典克朗",
    "SGD": "s$ sg$ 新加坡元 新币 坡币",
    "THB": "฿ 泰铢",
    "TRY": "₺ 土耳其里拉",
    "TWD": "nt$ tw$ 台币 新台币",
    "USD": "us$ 美元 美金 美圆",
    "VND": "₫ 越南盾",
    "ZAR": "兰特 南非兰特",
}


def find_currency(mark: str, *, asked: str | None) -> str | None:
    """Return the code that a mark stands for, None if it stands for no currency.

    The mark is evened out and in small letters. A sign of several currencies, such as `$`,
    follows the currency asked for.
    """
    mark = mark.replace(" ", "")
    if mark in _SHARED:
        possible = _SHARED[mark].split()
        return asked if asked in possible else possible[0]
    if mark.isascii() and is_currency(mark.upper()):
        return mark.upper()
    return next((code for code, names in _NAMES.items() if mark in names.split()), None)
