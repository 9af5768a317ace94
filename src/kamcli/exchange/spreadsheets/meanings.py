"""What a heading means, however it is written, and what a person says that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.headings import plain
from kamcli.exchange.spreadsheets.aliases import ALIASES
from kamcli.exchange.spreadsheets.shape import Field
from kamcli.i18n import _
from kamcli.names.hanzi import simplified
from kamcli.writing import quoted

# Said of a column that is to be passed over.
NOTHING = "-"
_LONGEST = 60
_BRACKETS = re.compile(r"[(（\[【<《{][^()（）\[\]【】<>《》{}]*[)）\]】>》}]")
_MARKS = re.compile("必填项?|选填项?|可选|必须|非必填|required|optional|mandatory")
_NUMBERED = re.compile(
    "^(?:第?[0-9一二三四五六七八九十]+[.、次]?|其他|其它)|(?:第?[0-9一二三四五]+次?)$"
)
_BETWEEN = re.compile(r"[/／\\|、,，;；&+]|\band\b|\bor\b|及|或|和|与")
_SCRIPTS = re.compile("[\u2e80-\u9fff]+|[^\u2e80-\u9fff]+")
# Words before the thing itself, and whose things they can be.
_OF_PERSON = ("主要联系人", "联系人", "联络人", "primarycontact", "contact", "person")
_OF_FIRM = ("客户", "公司", "企业", "单位", "customer", "company", "client", "account", "business")
_PERSONAL = frozenset(
    {Field.PHONE, Field.MOBILE, Field.EMAIL, Field.IM, Field.TITLE, Field.BIRTHDAY, Field.REACH}
)
_PARTS_OF_DAY = (Field.YEAR, Field.MONTH, Field.DAY)
_FIRMS = frozenset(Field) - {
    *(Field.LINE, Field.CONTACT, Field.KIND, Field.VIA, *_PARTS_OF_DAY),
    *(Field.REGISTERED_ON, Field.NEXT, Field.NEXT_ON, Field.AMOUNT, Field.IM),
}
_MEANS = (Field.PHONE, Field.MOBILE, Field.EMAIL, Field.IM, Field.REACH)
_TOGETHER: Mapping[frozenset[Field], Field] = {
    frozenset({Field.COUNTRY, Field.REGION}): Field.PLACE,
    frozenset({Field.COUNTRY, Field.ADDRESS}): Field.PLACE,
    frozenset({Field.FOREIGN, Field.DOMESTIC}): Field.MARKET,
    frozenset({Field.PROBLEM, Field.NEEDS}): Field.PROBLEM,
    frozenset({Field.NEXT, Field.NEXT_ON}): Field.NEXT,
    frozenset({Field.QUOTES, Field.SAMPLES}): Field.QUOTES,
    frozenset({Field.FOLLOW_UPS, Field.REMARKS}): Field.FOLLOW_UPS,
}


class Meaning(Struct, frozen=True, kw_only=True):
    """What a heading means; of two headings of one field the lower `rank` says it better."""

    field: Field
    rank: int


def meaning(heading: object) -> Meaning | None:
    """Return what a heading means, None for one that is not known or is no text."""
    if not isinstance(heading, str):
        return None
    # What is left of one that explains itself in brackets or below is short.
    text = heading if len(heading) <= _LONGEST else _BRACKETS.sub(" ", heading).strip()
    text = text if len(text) <= _LONGEST else text.split("\n", 1)[0]
    return _found(text.strip()) if text.strip() and len(text) <= _LONGEST else None


def spelling(heading: str) -> str:
    """Return the spelling by which headings are compared."""
    return plain(simplified(heading))


def field_named(word: str) -> Field | None:
    """Return the field of a word as `--map` takes it, None where the column is passed over.

    Fields go by their own names and by the headings that are known. Raises `NotUnderstood` for
    others.
    """
    if word.strip() == NOTHING:
        return None
    name = word.strip().casefold().replace("_", "-").replace(" ", "-")
    if name in set(Field):
        return Field(name)
    known = meaning(word)
    if known is None:
        raise NotUnderstood(
            _('A column cannot mean "{word}".').format(word=quoted(word)), hint=_nearest(name)
        )
    return known.field


def read_mapping(said: Iterable[str]) -> dict[str, Field | None]:
    """Return what `--map "heading=field"` says, by heading; raises `NotUnderstood`."""
    mapping: dict[str, Field | None] = {}
    for each in said:
        heading, sign, word = each.rpartition("=")
        if not sign or not heading.strip():
            raise NotUnderstood(
                _('"{text}" does not say which column means what.').format(text=quoted(each)),
                hint=_('--map "heading=name"'),
            )
        mapping[heading.strip()] = field_named(word)
    return mapping


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    fields = [each.value for each in Field]
    return ", ".join(get_close_matches(name, fields, n=5, cutoff=0.5) or fields)


@cache
def _known() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for field, names in ALIASES.items():
        for rank, name in enumerate(names.split(", ")):
            found.setdefault(spelling(name) or name, Meaning(field=field, rank=rank))
    return found


@cache
def _found(heading: str) -> Meaning | None:
    """Look a heading up in its parts, whole, and without what is in brackets.

    联系人/电话 is a person and a number, 联系人电话 a person's number: so parts that are set apart
    decide where each is known, and those that only differ in their script come last.
    """
    bare = _BRACKETS.sub(" ", heading)
    apart = _known_parts(_BETWEEN.split(bare.casefold()))
    if apart:
        return _together(apart)
    for text in (heading, bare):
        found = _whole(text) or _together(_known_parts(_SCRIPTS.findall(text)))
        if found:
            return found
    return None


def _whole(heading: str) -> Meaning | None:
    # "#" is a heading of its own.
    name = _MARKS.sub("", spelling(heading)) or heading.strip()
    known = _known().get(name)
    if known:
        return known
    return _unnumbered(name) or (None if _BETWEEN.search(heading) else _of_somebody(name))


def _unnumbered(name: str) -> Meaning | None:
    """Return what 联系人2 means; 2月 is no month of a day."""
    known = _known().get(_NUMBERED.sub("", name))
    return None if known and known.field in _PARTS_OF_DAY else known


def _of_somebody(name: str) -> Meaning | None:
    """Return what 联系人电话 or `customer e-mail` means: whose it is can be left out."""
    for owners, fields in ((_OF_PERSON, _PERSONAL), (_OF_FIRM, _FIRMS)):
        for owner in owners:
            rest = name.removeprefix(owner)
            known = _unnumbered(rest) if rest != name else None
            if known and known.field in fields:
                return known
    return None


def _known_parts(names: Sequence[str]) -> list[Meaning]:
    """Return what several names mean, nothing where they are not several or one is not known."""
    parts = [_whole(each) for each in names if spelling(each)]
    known = [each for each in parts if each]
    return known if 1 < len(parts) == len(known) else []


def _together(parts: Sequence[Meaning]) -> Meaning | None:
    """Return what several names of one thing mean: 国家/区域, 邮箱 / WhatsApp, 备注 Remarks."""
    fields = frozenset(each.field for each in parts)
    if len(fields) == 1:
        return min(parts, key=lambda each: each.rank)
    if fields and fields <= set(_MEANS):
        return Meaning(field=Field.REACH, rank=len(fields))
    if Field.CONTACT in fields and fields <= {Field.CONTACT, Field.TITLE, *_MEANS}:
        return Meaning(field=Field.CONTACT, rank=len(fields))
    joined = _TOGETHER.get(fields)
    return Meaning(field=joined, rank=len(fields)) if joined else None
