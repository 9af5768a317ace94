"""Names of firms in Latin, Cyrillic and other letters taken apart into words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kamcli.names import firm_words as words
from kamcli.names.firm_parts import FirmName
from kamcli.names.firm_places import LATIN_PLACES

# Letters that are not a letter with an accent; Cyrillic as passports write it (ICAO Doc 9303).
_PLAIN = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ß": "ss",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i",
        "є": "ie", "ґ": "g",
    }
)  # fmt: skip
_FORMERLY = re.compile(r"\b(?:formerly|previously|f/?k/?a|d/?b/?a|a/?k/?a|t/a|trading as|c/o)\b.*")
_APOSTROPHES = re.compile("['’‘´`]")
_AND_COMPANY = re.compile(r"(?:[&+]|\b(?:and|und|et|e|y)\b)\s*c(?:o|ie|ia)?\b\.?")
_AND = re.compile("[&+]")
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?|\b(?:[a-z]\.)+[a-z]\b")
_ORDINAL = re.compile("([0-9]+)(?:st|nd|rd|th)")
# ü is written ue where a keyboard has none.
_DIGRAPHS = re.compile("(?<=[aou])e(?=[a-z])")
_SHORTEST_PLACE = 4


def read_latin(plain: str) -> FirmName:
    """Take apart a name in NFKC and one case."""
    tokens = _tokens(plain)
    kept = _without_form(tokens)
    has_form = len(kept) < len(tokens)
    kept = [each for each in kept if each not in words.PASSED_OVER] or kept
    fillers = frozenset(words.FILLERS[each] for each in kept if each in words.FILLERS)
    trades = sorted({words.TRADES[each] for each in kept if each in words.TRADES})
    named = [each for each in kept if each not in words.FILLERS and each not in words.TRADES]
    brand = tuple(_DIGRAPHS.sub("", each) for each in named)
    return FirmName(
        chinese=False,
        brand="".join(brand),
        words=brand,
        trades=tuple(trades),
        fillers=fillers,
        places=frozenset(each for each in kept if each in LATIN_PLACES),
        markers=frozenset(_markers(kept)),
        whole="".join(_DIGRAPHS.sub("", each) for each in kept),
        has_form=has_form,
        weak=all(_says_little(each) for each in named),
    )


def _says_little(word: str) -> bool:
    return word in words.WEAK or word in LATIN_PLACES or len(word) < 2 or word.isdigit()


def _tokens(plain: str) -> list[str]:
    """Return the words of a name: G.m.b.H. is one, `Sp. z o.o.` three, `Ⅱ` is 2."""
    text = _FORMERLY.sub("", plain) or plain
    bare = _bare(_APOSTROPHES.sub("", text))
    bare = _AND.sub(" and ", _AND_COMPANY.sub(" co ", bare))
    bare = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", bare)
    joined = _joined(_WORD.findall(bare))
    line = " ".join(joined)
    for phrase in words.LEGAL_PHRASES:
        if phrase in line:
            line = line.replace(phrase, "ooo")
    return list(map(_number, line.split()))


def _bare(text: str) -> str:
    """Return a text in plain letters."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(char for char in spread if not unicodedata.combining(char))


def _number(word: str) -> str:
    """Return a word that says a number as its digits, any other as it is."""
    if word.isalpha():
        return words.NUMBER_WORDS.get(word, word)
    return words.NUMBER_WORDS.get(word, _ORDINAL.sub(r"\1", word))


def _joined(tokens: Iterable[str]) -> list[str]:
    """Join letters that stand alone next to each other: s p a is spa."""
    found: list[str] = []
    open_run = False
    for token in tokens:
        single = len(token) == 1 and token.isalpha()
        if single and open_run:
            found[-1] += token
        else:
            found.append(token)
        open_run = single
    return found


def _without_form(tokens: list[str]) -> list[str]:
    """Take the legal form off both ends, and where it can be nothing else; never all of it."""
    kept = list(tokens)
    while len(kept) > 1 and _is_form_at_end(kept):
        kept.pop()
    while len(kept) > 1 and kept[0] in words.LEGAL_AT_BEGINNING:
        kept.pop(0)
    return [
        each for place, each in enumerate(kept) if not place or each not in words.LEGAL_ANYWHERE
    ]


def _is_form_at_end(tokens: list[str]) -> bool:
    last, before = tokens[-1], tokens[-2]
    return last in words.LEGAL_AT_END or (
        last in words.LEGAL_LINKS and before in words.LEGAL_AT_END
    )


def _markers(tokens: Iterable[str]) -> Iterable[str]:
    for token in tokens:
        yield from (each.lstrip("0") or "0" for each in re.findall("[0-9]+", token))
        for table in (words.DIRECTIONS, words.BRANCHES):
            if token in table:
                yield table[token]
