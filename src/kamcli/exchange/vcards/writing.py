"""Address cards written for phones and mail programs: vCard 3.0 (RFC 2426), which all of them read.

One card a person; the firm is the customer, the note its code. Phones stand in the form that can
be dialled from anywhere, as far as they can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from kamcli.exchange.content_lines import encoded, escaped
from kamcli.exchange.exporting import Count
from kamcli.i18n import _
from kamcli.ledger.contact_points import region_of
from kamcli.ledger.customers import name_key
from kamcli.ledger.mails import read_mails
from kamcli.ledger.phones import read_phones
from kamcli.ledger.selection import Selection, selected
from kamcli.writing import is_chinese

if TYPE_CHECKING:
    from kamcli.exchange.exporting import Export
    from kamcli.ledger.database import Row

_PEOPLE = """
SELECT contacts.*, customers.code, customers.name AS firm, customers.country, customers.market
FROM contacts JOIN customers ON customers.id = contacts.customer_id
WHERE customers.id IN ({ids})
ORDER BY market DESC, code_manager, code_serial, is_primary DESC, contacts.id
"""


def write_cards(export: Export) -> tuple[Count, ...]:
    """Write a card for each person at the manager's own active customers; raises `OSError`.

    Who wants no greetings and no mailings is there too, with a note that says so: a salesperson
    must still know who calls. Birthdays, preferences and consent stay in the ledger.
    """
    scope = selected(Selection(owner=export.ledger.settings.manager), as_of=export.as_of)
    export.tell(export.place.name)
    count = 0
    with export.outbox.draft(export.place).open("wb") as file:
        for row in export.ledger.each(_PEOPLE.format(ids=scope.ids), scope.parameters):
            file.writelines(encoded(_card(row)))
            count += 1
    return (Count(table="contacts", rows=count),)


def _card(row: Row) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//kam//address cards//EN"
    yield f"UID:{_uid(row)}"
    yield f"N:{_parts(row['name'])}"
    yield f"FN:{escaped(row['name'])}"
    yield f"ORG:{escaped(row['firm'])}"
    if row["title"]:
        yield f"TITLE:{escaped(row['title'])}"
    yield from _numbers(row, "mobile", kinds="CELL,VOICE")
    yield from _numbers(row, "phone", kinds="WORK,VOICE")
    for mail in read_mails(row["email"] or ""):
        yield f"EMAIL;TYPE=INTERNET,WORK:{escaped(mail.typed)}"
    if row["im"]:
        yield f"IMPP:im:{quote(row['im'], safe='')}"
    wishes = _("No greetings, no mailings.") if row["opt_out"] else ""
    yield f"NOTE:{escaped(row['code'], wishes)}"
    yield "END:VCARD"


def _uid(row: Row) -> str:
    """Return what tells a person from all others, however often the card is written."""
    key = f"kam:{row['code']}:{name_key(row['name'])}"
    return str(uuid5(NAMESPACE_URL, key))


def _parts(name: str) -> str:
    """Return a name in parts: of a Western one the last word is the family's.

    A Chinese name stays whole: so phones show it as it is written.
    """
    given, _space, family = name.rpartition(" ")
    if is_chinese(name):
        given, family = "", name
    return f"{escaped(family)};{escaped(given)};;;"


def _numbers(row: Row, cell: str, *, kinds: str) -> Iterator[str]:
    country = region_of(row["country"], row["market"])
    for phone in read_phones(row[cell] or "", country=country):
        yield f"TEL;TYPE={kinds}:{escaped(phone.dialled or phone.typed)}"
