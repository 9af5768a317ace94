"""The lines of a file of address cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

Read is what programs write, not only what the standards allow: bare types, lines of BASE64 that
are not indented, soft breaks of quoted-printable, any character set.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.exchange.spreadsheets.characters import ENOUGH, commonness

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_QUOTED = '"[^"]*"'
_PARTS = re.compile(rf"((?:[^;\"]|{_QUOTED})*)(?:;|$)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# RFC 6868, how 4.0 writes in a parameter what a parameter cannot hold.
_CARETS = {"^n": "\n", "^^": "^", "^'": '"'}
# A parameter may hold a colon in quotation marks.
_HEAD = re.compile(rb'((?:[^:"]|"[^"]*")*):')


class Property(Struct, frozen=True, kw_only=True):
    """A property of a card: its name in capitals, its group and parameters, its value as written.

    The value is decoded but still escaped; parameters have names in capitals, a bare one is a TYPE.
    """

    name: str
    group: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str
    old: bool

    @property
    def kinds(self) -> frozenset[str]:
        """The types of a property in capitals: CELL, WORK, FAX, PREF."""
        types = self.parameters.get("TYPE", ())
        found = {kind.strip().upper() for each in types for kind in each.split(",")}
        return frozenset(found | ({"PREF"} if "PREF" in self.parameters else set()))

    @property
    def text(self) -> str:
        """The value as a text."""
        return _unescaped(self.value, old=self.old).strip()

    @property
    def parts(self) -> list[str]:
        """The values between semicolons."""
        cut = re.split(r"(?<!\\)((?:\\\\)*);", self.value + ";")
        joined = [cut[place] + cut[place + 1] for place in range(0, len(cut) - 1, 2)]
        return [_unescaped(each, old=self.old).strip() for each in joined]


class RawCard(Struct, frozen=True, kw_only=True):
    """A card: the line on which it begins, its properties, its lines as they stand in the file."""

    line: int
    charset: str
    properties: tuple[Property, ...]
    lines: Sequence[bytes]


class _Open(Struct, kw_only=True):
    """A card that is being read."""

    begin: int
    old: bool = False
    properties: list[Property] = field(default_factory=list)


def read_lines(data: bytes) -> list[RawCard]:
    """Return the cards of a file; what stands outside of them is passed over.

    A card within a card (AGENT) is passed over too. A card that does not end, ends with the file.
    """
    text = _plain(data)
    return list(_Reader(lines=text.splitlines(), charset=_charset(text)).cards())


def _plain(data: bytes) -> bytes:
    """Return a file without its byte order mark, one of UTF-16 as UTF-8."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest if charset == "utf-8" else rest.decode(charset, "replace").encode()
    return data


def _charset(text: bytes) -> str:
    """Return what a file is written in: UTF-8 where it can be, else Chinese or Western."""
    # lines are folded between bytes, also those of one character
    whole = re.sub(rb"\r?\n[ \t]", b"", text)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if commonness(whole.decode("gb18030", "replace")) >= ENOUGH else "cp1252"
    return "utf-8"


class _Reader(Struct, kw_only=True):
    """Goes through the lines of a file; `next` is the one to be read next."""

    lines: list[bytes]
    charset: str
    next: int = 0
    card: _Open | None = None

    def cards(self) -> Iterator[RawCard]:
        while self.next < len(self.lines):
            begin = self.next
            found = self._property()
            if found is None:
                continue
            marks = found.value.strip().upper() == "VCARD"
            if found.name == "BEGIN" and marks:
                if self.card is not None and self._is_agent():
                    self._pass_over()
                    continue
                if self.card is not None:
                    yield self._closed(begin)
                self.card = _Open(begin=begin)
            elif self.card is not None and found.name == "END" and marks:
                yield self._closed(self.next)
            elif self.card is not None:
                self.card.old = self.card.old or (
                    found.name == "VERSION" and found.value.strip() == "2.1"
                )
                self.card.properties.append(found)
        if self.card is not None:
            yield self._closed(self.next)

    def _closed(self, end: int) -> RawCard:
        card = self.card
        assert card is not None
        self.card = None
        return RawCard(
            line=card.begin + 1,
            charset=self.charset,
            properties=tuple(card.properties),
            lines=self.lines[card.begin : end],
        )

    def _is_agent(self) -> bool:
        """Whether the card that begins is a value of the property before it."""
        assert self.card is not None
        last = self.card.properties[-1:]
        return bool(last) and last[0].name == "AGENT" and not last[0].value.strip()

    def _pass_over(self) -> None:
        while self.next < len(self.lines):
            found = self._property()
            if found is not None and found.name == "END":
                return

    def _property(self) -> Property | None:
        """Read the next line with those that go on from it; nothing for one that is none."""
        line = self._line()
        before = _HEAD.match(line)
        if before is None:
            return None
        head = _head(before[1].decode("utf-8", "replace"))
        value = line[before.end() :]
        if "QUOTED-PRINTABLE" in head.says("ENCODING"):
            value = quopri.decodestring(self._soft(value))
        picture = head.says("ENCODING") & {"BASE64", "B"}
        return Property(
            name=head.name,
            group=head.group,
            parameters=head.parameters,
            value="" if picture else self._decoded(value, head),
            old=self.card.old if self.card else False,
        )

    def _line(self) -> bytes:
        """Take the next line, unfolded; 2.1 folds at blanks and keeps them."""
        line = self.lines[self.next]
        self.next += 1
        cut = 0 if self.card is not None and self.card.old else 1
        while self.next < len(self.lines) and self.lines[self.next][:1] in {b" ", b"\t"}:
            line += self.lines[self.next][cut:]
            self.next += 1
        return line

    def _soft(self, value: bytes) -> bytes:
        """Take the lines on which a quoted-printable value goes on."""
        while value.endswith(b"=") and self.next < len(self.lines):
            value = value[:-1] + self.lines[self.next].lstrip(b" \t")
            self.next += 1
        return value

    def _decoded(self, value: bytes, head: _Head) -> str:
        charset = self.charset
        for named in head.says("CHARSET"):
            try:
                charset = codecs.lookup(named).name
            except LookupError:
                continue
        return value.decode(charset, "replace")


class _Head(Struct, frozen=True, kw_only=True):
    """What stands before the colon."""

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]

    def says(self, key: str) -> set[str]:
        """Return the values of a parameter in capitals."""
        return {each.upper() for each in self.parameters.get(key, ())}


def _head(head: str) -> _Head:
    name, *rest = [part for part in _PARTS.findall(head) if part] or [""]
    found: dict[str, tuple[str, ...]] = {}
    for part in rest:
        key, equals, values = part.partition("=")
        if not equals:
            key, values = ("ENCODING" if key.strip().upper() in _ENCODINGS else "TYPE"), key
        cells = [_parameter(cell) for cell in re.findall(rf"(?:[^,\"]|{_QUOTED})+", values)]
        place = key.strip().upper()
        found[place] = (*found.get(place, ()), *cells)
    group, _, plain = name.rpartition(".")
    return _Head(group=group.strip().upper(), name=plain.strip().upper(), parameters=found)


def _parameter(cell: str) -> str:
    plain = cell.strip().strip('"')
    return re.sub(r"\^[n^']", lambda mark: _CARETS[mark[0]], plain)


def _unescaped(value: str, *, old: bool) -> str:
    r"""Return a value without its backslashes; in 2.1 a line does not break at `\n`."""
    if old:
        return re.sub(r"\\([;,\\])", r"\1", value)
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] in "nN" else mark[1], value)
