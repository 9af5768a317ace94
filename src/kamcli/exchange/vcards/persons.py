"""The person of an address card among the people of its customer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamcli.exchange.faults import Outcome
from kamcli.i18n import _
from kamcli.ledger.contact_points import region_of_customer
from kamcli.ledger.contacts import NewContact, add_contact, as_noted, change_contact
from kamcli.ledger.customers import name_key
from kamcli.ledger.mails import read_mails
from kamcli.ledger.phones import read_phones
from kamcli.writing import is_chinese, quoted

if TYPE_CHECKING:
    from kamcli.exchange.vcards.cards import Card
    from kamcli.ledger.database import Ledger, Row

_BETWEEN_PHONES = " / "
_BETWEEN_MAILS = "; "


class People:
    """The people of one customer, to whom a card's person belongs or is added."""

    def __init__(self, ledger: Ledger, customer_id: int) -> None:
        """Load them."""
        self._ledger = ledger
        self._customer_id = customer_id
        self._country = region_of_customer(ledger, customer_id)
        self._rows = ledger.rows(
            "SELECT * FROM contacts WHERE customer_id = :id ORDER BY id", {"id": customer_id}
        )

    def note(self, card: Card, name: str, *, warn: Callable[[str], None]) -> Outcome:
        """Note what a card says of a person: what is known stays, what is new comes beside it.

        So the same card twice changes nothing, whatever else was noted of the person meanwhile.
        Raises `Refused` for what is not kept of people (rules.md 10).
        """
        told = self._told(card, warn)
        row = self._row(name, told)
        if row is None:
            add_contact(self._ledger, self._customer_id, self._merged(NewContact(name=name), told))
            return Outcome.CREATED
        noted = as_noted(row)
        anew = self._merged(noted, told)
        if anew == noted:
            return Outcome.UNCHANGED
        change_contact(self._ledger, row, anew)
        return Outcome.UPDATED

    def _told(self, card: Card, warn: Callable[[str], None]) -> NewContact:
        """Return what a card says, in the cells of a contact; a mail that is none is left out."""
        mails = [mail for cell in card.mails for mail in read_mails(cell)]
        for mail in mails:
            if mail.normal is None:
                warn(
                    _('{person}: "{email}" is not an e-mail address and was left out.').format(
                        person=quoted(card.name or ""), email=quoted(mail.typed)
                    )
                )
        return NewContact(
            name=card.name or "",
            title=card.title,
            phone=_BETWEEN_PHONES.join(card.phones) or None,
            mobile=_BETWEEN_PHONES.join(card.mobiles) or None,
            email=_BETWEEN_MAILS.join(mail.typed for mail in mails if mail.normal) or None,
            im=_BETWEEN_PHONES.join(card.ims) or None,
        )

    def _row(self, name: str, told: NewContact) -> Row | None:
        """Return who it is: who alone has the mail or mobile and such a name, else the very name.

        A mail box may be that of several people, so it says nothing without a name.
        """
        own = self._personal(told.mobile, told.email)
        alike = [row for row in self._rows if _alike(row["name"], name)]
        same = [row for row in alike if own & self._personal(row["mobile"], row["email"])]
        if len(same) == 1:
            return same[0]
        key = name_key(name)
        return next((row for row in alike if name_key(row["name"]) == key), None)

    def _personal(self, mobile: str | None, email: str | None) -> set[str]:
        return {*self._numbers([mobile]), *_addresses(email)}

    def _merged(self, noted: NewContact, told: NewContact) -> NewContact:
        """Return what is noted, with what is told beside it where that is not known yet."""
        known = self._numbers([noted.phone, noted.mobile])
        mobile = self._with_new(noted.mobile, told.mobile, known)
        known |= self._numbers([told.mobile])
        return replace(
            noted,
            title=noted.title or told.title,
            phone=self._with_new(noted.phone, told.phone, known),
            mobile=mobile,
            email=_with_new_mails(noted.email, told.email),
            im=noted.im or told.im,
        )

    def _with_new(self, cell: str | None, told: str | None, known: set[str]) -> str | None:
        parts = told.split(_BETWEEN_PHONES) if told else []
        added = [part for part in parts if not self._numbers([part]) <= known]
        return _BETWEEN_PHONES.join(filter(None, (cell, *added))) or None

    def _numbers(self, cells: Iterable[str | None]) -> set[str]:
        """Return the phones of cells as they are compared; what is no number, as it is."""
        return {
            phone.normal or phone.typed.casefold()
            for cell in cells
            for phone in read_phones(cell or "", country=self._country)
        }


def _alike(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: each word of the shorter is in the longer.

    A letter stands for a word that it begins: A. Weber, Anna Weber, Mrs. Anna Maria Weber.
    """
    words, others = (re.findall(r"\w+", name_key(name)) for name in (one, other))
    if len(words) > len(others):
        words, others = others, words
    if is_chinese(one) and is_chinese(other):
        return one in other or other in one
    return bool(words) and all(any(_stands_for(word, known) for known in others) for word in words)


def _stands_for(word: str, known: str) -> bool:
    return word == known or (1 in {len(word), len(known)} and word[0] == known[0])


def _addresses(cell: str | None) -> set[str]:
    return {mail.normal for mail in read_mails(cell or "") if mail.normal}


def _with_new_mails(cell: str | None, told: str | None) -> str | None:
    known = _addresses(cell)
    added = [mail.typed for mail in read_mails(told or "") if mail.normal not in known]
    return _BETWEEN_MAILS.join(filter(None, (cell, *added))) or None
