"""The page `docs/json.md`: the keys of every answer, from the classes that are written."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

import grammar
from jsonmeanings import MEANINGS
from kamcli.rules import vocabulary
from kamcli.rules.money import Money
from tables import code, table


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
    kind: type
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
    "find": _many("reports.finds:Find"),
    "edit": _one("commands.edit:Edited"),
    "fill": _one("commands.fill:Filled"),
    "goal set": _one("ledger.goals:Goal"),
    "goal list": _many("ledger.goals:Goal"),
    "report": _one("reports.friday:FridayReport"),
    "report submit": _one("commands.report.submitting:HandedIn"),
    "report list": _many("ledger.submissions:SubmissionLine"),
    "report show": _one("reports.friday:FridayReport"),
    "report verify": _one("commands.report.stored:Verified"),
    "report check": _many("reports.completeness:Missing"),
    "report review": _one("commands.report.submitting:Reviewed"),
    "report roll-up": _one("reports.rolling_up:RollUp"),
    "report send": _one("commands.report.sending:Mailed"),
    "contact add": _one("commands.contact:Changed"),
    "contact edit": _one("commands.contact:Changed"),
    "contact remove": _one("commands.contact:Changed"),
    "contact dossier": _many("reports.dossier:Kept"),
    "contact erase": _one("erasure:Erased"),
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
    "customer duplicates": _many("ledger.lookalikes:Duplicate"),
    "customer merge": _one("commands.customer:MergedCustomer"),
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
    "import": _one("exchange.faults:Imported"),
    "import --list": _many("exchange.batches:Batch"),
    "export": _one("exchange.exporting:Exported"),
    "backup": _one("ledger.backups:BackedUp"),
    "restore": _one("ledger.restoring:Restored"),
    "restore --list": _many("commands.restore:Backup"),
    "doctor": _one("reports.checkup.findings:Checkup"),
    "undo": _one("ledger.undo:Undone"),
    "audit": _many("ledger.auditing:Audited"),
    "schedule": _one("reports.timetable:Timetable"),
    "schedule --due": _many("commands.schedule:Due"),
}

# What objects hold that the dataclasses name only for the checker of types.
_NAMES = {**vars(vocabulary), "Money": Money, "date": date, "datetime": datetime}
_PLAIN = {
    str: "text",
    int: "number",
    bool: "true or false",
    date: "day",
    datetime: "instant",
    Decimal: "decimal",
}
_used: set[str] = set()


def answers() -> str:
    """Return a section for each command; ends where a command or a meaning is missing or unused."""
    commands = list(_commands())
    if sorted(commands) != sorted(RETURNS):
        raise SystemExit(f"commands and RETURNS differ: {sorted({*commands} ^ {*RETURNS})}")
    alike = groupby(commands, key=RETURNS.__getitem__)
    parts = [_section(list(paths), returned) for returned, paths in alike]
    unused = MEANINGS.keys() - _used
    if unused:
        raise SystemExit(f"no key has these meanings: {sorted(unused)}")
    return "\n".join(parts)


def _commands() -> Iterator[str]:
    """Go through every command, each followed by its options that return something else."""
    for path, _command in grammar.commands():
        yield path
        yield from (other for other in RETURNS if other.startswith(f"{path} --"))


def closed_sets() -> str:
    """Return the names of values that come from a closed set, with what they can be."""
    found: dict[str, type[StrEnum]] = {}
    for returned in RETURNS.values():
        for each in _enums(returned.type):
            found.setdefault(_name(each), each)
    rows = [[name, ", ".join(map(code, found[name]))] for name in sorted(found)]
    return table(["value", "one of"], rows)


def _section(paths: Sequence[str], returned: Returned) -> str:
    title = ", ".join(f"kam {path}" for path in paths)
    head = "A list of objects:" if returned.many else "One object:"
    first = next(path for path, other in RETURNS.items() if other == returned)
    if first not in paths:
        return f"### {title}\n\n{head[:-1]} with the keys of `kam {first}`.\n"
    base = next((base for base in returned.type.__bases__ if _described(base)), None)
    inherited: set[str] = set()
    if base is not None:
        inherited = set(base.__struct_fields__)
        head = f"{head[:-1]} with the keys of {_described(base)}, then:"
    rows = [
        [code(key.name), key.value, _meaning(key)]
        for key in keys(returned.type, seen={})
        if key.name.split(".")[0].rstrip("[]") not in inherited
    ]
    return f"### {title}\n\n{head}\n\n{table(['key', 'value', 'meaning'], rows)}\n"


def keys(kind: type, *, seen: dict[type, str], prefix: str = "") -> Iterator[Key]:
    """Go through the keys of a class, and of the objects inside it where they are met first."""
    for field in kind.__struct_fields__:
        hint = _hints(kind)[field]
        name = prefix + field.rstrip("_")
        inner = _object(hint)
        like = (_described(inner) or seen.get(inner)) if inner else None
        value = _value(hint) + (f", as in {like}" if like else "")
        yield Key(name=name, value=value, kind=kind, field=field)
        if inner is not None and not like:
            seen[inner] = code(name)
            inside = f"{name}[]." if _is_list(hint) else f"{name}."
            yield from keys(inner, seen=seen, prefix=inside)


def _described(kind: type | None) -> str | None:
    """Return the command whose list has these objects, or that is the report, if there is one."""
    for path, returned in RETURNS.items():
        if (returned.many or path == "report") and kind is not None and returned.type is kind:
            return code(f"kam {path}")
    return None


@cache
def _hints(kind: type) -> dict[str, Any]:
    names = dict(_NAMES)
    for each in reversed(kind.__mro__):
        names |= vars(import_module(each.__module__))
    return get_type_hints(kind, names)


def _meaning(key: Key) -> str:
    """Return what a key means: in its own class, else wherever it stands."""
    in_class = f"{key.kind.__name__}.{key.field}"
    in_module = f"{key.kind.__module__.rpartition('.')[2]}.{in_class}"
    for name in (in_module, in_class, key.field):
        if name in MEANINGS:
            _used.add(name)
            return MEANINGS[name]
    raise SystemExit(f"{in_module} has no meaning in jsonmeanings.py")


def _members(hint: Any) -> list[Any]:
    """Return the types that a hint allows."""
    if get_origin(hint) in (Union, types.UnionType):
        return list(get_args(hint))
    return [hint]


def _main(hint: Any) -> Any:
    """Return the type of a hint that is not None."""
    return next(each for each in _members(hint) if each is not type(None))


def _is_list(hint: Any) -> bool:
    return get_origin(_main(hint)) in (tuple, list, Sequence)


def _inner(hint: Any) -> Any:
    """Return the type of a value, or of each value in a list."""
    return _main(get_args(_main(hint))[0]) if _is_list(hint) else _main(hint)


def _object(hint: Any) -> type | None:
    """Return the class of an object, or of the objects in a list; nothing for plain values."""
    inner = _inner(hint)
    return inner if issubclass(inner, Struct) and not issubclass(inner, Money) else None


def _enums(kind: type) -> Iterator[type[StrEnum]]:
    for field in kind.__struct_fields__:
        inner = _inner(_hints(kind)[field])
        if isinstance(inner, type) and issubclass(inner, StrEnum):
            yield inner
        elif issubclass(inner, Struct) and not issubclass(inner, Money):
            yield from _enums(inner)


def _value(hint: Any) -> str:
    members = [each for each in _members(hint) if each is not type(None)]
    said = " or ".join(_said(each) for each in members)
    return f"{said} or null" if len(members) < len(_members(hint)) else said


def _said(member: Any) -> str:
    if _is_list(member):
        return f"list of {_value(get_args(member)[0])}s"
    if member in _PLAIN:
        return _PLAIN[member]
    if get_origin(member) is Mapping:
        return "object"
    if issubclass(member, Money):
        return "amount"
    if issubclass(member, StrEnum):
        return _name(member)
    return "object"


def _name(values: type[StrEnum]) -> str:
    """Return the name of a closed set: `CustomerStatus` is a customer status."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", values.__name__).lower()
