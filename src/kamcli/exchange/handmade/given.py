"""What a person gives for all rows of a spreadsheet: `--map nature:=end-user`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.meanings import field_named
from kamcli.exchange.spreadsheets.shape import Field, RawRow, RawTable
from kamcli.i18n import _
from kamcli.rules import words
from kamcli.rules.vocabulary import Market, Nature, Source
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry
    from kamcli.exchange.handmade.managers import Managers
    from kamcli.exchange.handmade.manner import Manner
    from kamcli.ledger.database import Ledger

# What can be the same for every customer of a file.
GIVABLE = (
    *(Field.MARKET, Field.NATURE, Field.SOURCE, Field.SOURCE_DETAIL, Field.COUNTRY),
    *(Field.REGION, Field.PLACE, Field.OWNER, Field.PRODUCTS, Field.TAGS),
)
_CLOSED: Mapping[Field, type[StrEnum]] = {
    Field.MARKET: Market,
    Field.NATURE: Nature,
    Field.SOURCE: Source,
}
_GIVES = re.compile(r"\s*(.+?)\s*[:：][=＝]\s*(.*?)\s*", re.DOTALL)


class Spoken(Struct, frozen=True, kw_only=True):
    """What `--map` says: `columns` are of the form heading=field, `given` are values by field."""

    columns: tuple[str, ...]
    given: Mapping[Field, str]


def read_spoken(said: Iterable[str]) -> Spoken:
    """Return what is said of columns, and what is given for all rows (`field:=value`).

    Where a field stands on the right, a heading that ends with a colon is spoken of. Raises
    `NotUnderstood` for a value that is missing, or differs from row to row.
    """
    columns: list[str] = []
    given: dict[Field, str] = {}
    for text in said:
        parts = _GIVES.fullmatch(text)
        field = _field(parts[1]) if parts else None
        if parts is None or field is None or _is_column(field, parts[2]):
            columns.append(_column(text))
            continue
        _check(field, parts[2])
        given[field] = parts[2]
    return Spoken(columns=tuple(columns), given=given)


def read_given(manner: Manner, ledger: Ledger, managers: Managers) -> Entry | None:
    """Return what is given for all rows, read as a row with those columns would be."""
    if not manner.given:
        return None
    from kamcli.exchange.handmade.rowreader import RowReader

    table = RawTable(
        file=Path(),
        sheet="",
        title="",
        headings=tuple(manner.given),
        fields=tuple(manner.given),
        head_line=0,
        rows=(),
        layout="",
    )
    reader = RowReader(table, manner, prefix=ledger.settings.prefix, owner=managers.named)
    return reader.read(RawRow(line=0, cells=tuple(manner.given.values())))


def _column(text: str) -> str:
    """Return what is said of a column; raises `NotUnderstood` where a value stands for a field."""
    heading, _sign, word = text.rpartition("=")
    if word.strip() and _field(heading) in GIVABLE:
        try:
            field_named(word)
        except NotUnderstood as error:
            given = shlex.quote(f"{heading.strip()}:={word.strip()}")
            raise NotUnderstood(error.message, hint=f"--map {given}") from None
    return text


def _field(word: str) -> Field | None:
    try:
        return field_named(word)
    except NotUnderstood:
        return None


def _is_column(field: Field, word: str) -> bool:
    """Tell whether it is `Country:=country`, a heading that ends with a colon."""
    if word.casefold() not in set(Field):
        return False
    values = _CLOSED.get(field, ())
    return not any(words.is_name_of(value, word) for value in values)


def _check(field: Field, value: str) -> None:
    if field not in GIVABLE:
        raise NotUnderstood(
            _('"{field}" is not the same for all rows: it cannot be given for them.').format(
                field=field
            ),
            hint="--map " + "|".join(f"{each}:=…" for each in GIVABLE),
        )
    if not value:
        raise NotUnderstood(
            _('"{text}" gives nothing for all rows.').format(text=quoted(f"{field}:=")),
            hint=f"--map {field}:=…",
        )
