"""Values read back from the JSON that was made of them: their classes say what stands where."""

from __future__ import annotations

import types
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from kamcli.errors import KamError
from kamcli.rules.money import HOME_CURRENCY, Money, decimals

_Kind = TypeVar("_Kind", bound=Struct)


class Unreadable(ValueError):
    """What was read is not what was once written; its text says where."""


def revived(kind: type[_Kind], data: object, *, where: str = "") -> _Kind:
    """Return the object of a class that JSON was made of; raises `Unreadable`.

    What an older program did not write yet is none, or empty. Amounts are in the `currency` that
    stands beside them, else in CNY.
    """
    if not isinstance(data, dict):
        raise Unreadable(where)
    hints = _hints(kind)
    currency = data.get("currency", HOME_CURRENCY)
    made = {}
    for name in kind.__struct_fields__:
        key = name.rstrip("_")
        inside = f"{where}.{key}" if where else key
        made[name] = _value(hints[name], data.get(key), currency, inside)
    return kind(**made)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, data: Any, currency: str, where: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        if data is None:
            return None
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], data, currency, where)
    try:
        return _single(hint, data, currency, where)
    except (ValueError, InvalidOperation, KamError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable(where) from error


def _several(hint: Any, data: Any, currency: str, where: str) -> tuple[Any, ...]:
    if data is not None and not isinstance(data, list):
        raise Unreadable(where)
    return tuple(
        _value(hint, each, currency, f"{where}[{index}]") for index, each in enumerate(data or ())
    )


def _single(hint: Any, data: Any, currency: str, where: str) -> Any:
    if issubclass(hint, Money):
        return hint(amount=_minor(_typed(str, data, where), currency), currency=currency)
    if issubclass(hint, Struct):
        return revived(hint, data, where=where)
    if hint in (int, bool):
        return _typed(hint, data, where)
    text = _typed(str, data, where)
    if hint is datetime:
        return datetime.fromisoformat(text)
    if hint is date:
        return date.fromisoformat(text)
    if hint is Decimal or issubclass(hint, StrEnum):
        return hint(text)
    return text


def _typed(kind: type, data: Any, where: str) -> Any:
    if type(data) is not kind:
        raise Unreadable(where)
    return data


def _minor(text: str, currency: str) -> int:
    """Return an amount in minor units; raises `ValueError` for one that has none."""
    amount = Decimal(text).scaleb(decimals(currency))
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)
