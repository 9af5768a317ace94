"""Text as people write it: widths, traditional characters and Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIMPLIFIED = str.maketrans(
    "後週禮號個這兩萬億圓歐鎊幣臺韓盧銖壹貳贰叁參肆伍陸陆柒捌玖拾佰仟〇−",
    "后周礼号个这两万亿圆欧镑币台韩卢铢一二二三三四五六六七八九十百千零-",
)
_NO_PART_OF_A_NUMBER = ("<super>", "<sub>", "<circle>")
_LONGEST_QUOTE = 60

_DIGITS = "零一二三四五六七八九"
_NUMBER = (
    "(?:([一二三四五六七八九十百千零]+)亿)?"
    "(?:([一二三四五六七八九十百千零]+)万)?"
    "([一二三四五六七八九十百千零]*)"
)
_SECTION = (
    "(?:零?([一二三四五六七八九])千)?"
    "(?:零?([一二三四五六七八九])百)?"
    "(?:零?([一二三四五六七八九]?)(十))?"
    "(?:零?([一二三四五六七八九]))?"
)
# 一百五 is said for 150 and could be 105; 三万五 is said for 35,000 and could be 30,005
_CUT_SHORT = "[百千万亿][一二三四五六七八九](?![十百千])"


def even(text: str) -> str:
    """Return the text with usual widths, simplified characters and single spaces.

    Superscripts and circled digits stay as they are: `10²` is not 102.
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = "".join(map(_usual_form, text))
        text = text.translate(_SIMPLIFIED)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _usual_form(char: str) -> str:
    usual = unicodedata.normalize("NFKC", char)
    if len(usual) > 1 or unicodedata.decomposition(char).startswith(_NO_PART_OF_A_NUMBER):
        return char
    return usual


def quoted(text: str) -> str:
    """Return the text for a sentence that quotes it: one line, no control codes, not too long."""
    line = "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def is_chinese(text: str) -> bool:
    """Tell whether any character is of the Chinese script."""
    return any("\u2e80" <= char <= "\U0003ffff" for char in text)


def read_number(text: str) -> int | None:
    """Return the whole number written in digits or in Chinese numerals, None if it is neither."""
    if re.fullmatch("[0-9]{1,18}", text):
        return int(text)
    return chinese_number(text)


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals say (十五万 is 150000), None where two are possible.

    Full forms up to 九千…亿 are read; 一百五, 三万五 and 三五 are not.
    """
    text = text.replace("两", "二")
    parts = re.fullmatch(_NUMBER, text)
    if not parts or text.endswith("零") or re.search(_CUT_SHORT, text):
        return None
    total = 0
    for section in parts.groups(default=""):
        value = _section(section)
        if value is None:
            return None
        total = total * 10**4 + value
    return total or None


def _section(text: str) -> int | None:
    """Return the number below ten thousand, 0 for no text, None if it is not well formed."""
    places = re.fullmatch(_SECTION, text)
    if not places:
        return None
    thousands, hundreds, tens, ten, ones = places.groups(default="")
    return (
        1000 * _digit(thousands)
        + 100 * _digit(hundreds)
        + 10 * (_digit(tens) or len(ten))
        + _digit(ones)
    )


def _digit(text: str) -> int:
    return _DIGITS.index(text) if text else 0


def chinese_digits(text: str) -> int:
    """Return the number spelt digit by digit: 二零二六 is 2026."""
    return int("".join(str(_DIGITS.index(char)) for char in text))
