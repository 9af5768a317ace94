"""What the columns of a table mean: said by the person, remembered, or known by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.heads import Heading
from kamcli.exchange.spreadsheets.layouts import Mapped, fingerprint
from kamcli.exchange.spreadsheets.meanings import spelling
from kamcli.exchange.spreadsheets.shape import Asked, Field
from kamcli.i18n import _
from kamcli.writing import quoted

# A table may have several columns of these; of all others the best one is taken.
_SEVERAL = frozenset(
    {
        *(
            Field.LINE,
            Field.CONTACT,
            Field.SURNAME,
            Field.TITLE,
            Field.PHONE,
            Field.MOBILE,
            Field.EMAIL,
        ),
        *(Field.IM, Field.REACH, Field.BIRTHDAY, Field.PREFERENCES, Field.FOLLOW_UPS),
        *(Field.SAMPLES, Field.QUOTES, Field.ORDERS, Field.PROBLEM, Field.NEEDS, Field.REMARKS),
        *(Field.PRODUCTS, Field.TAGS, Field.NEXT, Field.NEXT_ON),
    }
)
_SAID, _REMEMBERED, _KNOWN = range(3)
# What says of which customer a row tells.
_OF_WHOM = frozenset({Field.NAME, Field.SHORT_NAME, Field.CODE, Field.LEGACY_CODE})
_MERE_DAYS = frozenset({"日期", "时间", "date", "day", "年月日"})


class Columns(Struct, frozen=True, kw_only=True):
    """What each column means, the fingerprint of their headings, and what is to be told."""

    fields: tuple[Field | None, ...]
    layout: str
    notes: tuple[str, ...]


class _Claim(Struct, frozen=True, kw_only=True, order=True):
    """A column that would be a field; the lowest one has the best right to it."""

    by: int
    rank: int
    place: int
    field: Field | None


def find_columns(headings: Sequence[Heading], asked: Asked) -> Columns:
    """Return what columns mean: what the person says now, said before, and what is known."""
    texts = [each.text for each in headings]
    layout = fingerprint(texts)
    said = {**_spelt(asked.named), **_spelt(asked.mapping)}
    kept = _spelt(asked.layouts.get(layout, {}))
    claims = [_claim(place, each, said, kept) for place, each in enumerate(headings) if each.text]
    fields: list[Field | None] = [None] * len(headings)
    notes: list[str] = []
    taken: dict[Field, int] = {}
    for claim in sorted(each for each in claims if each is not None):
        if claim.field is None:
            continue
        first = taken.setdefault(claim.field, claim.place)
        if first == claim.place or claim.field in _SEVERAL:
            fields[claim.place] = claim.field
        else:
            notes.append(_passed_over(texts[claim.place], texts[first], claim.field))
    _date_rows(fields, texts)
    if any(claim is not None and claim.by == _REMEMBERED for claim in claims):
        notes.append(_("The columns mean what was said of these headings before."))
    return Columns(fields=tuple(fields), layout=layout, notes=tuple(notes))


def _date_rows(fields: list[Field | None], texts: Sequence[str]) -> None:
    """Take a mere 日期 for that of the row, where a sheet tells of one customer what happened."""
    told = set(fields)
    if Field.FOLLOW_UPS in told and told.isdisjoint(_OF_WHOM | {Field.LAST_CONTACT_ON}):
        for place, (field, text) in enumerate(zip(fields, texts, strict=True)):
            if field is Field.REGISTERED_ON and spelling(text) in _MERE_DAYS:
                fields[place] = Field.LAST_CONTACT_ON


def check_mapping(mapping: Mapped, headings: Sequence[str], *, file: str) -> None:
    """Raise `NotUnderstood` where the person speaks of a heading that the file does not have."""
    there = {spelling(heading): heading for heading in headings}
    for heading in mapping:
        if spelling(heading) not in there:
            raise NotUnderstood(
                _('"{file}" has no column "{heading}".').format(file=file, heading=quoted(heading)),
                hint=", ".join(quoted(each) for each in _near(heading, there)),
            )


def _near(heading: str, there: Mapping[str, str]) -> Iterator[str]:
    from difflib import get_close_matches

    near = get_close_matches(spelling(heading), there, n=3)
    yield from (there[each] for each in near or there)


def _spelt(mapping: Mapped) -> dict[str, Field | None]:
    return {spelling(heading): field for heading, field in mapping.items()}


def _claim(place: int, heading: Heading, said: Mapped, kept: Mapped) -> _Claim | None:
    name = spelling(heading.text)
    for by, mapping in ((_SAID, said), (_REMEMBERED, kept)):
        if name in mapping:
            return _Claim(by=by, rank=0, place=place, field=mapping[name])
    if heading.meaning is None:
        return None
    known = heading.meaning
    return _Claim(by=_KNOWN, rank=known.rank, place=place, field=known.field)


def _passed_over(heading: str, taken: str, field: Field) -> str:
    return _(
        'The columns "{taken}" and "{heading}" both mean {field}: the second was passed over.'
    ).format(heading=quoted(heading), taken=quoted(taken), field=field)
