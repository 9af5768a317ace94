"""The exchange tables: the one description of every file and its columns (cli.md).

A field is a column, in the order in which it is written; a field without a default is one that
every row needs. The order of `TABLES` is the order in which they are taken in: what others refer
to comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from kamcli.exchange import cells
from kamcli.exchange.cells import Cell

_Text = cells.Text | None


class ManagerRow(Struct, frozen=True, kw_only=True):
    """A salesperson; the key is the code."""

    code: cells.ManagerCode
    name: _Text = None
    department: cells.ADepartment | None = None
    left_on: cells.Day | None = None


class CustomerRow(Struct, frozen=True, kw_only=True):
    """A firm; the key is the code, and a row without one is a firm that has none yet."""

    code: cells.Code | None = None
    name: _Text = None
    short_name: _Text = None
    market: cells.AMarket | None = None
    nature: cells.ANature | None = None
    source: cells.ASource | None = None
    source_detail: _Text = None
    country: _Text = None
    region: _Text = None
    owner: cells.ManagerCode | None = None
    registered_on: cells.FactDay | None = None
    website: _Text = None
    products: _Text = None
    remarks: _Text = None
    tags: _Text = None
    key_reason: _Text = None
    referred_by: cells.CustomerRef | None = None
    via_agent: cells.CustomerRef | None = None
    legacy_code: _Text = None
    legacy_grade: _Text = None
    status: cells.ACustomerStatus | None = None
    status_reason: _Text = None


class AliasRow(Struct, frozen=True, kw_only=True):
    """A former code of a customer; the key is the alias."""

    alias: cells.Code
    customer: cells.CustomerRef
    since: cells.FactDay | None = None


class OwnerRow(Struct, frozen=True, kw_only=True):
    """Who owned a customer from a day on."""

    customer: cells.CustomerRef
    owner: cells.ManagerCode
    from_on: cells.FactDay
    why: _Text = None


class ContactRow(Struct, frozen=True, kw_only=True):
    """A person; the key is customer and name."""

    customer: cells.CustomerRef
    name: cells.Text
    title: _Text = None
    role: cells.ARole | None = None
    phone: _Text = None
    mobile: _Text = None
    email: _Text = None
    im: _Text = None
    birthday: _Text = None
    birthday_calendar: cells.ACalendar | None = None
    introduced_by: _Text = None
    preferences: _Text = None
    consent_on: cells.FactDay | None = None
    consent_purpose: _Text = None
    opt_out: cells.Flag | None = None
    primary: cells.Flag | None = None


class InteractionRow(Struct, frozen=True, kw_only=True):
    """Something that happened with a customer.

    `needs_answered_on` stands beside the columns of cli.md: without it all that was ever asked of
    others in the company (`needs`) would be open again after a round trip.
    """

    customer: cells.CustomerRef
    on: cells.FactDay
    kind: cells.AKind | None = None
    via: cells.AVia | None = None
    with_: _Text = None
    text: _Text = None
    problem: _Text = None
    needs: _Text = None
    amount: cells.Amount | None = None
    currency: cells.Currency | None = None
    attempt: cells.Flag | None = None
    unsolicited: cells.Flag | None = None
    layer: cells.ALayer | None = None
    minutes: cells.Whole | None = None
    entered_on: cells.FactDay | None = None
    recorded_at: cells.Instant | None = None
    recorded_by: cells.ManagerCode | None = None
    needs_answered_on: cells.FactDay | None = None


class ActionRow(Struct, frozen=True, kw_only=True):
    """A next action and what came of it."""

    customer: cells.CustomerRef
    text: cells.Text
    due_on: cells.Day | None = None
    status: cells.AnActionStatus | None = None
    closed_on: cells.FactDay | None = None
    why: _Text = None


class OrderRow(Struct, frozen=True, kw_only=True):
    """A confirmed sale; the key is the number."""

    number: cells.Number
    customer: cells.CustomerRef | None = None
    on: cells.FactDay | None = None
    amount: cells.Amount | None = None
    currency: cells.Currency | None = None
    rate: cells.Rate | None = None
    cancelled_on: cells.FactDay | None = None
    remarks: _Text = None


class InstalmentRow(Struct, frozen=True, kw_only=True):
    """A part of an order's amount and the day it is due; the currency is the order's."""

    order: cells.OrderRef
    due_on: cells.Day
    amount: cells.Amount


class AdjustmentRow(Struct, frozen=True, kw_only=True):
    """A dated change of an order's amount; a refund is below zero."""

    order: cells.OrderRef
    on: cells.FactDay
    amount: cells.Amount
    reason: _Text = None


class PaymentRow(Struct, frozen=True, kw_only=True):
    """Money received on an order."""

    order: cells.OrderRef
    on: cells.FactDay
    amount: cells.Amount


class RateRow(Struct, frozen=True, kw_only=True):
    """CNY for one unit of a currency; the key is currency and day."""

    currency: cells.Currency
    on: cells.FactDay
    rate: cells.Rate


class OverrideRow(Struct, frozen=True, kw_only=True):
    """A grade set by hand; the key is customer and first day."""

    customer: cells.CustomerRef
    grade: cells.AGrade | None = None
    from_on: cells.FactDay
    until_on: cells.Day | None = None
    by: _Text = None
    why: _Text = None


class CadenceRow(Struct, frozen=True, kw_only=True):
    """A customer's own days between contacts, and its snooze; the key is the customer."""

    customer: cells.CustomerRef
    days: cells.Whole | None = None
    snoozed_until: cells.Day | None = None
    why: _Text = None


class GoalRow(Struct, frozen=True, kw_only=True):
    """New customers to be won; the key is manager and week, named by its Friday."""

    manager: cells.ManagerCode
    week: cells.WeekDay
    customers: cells.Whole | None = None
    note: _Text = None


class PolicyRow(Struct, frozen=True, kw_only=True):
    """A choice of the company; the key is the choice and the day from which it holds."""

    key: cells.Plain
    value: cells.Plain | None = None
    from_on: cells.Day
    approved_by: _Text = None


class CounterRow(Struct, frozen=True, kw_only=True):
    """The last serial given for a market and a manager."""

    market: cells.AMarket
    manager: cells.ManagerCode
    last_serial: cells.Whole


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
