"""New rows of several tables, stored in the order in which they refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamcli.exchange.storing import Batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamcli.ledger.database import Ledger

_TABLES = ("customers", "contacts", "interactions", "actions", "orders")


class Batches:
    """The rows that were taken and are not stored yet."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin with none."""
        self._batches = {table: Batch(ledger, table) for table in _TABLES}

    def add_customer(self, values: Mapping[str, Any]) -> int:
        """Take a customer; return its id."""
        self._make_room("customers")
        return self._batches["customers"].add_customer(values)

    def add(self, table: str, values: Mapping[str, Any]) -> int:
        """Take a row of a customer; return its id."""
        self._make_room(table)
        return self._batches[table].add(values, customer_id=values["customer_id"])

    def holds(self, table: str, row_id: int) -> bool:
        """Tell whether a row waits to be stored."""
        return self._batches[table].holds(row_id)

    def flush(self) -> None:
        """Store what was taken so far."""
        for table in _TABLES:
            self._batches[table].flush()

    def _make_room(self, table: str) -> None:
        """Store all of them where one table is full: others refer to its rows."""
        if self._batches[table].full:
            self.flush()
