"""Storing what was read: many rows at a time, each equal row once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamcli.ledger.days import plain
from kamcli.ledger.digests import blake2b

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger

_AT_A_TIME = 1000

Values = Mapping[str, Any]


class Batch:
    """New rows of one table of the ledger, which all have the same columns.

    They get their ids at once and are stored a thousand at a time.
    """

    def __init__(self, ledger: Ledger, table: str) -> None:
        """Begin after the last id that the table gave."""
        self._ledger = ledger
        self._table = table
        self._rows: list[Values] = []
        self._customers: list[int | None] = []
        self._next_id = ledger.last_id_given(table) + 1

    @property
    def full(self) -> bool:
        """Return whether the next row has these stored first."""
        return len(self._rows) == _AT_A_TIME

    def holds(self, row_id: int) -> bool:
        """Return whether a row waits to be stored."""
        return self._next_id - len(self._rows) <= row_id < self._next_id

    def add(self, values: Values, *, customer_id: int | None) -> int:
        """Take a row, with the customer whose row it is; return its id."""
        if self.full:
            self.flush()
        self._rows.append(values)
        self._customers.append(customer_id)
        self._next_id += 1
        return self._next_id - 1

    def add_customer(self, values: Values) -> int:
        """Take a row that is a customer itself."""
        return self.add(values, customer_id=self._next_id)

    def flush(self) -> None:
        """Store what was taken so far."""
        if self._rows:
            given = self._ledger.insert_many(self._table, self._rows, customers=self._customers)
            assert given[-1] == self._next_id - 1, "somebody else added to the table"
            self._rows, self._customers = [], []


class Multiset:
    """The stored rows of a table without a key, to be met by equal ones that are read.

    Compared are the columns that the file has. The n-th equal row meets the n-th stored one; rows
    stored during the import are not met by later ones. Digests are kept, not rows.
    """

    def __init__(self, ledger: Ledger, table: str, columns: Iterable[str]) -> None:
        """Count the stored rows."""
        self._columns = sorted(columns)
        question = f"SELECT {', '.join(self._columns)} FROM {table}"
        self._left = Counter(_digest(tuple(row)) for row in ledger.each(question))

    def meet(self, values: Values) -> bool:
        """Return whether a stored row equal to this one is left, and take it."""
        if not self._left:
            return False
        digest = _digest([plain(values[name]) for name in self._columns])
        left = self._left[digest]
        if not left:
            return False
        self._left[digest] = left - 1
        return True


def _digest(values: Sequence[Any]) -> bytes:
    """Return what tells two rows apart, in less memory than a row takes."""
    return blake2b(repr(tuple(values)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
