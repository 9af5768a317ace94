"""A firm's name taken apart: what it is called, what it trades in, where it is, which branch.

So that 深圳市明远机电有限公司 and 明遠機電(深圳)股份有限公司 are one name, and 明远一厂 and
明远二厂 are not. `firm_words` and `firm_places` hold the words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from kamcli.names.firm_names_latin import read_latin
from kamcli.names.firm_names_zh import read_chinese
from kamcli.names.firm_parts import FirmName
from kamcli.names.hanzi import simplified
from kamcli.writing import is_chinese

__all__ = ["FirmName", "NamesOfFirm", "names_of"]

# A name in the other script: ABB(中国)… is no such, 明远机电 (Mingyuan Electric) is one.
_OTHER_SCRIPT = re.compile(r"(.+?)\s*(?:[(\[]([^()\[\]]+)[)\]]|[/|]\s*([^/|]+))\s*(.*)")
_WORD = re.compile(r"\w+")
_FEWEST_LETTERS = 3
_KEPT_READ = 16_384


class NamesOfFirm(Struct, frozen=True, kw_only=True):
    """The names that one text holds: `said` is the whole in its plainest spelling.

    `words` are all words of a name that is not Chinese, without its legal form; `markers` the
    numbers, directions and branches of all names.
    """

    said: str
    names: tuple[FirmName, ...]
    words: str
    markers: frozenset[str]


@lru_cache(maxsize=_KEPT_READ)
def names_of(text: str) -> NamesOfFirm:
    """Take apart a text that names a firm, in one script or in two."""
    plain = simplified(unicodedata.normalize("NFKC", text).casefold())
    for left, right in ("【】", "〔〕", "「」", "《》", "<>", "{}", "[]"):
        plain = plain.replace(left, "(").replace(right, ")")
    names = tuple(map(_read, _parts(plain)))
    return NamesOfFirm(
        said="".join(_WORD.findall(plain)) or plain.strip(),
        names=names,
        words="" if names[0].chinese else names[0].whole,
        markers=frozenset().union(*(name.markers for name in names)),
    )


def _read(plain: str) -> FirmName:
    return read_chinese(plain) if is_chinese(plain) else read_latin(plain)


def _parts(plain: str) -> list[str]:
    """Return a name and the same in another script, where it is written behind it."""
    found = _OTHER_SCRIPT.fullmatch(plain)
    if found is None:
        return [plain]
    inner = found[2] or found[3]
    outer = f"{found[1]}{found[4]}"
    if is_chinese(outer) is is_chinese(inner) or _letters(inner) < _FEWEST_LETTERS:
        return [plain]
    if is_chinese(inner) and not found[3] and found[4]:
        return [plain]  # ABB (中国) Ltd
    return [outer, inner]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
