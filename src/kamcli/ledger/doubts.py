"""What may be wrong with a note that was just made, told beside the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamcli.i18n import _
from kamcli.ledger.customers import name_key
from kamcli.ledger.policies import policy_book
from kamcli.rules.days import add_days
from kamcli.rules.vocabulary import MAY_BE_UNSOLICITED, Kind

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.interactions import NewInteraction


def of_offer(ledger: Ledger, new: NewInteraction, *, as_of: date) -> list[str]:
    """Doubt a sample or quote that nobody seems to have asked for (rules.md 2).

    There is no request or talk in the days before it, 60 by the procedure.
    """
    if new.kind not in MAY_BE_UNSOLICITED or new.unsolicited:
        return []
    since = add_days(new.happened_on, -policy_book(ledger).on(as_of).unasked_days)
    asked = ledger.value(
        "SELECT count(*) FROM interactions WHERE customer_id = :id AND attempt = 0"
        " AND kind IN ('request', 'talk') AND happened_on BETWEEN :since AND :on",
        {"id": new.customer_id, "since": since, "on": new.happened_on},
    )
    return [] if asked else [_("Not asked for? Then add --unsolicited.")]


def of_greeting(ledger: Ledger, new: NewInteraction) -> list[str]:
    """Doubt a greeting or a mailing to somebody who wants none (rules.md 10)."""
    if new.kind not in (Kind.GREETING, Kind.MAILING) or new.with_name is None:
        return []
    rows = ledger.rows(
        "SELECT name FROM contacts WHERE customer_id = :id AND opt_out = 1",
        {"id": new.customer_id},
    )
    names = [row["name"] for row in rows if name_key(row["name"]) == name_key(new.with_name)]
    return [_("{name} wants no greetings and no mailings.").format(name=name) for name in names]
