"""How the bytes of a text become characters: said by the person, or found out.

A mark at the beginning decides; then strict UTF-8; then GB18030 or Big5, whichever reads as common
Chinese; then what charset-normalizer makes of it.
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.characters import ENOUGH, commonness
from kamcli.i18n import _
from kamcli.writing import quoted

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # begins like that of UTF-16
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# The widest of each family, so that the rare characters of names are read too.
_CHINESE = ("gb18030", "cp950", "big5hkscs")
_WIDEST = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf_8": "utf-8-sig"}
_OTHERS = ["cp1252", "cp1250", "cp1251", "cp932", "cp949", "cp1253", "cp1254", "cp1256", "cp1258"]
_TOLD = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp1252": "Windows-1252",
}


class Encoding(Struct, frozen=True, kw_only=True):
    """An encoding by Python's name of it; `guessed` where another one could be meant."""

    codec: str
    guessed: bool = False

    @property
    def name(self) -> str:
        """Return the name that people know it by."""
        return _TOLD.get(self.codec, self.codec)


def asked_encoding(name: str) -> Encoding:
    """Return the encoding of a name; raises `NotUnderstood`."""
    try:
        "".encode(name)
        codec = codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError) as error:
        raise NotUnderstood(
            _('There is no encoding "{name}".').format(name=quoted(name)),
            hint="--encoding gb18030 | big5 | utf-8 | utf-16",
        ) from error
    return Encoding(codec=_WIDEST.get(codec.replace("-", "_"), codec))


def find_encoding(file: BinaryIO, *, name: str) -> Encoding:
    """Find out how a file is encoded; `name` is what it is called in sentences.

    Raises `NotUnderstood` for bytes that are no text at all, and for text that nothing reads.
    """
    start = _beginning(file)
    marked = next((codec for mark, codec in _MARKS.items() if start.startswith(mark)), None)
    if marked:
        return Encoding(codec=marked)
    if b"\0" in start:
        return _of_two_bytes(file, start, name=name)
    if _decodes(file, "utf-8"):
        return Encoding(codec="utf-8")
    sample = _sample(file)
    return _chinese(file, sample) or _other(file, sample, name=name)


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_SAMPLE)


def _decodes(file: BinaryIO, codec: str) -> bool:
    """Tell whether the whole file can be read so."""
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_two_bytes(file: BinaryIO, start: bytes, *, name: str) -> Encoding:
    """Return which half of each pair comes first, by where the zeros of ASCII stand."""
    low, high = start[1::2].count(0), start[::2].count(0)
    codec = "utf-16-le" if low > high else "utf-16-be"
    if not _decodes(file, codec) or "\0" in start[: len(start) & ~1].decode(codec, "replace"):
        raise NotUnderstood(
            _('"{file}" is neither a spreadsheet nor a table of text.').format(file=name),
            hint=_("save it in the spreadsheet as .xlsx, or as CSV"),
        )
    return Encoding(codec=codec)


def _sample(file: BinaryIO) -> bytes:
    """Return whole lines from the first one that is not all ASCII."""
    file.seek(0)
    for line in iter(lambda: file.readline(_SAMPLE), b""):
        if not line.isascii():
            rest = file.read(_SAMPLE)
            return line + rest[: rest.rfind(b"\n") + 1]
    return b""


def _chinese(file: BinaryIO, sample: bytes) -> Encoding | None:
    shares = {codec: commonness(sample.decode(codec, "replace")) for codec in _CHINESE}
    for codec in sorted(_CHINESE, key=lambda each: -shares[each]):
        if shares[codec] >= ENOUGH and _decodes(file, codec):
            return Encoding(codec=codec)
    return None


def _other(file: BinaryIO, sample: bytes, *, name: str) -> Encoding:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHERS).best()
    if best is None or not _decodes(file, best.encoding):
        raise NotUnderstood(
            _('It cannot be told how the text of "{file}" is encoded.').format(file=name),
            hint="--encoding gb18030 | big5 | utf-8 | utf-16 | cp1252",
        )
    # Of those that read it alike, the most usual.
    alike = (codec for codec in _OTHERS if sample.decode(codec, "replace") == str(best))
    return Encoding(codec=next(alike, best.encoding), guessed=True)
