"""What ties the rows of the ledger together: which point to which, and what only one may have.

The database enforces most of it; told here once more, so that an undo can say which later command
is in its way. A test holds this and the schema equal.
"""

from __future__ import annotations

from msgspec import Struct


class Pointer(Struct, frozen=True, kw_only=True):
    """A column whose value is a column of another table's row."""

    table: str
    column: str
    target: str
    key: str = "id"


class Unique(Struct, frozen=True, kw_only=True):
    """Columns of which no two rows of a table have the same values."""

    table: str
    columns: tuple[str, ...]


def _to_customers(*tables: str) -> tuple[Pointer, ...]:
    return tuple(Pointer(table=table, column="customer_id", target="customers") for table in tables)


def _to_orders(*tables: str) -> tuple[Pointer, ...]:
    return tuple(Pointer(table=table, column="order_id", target="orders") for table in tables)


def _to_managers(table: str, column: str) -> Pointer:
    return Pointer(table=table, column=column, target="managers", key="code")


# What is only worked out from the rest (standings, grade changes) goes with its customer.
DERIVED = ("standings", "grade_changes")
# What goes with its row whatever removes it (`derived`).
KEPT_IN_STEP = ("contact_points",)

POINTERS = (
    *_to_customers("owners", "contacts", "aliases", "interactions", "actions", "orders"),
    *_to_customers("overrides", "cadences"),
    Pointer(table="customers", column="referred_by_id", target="customers"),
    Pointer(table="customers", column="via_agent_id", target="customers"),
    *_to_orders("adjustments", "instalments", "payments"),
    _to_managers("customers", "owner"),
    _to_managers("owners", "owner"),
    _to_managers("goals", "manager"),
    _to_managers("submissions", "manager"),
    Pointer(table="sendings", column="submission_id", target="submissions"),
    _to_managers("ledger_settings", "manager"),
)

# Not enforced by the database: who noted something is a manager of this ledger.
LOOSE_POINTERS = (_to_managers("interactions", "recorded_by"),)

UNIQUES = (
    Unique(table="managers", columns=("code",)),
    Unique(table="customers", columns=("code",)),
    Unique(table="aliases", columns=("alias",)),
    Unique(table="contacts", columns=("customer_id", "name")),
    Unique(table="orders", columns=("number",)),
    Unique(table="rates", columns=("currency", "quoted_on")),
    Unique(table="overrides", columns=("customer_id", "from_on")),
    Unique(table="cadences", columns=("customer_id",)),
    Unique(table="goals", columns=("manager", "week_on")),
    Unique(table="submissions", columns=("manager", "week_on", "version")),
    Unique(table="sendings", columns=("submission_id", "address", "turn")),
    Unique(table="policy_settings", columns=("key", "from_on")),
    Unique(table="import_layouts", columns=("fingerprint",)),
    Unique(table="import_layouts", columns=("name",)),
)


def pointing_to(table: str) -> list[Pointer]:
    """Return what may point to a row of a table."""
    return [each for each in (*POINTERS, *LOOSE_POINTERS) if each.target == table]


def pointing_from(table: str) -> list[Pointer]:
    """Return where a row of a table may point to."""
    return [each for each in POINTERS if each.table == table]


def uniques_of(table: str) -> list[Unique]:
    """Return what only one row of a table may have."""
    return [each for each in UNIQUES if each.table == table]
