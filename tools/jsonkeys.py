"""The page `docs/json.md`: the keys of every answer, from the dataclasses that are written."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, Union, get_args, get_origin, get_type_hints

import grammar
from jsonmeanings import MEANINGS
from tables import code, table

from kamcli.rules.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a command returns: the class of it, as `module:Class`, and whether it is a list."""

    kind: str
    many: bool = False

    @property
    def type(self) -> type:
        """Load the class."""
        module, _, name = self.kind.partition(":")
        found: type = getattr(import_module(f"kamcli.{module}"), name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: its name, the values it can have, the class and field that it is written from."""

    name: str
    value: str
    owner: str
    field: str


def _one(kind: str) -> Returned:
    return Returned(kind=kind)


def _many(kind: str) -> Returned:
    return Returned(kind=kind, many=True)


RETURNS = {
    "init": _one("ledger.creation:MadeLedger"),
    "demo": _one("commands.demo:Made"),
    "upgrade": _one("commands.upgrade:Upgraded"),
    "add": _one("commands.add:Added"),
    "log": _one("noting:Logged"),
    "next": _one("commands.next:Planned"),
    "done": _one("commands.done:Done"),
    "postpone": _one("commands.postpone:Postponed"),
    "drop": _one("commands.drop:Dropped"),
    "snooze": _one("commands.snooze:Snoozed"),
    "cadence": _one("commands.cadence:Paced"),
    "key": _one("commands.key:Marked"),
    "today": _one("reports.morning:Morning"),
    "show": _one("reports.sheet:Sheet"),
    "list": _many("reports.roster:Row"),
    "find": _many("commands.find:Hit"),
    "edit": _one("commands.edit:Edited"),
    "goal set": _one("ledger.goals:Goal"),
    "goal list": _many("ledger.goals:Goal"),
    "report": _one("reports.friday:Report"),
    "contact add": _one("commands.contact:Changed"),
    "contact edit": _one("commands.contact:Changed"),
    "contact remove": _one("commands.contact:Changed"),
    "contact list": _many("ledger.contacts:Contact"),
    "interaction list": _many("ledger.interactions:Interaction"),
    "interaction edit": _one("noting:Logged"),
    "interaction remove": _one("commands.interaction:Removed"),
    "action list": _many("ledger.actions:Action"),
    "order add": _one("commands.order:Added"),
    "order adjust": _one("commands.order:Changed"),
    "order cancel": _one("commands.order:Changed"),
    "order instalment": _one("commands.order:Split"),
    "order list": _many("ledger.orders:OrderLine"),
    "payment add": _one("commands.payment:Paid"),
    "payment list": _many("ledger.payments:Payment"),
    "rate set": _one("rules.rates:Quote"),
    "rate list": _many("rules.rates:Quote"),
    "manager add": _one("commands.manager:Added"),
    "manager leave": _one("commands.manager:Left"),
    "manager list": _many("ledger.managers:ManagerLine"),
    "customer transfer": _one("commands.customer:Transferred"),
    "customer fix-market": _one("commands.customer:MarketFixed"),
    "customer void": _one("commands.customer:Voided"),
    "grade refresh": _one("commands.grade:Refreshed"),
    "grade explain": _one("reports.explanation:Explanation"),
    "grade history": _many("reports.changes:Episode"),
    "grade forecast": _many("reports.changes:Prospect"),
    "grade preview": _one("reports.previews:Previewed"),
    "grade override": _one("commands.grade:Overridden"),
    "policy show": _many("ledger.policies:InForce"),
    "policy set": _one("commands.policy:PolicySet"),
    "policy history": _many("ledger.policies:Approved"),
    "import": _one("commands.import_:Imported"),
    "export": _one("commands.export:Exported"),
    "undo": _one("ledger.undo:Undone"),
    "audit": _many("ledger.auditing:Audited"),
}


def answers() -> str:
    """Return a section for each command; raises where one is missing, or says too much."""
    commands = [path for path, _command in grammar.commands()]
    if sorted(commands) != sorted(RETURNS):
        raise SystemExit(f"commands and RETURNS differ: {sorted({*commands} ^ {*RETURNS})}")
    parts = [_section(path) for path in commands]
    unused = MEANINGS.keys() - _used
    if unused:
        raise SystemExit(f"no key has these meanings: {sorted(unused)}")
    return "\n".join(parts)


def _section(path: str) -> str:
    returned = RETURNS[path]
    head = "A list; each object has" if returned.many else "One object, with"
    rows = [[code(key.name), key.value, _meaning(key)] for key in keys(returned.type)]
    return f"### kam {path}\n\n{head}\n\n{table(['key', 'value', 'meaning'], rows)}\n"


def keys(kind: type, prefix: str = "") -> Iterator[Key]:
    """Go through the keys of a class in their order, and those of the objects inside it."""
    for field in fields(kind):
        hint = _hints(kind)[field.name]
        name = prefix + field.name.rstrip("_")
        yield Key(name=name, value=_value(hint), owner=kind.__name__, field=field.name)
        inner = _object(hint)
        if inner is not None:
            yield from keys(inner, f"{name}{'[]' if _is_list(hint) else ''}.")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, vars(import_module(kind.__module__)))


_used: set[str] = set()


def _meaning(key: Key) -> str:
    for name in (f"{key.owner}.{key.field}", key.field):
        if name in MEANINGS:
            _used.add(name)
            return MEANINGS[name]
    raise SystemExit(f"no meaning of {key.owner}.{key.field}: add it to tools/jsonmeanings.py")


def _members(hint: Any) -> tuple[list[Any], bool]:
    """Return the types of a hint without None, and whether None is one of them."""
    if get_origin(hint) in (Union, types.UnionType):
        members = [each for each in get_args(hint) if each is not type(None)]
        return members, len(members) < len(get_args(hint))
    return [hint], False


def _is_list(hint: Any) -> bool:
    origin = get_origin(_members(hint)[0][0])
    return isinstance(origin, type) and issubclass(origin, (tuple, list)) or str(origin).endswith("Sequence'>")


def _object(hint: Any) -> type | None:
    """Return the class of an object, or of the objects in a list; nothing for plain values."""
    member = _members(hint)[0][0]
    if _is_list(hint):
        member = _members(get_args(member)[0])[0][0]
    return member if is_dataclass(member) and member is not Money else None


_PLAIN = {
    str: "text",
    int: "number",
    bool: "true or false",
    date: "day",
    datetime: "instant",
    Decimal: "decimal",
    Money: "amount",
}


def _value(hint: Any) -> str:
    members, unknown = _members(hint)
    said = " or ".join(_plain(each) for each in members)
    return f"{said} or null" if unknown else said


def _plain(member: Any) -> str:
    if _is_list(member):
        inner = get_args(member)[0]
        return f"list of {_plural(_value(inner))}"
    if member in _PLAIN:
        return _PLAIN[member]
    if is_dataclass(member):
        return "object"
    if isinstance(member, type) and issubclass(member, StrEnum):
        return ", ".join(code(value) for value in member)
    return str(member)


def _plural(word: str) -> str:
    return word if word.startswith("`") else f"{word}s"
