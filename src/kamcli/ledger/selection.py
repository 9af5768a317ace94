"""Which customers a list is about, as a question that the database answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from kamcli.ledger.portraits import OPEN_THEN, OWNER_THEN
from kamcli.ledger.records import Scope
from kamcli.rules.vocabulary import CustomerStatus, Market, Nature, Source

# Who owns a customer on a day is asked only of those that a manager owned at any time.
_EVER_OWNED = """SELECT id FROM customers WHERE owner = :owner
    UNION SELECT customer_id FROM owners WHERE owner = :owner"""


class Selection(Struct, frozen=True, kw_only=True):
    """What is asked of customers; nothing where it does not matter.

    Several values of one kind are either-or; all `tags` must be there. `active` leaves void and
    merged customers out, `owner` is that of the day, `no_next` those without an open action.
    """

    owner: str | None = None
    active: bool = True
    markets: Sequence[Market] = ()
    natures: Sequence[Nature] = ()
    sources: Sequence[Source] = ()
    countries: Sequence[str] = ()
    tags: Sequence[str] = ()
    key: bool = False
    no_next: bool = False


def selected(selection: Selection, *, as_of: date) -> Scope:
    """Return the scope of the customers that a selection asks for, on a day."""
    status = CustomerStatus.ACTIVE
    parameters: dict[str, Any] = {"as_of": as_of, "active": status}
    conditions = [
        "status = :active" if selection.active else "(status = :active OR registered_on <= :as_of)"
    ]
    if selection.owner is not None:
        parameters["owner"] = selection.owner
        conditions.append(f"customers.id IN ({_EVER_OWNED}) AND {OWNER_THEN} = :owner")
    for column, values in (
        ("market", selection.markets),
        ("nature", selection.natures),
        ("source", selection.sources),
        ("country", selection.countries),
    ):
        if values:
            names = {f"{column}_{index}": value for index, value in enumerate(values)}
            parameters.update(names)
            conditions.append(f"{column} IN ({', '.join(f':{name}' for name in names)})")
    for index, tag in enumerate(selection.tags):
        # as typed too: databases differ in which letters they know the small form of
        spellings = {f"tag_{index}": tag, f"tag_{index}_small": tag.lower()}
        parameters.update({name: f"%;{_like(text)};%" for name, text in spellings.items()})
        fits = (f"';' || lower(tags) || ';' LIKE :{name} ESCAPE '\\'" for name in spellings)
        conditions.append(f"({' OR '.join(fits)})")
    if selection.key:
        conditions.append("key_reason IS NOT NULL")
    if selection.no_next:
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM actions"
            f" WHERE actions.customer_id = customers.id AND {OPEN_THEN})"
        )
    where = " AND ".join(conditions)
    return Scope(ids=f"SELECT customers.id FROM customers WHERE {where}", parameters=parameters)


def _like(text: str) -> str:
    r"""Return a text that LIKE takes to the letter, with `\` as the escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
