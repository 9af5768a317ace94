"""`kam contact list`: who is at customers."""

from __future__ import annotations

import typer

from kamcli import options
from kamcli.i18n import _
from kamcli.ledger import contacts
from kamcli.ledger.contacts import Contact
from kamcli.ledger.finding import find_customer
from kamcli.ledger.opening import reading
from kamcli.output import answer
from kamcli.output.answer import Column, Listing


def list_(ctx: typer.Context, code: options.MaybeCode = None) -> None:
    """List the people at one customer, or at all of them."""
    with reading(options.session(ctx)) as ledger:
        found = find_customer(ledger, code, choose=options.choose) if code is not None else None
        rows = contacts.list_contacts(ledger, customer_id=found.id if found else None)
        options.tell_notes(ledger.notes)
    columns = [
        Column(key="customer", title=_("Code")),
        Column(key="name", title=_("Contact")),
        Column(key="title", title=_("Title")),
        Column(key="role", title=_("Role")),
        Column(key="phone", title=_("Phone")),
        Column(key="mobile", title=_("Mobile")),
        Column(key="email", title=_("E-mail")),
        Column(key="im", title=_("IM")),
        Column(key="primary", title=_("Primary")),
        Column(key="opt_out", title=_("No mailings")),
    ]
    listing = Listing(kind=Contact, columns=columns, rows=rows, nothing=_("No contacts."))
    answer.give(listing, options.target(ctx))
