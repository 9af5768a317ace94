"""How a value is written: for machines, for a CSV cell, for people."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kamcli.guard import guarded
from kamcli.i18n import _
from kamcli.output.text import clean, cut
from kamcli.rules.labels import label
from kamcli.rules.money import Money, plain, shown

_SHORT = 60


def machine(value: Any) -> Any:
    """Return a value as JSON has it: every key present, unknown is null, money a string."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Money):
        return plain(value.amount, value.currency)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Struct):
        return {_key(name): machine(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(name): machine(each) for name, each in value.items()}
    return [machine(each) for each in value]


def _key(name: str) -> str:
    """Return the key of a field; Python's own words carry an underscore in code."""
    return name.rstrip("_")


def csv_cell(value: Any) -> str:
    """Return a value as a CSV cell has it; lists are joined by semicolons."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case Money() | int() | Decimal():
            return str(machine(value))
        case tuple() | list():
            return guarded(";".join(str(machine(each)) for each in value))
        case Struct():
            return guarded(" ".join(str(each) for each in machine(value).values() if each))
    return guarded(str(machine(value)))


def for_people(value: Any) -> str:
    """Return a value as people read it, in one line, with nothing in it that acts."""
    match value:
        case None | False:
            return ""
        case True:
            return _("yes")
        case StrEnum():
            return label(value)
        case Money():
            return shown(value.amount, value.currency)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M UTC")
        case tuple() | list():
            return ", ".join(for_people(each) for each in value)
    return clean(str(machine(value)))


def in_short(value: Any) -> str:
    """Return a value as people read it, of at most 60 columns."""
    return cut(for_people(value), _SHORT)
