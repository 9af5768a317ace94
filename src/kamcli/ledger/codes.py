"""Customer codes as the ledger gives them: from a counter that never goes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.json import decode

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.policies import policy_book
from kamcli.rules.codes import LAST_SERIAL, CustomerCode
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


def allocate(
    ledger: Ledger,
    market: Market,
    manager: str,
    *,
    wanted: CustomerCode | None,
    force: bool,
    as_of: date,
) -> CustomerCode:
    """Return the code of a new customer and lift the counter (rules.md 4).

    Without a wanted one it is the next of the market and manager. Raises `Refused` when the wanted
    code is taken or was, is of the other market, or jumps far ahead and is not forced.
    """
    code = wanted or _next_code(ledger, market, manager)
    if code.market is not market:
        raise Refused(
            _('The code "{code}" is for {letter}, but the customer is {market}.').format(
                code=code, letter=code.market.letter, market=market
            ),
            hint=f"--market {code.market}",
        )
    check_free(ledger, str(code))
    if wanted is not None:
        _check_never_given(ledger, str(code))
    _check_jump(ledger, code, force=force or wanted is None, as_of=as_of)
    lift(ledger, code)
    return code


def last_serial(ledger: Ledger, market: Market, manager: str) -> int:
    """Return the last serial given for a market and a manager; 0 before the first."""
    found = ledger.value(
        "SELECT last_serial FROM counters WHERE market = :market AND manager = :manager",
        {"market": market, "manager": manager},
    )
    return int(found or 0)


def lift(ledger: Ledger, code: CustomerCode) -> None:
    """Move a counter up to a code that was given; it is never moved down."""
    ledger.execute(
        "INSERT INTO counters (market, manager, last_serial)"
        " VALUES (:market, :manager, :serial) ON CONFLICT (market, manager) DO UPDATE"
        " SET last_serial = excluded.last_serial WHERE excluded.last_serial > last_serial",
        {"market": code.market, "manager": code.manager, "serial": code.serial},
    )


def check_free(ledger: Ledger, code: str) -> None:
    """Raise `Refused` when a code is a customer's, or was one before."""
    taken = ledger.row(
        "SELECT code, name FROM customers WHERE code = :code"
        " UNION ALL SELECT c.code, c.name FROM aliases a JOIN customers c ON c.id = a.customer_id"
        " WHERE a.alias = :code",
        {"code": code},
    )
    if taken is not None:
        raise Refused(
            _('The code "{code}" is taken by {name}.').format(code=code, name=taken["name"]),
            hint=f"kam show {code}",
        )


def _check_never_given(ledger: Ledger, code: str) -> None:
    """Raise `Refused` when a code was given once, to whom it was or is no longer (rules.md 4)."""
    rows = ledger.each(
        "SELECT content FROM trail WHERE table_name IN ('customers', 'trail')"
        " AND content LIKE :part",
        {"part": f'%"{code}"%'},
    )
    for row in rows:
        given = decode(row["content"]).get("code")
        if given == code or (isinstance(given, list) and code in given):
            raise Refused(
                _(
                    'The code "{code}" was given once and is never given again; without --code'
                    " the customer gets the next one."
                ).format(code=code),
                hint=f"kam audit {code}",
            )


def _next_code(ledger: Ledger, market: Market, manager: str) -> CustomerCode:
    serial = last_serial(ledger, market, manager) + 1
    if serial > LAST_SERIAL:
        raise Refused(
            _("Manager {manager} has used all customer numbers.").format(manager=manager),
            hint='kam manager add 02 "…"',
        )
    prefix = ledger.settings.prefix
    return CustomerCode(prefix=prefix, market=market, manager=manager, serial=serial)


def _check_jump(ledger: Ledger, code: CustomerCode, *, force: bool, as_of: date) -> None:
    policy = policy_book(ledger).on(as_of)
    last = last_serial(ledger, code.market, code.manager)
    if code.serial > last + policy.max_jump and not force:
        raise Refused(
            _('The code "{code}" is more than {jump} above the last one, {last}.').format(
                code=code, jump=policy.max_jump, last=last
            ),
            hint='--force --why "…"',
        )
    if code.serial >= policy.warn_from:
        ledger.notes.append(
            _(
                "Manager {manager} is at customer {serial}; numbers from 1000 on have four digits."
            ).format(manager=code.manager, serial=code.serial)
        )
