"""The columns that tell of days, talks and trade: one reader a field, and how they agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.amounts import read_named_currency, read_sum, the_amount
from kamcli.exchange.handmade.days import ReadDay
from kamcli.exchange.handmade.drafts import Sum
from kamcli.exchange.handmade.entries import LastContact, Plan, Sale
from kamcli.exchange.handmade.marks import is_cross
from kamcli.exchange.handmade.notes import DatedLine, dated_lines, last_day
from kamcli.exchange.handmade.texts import text_of
from kamcli.exchange.spreadsheets.shape import Field
from kamcli.i18n import _
from kamcli.rules import words
from kamcli.rules.record import is_contact
from kamcli.rules.vocabulary import Kind

if TYPE_CHECKING:
    from kamcli.exchange.handmade.columns import Column
    from kamcli.exchange.handmade.drafts import Draft
    from kamcli.exchange.handmade.rowreader import RowReader
    from kamcli.exchange.spreadsheets.shape import Raw
    from kamcli.rules.money import Money

Read = Callable[["RowReader", "Draft", "Column", "Raw"], None]
_PARTS = ("year", "month", "day")


def _lines(reader: RowReader, column: Column, raw: Raw, *, facts: bool = True) -> list[DatedLine]:
    """Return the lines of a cell; one that is a day alone is a line without words."""
    if isinstance(raw, date):
        found = reader.read_day(column, raw, fact=facts)
        return [DatedLine(day=found, text="", whole=str(found.day))]
    lines = dated_lines(text_of(raw) or "", reader.days, reader.near(column), facts=facts)
    reader.saw(column, last_day(lines))
    return lines


def _follow_ups(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    lines = _lines(reader, column, raw)
    if reader.dates_rows and lines and all(line.day is None for line in lines):
        draft.undated += [line.text for line in lines]  # it may be of the day beside it
        return
    for line in lines:
        draft.deals.follow_up(line, heading=column.heading)


def _samples(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    if is_cross(raw):
        draft.remarks.append(f"{column.heading}: {text_of(raw)}")
        return
    for line in _lines(reader, column, raw):
        draft.deals.sample(line, heading=column.heading)


def _quotes(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    if is_cross(raw):
        draft.remarks.append(f"{column.heading}: {text_of(raw)}")
        return
    for line in _lines(reader, column, raw):
        draft.deals.quote(line, heading=column.heading)


def _orders(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    lines = _lines(reader, column, raw)
    if len(lines) == 1 and lines[0].day is not None and the_amount(lines[0].text) is None:
        draft.trade.line = lines[0]
        draft.trade.heading = column.heading
        return
    for line in lines:
        draft.deals.order(line, heading=column.heading)


def _amount(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.trade.sums.append(Sum(heading=column.heading, raw=raw))


def _currency(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    draft.trade.currency = read_named_currency(text_of(raw) or "")


def _order_number(_reader: RowReader, draft: Draft, _column: Column, raw: Raw) -> None:
    draft.trade.number = text_of(raw)


def _ordered_on(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.trade.on = reader.read_day(column, raw, fact=True)
    draft.trade.heading = draft.trade.heading or f"{column.heading}: {text_of(raw)}"


def _registered_on(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    _register(draft, reader.read_day(column, raw, fact=True))


def _register(draft: Draft, found: ReadDay) -> None:
    draft.told["registered_on"] = found.day
    if found.inferred:
        draft.deals.inferred.append(found.day)


def _part(name: str) -> Read:
    def read(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
        draft.parts[name] = f"{column.heading}: {text_of(raw)}"
        if len(draft.parts) == len(_PARTS):
            numbers = [_number(draft.parts[part]) for part in _PARTS]
            if None in numbers:
                raise NotUnderstood(
                    _('"{text}" is not a day.').format(text="; ".join(draft.parts.values()))
                )
            draft.parts.clear()
            text = "-".join(map(str, numbers))
            _register(draft, reader.days.read(text, fact=True, near=reader.near(column)))

    return read


def _number(said: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,4})(?:\.0)? ?[年月日号]?", said.rpartition(": ")[2])
    return int(found[1]) if found else None


def _last_contact(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    found = reader.read_day(column, raw, fact=True)
    draft.last = LastContact(on=found.day, text=f"{column.heading}: {found.day}")
    if found.inferred:
        draft.deals.inferred.append(found.day)


def _kind(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.kind = words.read_kind(text_of(raw) or "")
    draft.heard.append(f"{column.heading}: {text_of(raw)}")


def _via(_reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    draft.via = words.read_via(text_of(raw) or "")
    draft.heard.append(f"{column.heading}: {text_of(raw)}")


def _next(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    for line in _lines(reader, column, raw, facts=False):
        due = line.day.day if line.day else None
        draft.deals.plans.append(Plan(text=line.text or column.heading, due_on=due))


def _next_on(reader: RowReader, draft: Draft, column: Column, raw: Raw) -> None:
    found = reader.read_day(column, raw, fact=False)
    draft.next_on, draft.next_heading = found.day, column.heading
    if found.inferred:
        draft.deals.inferred.append(found.day)


def settle(draft: Draft) -> None:
    """Put together what several columns tell: orders, plans, kinds, parts of a day."""
    if draft.undated:
        _settle_undated(draft)
    _settle_trade(draft)
    if draft.next_on is not None:
        _settle_next(draft)
    if draft.kind is not None or draft.via is not None:
        _settle_kind(draft)
    draft.remarks += draft.parts.values()
    if draft.last is not None and _tells_of(draft, draft.last.on):
        draft.last = None


def _settle_undated(draft: Draft) -> None:
    """Take texts without a day as those of the day in touch beside them: 跟进日期, 跟进内容."""
    last, texts = draft.last, draft.undated
    if last is None or draft.deals.notes:
        for text in texts:
            draft.deals.follow_up(DatedLine(day=None, text=text, whole=text), heading="")
    else:
        text = "\n".join(texts)
        line = DatedLine(day=ReadDay(day=last.on), text=text, whole=text)
        draft.deals.follow_up(line, heading=last.text)
        draft.last = None


def _tells_of(draft: Draft, on: date) -> bool:
    """Tell whether something else in the row says that the customer was in touch by then."""
    return any(sale.on >= on for sale in draft.deals.sales) or any(
        note.on >= on and is_contact(note.kind, attempt=note.attempt, unsolicited=note.unsolicited)
        for note in draft.deals.notes
    )


def _settle_trade(draft: Draft) -> None:
    """Make an order of one amount and one day; what is left of them is to be checked."""
    trade, deals = draft.trade, draft.deals
    on = trade.on or (trade.line.day if trade.line else None)
    money = _sums(draft)
    if money is not None and on is not None:
        text = (trade.line.text or None) if trade.line else None
        deals.sales.append(Sale(on=on.day, money=money, number=trade.number, text=text))
        if on.inferred:
            deals.inferred.append(on.day)
        return
    number = f" {trade.number}" if trade.number else ""
    if trade.line is not None:
        deals.order(trade.line, heading=trade.heading)
    elif money is not None:
        deals.check(f"{trade.sums[0].said}{number}")
    elif trade.on is not None or trade.number is not None:
        deals.check(f"{trade.heading}{number}".strip())


def _sums(draft: Draft) -> Money | None:
    """Return the one amount that columns tell; several are to be checked, nothing is a remark."""
    trade, found = draft.trade, []
    for each in trade.sums:
        money = read_sum(each.raw, heading=each.heading, currency=trade.currency)
        if money.amount > 0:
            found.append(each)
        else:
            draft.remarks.append(each.said)
    if len(found) == 1:
        trade.sums = found
        return read_sum(found[0].raw, heading=found[0].heading, currency=trade.currency)
    for each in found:
        draft.deals.check(each.said)
    return None


def _settle_next(draft: Draft) -> None:
    """Give the day to the plans that have none; a day alone is a plan too."""
    plans, on = draft.deals.plans, draft.next_on
    undated = [plan for plan in plans if plan.due_on is None and not plan.is_check]
    draft.deals.plans = [replace(plan, due_on=on) if plan in undated else plan for plan in plans]
    if not undated and not any(plan.due_on == on for plan in plans):
        draft.deals.plans.append(Plan(text=draft.next_heading, due_on=on))


def _settle_kind(draft: Draft) -> None:
    """Give the one note of a row the kind and the channel that its columns tell."""
    notes = draft.deals.notes
    if len(notes) == 1:
        note = notes[0]
        kind = draft.kind or note.kind
        attempt = note.attempt and kind in (Kind.TALK, Kind.SERVICE)
        notes[0] = replace(note, kind=kind, via=draft.via or note.via, attempt=attempt)
        return
    draft.remarks += draft.heard


READERS: Mapping[Field, Read] = {
    Field.REGISTERED_ON: _registered_on,
    Field.YEAR: _part("year"),
    Field.MONTH: _part("month"),
    Field.DAY: _part("day"),
    Field.LAST_CONTACT_ON: _last_contact,
    Field.FOLLOW_UPS: _follow_ups,
    Field.KIND: _kind,
    Field.VIA: _via,
    Field.SAMPLES: _samples,
    Field.QUOTES: _quotes,
    Field.ORDERS: _orders,
    Field.ORDER_NUMBER: _order_number,
    Field.ORDERED_ON: _ordered_on,
    Field.AMOUNT: _amount,
    Field.CURRENCY: _currency,
    Field.NEXT: _next,
    Field.NEXT_ON: _next_on,
}
