"""Find the customer that a person means: by code, former code, name, or a part of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger import index
from kamcli.ledger.customers import name_key
from kamcli.rules.codes import normalise_code
from kamcli.rules.vocabulary import CustomerStatus
from kamcli.rules.words import label

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_NAMED_AT_MOST = 5


class How(StrEnum):
    """What of a customer was typed."""

    CODE = "code"
    ALIAS = "alias"
    NAME = "name"
    PART = "part"


class Found(Struct, frozen=True, kw_only=True):
    """A customer and how it was found."""

    id: int
    code: str
    name: str
    status: str
    how: How

    def __str__(self) -> str:
        """Return the code and the name, as they are echoed."""
        return f"{self.code} {self.name}"


Choose = Callable[[Sequence[Found]], Found | None]


def find_customer(ledger: Ledger, text: str, *, choose: Choose | None = None) -> Found:
    """Return the customer that a text means (cli.md, Commands).

    `choose` picks among several that fit, or none. Raises `NotFound` with the nearest ones,
    `Refused` with the candidates when several fit and none is chosen.
    """
    exact = find_by_code(ledger, text)
    if exact is not None:
        return exact
    key = name_key(text)
    candidates = _called(ledger, key, text.strip()) or _parts(ledger, key)
    if not candidates:
        raise unknown(ledger, text)
    if len(candidates) == 1:
        return candidates[0]
    picked = choose(candidates) if choose else None
    if picked is None:
        raise _several(text, candidates)
    return picked


def find_active(ledger: Ledger, text: str, *, choose: Choose | None = None) -> Found:
    """Return the customer that a text means, to write something of it.

    Raises `Refused` for a customer that is void or merged, beside what `find_customer` raises.
    """
    found = find_customer(ledger, text, choose=choose)
    check_active(found)
    return found


def check_active(found: Found) -> None:
    """Refuse to write something of a customer that is void or merged."""
    if found.status != CustomerStatus.ACTIVE:
        raise Refused(
            _("{code} {name} is {status}: nothing is written there any more.").format(
                code=found.code, name=found.name, status=label(CustomerStatus(found.status))
            ),
            hint=f"kam show {found.code}",
        )


def find_by_code(ledger: Ledger, text: str) -> Found | None:
    """Return the customer that has this code, or had it before."""
    code = {"code": normalise_code(text)}
    found = _found(ledger, "code = :code", code, How.CODE)
    if not found:
        alias = "id IN (SELECT customer_id FROM aliases WHERE alias = :code)"
        found = _found(ledger, alias, code, How.ALIAS)
    if found and found[0].how is How.ALIAS:
        ledger.notes.append(
            _("{old} is now {code} {name}.").format(
                old=code["code"], code=found[0].code, name=found[0].name
            )
        )
    return found[0] if found else None


def the_customer(ledger: Ledger, code: str) -> Found:
    """Return the customer of a full code; raises `NotFound` for anything else.

    Verbs that take something away ask for this, so that a slip of the keys hits nobody.
    """
    found = find_by_code(ledger, code)
    if found is None:
        raise unknown(ledger, code)
    return found


def unknown(ledger: Ledger, text: str) -> NotFound:
    """Say that no customer fits, and name the nearest ones."""
    nearest = _nearest(ledger, text)
    hint = f"kam show {nearest[0]['code']}" if nearest else "kam list --all"
    message = _('No customer fits "{text}".').format(text=text)
    if nearest:
        names = ", ".join(f"{row['code']} {row['name']}" for row in nearest)
        message = _('No customer fits "{text}"; nearest: {names}.').format(text=text, names=names)
    return NotFound(message, hint=hint)


def _several(text: str, candidates: Sequence[Found]) -> Refused:
    shown = ", ".join(str(each) for each in candidates[:_NAMED_AT_MOST])
    more = len(candidates) - _NAMED_AT_MOST
    return Refused(
        _('"{text}" fits several customers: {shown}').format(text=text, shown=shown)
        + (_(" and {more} more.").format(more=more) if more > 0 else "."),
        hint=f"kam show {candidates[0].code}",
    )


def _found(ledger: Ledger, where: str, parameters: Mapping[str, str], how: How) -> list[Found]:
    rows = ledger.rows(
        f"SELECT id, code, name, status FROM customers WHERE {where}"
        " ORDER BY status, market DESC, code_manager, code_serial LIMIT 50",
        parameters,
    )
    return [
        Found(id=row["id"], code=row["code"], name=row["name"], status=row["status"], how=how)
        for row in rows
    ]


def _called(ledger: Ledger, key: str, text: str) -> list[Found]:
    """Return the customers whose name or short name is this text."""
    if not key:
        return []
    within = index.customers_called(ledger, key)
    where = f"{within.condition} AND (name_key = :key OR short_name = :text)"
    return _found(ledger, where, {**within.parameters, "key": key, "text": text}, How.NAME)


def _parts(ledger: Ledger, key: str) -> list[Found]:
    """Return the active customers whose code, name or short name holds this text."""
    if not key:
        return []
    within = index.customers_named(ledger, key)
    where = (
        f"{within.condition} AND status = 'active' AND (lower(code) LIKE :part ESCAPE '\\'"
        " OR name_key LIKE :part ESCAPE '\\' OR lower(short_name) LIKE :part ESCAPE '\\')"
    )
    return _found(ledger, where, {**within.parameters, "part": f"%{like(key)}%"}, How.PART)


def like(text: str) -> str:
    r"""Return a text that LIKE takes to the letter, with `\` as the escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _nearest(ledger: Ledger, text: str) -> list[Row]:
    from difflib import get_close_matches

    rows = ledger.rows(
        "SELECT code, name, name_key FROM customers WHERE status = 'active' ORDER BY id LIMIT 20000"
    )
    by_spelling = {row["code"]: row for row in rows} | {row["name_key"]: row for row in rows}
    spellings = get_close_matches(normalise_code(text), by_spelling, n=3, cutoff=0.6)
    spellings += get_close_matches(name_key(text), by_spelling, n=3, cutoff=0.6)
    nearest = {by_spelling[each]["code"]: by_spelling[each] for each in spellings}
    return list(nearest.values())[:3]
