"""What an address card says of a person, as far as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from kamcli.exchange.vcards.lines import RawCard, read_lines
from kamcli.rules.countries import read_country
from kamcli.writing import is_chinese

if TYPE_CHECKING:
    from kamcli.exchange.vcards.lines import Property

_NO_VOICE = ("FAX", "PAGER", "TELEX", "MODEM", "传真", "傳真")
_MOBILE = ("CELL", "IPHONE", "MOBILE", "手机", "手機")
_FAMILY, _GIVEN, _ADDITIONAL = range(3)
_COUNTRY = 6
_KINDS_OF_CARD = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
# How each program calls an account elsewhere; WeChat and WhatsApp are what the column is for.
_PLAIN_NAMES = ("", "WECHAT", "WEIXIN", "WHATSAPP", "X-APPLE", "IM", "OTHER")
_SERVICES = {
    "X-WECHAT": "WeChat",
    "X-WEIXIN": "WeChat",
    "X-WHATSAPP": "WhatsApp",
    "X-QQ": "QQ",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-MSN": "MSN",
    "X-AIM": "AIM",
    "X-ICQ": "ICQ",
    "X-YAHOO": "Yahoo",
    "X-JABBER": "Jabber",
    "X-GTALK": "GTalk",
    "X-GOOGLE-TALK": "GTalk",
    "X-MS-IMADDRESS": "",
}
_SOCIAL = {
    "WECHAT": "WeChat",
    "WEIXIN": "WeChat",
    "WHATSAPP": "WhatsApp",
    "SKYPE": "Skype",
    "QQ": "QQ",
    "LINE": "LINE",
}


class Card(Struct, frozen=True, kw_only=True):
    """A card: who it is, of which firm, and how to reach them.

    Phones are voice numbers: `mobiles` and the others, those of work before those of home. The
    rest is what the ledger does not take: birthdays, addresses, faxes, notes; counted, not kept.
    """

    raw: RawCard
    name: str | None
    organisation: str | None
    title: str | None
    mobiles: tuple[str, ...]
    phones: tuple[str, ...]
    mails: tuple[str, ...]
    ims: tuple[str, ...]
    country: str | None
    group: bool
    birthday: bool
    addresses: int
    faxes: int
    notes: int


def read_cards(data: bytes) -> list[Card]:
    """Return the cards of a file in its order."""
    return [_card(raw) for raw in read_lines(data)]


def _card(raw: RawCard) -> Card:
    phones, labels = _all(raw, "TEL"), _all(raw, "X-ABLABEL")
    voice = [each for each in phones if not _kinds(each, labels) & set(_NO_VOICE)]
    mobiles = [each for each in voice if _kinds(each, labels) & set(_MOBILE)]
    others = [each for each in voice if each not in mobiles]
    addresses = _all(raw, "ADR")
    return Card(
        raw=raw,
        name=_name(raw),
        organisation=_organisation(_all(raw, "ORG")),
        title=_first(_all(raw, "TITLE")) or _first(_all(raw, "ROLE")),
        mobiles=_each(_number(each) for each in _preferred(mobiles)),
        phones=_each(_number(each) for each in _preferred(others)),
        mails=_each(map(_address, _preferred(_all(raw, "EMAIL")))),
        ims=_each(_ims(raw.properties)),
        country=_country(addresses),
        group=any(each.text.casefold() == "group" for each in _all(raw, *_KINDS_OF_CARD)),
        birthday=bool(_all(raw, "BDAY")),
        addresses=len(addresses),
        faxes=len(phones) - len(voice),
        notes=sum(bool(each.text) for each in _all(raw, "NOTE")),
    )


def _all(raw: RawCard, *names: str) -> list[Property]:
    return [each for each in raw.properties if each.name in names]


def _first(found: Iterable[Property]) -> str | None:
    return next((_line(each.text) for each in found if each.text), None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in their order, each once, the empty ones left out."""
    return tuple(dict.fromkeys(line for text in texts if (line := _line(text))))


def _address(mail: Property) -> str:
    return "" if "X400" in mail.kinds else mail.text.removeprefix("mailto:")


def _name(raw: RawCard) -> str | None:
    """Return a person's name: as it is formatted, but Chinese ones in their own order.

    Programs made for other languages format 张 and 三 as "三 张".
    """
    formatted = _first(_all(raw, "FN"))
    cells = next((each.parts for each in _all(raw, "N")), [])
    family, given, additional = (
        _line(cells[place]) if place < len(cells) else ""
        for place in (_FAMILY, _GIVEN, _ADDITIONAL)
    )
    if is_chinese(family + given) and (formatted is None or _same(formatted, family, given)):
        return f"{family}{given}"
    western = " ".join(filter(None, (given, additional, family)))
    return formatted or western or _first(_all(raw, "NICKNAME"))


def _same(formatted: str, family: str, given: str) -> bool:
    """Tell whether a formatted name is of these two parts alone, in whatever order."""
    return formatted.replace(" ", "") in {
        f"{one}{two}".replace(" ", "") for one, two in ((family, given), (given, family))
    }


def _organisation(found: Iterable[Property]) -> str | None:
    """Return the firm of a card; its departments stand behind it."""
    return next((_line(part) for each in found for part in each.parts[:1] if part), None)


def _kinds(phone: Property, labels: Iterable[Property]) -> set[str]:
    """Return the types of a phone, with the label that Apple puts beside it in its group."""
    told = {each.text.upper() for each in labels if phone.group and each.group == phone.group}
    kinds = phone.kinds | told
    words = (*_NO_VOICE, *_MOBILE)
    return {*kinds, *(word for word in words for kind in kinds if word in kind)}


def _preferred(found: Iterable[Property]) -> list[Property]:
    """Return the preferred ones first, those of work next, those of home last."""
    return sorted(
        found,
        key=lambda each: (
            "PREF" not in each.kinds,
            0 if each.kinds & {"WORK", "MAIN"} else 2 if "HOME" in each.kinds else 1,
        ),
    )


def _number(phone: Property) -> str:
    """Return a phone as it is typed; that of a link as people write it."""
    text = phone.text
    if text[:4].casefold() != "tel:":
        return text
    number, _, rest = unquote(text[4:]).partition(";")
    extension = next((part[4:] for part in rest.split(";") if part.startswith("ext=")), None)
    return f"{number} ext. {extension}" if extension else number


def _ims(properties: Iterable[Property]) -> Iterable[str]:
    for each in properties:
        if each.name == "IMPP":
            scheme, _, name = each.text.rpartition(":")
            service = next(iter(each.parameters.get("X-SERVICE-TYPE", ())), scheme)
            yield _account(service, unquote(name))
        elif each.name in _SERVICES:
            yield _account(_SERVICES[each.name], each.text)
        elif each.name == "X-SOCIALPROFILE":
            account = each.parameters.get("X-USER", (each.text.rpartition(":")[2],))[0]
            for known in sorted(each.kinds & set(_SOCIAL)):
                yield _account(_SOCIAL[known], account)


def _account(service: str, name: str) -> str:
    return name if service.upper() in _PLAIN_NAMES or not name else f"{service} {name}"


def _country(addresses: Iterable[Property]) -> str | None:
    """Return the country of an address that is not of a home, where the card tells one."""
    for each in addresses:
        parts = each.parts
        if "HOME" not in each.kinds and len(parts) > _COUNTRY and parts[_COUNTRY]:
            found = read_country(parts[_COUNTRY])
            if len(found) == 2 and found.isupper():
                return found
    return None
