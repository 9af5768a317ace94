"""Content lines, of which address cards (RFC 2425, 2426) and calendars (RFC 5545) are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LONGEST = 75
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def escaped(*texts: str) -> str:
    """Return texts, each from a line of its own on, as one value without control codes."""
    lines = (line for text in texts for line in text.splitlines())
    return "\n".join(_CONTROLS.sub("", line) for line in lines).translate(_ESCAPES)


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Write lines in UTF-8, folded at 75 octets, never within a character."""
    for line in lines:
        yield from _folded(line)


def _folded(line: str) -> Iterator[bytes]:
    part = b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(part) + len(octets) > _LONGEST:
            yield part + b"\r\n"
            part = b" "
        part += octets
    yield part + b"\r\n"
