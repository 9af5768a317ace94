"""Where a customer is, as one cell tells it: `德国 / 柏林`, `Berlin, Germany`, 浙江宁波."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from kamcli.rules.countries import country_name, read_country
from kamcli.writing import even

# The provinces, municipalities and autonomous regions of the mainland (GB/T 2260), in short.
_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南"
    " 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆"
).split()
_BETWEEN = re.compile(r"\s*[/,，、;；|·•\n()（）]\s*|\s+-\s+|(?<=[^\W0-9_a-zA-Z])\s*-\s*")
_LONGEST_NAME = 8
_CHINA = "CN"


class Place(Struct, frozen=True, kw_only=True):
    """A country as its ISO code, and a region as it is written; `country` is None if unknown."""

    country: str | None = None
    region: str | None = None


@lru_cache(maxsize=5_000)
def read_place(text: str) -> Place:
    """Return the country and the region that a cell tells; what is no country is the region."""
    if code := known_country(text):
        return Place(country=code)
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    for place in (0, len(parts) - 1) if len(parts) > 1 else ():
        if code := known_country(parts[place]):
            rest = [part for at, part in enumerate(parts) if at != place]
            return Place(country=code, region=" / ".join(rest))
    return _spaced(text) or _joined(text)


def known_country(text: str) -> str | None:
    """Return the ISO code of a text that names one country, else None."""
    found = read_country(text)
    return found if country_name(found) != found else None


def _spaced(text: str) -> Place | None:
    """Read `德国 柏林`: a country known by its first word, or by its last."""
    words = even(text).split()
    for cut in range(1, len(words)):
        for name, rest in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
            if code := known_country(" ".join(name)):
                return Place(country=code, region=" ".join(rest))
    return None


def _joined(text: str) -> Place:
    """Read 德国柏林 and 浙江省宁波市: a name at the start that is a country's, or a province's."""
    plain = even(text)
    if plain.startswith(tuple(_PROVINCES)):
        return Place(country=_CHINA, region=text.strip())
    for end in range(min(_LONGEST_NAME, len(plain) - 1), 1, -1):
        if not plain[:end].isascii() and (code := known_country(plain[:end])):
            return Place(country=code, region=plain[end:].strip())
    return Place(region=text.strip())
