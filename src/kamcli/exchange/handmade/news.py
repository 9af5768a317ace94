"""What a row tells that the ledger has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

    from kamcli.exchange.handmade.entries import Note
    from kamcli.exchange.handmade.happened import PlanChange
    from kamcli.exchange.handmade.persons import Change
    from kamcli.exchange.handmade.sales import NewOrder


class News(Struct, kw_only=True):
    """People, notes, plans and orders that are new or differ: checked, to be stored whole."""

    people: list[Change]
    notes: list[Note]
    plans: list[PlanChange]
    orders: list[NewOrder]

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return any((self.people, self.notes, self.plans, self.orders))

    @property
    def first_on(self) -> date | None:
        """Return the first day on which something happened."""
        days = [*(note.on for note in self.notes), *(order.sale.on for order in self.orders)]
        return min(days, default=None)
