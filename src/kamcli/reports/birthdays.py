"""The birthdays of a few days to come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.rules.anniversaries import next_birthday
from kamcli.rules.birthdays import read_birthday
from kamcli.rules.vocabulary import Calendar

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.records import Scope


class BirthdayAhead(Struct, frozen=True, kw_only=True):
    """A birthday of somebody who agreed that it is kept, and the solar day it falls on.

    `birthday` is as it was told, in its own calendar: `1980-05-01`, `08-15`, `05L-01`.
    """

    on: date
    code: str
    name: str
    contact: str
    birthday: str
    birthday_calendar: Calendar


_BORN = """
SELECT contacts.name AS contact, contacts.birthday, contacts.birthday_calendar,
    customers.code, customers.name
FROM contacts JOIN customers ON customers.id = contacts.customer_id
WHERE customers.id IN ({ids}) AND birthday IS NOT NULL AND consent_on <= :as_of AND opt_out = 0
ORDER BY customers.market DESC, customers.code_manager, customers.code_serial, contacts.id
"""


def birthdays_ahead(
    ledger: Ledger, scope: Scope, *, as_of: date, through: date
) -> list[BirthdayAhead]:
    """Return the birthdays from a day through another, of those who agreed and want our wishes."""
    parameters = {**scope.parameters, "as_of": as_of}
    ahead = []
    for row in ledger.each(_BORN.format(ids=scope.ids), parameters):
        calendar = Calendar(row["birthday_calendar"] or Calendar.SOLAR)
        on = next_birthday(read_birthday(row["birthday"], calendar=calendar), as_of=as_of)
        if on is not None and on <= through:
            ahead.append(
                BirthdayAhead(
                    on=on,
                    code=row["code"],
                    name=row["name"],
                    contact=row["contact"],
                    birthday=row["birthday"],
                    birthday_calendar=calendar,
                )
            )
    return sorted(ahead, key=lambda each: each.on)
