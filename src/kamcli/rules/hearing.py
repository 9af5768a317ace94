"""What a note sounds like: where nobody was reached, the text often says so (rules.md 2)."""

from __future__ import annotations

_NOBODY = (
    "没回",
    "未回",
    "没接",
    "没人接",
    "无人接",
    "未接",
    "打不通",
    "没打通",
    "no reply",
    "no answer",
    "not answered",
    "no response",
    "voicemail",
    "did not pick up",
    "didn't pick up",
)


def sounds_like_attempt(text: str) -> bool:
    """Tell whether a note says that nobody was reached or nobody answered."""
    said = " ".join(text.casefold().split())
    return any(phrase in said for phrase in _NOBODY)
