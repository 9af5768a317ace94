"""Find the customer that a person means: by code, former code, name, or a part of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.rules.codes import normalise_code
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import CustomerStatus

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_NAMED_AT_MOST = 5

_CODED = "SELECT id, code, name, status FROM customers WHERE code = :code"
_FORMERLY = """
SELECT customers.id, code, name, status FROM aliases
JOIN customers ON customers.id = aliases.customer_id WHERE alias = :code
"""


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
    candidates = _candidates(ledger, text)
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
    own = ledger.row(_CODED, code)
    if own is not None and own["status"] != CustomerStatus.MERGED:
        return _found(own, How.CODE)
    # a merged customer keeps its code, which is an alias of the one that it became
    row = ledger.row(_FORMERLY, code)
    if row is None:
        return None if own is None else _found(own, How.CODE)
    ledger.notes.append(
        _("{old} is now {code} {name}.").format(
            old=code["code"], code=row["code"], name=row["name"]
        )
    )
    return _found(row, How.ALIAS)


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
    from kamcli.ledger.nearest import nearest_customers

    nearest = nearest_customers(ledger, text)
    hint = f"kam show {nearest[0]['code']}" if nearest else "kam list --all"
    message = _('No customer fits "{text}".').format(text=text)
    if nearest:
        names = ", ".join(f"{row['code']} {row['name']}" for row in nearest)
        message = _('No customer fits "{text}"; nearest: {names}.').format(text=text, names=names)
    return NotFound(message, hint=hint)


def _several(text: str, candidates: Sequence[Found]) -> Refused:
    shown = ", ".join(str(each) for each in candidates[:_NAMED_AT_MOST])
    more = len(candidates) - _NAMED_AT_MOST
    said = _('"{text}" fits several customers: {shown}.')
    if more > 0:
        said = _('"{text}" fits several customers: {shown} and {more} more.')
    return Refused(
        said.format(text=text, shown=shown, more=more), hint=f"kam show {candidates[0].code}"
    )


def _candidates(ledger: Ledger, text: str) -> list[Found]:
    from kamcli.ledger import candidates  # a code is typed most often, and needs none

    called = candidates.customers_called(ledger, text)
    if called:
        return [_found(row, How.NAME) for row in called]
    return [_found(row, How.PART) for row in candidates.customers_fitting(ledger, text)]


def _found(row: Row, how: How) -> Found:
    return Found(id=row["id"], code=row["code"], name=row["name"], status=row["status"], how=how)
