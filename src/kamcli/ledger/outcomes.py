"""What a command made of a customer's grade, told in its answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.grades import settle
from kamcli.ledger.portraits import portraits
from kamcli.ledger.records import these
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Outcome(Struct, frozen=True, kw_only=True):
    """A customer's shown grade after a command, and the one before where it changed."""

    grade: Grade
    changed_from: Grade | None

    def __str__(self) -> str:
        """Return the grade, or the change of it, as it is told."""
        return f"{self.changed_from} → {self.grade}" if self.changed_from else str(self.grade)


def outcome(ledger: Ledger, customer_id: int, *, as_of: date) -> Outcome:
    """Grade what the running command has touched, and say what came of one active customer."""
    changed = {each.customer_id: each.before for each in settle(ledger, as_of=as_of)}
    portrait = portraits(ledger, these([customer_id]), as_of=as_of)[0]
    assert portrait.grade is not None
    return Outcome(grade=portrait.grade, changed_from=changed.get(customer_id))
