"""The counters of customer codes while an import runs: lifted by every code, never lowered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger import codes
from kamcli.rules.codes import LAST_SERIAL, CustomerCode
from kamcli.rules.vocabulary import Market

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger


class Counter(Struct, frozen=True, kw_only=True):
    """A market and a manager: what one counter counts for."""

    market: Market
    manager: str


class Counters:
    """The last serial given for each market and manager."""

    def __init__(self, ledger: Ledger) -> None:
        """Load what was given so far."""
        self._ledger = ledger
        self._last = {
            Counter(market=Market(row["market"]), manager=row["manager"]): int(row["last_serial"])
            for row in ledger.each("SELECT market, manager, last_serial FROM counters")
        }
        self._stored = dict(self._last)

    def last(self, counter: Counter) -> int | None:
        """Return the last serial given, or nothing before the first."""
        return self._last.get(counter)

    def lift(self, counter: Counter, serial: int) -> None:
        """Move a counter up to a serial; it is never moved down."""
        self._last[counter] = max(serial, self._last.get(counter, serial))

    def next_code(self, counter: Counter) -> CustomerCode:
        """Return the next free code, and count it; raises `Refused` when all are used."""
        serial = self._last.get(counter, 0) + 1
        if serial > LAST_SERIAL:
            raise Refused(
                _("Manager {manager} has used all customer numbers.").format(
                    manager=counter.manager
                )
            )
        self._last[counter] = serial
        return self._code(counter, serial)

    def store(self, *, warn_from: int) -> list[str]:
        """Store what was lifted; return warnings where numbers are about to get four digits."""
        warnings = []
        for counter, serial in self._last.items():
            if self._stored.get(counter) == serial:
                continue
            codes.lift(self._ledger, self._code(counter, serial))
            if serial >= warn_from:
                warnings.append(
                    _(
                        "Manager {manager} has used customer number {serial};"
                        " from 1000 on it has four digits."
                    ).format(manager=counter.manager, serial=serial)
                )
        return warnings

    def _code(self, counter: Counter, serial: int) -> CustomerCode:
        return CustomerCode(
            prefix=self._ledger.settings.prefix,
            market=counter.market,
            manager=counter.manager,
            serial=serial,
        )


def counter_of(code: CustomerCode) -> Counter:
    """Return the counter that a code came from."""
    return Counter(market=code.market, manager=code.manager)
