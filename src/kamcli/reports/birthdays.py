"""The birthdays of a few days to come."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kamcli.rules.birthdays import Birthday, read_birthday

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.records import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayAhead:
    """A birthday of somebody who agreed that it is kept."""

    on: date
    code: str
    name: str
    contact: str


_BORN = """
SELECT contacts.name AS contact, contacts.birthday, customers.code, customers.name FROM contacts
JOIN customers ON customers.id = contacts.customer_id
WHERE customers.id IN ({ids}) AND birthday IS NOT NULL AND birthday_calendar = 'solar'
    AND consent_on <= :as_of AND opt_out = 0
ORDER BY customers.market DESC, customers.code_manager, customers.code_serial, contacts.id
"""


def birthdays_ahead(
    ledger: Ledger, scope: Scope, *, as_of: date, through: date
) -> list[BirthdayAhead]:
    """Return the birthdays from a day through another, of those who agreed and want our wishes.

    Birthdays of the lunar calendar are not told here.
    """
    parameters = {**scope.parameters, "as_of": as_of}
    ahead = [
        BirthdayAhead(
            on=_next_birthday(row["birthday"], as_of),
            code=row["code"],
            name=row["name"],
            contact=row["contact"],
        )
        for row in ledger.each(_BORN.format(ids=scope.ids), parameters)
    ]
    return sorted((each for each in ahead if each.on <= through), key=lambda each: each.on)


def _next_birthday(text: str, as_of: date) -> date:
    """Return the next birthday from a day on; that of 29 February falls on the 28th as well."""
    born = read_birthday(text)
    this_year = _in_year(born, as_of.year)
    return this_year if this_year >= as_of else _in_year(born, as_of.year + 1)


def _in_year(born: Birthday, year: int) -> date:
    last = monthrange(year, born.month)[1]
    return date(year, born.month, min(born.day, last))
