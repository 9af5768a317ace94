"""Chinese names of firms taken apart: place, brand, trade, legal form, branch.

A registered name is 行政区划 + 字号 + 行业 + 组织形式 (企业名称登记管理规定); people leave out
any of them but the second.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from kamcli.names import firm_words as words
from kamcli.names.firm_parts import FirmName
from kamcli.names.firm_places import LONGEST_ZH, ZH_ABROAD, ZH_PLACES, ZH_SUFFIXES
from kamcli.writing import chinese_number

_FEWEST = 2
_NUMERALS = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    f"第([{_NUMERALS}]+|[0-9]+)|([{_NUMERALS}]+|[0-9]+|[a-z](?![a-z]))"
    "(?=(?:分?(?:厂|店|局|冶|院|所|部|处|公司|车间|区|座|馆|队)|号|期))"
)
_LETTER = re.compile("[A-Z]")  # of a building: all else is small by now
_DIGITS = re.compile("[0-9]+")
_ROMAN = re.compile("(?<![a-z])(?:xi{0,3}|i[ivx]|vi{0,3}|iii)(?![a-z])")
_DIRECTION = re.compile("|".join(words.ZH_DIRECTIONS) + "|[东西南北](?=区|厂|院)")
_BRANCH = re.compile(f"^(.{{2,}}?(?:公司|集团|厂|院|行|店|中心))?(.*?)({words.ZH_BRANCHES})$")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FORMERLY = re.compile("原|曾用名|更名|又名|简称")
_DISTRICT = re.compile(r"[^\W\da-z]{2,3}(?:区|县|镇|乡|街道)(?=\w{2})")
# 超市 and 城市 are no cities.
_TOWN = re.compile(r"[^\W\da-z]{1,2}[^\W\da-z超城都股门夜菜](?:市|县)(?=\w{2})")
_LATIN_FORM = re.compile(r"(?:co\.?,?\s*)?(?:ltd|limited|inc|llc|gmbh|corp)\.?$")
_NO_PART = re.compile(r"[\W_]+")


class _Draft(Struct, kw_only=True):
    """What is left of a name, and what was taken from it so far."""

    left: str
    places: set[str] = field(default_factory=set)
    markers: set[str] = field(default_factory=set)
    has_form: bool = False


def read_chinese(plain: str) -> FirmName:
    """Take apart a name in NFKC, one case and simplified characters."""
    draft = _Draft(left=_LATIN_FORM.sub("", re.sub(r"\s+", "", plain)) or plain)
    draft.has_form = draft.left != re.sub(r"\s+", "", plain)
    _mark(draft)
    _open_brackets(draft)
    _cut_branch(draft)
    draft.left = _NO_PART.sub("", draft.left)
    _cut_form(draft)
    whole = draft.left
    _cut_places(draft)
    return _named(draft, whole)


def _mark(draft: _Draft) -> None:
    """Note the numbers and directions that tell branches apart."""
    draft.left = text = _NUMBERED.sub(lambda found: _number(found[0]), draft.left)
    draft.markers.update(each.lstrip("0") or "0" for each in _DIGITS.findall(text))
    draft.markers.update(words.NUMBER_WORDS.get(each, each) for each in _ROMAN.findall(text))
    draft.markers.update(_LETTER.findall(text))
    draft.markers.update(_DIRECTION.findall(text))


def _number(text: str) -> str:
    """Return a number, or a letter of a building, as a word in digits: 第一 and 一(厂) are 1."""
    plain = text.removeprefix("第")
    return str(chinese_number(plain) or plain.upper())


def _open_brackets(draft: _Draft) -> None:
    """Take out what stands in brackets: a place, a legal form, a former name; else keep it."""

    def opened(found: re.Match[str]) -> str:
        inner = _NO_PART.sub("", found[1])
        place = _place_at_start(inner)
        if place and len(place) == len(inner):
            draft.places.add(_bare(place))
            return ""
        if f"({inner})" in words.ZH_FORMS or inner in words.ZH_FORMS or _FORMERLY.match(inner):
            return ""
        return "" if inner in draft.markers else inner

    kept = _BRACKETS.sub(opened, draft.left)
    if _NO_PART.sub("", kept):
        draft.left = kept


def _cut_branch(draft: _Draft) -> None:
    """Take off a branch with the place it is in: it is no part of what the firm is called."""
    found = _BRANCH.fullmatch(_NO_PART.sub("", draft.left))
    if found is None:
        return
    draft.markers.add(f"{found[2] if found[1] else ''}{found[3]}")
    head = found[1] or found[2]
    if not found[1]:
        for length in range(LONGEST_ZH, 1, -1):
            if head[-length:] in ZH_PLACES and len(head) - length >= _FEWEST:
                draft.markers.add(head[-length:])
                head = head[:-length]
                break
    if len(head) >= _FEWEST:
        draft.left = head


def _cut_form(draft: _Draft) -> None:
    text = draft.left
    for form in words.ZH_FORMS_FIRST:
        text = text.removeprefix(form.strip("()")) if form[0] != "(" else text
    while form := next((each for each in words.ZH_FORMS if text.endswith(each)), ""):
        if len(text) == len(form):
            break
        text = text.removesuffix(form)
    if "集团" in text and len(text) > 3 and not text.startswith("集团"):
        text = text.replace("集团", "").replace("有限公司", "").replace("股份", "") or text
    draft.has_form = draft.has_form or text != draft.left
    draft.left = text


def _cut_places(draft: _Draft) -> None:
    """Take the places off the beginning, as long as something is left to be called by."""
    text = draft.left
    while place := _place_at_start(text) or _matched(_TOWN, text):
        rest = text[len(place) :]
        if len(rest) < _FEWEST:
            break
        draft.places.add(_bare(place))
        while place.endswith(("市", "省", "区")) and (district := _matched(_DISTRICT, rest)):
            rest = rest[len(district) :]
        text = rest
    draft.left = text


def _place_at_start(text: str) -> str:
    """Return the place that a text begins with, with 省 or 市 behind it; empty for none."""
    for length in range(min(LONGEST_ZH, len(text)), 1, -1):
        if text[:length] in ZH_PLACES:
            rest = text[length:]
            suffix = next((each for each in ZH_SUFFIXES if rest.startswith(each)), "")
            return text[:length] + suffix
    return ""


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _bare(place: str) -> str:
    for suffix in (*ZH_SUFFIXES, "县"):
        if place.endswith(suffix) and len(place) - len(suffix) >= _FEWEST:
            return place.removesuffix(suffix)
    return place


def places_in(region: str) -> frozenset[str]:
    """Return the places that a region as people type it names: 广东深圳 is two."""
    draft = _Draft(left=_NO_PART.sub("", region) + "  ")
    _cut_places(draft)
    return frozenset(draft.places)


def _named(draft: _Draft, whole: str) -> FirmName:
    """Take trades and fillers off the end; a name of nothing else has no brand."""
    text = draft.left
    trades: list[str] = []
    fillers: set[str] = set()
    while word := _word_at_end(text):
        text = text.removesuffix(word)
        if word in words.ZH_FILLERS:
            fillers.add(words.ZH_FILLERS[word])
        else:
            trades.insert(0, word)
    for length in range(LONGEST_ZH, 1, -1):
        if text[-length:] in ZH_ABROAD and len(text) - length >= _FEWEST:
            draft.places.add(text[-length:])
            text = text[:-length]
    brand = text if len(text) >= _FEWEST else ""
    return FirmName(
        chinese=True,
        brand=brand,
        words=(brand,),
        trades=("".join(trades) or text,) if trades or not brand else (),
        fillers=frozenset(fillers),
        places=frozenset(draft.places),
        markers=frozenset(draft.markers),
        whole=whole,
        has_form=draft.has_form,
        weak=not brand,
    )


def _word_at_end(text: str) -> str:
    """Return the longest trade or filler at the end that does not cut a brand to one character."""
    for length in range(min(_LONGEST_WORD, len(text)), 0, -1):
        word = text[-length:]
        if word in _WORDS_AT_END and len(text) - length != 1:
            return word
    return ""


_WORDS_AT_END = frozenset(words.ZH_TRADES) | frozenset(words.ZH_FILLERS)
_LONGEST_WORD = max(map(len, _WORDS_AT_END))
