"""Traditional Chinese characters read as simplified ones, so that 華茂 and 华茂 are one spelling.

Character by character: 髮 and 發 both become 发. That is right for comparing texts; for printing
them it would not be.
"""

from __future__ import annotations

from functools import cache


def simplified(text: str) -> str:
    """Return a text with each traditional character as its usual simplified one."""
    return text if text.isascii() else text.translate(_forms())


@cache
def _forms() -> dict[int, int]:
    """Return the simplified form of each traditional character; 4,000 are read once."""
    from kamcli.names.hanzi_forms import FORMS

    codes = [*map(ord, FORMS)]
    return dict(zip(codes[::2], codes[1::2], strict=True))
