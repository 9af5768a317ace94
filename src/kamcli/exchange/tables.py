"""The exchange tables: the one description of every file and its columns (cli.md).

The order of `TABLES` is the order in which they are taken in: what others refer to comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from kamcli.exchange.cells import Cell
from kamcli.exchange.rows import (
    ActionRow,
    AdjustmentRow,
    AliasRow,
    CadenceRow,
    ContactRow,
    CounterRow,
    CustomerRow,
    GoalRow,
    InstalmentRow,
    InteractionRow,
    ManagerRow,
    OrderRow,
    OverrideRow,
    OwnerRow,
    PaymentRow,
    PolicyRow,
    RateRow,
)


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table: its field, its heading, its kind of cell, where the ledger keeps it."""

    field: str
    heading: str
    cell: Cell
    required: bool
    stored: str


class Table(Struct, frozen=True, kw_only=True):
    """A file: its name without `.csv`, its rows, and the table of the ledger that holds them.

    `renamed` says which fields have another name in the ledger; `order` is what rows are sorted by
    before all their columns, in words of the database.
    """

    name: str
    row: type
    renamed: Mapping[str, str]
    stored: str = ""
    order: str = ""

    @property
    def keeper(self) -> str:
        """Return the name of the table in the ledger."""
        return self.stored or self.name

    def __hash__(self) -> int:
        return hash(self.name)


_OF_CUSTOMER = {"customer": "customer_id"}
_OF_ORDER = {"order": "order_id"}
# Codes sort by market, W before N, manager and number (rules.md 4).
_BY_CODE = "market DESC, code_manager, code_serial"

TABLES = (
    Table(name="managers", row=ManagerRow, renamed={}),
    Table(name="rates", row=RateRow, renamed={"on": "quoted_on"}),
    Table(name="policy", row=PolicyRow, renamed={}, stored="policy_settings"),
    Table(
        name="customers",
        row=CustomerRow,
        renamed={"referred_by": "referred_by_id", "via_agent": "via_agent_id"},
        order=_BY_CODE,
    ),
    Table(name="aliases", row=AliasRow, renamed={**_OF_CUSTOMER, "since": "since_on"}),
    # Of two owners from the same day the later one stands: that order is a fact too.
    Table(
        name="owners", row=OwnerRow, renamed=_OF_CUSTOMER, order="{customer}, from_on, owners.id"
    ),
    Table(name="contacts", row=ContactRow, renamed={**_OF_CUSTOMER, "primary": "is_primary"}),
    # What was noted on one day stays in the order in which it was noted.
    Table(
        name="interactions",
        row=InteractionRow,
        renamed={**_OF_CUSTOMER, "on": "happened_on", "with_": "with_name"},
        order="{customer}, happened_on, coalesce(recorded_at, '')",
    ),
    Table(name="actions", row=ActionRow, renamed=_OF_CUSTOMER),
    Table(name="orders", row=OrderRow, renamed={**_OF_CUSTOMER, "on": "ordered_on"}),
    Table(name="instalments", row=InstalmentRow, renamed=_OF_ORDER),
    Table(name="adjustments", row=AdjustmentRow, renamed={**_OF_ORDER, "on": "adjusted_on"}),
    Table(name="payments", row=PaymentRow, renamed={**_OF_ORDER, "on": "paid_on"}),
    Table(name="overrides", row=OverrideRow, renamed={**_OF_CUSTOMER, "by": "approved_by"}),
    Table(
        name="cadence",
        row=CadenceRow,
        renamed={**_OF_CUSTOMER, "snoozed_until": "snoozed_until_on"},
        stored="cadences",
    ),
    Table(name="goals", row=GoalRow, renamed={"week": "week_on"}),
    Table(name="counters", row=CounterRow, renamed={}, order="market DESC, manager"),
)
BY_NAME = {table.name: table for table in TABLES}


@cache
def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table, in the order in which they are written."""
    hints = get_type_hints(table.row, include_extras=True)
    return tuple(
        Column(
            field=field.name,
            heading=field.name.rstrip("_"),
            cell=_cell(hints[field.name]),
            required=field.required,
            stored=table.renamed.get(field.name, field.name),
        )
        for field in fields(table.row)
    )


def _cell(hint: Any) -> Cell:
    """Find the kind of cell in the type of a field, which may be empty too."""
    metadata = getattr(hint, "__metadata__", ())
    found = next((each for each in metadata if isinstance(each, Cell)), None)
    return found or next(_cell(part) for part in get_args(hint) if part is not type(None))
