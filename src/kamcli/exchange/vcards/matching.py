"""Whose card it is: the customer that an address card tells of, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import N_, _
from kamcli.ledger import contact_points
from kamcli.ledger.customers import name_key
from kamcli.ledger.lookalikes import known_firms
from kamcli.ledger.mails import read_mails
from kamcli.ledger.phones import read_phones
from kamcli.names.firm_marks import mail_domain, site_key
from kamcli.names.firms import Firm
from kamcli.rules.codes import normalise_code
from kamcli.rules.vocabulary import Trait
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.vcards.cards import Card
    from kamcli.ledger.database import Ledger

_NAMED_AT_MOST = 5

_CUSTOMERS = "SELECT id, code, name, short_name, website FROM customers WHERE status = 'active'"
_ALIASES = """
SELECT alias, customer_id FROM aliases JOIN customers ON customers.id = aliases.customer_id
WHERE status = 'active'
"""
_MAILS = """
SELECT customer_id, normal FROM contact_points
JOIN contacts ON contacts.id = contact_points.contact_id
JOIN customers ON customers.id = contacts.customer_id
WHERE status = 'active' AND cell = 'email'
"""
_HOLDERS = """
SELECT customer_id FROM contacts JOIN customers ON customers.id = contacts.customer_id
WHERE status = 'active' AND contacts.id IN ({ids})
"""


class By(StrEnum):
    """What a card was recognised by."""

    ORGANISATION = "organisation"
    MAIL = "mail"
    PHONE = "phone"


SAID = {By.MAIL: N_("by its mail address"), By.PHONE: N_("by its phone")}


class Match(Struct, frozen=True, kw_only=True):
    """The customer of a card."""

    customer_id: int
    customer: str
    by: By


class Directory:
    """The active customers, to be found by what cards say; loaded once."""

    def __init__(self, ledger: Ledger) -> None:
        """Load them."""
        self._ledger = ledger
        self._firms = known_firms(ledger)
        self._called: dict[int, str] = {}
        self._names: dict[str, set[int]] = defaultdict(set)
        self._hosts: dict[str, set[int]] = defaultdict(set)
        for row in ledger.each(_CUSTOMERS):
            self._called[row["id"]] = f"{row['code']} {row['name']}"
            self._names[row["code"]].add(row["id"])
            for name in filter(None, (row["name"], row["short_name"])):
                self._names[name_key(name)].add(row["id"])
            if row["website"] and (site := site_key(row["website"])):
                self._hosts[site].add(row["id"])
        for row in ledger.each(_ALIASES):
            self._names[row["alias"]].add(row["customer_id"])
        for row in ledger.each(_MAILS):
            self.note_mail(row["customer_id"], row["normal"])

    def note_mail(self, customer_id: int, mail: str) -> None:
        """Remember that somebody of a customer has this mail, in its normal form."""
        host = mail_domain(mail)
        if host is not None:
            self._hosts[host].add(customer_id)

    def match(self, card: Card) -> Match:
        """Return the customer of a card: by its firm, else the firm's mail host, else a phone.

        Where several customers have the firm's name the mail and the phones decide. Raises
        `NotFound` where there is none, `Refused` with the candidates where there are several.
        """
        several: set[int] = set()
        for by, found in self._ways(card):
            left = several & found or several or found
            if len(left) == 1:
                (customer_id,) = left
                return Match(customer_id=customer_id, customer=self._called[customer_id], by=by)
            several = left
        if several:
            raise Refused(self._ambiguous(card, several))
        raise _unknown(card)

    def _ways(self, card: Card) -> Iterator[tuple[By, set[int]]]:
        yield By.ORGANISATION, self._named(card.organisation)
        mails = [mail.normal for each in card.mails for mail in read_mails(each) if mail.normal]
        hosts = filter(None, map(mail_domain, mails))
        yield By.MAIL, _union(self._hosts.get(host, set()) for host in hosts)
        yield By.PHONE, self._reached([*self._phones(card), *mails])

    def _named(self, organisation: str | None) -> set[int]:
        if organisation is None:
            return set()
        for key in (normalise_code(organisation), name_key(organisation)):
            if found := self._names.get(key):
                return found
        alike = self._firms.find(Firm(name=organisation))
        return {each.id for each in alike if Trait.NAME in each.by}

    def _phones(self, card: Card) -> list[str]:
        cells = (*card.mobiles, *card.phones)
        phones = (phone for each in cells for phone in read_phones(each, country=card.country))
        return [phone.normal for phone in phones if phone.normal and not phone.hotline]

    def _reached(self, normals: list[str]) -> set[int]:
        """Return the customers of the people who have one of these phones or mails."""
        people = contact_points.holders(self._ledger, normals)
        ids = {str(each) for found in people.values() for each in found}
        rows = self._ledger.rows(_HOLDERS.format(ids=", ".join(sorted(ids))))
        return {row[0] for row in rows}

    def _ambiguous(self, card: Card, found: set[int]) -> str:
        named = ", ".join(sorted(self._called[each] for each in found)[:_NAMED_AT_MOST])
        return _('"{firm}" may be one of several customers: {customers}.').format(
            firm=quoted(card.organisation or card.name or ""), customers=named
        )


def _union(sets: Iterable[set[int]]) -> set[int]:
    return set().union(*sets)


def _unknown(card: Card) -> NotFound:
    hint = _("register the firm, or write the customer's code into ORG")
    if card.organisation is None:
        message = _("The card names no firm, and no customer has its mail or phone.")
        return NotFound(message, hint=hint)
    return NotFound(_('No customer is "{firm}".').format(firm=quoted(card.organisation)), hint=hint)
