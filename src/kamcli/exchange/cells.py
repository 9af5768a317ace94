"""Cells of the exchange tables: how each kind of value is written and read.

pydantic checks whole rows with the readers that stand here; it is loaded when rows are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct

from kamcli import dates
from kamcli.errors import KamError, NotUnderstood
from kamcli.exchange.faults import sentence
from kamcli.guard import unguarded
from kamcli.i18n import _
from kamcli.rules import codes, money, rates, words
from kamcli.rules.privacy import check_no_identity_number
from kamcli.rules.vocabulary import (
    ActionStatus,
    Calendar,
    CustomerStatus,
    Department,
    Grade,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Via,
)
from kamcli.rules.weeks import Week, week_of
from kamcli.writing import even, quoted

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class Form(Enum):
    """How a value stands in a cell; only text is guarded against spreadsheets."""

    TEXT = auto()
    PLAIN = auto()
    NUMBER = auto()
    DAY = auto()
    INSTANT = auto()
    WEEK = auto()
    FLAG = auto()
    AMOUNT = auto()
    RATE = auto()
    CUSTOMER = auto()
    ORDER = auto()


class Cell(Struct, frozen=True, kw_only=True):
    """One kind of cell: its form, its reader (raises `KamError`), and whether it tells a fact.

    The day of a fact is never after the as-of day (rules.md 2).
    """

    form: Form
    read: Callable[[str], Any]
    fact: bool = False

    def schema(self) -> CoreSchema:
        """Tell pydantic how a cell is read; the as-of day is the context of the reading."""
        from pydantic_core import core_schema

        return core_schema.with_info_plain_validator_function(self._checked)

    def _checked(self, text: str, info: Any) -> Any:
        try:
            value = self.read(text)
            if self.fact:
                _check_past(value, info.context)
        except KamError as error:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError("cell", "{reason}", {"reason": sentence(error)}) from error
        return value


def _check_past(day: date, as_of: date) -> None:
    if day > as_of:
        raise NotUnderstood(_('"{day}" is still to come.').format(day=day))


def _text(cell: str) -> str:
    if "\0" in cell:
        raise NotUnderstood(_("A text cannot hold a zero byte."))
    check_no_identity_number([cell])
    return unguarded(cell)


def _reference(cell: str) -> str:
    """Read a text that is a key: the spaces around it say nothing."""
    return _text(cell).strip()


# Days and words come again in row after row; to read each of them once is half of the work saved.
_day = lru_cache(maxsize=20_000)(lambda cell: dates.read_iso(cell.strip()))


def _once(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lru_cache(maxsize=2_000)(read)


@lru_cache(maxsize=2_000)
def _instant(cell: str) -> str:
    """Read an instant, `2026-11-20T09:30:00Z`, into the form in which it is kept."""
    try:
        moment = datetime.fromisoformat(cell.strip())
    except ValueError as fault:
        raise _no_instant(cell) from fault
    if moment.tzinfo is None:
        raise _no_instant(cell)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _no_instant(cell: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{text}" is not an instant.').format(text=quoted(cell)),
        hint=_("written like {day}").format(day="2026-11-20T09:30:00Z"),
    )


def _week(cell: str) -> Week:
    return week_of(_day(cell))


_YES = ("yes", "y", "true", "1", "是", "对", "√")
_NO = ("no", "n", "false", "0", "否", "不", "×")


def _flag(cell: str) -> bool:
    """Read yes or no; an empty cell is never read."""
    word = even(cell).casefold()
    if word not in _YES + _NO:
        raise NotUnderstood(
            _('"{text}" is neither yes nor empty.').format(text=quoted(cell)),
        )
    return word in _YES


def _currency(cell: str) -> str:
    code = even(cell).upper()
    money.decimals(code)
    return code


def _whole(cell: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", cell.strip()):
        raise NotUnderstood(_('"{text}" is not a whole number.').format(text=quoted(cell)))
    return int(cell)


Text = Annotated[str, Cell(form=Form.TEXT, read=_text)]
Plain = Annotated[str, Cell(form=Form.PLAIN, read=_reference)]
Code = Annotated[str, Cell(form=Form.PLAIN, read=codes.normalise_code)]
CustomerRef = Annotated[str, Cell(form=Form.CUSTOMER, read=codes.normalise_code)]
Number = Annotated[str, Cell(form=Form.TEXT, read=_reference)]
OrderRef = Annotated[str, Cell(form=Form.ORDER, read=_reference)]
ManagerCode = Annotated[str, Cell(form=Form.PLAIN, read=_once(codes.read_manager))]
Day = Annotated[date, Cell(form=Form.DAY, read=_day)]
FactDay = Annotated[date, Cell(form=Form.DAY, read=_day, fact=True)]
Instant = Annotated[str, Cell(form=Form.INSTANT, read=_instant)]
WeekDay = Annotated[Week, Cell(form=Form.WEEK, read=_week)]
Flag = Annotated[bool, Cell(form=Form.FLAG, read=_once(_flag))]
# An amount is read when its currency is known: for payments that is the order's.
Amount = Annotated[str, Cell(form=Form.AMOUNT, read=str.strip)]
Currency = Annotated[str, Cell(form=Form.PLAIN, read=_once(_currency))]
Rate = Annotated[Any, Cell(form=Form.RATE, read=_once(rates.read_rate))]
Whole = Annotated[int, Cell(form=Form.NUMBER, read=_whole)]
AMarket = Annotated[Market, Cell(form=Form.PLAIN, read=_once(words.read_market))]
ANature = Annotated[Nature, Cell(form=Form.PLAIN, read=_once(words.read_nature))]
ASource = Annotated[Source, Cell(form=Form.PLAIN, read=_once(words.read_source))]
AKind = Annotated[Kind, Cell(form=Form.PLAIN, read=_once(words.read_kind))]
AVia = Annotated[Via, Cell(form=Form.PLAIN, read=_once(words.read_via))]
ALayer = Annotated[Layer, Cell(form=Form.PLAIN, read=_once(words.read_layer))]
ARole = Annotated[Role, Cell(form=Form.PLAIN, read=_once(words.read_role))]
AGrade = Annotated[Grade, Cell(form=Form.PLAIN, read=_once(words.read_grade))]
ADepartment = Annotated[Department, Cell(form=Form.PLAIN, read=_once(words.read_department))]
ACalendar = Annotated[Calendar, Cell(form=Form.PLAIN, read=_once(words.read_calendar))]
ACustomerStatus = Annotated[
    CustomerStatus, Cell(form=Form.PLAIN, read=_once(words.read_customer_status))
]
AnActionStatus = Annotated[
    ActionStatus, Cell(form=Form.PLAIN, read=_once(words.read_action_status))
]
