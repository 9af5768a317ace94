"""Write the table of readings that `kamcli.names.pinyin` reads, from pypinyin's.

pypinyin (https://github.com/mozillazg/python-pinyin, MIT licence) knows every reading of a
character, the rarest too, and those of 47,000 words. Kept are, without tones, the usual reading and
those that a twentieth of the words with the character have, and two of them at least; of
simplified characters only, as names are read as simplified first. `--check` says whether the table
is what would be written.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from kamcli.names.hanzi import simplified

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/kamcli/names/pinyin_readings.py"
COMMON_HANZI = range(0x4E00, 0xA000)
FEWEST_WORDS, LEAST_SHARE = 2, 1 / 20
# Readings that few words have, but names of counties and towns, or what accountants are called.
OF_PLACES = "番pan 铅yan 歙she 涡guo 洞tong 浒xu 枞zong 六lu 会kuai"
WIDE = 90
HEAD = '''\
"""Readings and the characters that have them; `tools/pinyin.py` writes this.

From the tables of pypinyin (https://github.com/mozillazg/python-pinyin, MIT licence), without
tones; ü is written v.
"""

READINGS = (
'''


def readings() -> dict[str, list[str]]:
    """Return the readings of each character, the usual one first."""
    words = _words()
    kept = {}
    for char in map(chr, COMMON_HANZI):
        if ord(char) in PINYIN_DICT and simplified(char) == char:
            all_of_it = map(to_normal, PINYIN_DICT[ord(char)].split(","))
            usual, *others = dict.fromkeys(all_of_it)
            kept[char] = [usual, *(each for each in others if _is_common(words[char], each))]
    for pair in OF_PLACES.split():
        kept[pair[0]].append(pair[1:])
    return kept


def _words() -> dict[str, Counter[str]]:
    """Return how many words have which reading of each character."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in PHRASES_DICT.items():
        if len(word) == len(sounds):
            for char, sound in zip(word, sounds, strict=True):
                words[char][to_normal(sound[0])] += 1
    return words


def _is_common(words: Counter[str], reading: str) -> bool:
    return words[reading] >= max(FEWEST_WORDS, words.total() * LEAST_SHARE)


def written() -> str:
    """Return the table as it is kept: each reading, then its characters."""
    having = defaultdict(str)
    for char, sounds in readings().items():
        for sound in sounds:
            having[sound] += char
    text = "".join(sound + having[sound] for sound in sorted(having))
    return HEAD + "".join(f'    "{line}"\n' for line in _lines(text)) + ")\n"


def _lines(text: str) -> list[str]:
    """Break a text into lines that are not too wide for the house's style."""
    lines, used = [""], 0
    for char in text:
        used += 1 if char.isascii() else 2
        if used > WIDE:
            lines.append("")
            used = 1 if char.isascii() else 2
        lines[-1] += char
    return lines


def main() -> int:
    """Write, or check; return 1 where the table is out of date."""
    text = written()
    if "--check" not in sys.argv:
        TABLE.write_text(text, encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.relative_to(ROOT)} is out of date: run tools/pinyin.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
