"""The marks of firms: under which names and domains a customer is met again.

Worked out from customers and their people whenever rows of them change, so they stand in no trail.
A new customer is compared with those alone that share a mark with it, or a contact point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, astuple

from kamcli.ledger.mails import read_mails
from kamcli.names.firms import Mark, domain_marks, name_marks, site_marks

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

Values = Mapping[str, Any]

# The tables whose rows have marks, and the columns that they are worked out from.
MARKED = {
    "customers": ("id", "name", "website"),
    "contacts": ("id", "customer_id", "email"),
}
_AT_A_TIME = 1000
# Each mark, mail and phone, and whose it is; and which of them more than one customer has.
MET_BY = """
SELECT mark, customers.id, customers.code, customers.name, customers.owner, country, region
FROM firm_marks JOIN customers ON customers.id = firm_marks.customer_id
WHERE status = 'active' AND ({marks})
UNION ALL
SELECT CASE cell WHEN 'email' THEN 'mail:' ELSE 'phone:' END || normal,
    customers.id, customers.code, customers.name, customers.owner, country, region
FROM contact_points JOIN contacts ON contacts.id = contact_points.contact_id
JOIN customers ON customers.id = contacts.customer_id
WHERE status = 'active' AND ({normals})
"""
SHARED_MARKS = """mark IN (
    SELECT mark FROM firm_marks GROUP BY mark HAVING min(customer_id) < max(customer_id))"""
# As `phone_key` compares them: by their digits.
SHARED_NORMALS = """ltrim(normal, '+') IN (
    SELECT ltrim(normal, '+') FROM contact_points JOIN contacts ON contacts.id = contact_id
    GROUP BY 1 HAVING min(customer_id) < max(customer_id))"""


class FirmMark(Struct, frozen=True, kw_only=True):
    """A row of the table: a mark, and whose it is; `contact_id` is 0 for the customer's own."""

    mark: str
    customer_id: int
    contact_id: int


def keep(
    ledger: Ledger, table: str, *, gone: Mapping[int, Values], come: Mapping[int, Values]
) -> None:
    """Keep the marks in step with rows that went or changed, and those that came or changed."""
    old = {mark for row_id, row in gone.items() for mark in marks_of(table, row_id, row)}
    new = {mark for row_id, row in come.items() for mark in marks_of(table, row_id, row)}
    ledger.execute_many(
        "DELETE FROM firm_marks"
        " WHERE mark = :mark AND customer_id = :customer_id AND contact_id = :contact_id",
        map(asdict, old - new),
    )
    ledger.store("firm_marks", FirmMark.__struct_fields__, map(astuple, new - old))


def rebuild(ledger: Ledger) -> None:
    """Make all marks anew from the rows; flat memory."""
    ledger.execute("DELETE FROM firm_marks")
    for table, columns in MARKED.items():
        batch: dict[int, Values] = {}
        for row in ledger.each(f"SELECT {', '.join(columns)} FROM {table}"):
            batch[row["id"]] = dict(row)
            if len(batch) == _AT_A_TIME:
                keep(ledger, table, gone={}, come=batch)
                batch = {}
        keep(ledger, table, gone={}, come=batch)


def fit(ledger: Ledger) -> bool:
    """Tell whether the marks are those of the rows; flat memory."""
    count = 0
    for table, columns in MARKED.items():
        for row in ledger.each(f"SELECT {', '.join(columns)} FROM {table}"):
            for mark in marks_of(table, row["id"], dict(row)):
                if not ledger.value(_IS_THERE, asdict(mark)):
                    return False
                count += 1
    return bool(ledger.value("SELECT count(*) FROM firm_marks") == count)


_IS_THERE = (
    "SELECT 1 FROM firm_marks"
    " WHERE mark = :mark AND customer_id = :customer_id AND contact_id = :contact_id"
)


def marks_of(table: str, row_id: int, row: Values) -> Iterator[FirmMark]:
    """Go through the marks of a row of `MARKED`."""
    if table == "customers":
        for mark in _of_customer(row):
            yield FirmMark(mark=str(mark), customer_id=row_id, contact_id=0)
    else:
        for mark in _of_contact(row):
            yield FirmMark(mark=str(mark), customer_id=row["customer_id"], contact_id=row_id)


def _of_customer(row: Values) -> frozenset[Mark]:
    website = row.get("website")
    return name_marks(row["name"]) | (site_marks(website) if website else frozenset())


def _of_contact(row: Values) -> frozenset[Mark]:
    normals = (mail.normal for mail in read_mails(row.get("email") or ""))
    return frozenset[Mark]().union(*(domain_marks(mail) for mail in normals if mail))
