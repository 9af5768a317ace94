"""Former codes and owners of customers as they are taken in, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kamcli.errors import NotUnderstood, Refused
from kamcli.exchange.counting import counter_of
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.intake import Desk, Intake, New, Once, Taken, given, take_set
from kamcli.exchange.known import unknown_customer
from kamcli.exchange.reading import Source
from kamcli.exchange.rows import AliasRow, OwnerRow
from kamcli.exchange.storing import Batch
from kamcli.i18n import _
from kamcli.ledger.records import Scope
from kamcli.rules.codes import looks_like_code, parse_code

if TYPE_CHECKING:
    from kamcli.ledger.database import Row

_AT_A_TIME = 500

# The days that tell since when a customer is known.
_KNOWN_SINCE = """
SELECT known.customer_id, min(known.day) AS day FROM (
    SELECT customer_id, happened_on AS day FROM interactions WHERE customer_id IN ({ids})
    UNION ALL SELECT customer_id, ordered_on FROM orders WHERE customer_id IN ({ids})
    UNION ALL SELECT customer_id, from_on FROM owners WHERE customer_id IN ({ids})
    UNION ALL SELECT orders.customer_id, paid_on FROM payments
        JOIN orders ON orders.id = payments.order_id WHERE orders.customer_id IN ({ids})
) AS known JOIN customers ON customers.id = known.customer_id
GROUP BY known.customer_id HAVING min(known.day) <> min(customers.registered_on)
"""
_OWNED = """
SELECT id, owner, (SELECT owners.owner FROM owners WHERE owners.customer_id = customers.id
    ORDER BY from_on DESC, owners.id DESC LIMIT 1) AS last_owner
FROM customers WHERE id IN ({ids}) ORDER BY id
"""


def take_aliases(desk: Desk, source: Source) -> Tally:
    """Take the rows of aliases.csv: former codes, which count as given."""
    keys = Once()
    rows = desk.ledger.each("SELECT id, alias FROM aliases")
    ids = {row["alias"]: row["id"] for row in rows}

    def take(taken: Taken[AliasRow]) -> Outcome:
        row = taken.row
        keys.check(row.alias, line=taken.line, text=row.alias)
        customer_id = desk.known.customer(row.customer)
        _check_alias(desk, row.alias, customer_id)
        if row.alias in ids:
            values = given({"customer_id": customer_id, "since_on": row.since})
            differs = desk.ledger.update("aliases", ids[row.alias], values)
            outcome = Outcome.UPDATED if differs else Outcome.UNCHANGED
        else:
            since_on = row.since or desk.as_of
            values = {"alias": row.alias, "customer_id": customer_id, "since_on": since_on}
            ids[row.alias] = desk.ledger.insert("aliases", values)
            outcome = Outcome.CREATED
        desk.known.aliases[row.alias] = customer_id
        return outcome

    return Intake(desk, source, AliasRow).each(take)


def _check_alias(desk: Desk, alias: str, customer_id: int) -> None:
    """Refuse what never was a code, and the code of a customer that is still its own."""
    if not looks_like_code(alias):
        raise NotUnderstood(_('"{alias}" is not a customer code.').format(alias=alias))
    holder = desk.known.customers.get(alias)
    if holder is not None and (holder not in desk.known.merged or holder == customer_id):
        raise Refused(
            _('"{alias}" is the code of a customer, not a former one.').format(alias=alias)
        )
    prefix = desk.ledger.settings.prefix
    if alias.startswith(prefix):
        code = parse_code(alias, prefix=prefix)
        desk.counters.lift(counter_of(code), code.serial)


def take_owners(desk: Desk, source: Source) -> Tally:
    """Take the rows of owners.csv; a new customer whose history stands there needs no other."""

    def make(row: OwnerRow) -> New:
        customer_id = desk.known.registered(row.customer)
        if customer_id is None:
            raise unknown_customer(row.customer)
        owner = desk.known.manager(row.owner)
        desk.ownership.opened.discard(customer_id)
        desk.ownership.told.add(customer_id)
        values = {
            "customer_id": customer_id,
            "owner": owner,
            "from_on": row.from_on,
            "why": row.why,
        }
        return New(values=values, customer_id=customer_id)

    return take_set(Intake(desk, source, OwnerRow), make)


def settle_registrations(desk: Desk) -> None:
    """Put right what rows left open, once all of them are taken in.

    A new customer without a day of registration gets the earliest day known of it, else today;
    one without an owner history gets its first entry. Whoever got another owner has that in the
    history, and whose history got longer has its last owner.
    """
    for ids in _chunks(sorted(desk.ownership.undated)):
        question = _KNOWN_SINCE.format(ids=ids.ids)
        for row in desk.ledger.rows(question, ids.parameters):
            desk.ledger.update("customers", row["customer_id"], {"registered_on": row["day"]})
    batch = Batch(desk.ledger, "owners")
    for ids in _chunks(sorted(desk.ownership.opened)):
        question = f"SELECT id, owner, registered_on FROM customers WHERE id IN ({ids.ids})"
        for row in desk.ledger.rows(question, ids.parameters):
            values = {
                "customer_id": row["id"],
                "owner": row["owner"],
                "from_on": row["registered_on"],
                "why": None,
            }
            batch.add(values, customer_id=row["id"])
    batch.flush()
    _settle_owners(desk)


def _chunks(ids: Sequence[int]) -> Iterator[Scope]:
    """Go through customers a few hundred at a time, whatever their status."""
    for start in range(0, len(ids), _AT_A_TIME):
        parameters = {f"id_{n}": each for n, each in enumerate(ids[start : start + _AT_A_TIME])}
        yield Scope(ids=", ".join(f":{name}" for name in parameters), parameters=parameters)


def _settle_owners(desk: Desk) -> None:
    for ids in _chunks(sorted(desk.ownership.told | desk.ownership.moved)):
        for row in desk.ledger.rows(_OWNED.format(ids=ids.ids), ids.parameters):
            _settle_owner(desk, row)


def _settle_owner(desk: Desk, row: Row) -> None:
    if row["owner"] == row["last_owner"]:
        return
    if row["id"] in desk.ownership.moved or row["last_owner"] is None:
        values = {"customer_id": row["id"], "owner": row["owner"], "from_on": desk.as_of}
        desk.ledger.insert("owners", values)
    else:
        desk.ledger.update("customers", row["id"], {"owner": row["last_owner"]})
