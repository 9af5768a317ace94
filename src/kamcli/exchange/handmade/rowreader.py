"""Reading the rows of one table: every cell in its place, every fault of a row told at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.errors import KamError, NotUnderstood
from kamcli.exchange.faults import sentence
from kamcli.exchange.handmade import cellreaders, dealt
from kamcli.exchange.handmade.columns import Column, columns_of
from kamcli.exchange.handmade.days import DayReader, Near, ReadDay
from kamcli.exchange.handmade.drafts import Draft
from kamcli.exchange.handmade.entries import Entry, Told
from kamcli.exchange.handmade.places import known_country
from kamcli.exchange.handmade.sheetnames import customer_named
from kamcli.exchange.handmade.texts import is_nothing, text_of
from kamcli.exchange.handmade.written import year_told
from kamcli.exchange.spreadsheets.shape import Field
from kamcli.i18n import _, sentences
from kamcli.rules.codes import normalise_code, parse_code
from kamcli.rules.labels import label
from kamcli.rules.privacy import holds_identity_number
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.manner import Manner
    from kamcli.exchange.spreadsheets.shape import Raw, RawRow, RawTable
    from kamcli.rules.codes import CustomerCode


class RowReader:
    """Reads the rows of a table one after the other: each may tell the next one its year."""

    def __init__(
        self, table: RawTable, manner: Manner, *, prefix: str, owner: Callable[[str], str]
    ) -> None:
        """Begin; `owner` returns the code of a manager who is named, and raises `KamError`."""
        self.columns = columns_of(table)
        self.manner = manner
        self.prefix = prefix
        self.owner = owner
        self.days = DayReader(as_of=manner.as_of, order=manner.order, from_1904=table.from_1904)
        self.place_in_region = not self.columns.has(Field.COUNTRY, Field.PLACE)
        self.dates_rows = self.columns.has(Field.LAST_CONTACT_ON)
        self._customer = None if self.columns.names_customers() else customer_named(table.sheet)
        self._year = year_told(table.title, table.sheet)
        self._country = known_country(table.sheet) if table.sheet.strip() else None
        self._above: dict[int, date] = {}

    @property
    def knows_whose(self) -> bool:
        """Whether rows can tell whose they are: by a column, or by the name of their sheet."""
        return self._customer is not None or self.columns.names_customers()

    def pass_section(self, row: RawRow) -> bool:
        """Read a title among the rows; return whether it tells something of those below."""
        text = " ".join(filter(None, map(_said, row.cells)))
        year, country = year_told(text), known_country(text)
        self._year = year or self._year
        self._country = country or self._country
        return bool(year or country)

    def read(self, row: RawRow) -> Entry:
        """Return what a row tells; raises `NotUnderstood` with all that is wrong with it."""
        draft = Draft()
        for column in self.columns.each:
            raw = row.cells[column.place]
            if raw is not None:
                self._cell(draft, column, raw)
        draft.remarks += [text for cell in row.surplus if (text := _said(cell))]
        self._settle(draft)
        if draft.faults:
            raise NotUnderstood(sentences(draft.faults))
        return self._entry(row.line, draft)

    def read_day(self, column: Column, raw: Raw, *, fact: bool) -> ReadDay:
        """Read a day in a column; it may tell the row below its year."""
        found = self.days.read(raw, fact=fact, near=self.near(column))
        self.saw(column, found.day)
        return found

    def near(self, column: Column) -> Near:
        """Return what stands around a day in a column."""
        return Near(year=self._year, row=self._above.get(column.place))

    def saw(self, column: Column, day: date | None) -> None:
        """Remember a day for the row below."""
        if day is not None:
            self._above[column.place] = day

    def _cell(self, draft: Draft, column: Column, raw: Raw) -> None:
        try:
            text = text_of(raw)
            if text is None or (column.field is not Field.NAME and is_nothing(text)):
                return
            if holds_identity_number(text):
                raise NotUnderstood(_("An identity number of a person is not kept: leave it out."))
            read = cellreaders.READERS.get(column.field) if column.field else None
            if read is not None:
                read(self, draft, column, raw)
            elif column.field is not None or not column.heading or self.manner.keep_unmapped:
                draft.remarks.append(f"{column.heading}: {text}" if column.heading else text)
        except KamError as error:
            draft.faults.append(
                _("{column}: {reason}").format(column=column.heading, reason=sentence(error))
            )

    def _settle(self, draft: Draft) -> None:
        try:
            dealt.settle(draft)
        except KamError as error:
            draft.faults.append(sentence(error))
        if len(draft.markets) > 1:
            draft.faults.append(
                _("The customer is both {first} and {second}: leave one.").format(
                    first=label(min(draft.markets)), second=label(max(draft.markets))
                )
            )

    def _entry(self, line: int, draft: Draft) -> Entry:
        told = Told(**draft.told)
        if told.country is None and self._country and not draft.markets:
            told = replace(told, country=self._country)
        deals = draft.deals
        people = draft.people()
        remarks = dict.fromkeys([*draft.remarks, *deals.remarks])
        return Entry(
            line=line,
            name=draft.name or self._customer,
            code=draft.code,
            market=next(iter(draft.markets), None),
            told=told,
            referred_by=draft.links.get("referred_by"),
            via_agent=draft.links.get("via_agent"),
            people=people,
            notes=tuple(deals.notes),
            sales=tuple(deals.sales),
            plans=tuple(dict.fromkeys(deals.plans)),
            last_contact=draft.last,
            remarks=tuple(remarks),
            inferred=tuple(deals.inferred),
            dropped=tuple(draft.dropped),
        )


def _said(raw: Raw) -> str | None:
    text = text_of(raw)
    return None if text is None or is_nothing(text) else text


def own_code(raw: Raw, prefix: str) -> CustomerCode | None:
    """Return the code of this ledger in a cell, None for another system's or a malformed one."""
    draft_code = normalise_code(text_of(raw) or "") if isinstance(raw, str) else ""
    try:
        return parse_code(draft_code, prefix=prefix) if draft_code.startswith(prefix) else None
    except NotUnderstood:
        return None


def aside_text(row: RawRow) -> str:
    """Return what a row says that is none of the customers', in one line."""
    return quoted(" ".join(filter(None, map(_said, row.cells))))
