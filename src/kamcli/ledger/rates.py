"""Exchange rates as the ledger keeps them: one for a currency and a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.policies import policy_book
from kamcli.rules.money import HOME_CURRENCY
from kamcli.rules.rates import Quote, check_foreign, is_far, plain_rate, rate_meant

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_LATEST = """
SELECT currency, quoted_on, rate FROM rates
WHERE currency = :currency AND quoted_on <= :on ORDER BY quoted_on DESC LIMIT 1
"""


def latest_rate(ledger: Ledger, currency: str, *, on: date) -> Quote | None:
    """Return the last rate quoted on or before a day, or nothing."""
    row = ledger.row(_LATEST, {"currency": currency, "on": on})
    return _quote(row) if row is not None else None


def list_rates(ledger: Ledger, *, as_of: date) -> list[Quote]:
    """Return the rates quoted through a day, by currency, the latest first."""
    rows = ledger.rows(
        "SELECT currency, quoted_on, rate FROM rates WHERE quoted_on <= :as_of"
        " ORDER BY currency, quoted_on DESC",
        {"as_of": as_of},
    )
    return [_quote(row) for row in rows]


def set_rate(ledger: Ledger, quote: Quote, *, as_of: date, force: bool) -> int:
    """Keep a rate and return its id; one set for the same day before is replaced.

    Raises `Refused` for CNY, and for a rate far from the last one unless it is forced.
    """
    check_foreign(quote.currency)
    if not force:
        again = f"kam rate set {quote.currency} {{rate}} --on {quote.on}"
        check_change(ledger, quote, as_of=as_of, retyped=lambda rate: again.format(rate=rate))
    values = {
        "currency": quote.currency,
        "quoted_on": quote.on,
        "rate": plain_rate(quote.rate),
    }
    held = ledger.value(
        "SELECT id FROM rates WHERE currency = :currency AND quoted_on = :quoted_on",
        {"currency": quote.currency, "quoted_on": quote.on},
    )
    if held is None:
        return ledger.insert("rates", values)
    ledger.update("rates", held, values)
    return int(held)


def check_change(
    ledger: Ledger, quote: Quote, *, as_of: date, retyped: Callable[[str], str]
) -> None:
    """Refuse a rate that is far from the last one, 20 % by the procedure (rules.md 3).

    `retyped` gives the command with other words in the place of the rate, for the hint.
    """
    last = latest_rate(ledger, quote.currency, on=quote.on)
    percent = policy_book(ledger).on(as_of).max_change_percent
    if last is None or not is_far(quote.rate, last.rate, percent=percent):
        return
    meant = rate_meant(quote.rate, last.rate, percent=percent)
    raise Refused(
        _(
            'The rate "{rate}" is more than {percent} % from the last one, {last} of {on}:'
            " the bank quotes per 100, here a rate is CNY for one {currency}."
        ).format(
            rate=plain_rate(quote.rate),
            percent=percent,
            last=plain_rate(last.rate),
            on=last.on,
            currency=quote.currency,
        ),
        hint=retyped(plain_rate(meant) if meant else f"{plain_rate(quote.rate)} --force"),
    )


def rate_for_order(ledger: Ledger, currency: str, *, on: date, as_of: date) -> Decimal:
    """Return the rate that an order of a day is booked at; that of CNY is 1.

    An old rate is told. Raises `Refused` with the command that sets a rate when none is known.
    """
    if currency == HOME_CURRENCY:
        return Decimal(1)
    quote = latest_rate(ledger, currency, on=on)
    if quote is None:
        raise Refused(
            _(
                'No rate of "{currency}" is known on {on} or before: say with'
                " kam rate set {currency} how many CNY one {currency} is."
            ).format(currency=currency, on=on),
            hint="kam rate set --help",
        )
    age = (on - quote.on).days
    if age > policy_book(ledger).on(as_of).max_age_days:
        ledger.notes.append(
            _("The rate of {currency}, {rate}, is of {on}: {days} days old.").format(
                currency=currency, rate=plain_rate(quote.rate), on=quote.on, days=age
            )
        )
    return quote.rate


def _quote(row: Row) -> Quote:
    return Quote(
        currency=row["currency"],
        on=date.fromisoformat(row["quoted_on"]),
        rate=Decimal(row["rate"]),
    )
