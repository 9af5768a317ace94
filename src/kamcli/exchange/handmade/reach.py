"""How to reach somebody, as one cell tells it: mails, phones and chats beside each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.exchange.handmade.phones import is_mobile, is_phone, read_phone
from kamcli.exchange.handmade.texts import is_nothing
from kamcli.writing import even

if TYPE_CHECKING:
    from kamcli.exchange.spreadsheets.shape import Raw

_PART = r"[^@\s<>()\[\]:;,，；、/|（）：]+"
_EMAIL = re.compile(rf"{_PART}@{_PART}\.{_PART}")
_LABEL = re.compile(
    r"^(?P<label>微信号?|wechat|weixin|wx|whats ?app|wa|qq|skype|line|telegram|viber|旺旺|kakao"
    r"|邮箱|邮件|电子邮箱|e-?mail|mail|手机号?|移动电话|mobile|mob|cell|m|电话|座机|tel|phone|t|传真|fax)"
    r"\s*(?:[:：]|\s|(?=[+0-9]))\s*",
    re.IGNORECASE,
)
_CHATS = re.compile(
    r"微信|wechat|weixin|whats ?app|qq|skype|line|telegram|viber|旺旺|kakao|\bwx|\bwa\b|\bim\b",
    re.IGNORECASE,
)
_CALLS = re.compile(r"电话|手机|座机|phone|tel|mobile|cell|call", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*[\n;；，、|]\s*|\s+/\s+|,\s+|\s+(?=[^\s@]+@)|(?<=[A-Za-z])/|/(?=[^\s/]*[A-Za-z@])"
)
_MAILS = ("邮", "mail")
_MOBILES = ("手机", "移动", "mob", "cell")


class Reach(Struct, frozen=True, kw_only=True):
    """Where somebody is reached; `rest` is what none of it could be told to be."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mobiles: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def read_reach(raw: Raw, *, heading: str) -> Reach:
    """Tell apart what a cell under `邮箱 / WhatsApp` holds; raises what `read_phone` raises."""
    found: dict[str, list[str]] = {name: [] for name in Reach.__struct_fields__}
    for part in _BETWEEN.split(read_phone(raw) if not isinstance(raw, str) else raw.strip()):
        if not is_nothing(part):
            _place(part, heading, found)
    return Reach(**{name: tuple(values) for name, values in found.items()})


def emails_in(text: str) -> list[str]:
    """Return the mail addresses of a text, without `mailto:` and the like."""
    return _EMAIL.findall(even(text))


def _place(part: str, heading: str, found: dict[str, list[str]]) -> None:
    """Put a part of a cell where its form, its label or the heading says."""
    label = _LABEL.match(part)
    said = label["label"].casefold() if label else ""
    value = part[label.end() :].strip() if label else part
    if emails := emails_in(value):
        found["emails"] += emails
        left = _EMAIL.sub("", even(value).removeprefix("mailto:")).strip(" <>()[]（）:：,，")
        if left:
            found["rest"].append(left)
    elif said and _CHATS.search(said):
        found["chats"].append(part)
    elif is_phone(value):
        value = read_phone(value)
        found[_kind_of_phone(value, said, heading)].append(value)
    elif _CHATS.search(heading) and not said.startswith(_MAILS) and " " not in value.strip():
        found["chats"].append(part)
    else:
        read_phone(value)  # a cut number is told, not kept
        found["rest"].append(part)


def _kind_of_phone(value: str, said: str, heading: str) -> str:
    if said.startswith(_MOBILES):
        return "mobiles"
    if said:
        return "phones"
    if _CHATS.search(heading) and not _CALLS.search(heading):
        return "chats"
    return "mobiles" if is_mobile(value) else "phones"
