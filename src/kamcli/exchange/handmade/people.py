"""People as one cell names them: several, with titles in brackets, with phones beside them."""

from __future__ import annotations

import re

from msgspec import Struct

from kamcli.exchange.handmade.phones import is_mobile, is_phone, read_phone
from kamcli.exchange.handmade.reach import emails_in
from kamcli.exchange.handmade.texts import is_nothing
from kamcli.writing import even, is_chinese

_BETWEEN = re.compile(r"\s*[\n;；、|]\s*|\s*/\s*(?![0-9])")
_BRACKETS = re.compile(r"\s*[(（\[【<]([^()（）\[\]【】<>]*)[)）\]】>]\s*")
_TITLE = re.compile(
    r"经理|主管|总监|总裁|董事|厂长|部长|科长|采购|销售|工程师|老板|助理|财务|负责人"
    r"|\b(?:manager|director|head|ceo|cfo|cto|coo|owner|president|buyer|purchas\w*|sales|engineer"
    r"|assistant|officer|md|gm|vp|founder|partner|procurement|marketing|agent)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?[0-9][0-9() .-]{5,}[0-9]")


class Named(Struct, frozen=True, kw_only=True):
    """A person as a cell names them; what is not told is None."""

    name: str
    title: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None


def read_people(text: str) -> list[Named]:
    """Return the people that a cell names, in its order; raises what `read_phone` raises."""
    parts = [part for each in _BETWEEN.split(text) for part in _by_comma(each)]
    return [_named(part) for part in parts if not is_nothing(part)]


def _by_comma(text: str) -> list[str]:
    """Part people that commas keep apart; `Schmidt, Anna` and `Anna Schmidt, CEO` are one."""
    parts = [part.strip() for part in re.split("[,，]", text) if part.strip()]
    whole = all(is_chinese(part) or len(part.split()) > 1 for part in parts)
    no_titles = not any(_TITLE.search(_BRACKETS.sub("", part)) for part in parts[1:])
    return parts if whole and no_titles else [text.strip()]


def _named(part: str) -> Named:
    inside = [found for found in _BRACKETS.findall(part) if found.strip()]
    rest = _BRACKETS.sub(" ", part).strip()
    emails = [mail for each in (rest, *inside) for mail in emails_in(each)]
    for mail in emails:
        rest = even(rest).replace(mail, " ")
    phones = [found for found in _PHONE.findall(rest) if is_phone(found)]
    for phone in phones:
        rest = rest.replace(phone, " ")
    phones += [each for each in inside if is_phone(each)]
    titles = [each.strip() for each in inside if not is_phone(each) and not emails_in(each)]
    name, told = _name_and_title(" ".join(rest.split()).strip(" ,，:：-"))
    numbers = [read_phone(phone.strip()) for phone in phones]
    mobiles = [number for number in numbers if is_mobile(number)]
    others = [number for number in numbers if not is_mobile(number)]
    return Named(
        name=name or part.strip(),
        title=", ".join([*titles, *([told] if told else [])]) or None,
        phone=" / ".join(others) or None,
        mobile=" / ".join(mobiles) or None,
        email=emails[0] if emails else None,
    )


def _name_and_title(text: str) -> tuple[str, str | None]:
    """Part `Anna Schmidt, Sales Manager` at the comma; a title without one stays in the name."""
    name, title = [*re.split(r"\s*[,，]\s*", text, maxsplit=1), ""][:2]
    return (name, title) if title and _TITLE.search(title) else (text, None)
