"""How Chinese names sound: pinyin and initials, so that hengsheng and hs find 恒生.

Every reading of a character that is at all usual is kept, since nobody knows how a firm says its
name: 重信 is zhongxin and chongxin. At the beginning of a name, characters have the readings too
that they have as surnames only. Names are read as they are compared: simplified, in lower case.

Completion asks at every press of the key: what it loads is plain classes.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# More ways to read the first syllables say nothing new.
_MOST_WAYS = 16
_FEWEST_LETTERS = 2
_BETWEEN = {ord(mark): None for mark in " '’-"}

# How surnames are read that are read otherwise elsewhere (《百家姓》 and the compound ones).
_SURNAMES = """
单=shan 仇=qiu 区=ou 解=xie 查=zha 朴=piao 盖=ge 缪=miao 翟=zhai 覃=qin 乐=yue 种=chong
员=yun 贠=yun 繁=po 祭=zhai 秘=bi 召=shao 洗=xian 郗=chi 郇=huan 宓=fu 费=bi 黑=he 谌=shen
都=du 句=gou 适=kuo 佴=nai 逄=pang 呙=guo 撒=sa 仉=zhang 相=xiang 尉迟=yu,chi 万俟=mo,qi
长孙=zhang,sun 澹台=tan,tai 单于=chan,yu
"""


class Syllable:
    """A character and how it is read, or a run of Latin letters and digits, and where it stands."""

    __slots__ = ("begin", "end", "readings")

    def __init__(self, *, begin: int, end: int, readings: tuple[str, ...]) -> None:
        self.begin = begin
        self.end = end
        self.readings = readings

    @property
    def initials(self) -> tuple[str, ...]:
        """How it stands among initials: a character by its first letter, a Latin word whole."""
        return self.readings if self.end - self.begin > 1 else _first_letters(self.readings)


class Heard:
    """The part of a name that sounds as was typed: where it stands, and whether by initials."""

    __slots__ = ("begin", "end", "initials")

    def __init__(self, *, begin: int, end: int, initials: bool) -> None:
        self.begin = begin
        self.end = end
        self.initials = initials


def typed(key: str) -> str:
    """Return the letters of a text that may be pinyin or initials, else nothing."""
    letters = key.translate(_BETWEEN)
    may_be = letters.isascii() and letters.isalnum() and not letters.isdigit()
    return letters if may_be and len(letters) >= _FEWEST_LETTERS else ""


def syllables(key: str) -> list[Syllable]:
    """Return how a name sounds, part by part; nothing for one without Chinese characters."""
    if key.isascii():
        return []
    found = []
    begin = 0
    while begin < len(key):
        end = _end_of_part(key, begin)
        readings = _readings(key[begin:end])
        if readings:
            found.append(Syllable(begin=begin, end=end, readings=readings))
        begin = end
    if all(key[each.begin].isascii() for each in found):
        return []
    _read_surname(key, found)
    return found


def _end_of_part(key: str, begin: int) -> int:
    end = begin + 1
    while end < len(key) and _is_latin(key[begin]) and _is_latin(key[end]):
        end += 1
    return end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def spellings(name: Sequence[Syllable], *, longest: int) -> list[set[str]]:
    """Return how a name may be typed from each syllable on: pinyin and initials, cut short."""
    sounds, initials = [each.readings for each in name], [each.initials for each in name]
    return [
        _ways(sounds[at:], longest=longest) | _ways(initials[at:], longest=longest)
        for at in range(len(name))
    ]


def heard(name: Sequence[Syllable], letters: str) -> Heard | None:
    """Return the part of a name that sounds as these letters: pinyin first, then initials.

    It begins with a syllable; of the last one a part will do. No letters are heard nowhere.
    """
    if not letters:
        return None
    for initials in (False, True):
        parts = [each.initials if initials else each.readings for each in name]
        for at in range(len(name)):
            end = _end(parts, at, letters)
            if end:
                return Heard(begin=name[at].begin, end=name[end - 1].end, initials=initials)
    return None


def _end(parts: Sequence[tuple[str, ...]], at: int, letters: str) -> int:
    """Return the number of the syllable behind those that letters spell, from one on; else 0."""
    if at == len(parts):
        return 0
    for part in parts[at]:
        if part.startswith(letters):
            return at + 1
        if letters.startswith(part):
            end = _end(parts, at + 1, letters[len(part) :])
            if end:
                return end
    return 0


def _ways(parts: Sequence[tuple[str, ...]], *, longest: int) -> set[str]:
    if max(map(len, parts)) == 1:
        return {"".join([part[0] for part in parts])[:longest]}
    ways, shortest = [""], 0
    for part in parts:
        some = part if len(ways) * len(part) <= _MOST_WAYS else part[:1]
        ways = [way + each for way in ways for each in some]
        shortest += min(map(len, some))
        if shortest >= longest:
            break
    return {way[:longest] for way in ways}


def _read_surname(key: str, name: Sequence[Syllable]) -> None:
    """Let the first characters be read as the surname too that they may be."""
    for length in (2, 1):
        sounds = _surnames().get(key[:length])
        if sounds:
            for syllable, sound in zip(name, sounds, strict=False):
                syllable.readings = tuple(dict.fromkeys((*syllable.readings, sound)))
            return


@cache
def _first_letters(readings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading[0] for reading in readings))


@cache
def _surnames() -> dict[str, list[str]]:
    pairs = (pair.split("=") for pair in _SURNAMES.split())
    return {surname: sounds.split(",") for surname, sounds in pairs}


@cache
def _readings(part: str) -> tuple[str, ...]:
    """Return how a character is read, or a Latin word, as it is; nothing for marks."""
    if part.isascii():
        return (part,) if part.isalnum() else ()
    return tuple(dict.fromkeys(way for sound in _sounds(part) for way in _typed_ways(sound)))


def _sounds(char: str) -> Iterator[str]:
    """Go through the readings of a character: the letters before it in the table, each time."""
    from kamcli.names.pinyin_readings import READINGS

    places = _places()
    at = READINGS.find(char)
    while at >= 0:
        begin = places[bisect(places, at) - 1]
        sound = re.match("[a-z]+", READINGS[begin : begin + 6])
        assert sound is not None
        yield sound[0]
        at = READINGS.find(char, at + 1)


@cache
def _places() -> list[int]:
    from kamcli.names.pinyin_readings import READINGS

    return [match.start() for match in re.finditer("[a-z]+", READINGS)]


def _typed_ways(sound: str) -> tuple[str, ...]:
    """Return how a reading is typed: ü as v, as u where accents are left out, as yu in passports.

    The passports' spelling is that of 公安部出入境管理局 (2012): 吕 is LYU.
    """
    if "v" not in sound:
        return (sound,)
    if sound.endswith("v"):
        return (sound, sound.replace("v", "u"), sound.replace("v", "yu"))
    return (sound, sound.replace("v", "u"))
