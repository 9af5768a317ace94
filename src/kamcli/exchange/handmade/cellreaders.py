"""What each kind of column does with a cell: one reader a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade import dealt
from kamcli.exchange.handmade.marks import is_cross, is_tick, read_legacy_grade, read_word
from kamcli.exchange.handmade.people import read_people
from kamcli.exchange.handmade.phones import read_phone
from kamcli.exchange.handmade.places import known_country, read_place
from kamcli.exchange.handmade.reach import emails_in, read_reach
from kamcli.exchange.handmade.texts import text_of
from kamcli.exchange.spreadsheets.shape import Field
from kamcli.i18n import _
from kamcli.rules import words
from kamcli.rules.codes import normalise_code, parse_code
from kamcli.rules.countries import read_country
from kamcli.rules.vocabulary import CustomerStatus, Market, Nature, Source
from kamcli.writing import quoted

if TYPE_CHECKING:
    from enum import StrEnum

    from kamcli.exchange.handmade.columns import Column
    from kamcli.exchange.handmade.drafts import Draft
    from kamcli.exchange.handmade.rowreader import RowReader
    from kamcli.exchange.spreadsheets.shape import Raw

Read = Callable[["RowReader", "Draft", "Column", "Raw"], None]


def _text(name: str) -> Read:
    def read(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
        draft.tell(name, _said(raw))

    return read


def _said(raw: Raw) -> str:
    return text_of(raw) or ""


def _one_line(raw: Raw) -> str:
    return " ".join(_said(raw).split())


def _name(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    name = _one_line(raw)
    if draft.name is None:
        draft.name = name
    elif name != draft.name:
        draft.remarks.append(f"{column.heading}: {name}")


def _code(reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    """Keep an own code; any other is one of another system."""
    code = normalise_code(_said(raw))
    if re.fullmatch(f"{reader.prefix}[WN][0-9]+", code):
        draft.code = parse_code(code, prefix=reader.prefix)
    else:
        draft.tell("legacy_code", _one_line(raw))


def _country(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    place = read_place(_said(raw))
    draft.tell("country", place.country or read_country(_said(raw)))
    if place.country and place.region:
        draft.tell("region", place.region)


def _place(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    place = read_place(_said(raw))
    if place.country:
        draft.tell("country", place.country)
    if place.region:
        draft.tell("region", place.region)


def _region(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    if reader.place_in_region and "country" not in draft.told:
        _place(reader, draft, column, raw)
    else:
        draft.tell("region", _said(raw))


def _market(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.markets[words.read_market(_said(raw))] = column.heading


def _ticked(market: Market) -> Read:
    def read(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
        text = _said(raw)
        if is_cross(raw):
            return
        draft.markets[market] = column.heading
        if is_tick(raw) or text == column.heading:
            return
        if market is Market.DOMESTIC:
            draft.tell("region", text)
        elif known_country(text) or read_place(text).country:
            _place(reader, draft, column, raw)
        else:
            raise NotUnderstood(
                _('"{text}" is neither yes nor empty.').format(text=quoted(text)),
            )

    return read


def _word(name: str, values: type[StrEnum]) -> Read:
    """Read one of a set of values; what the text says beyond it is kept beside it."""

    def read(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
        text = _one_line(raw)
        value = read_word(values, text)
        draft.told[name] = value
        if not words.is_name_of(value, text):
            if values is Source:
                draft.tell("source_detail", text)
            else:
                draft.remarks.append(f"{column.heading}: {text}")

    return read


def _grade(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    draft.tell("legacy_grade", read_legacy_grade(_one_line(raw)))


def _owner(reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    draft.told["owner"] = reader.owner(_one_line(raw))


def _status(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    text = _one_line(raw)
    if not words.is_name_of(CustomerStatus.ACTIVE, text):
        draft.remarks.append(f"{column.heading}: {text}")


def _key(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    if not is_cross(raw):
        draft.tell("key_reason", column.heading if is_tick(raw) else _said(raw))


def _tags(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    tags = {tag.strip() for tag in re.split("[;；,，、|\n]", _said(raw))} - {""}
    before = draft.told.get("tags")
    draft.told["tags"] = ";".join(sorted(tags | set(before.split(";") if before else ())))


def _link(name: str) -> Read:
    def read(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
        draft.links[name] = _one_line(raw)

    return read


def _remarks(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    text = _said(raw)
    draft.remarks += text.splitlines() if column.alone else [f"{column.heading}: {text}"]


def _beside(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    """Keep what the ledger has no column for."""
    draft.remarks.append(f"{column.heading}: {_said(raw)}")


def _contact(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.slot(column.person).people += read_people(_said(raw))


def _surname(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.slot(column.person).surname = _one_line(raw)


def _title(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.slot(column.person).titles.append(_one_line(raw))


def _phone(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.slot(column.person).phones.append(" / ".join(read_phone(raw).splitlines()))


def _mobile(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.slot(column.person).mobiles.append(" / ".join(read_phone(raw).splitlines()))


def _email(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    text = _said(raw)
    emails = emails_in(text)
    if emails:
        _reach(reader, draft, column, raw)
    else:
        raise NotUnderstood(
            _('"{email}" is not an e-mail address.').format(email=quoted(text)),
        )


def _im(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    number = read_phone(raw) if isinstance(raw, int | float) else _one_line(raw)
    draft.slot(column.person).chats.append(number)


def _reach(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    found, slot = read_reach(raw, heading=column.heading), draft.slot(column.person)
    slot.emails += found.emails
    slot.mail_heading = slot.mail_heading or column.heading
    slot.phones += found.phones
    slot.mobiles += found.mobiles
    slot.chats += found.chats
    draft.remarks += [f"{column.heading}: {each}" for each in found.rest]


def _without_consent(_reader: RowReader, draft: Draft, column: Column, _raw: Raw) -> None:
    """Leave out what is kept of people only with their consent (rules.md 10)."""
    draft.dropped.append(column.heading)


READERS: Mapping[Field, Read] = {
    Field.NAME: _name,
    Field.SHORT_NAME: _text("short_name"),
    Field.CODE: _code,
    Field.LEGACY_CODE: _text("legacy_code"),
    Field.COUNTRY: _country,
    Field.REGION: _region,
    Field.PLACE: _place,
    Field.ADDRESS: _beside,
    Field.MARKET: _market,
    Field.FOREIGN: _ticked(Market.FOREIGN),
    Field.DOMESTIC: _ticked(Market.DOMESTIC),
    Field.NATURE: _word("nature", Nature),
    Field.SOURCE: _word("source", Source),
    Field.SOURCE_DETAIL: _text("source_detail"),
    Field.GRADE: _grade,
    Field.OWNER: _owner,
    Field.STATUS: _status,
    Field.KEY: _key,
    Field.REFERRED_BY: _link("referred_by"),
    Field.VIA_AGENT: _link("via_agent"),
    Field.WEBSITE: _text("website"),
    Field.PRODUCTS: _text("products"),
    Field.REMARKS: _remarks,
    Field.TAGS: _tags,
    Field.CONTACT: _contact,
    Field.SURNAME: _surname,
    Field.TITLE: _title,
    Field.PHONE: _phone,
    Field.MOBILE: _mobile,
    Field.EMAIL: _email,
    Field.IM: _im,
    Field.REACH: _reach,
    Field.BIRTHDAY: _without_consent,
    Field.PREFERENCES: _without_consent,
    Field.PROBLEM: _beside,
    Field.NEEDS: _beside,
    **dealt.READERS,
}
