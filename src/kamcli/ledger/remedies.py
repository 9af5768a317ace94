"""What can be put right in a ledger without losing anything: what is worked out, and counters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger import contact_points, grades, index, marks
from kamcli.ledger.codes import lift
from kamcli.ledger.records import Scope
from kamcli.rules.codes import CustomerCode

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Wanted(Struct, frozen=True, kw_only=True):
    """What shall be put right; `codes` are those that counters must not be below."""

    codes: Iterable[CustomerCode] = ()
    grades: bool = False
    index: bool = False


_FORGET = (
    "DELETE FROM standings"
    " WHERE customer_id NOT IN (SELECT id FROM customers WHERE status = 'active')"
)


def put_right(ledger: Ledger, wanted: Wanted, *, as_of: date) -> None:
    """Work out anew what is stored otherwise, and lift counters that are too low."""
    for code in wanted.codes:
        lift(ledger, code)
    if wanted.grades:
        ledger.execute(_FORGET)
        grades.regrade(ledger, Scope(), as_of=as_of, replays=True)
    if wanted.index:
        index.rebuild(ledger)
        contact_points.rebuild(ledger)
        marks.rebuild(ledger)
