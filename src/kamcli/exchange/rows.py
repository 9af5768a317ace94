"""The rows of the exchange tables: a class for each file (cli.md).

A field is a column, in the order in which it is written; a field without a default is one that
every row needs.
"""

from __future__ import annotations

from msgspec import Struct

from kamcli.exchange import cells

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
