"""The description of the exchange tables against the contract (cli.md)."""

from __future__ import annotations

import pytest

from kamcli.exchange.headings import columns_by_heading, plain
from kamcli.exchange.tables import TABLES, Table, columns_of

CONTRACT = """
managers.csv: code, name, department, left_on
customers.csv: code, name, short_name, market, nature, source, source_detail, country, region,
 owner, registered_on, website, products, remarks, tags, key_reason, referred_by, via_agent,
 legacy_code, legacy_grade, status, status_reason
aliases.csv: alias, customer, since
owners.csv: customer, owner, from_on, why
contacts.csv: customer, name, title, role, phone, mobile, email, im, birthday, birthday_calendar,
 introduced_by, preferences, consent_on, consent_purpose, opt_out, primary
interactions.csv: customer, on, kind, via, with, text, problem, needs, amount, currency, attempt,
 unsolicited, layer, minutes, entered_on, recorded_at, recorded_by, needs_answered_on
actions.csv: customer, text, due_on, status, closed_on, why
orders.csv: number, customer, on, amount, currency, rate, cancelled_on, remarks
instalments.csv: order, due_on, amount
adjustments.csv: order, on, amount, reason
payments.csv: order, on, amount
rates.csv: currency, on, rate
overrides.csv: customer, grade, from_on, until_on, by, why
cadence.csv: customer, days, snoozed_until, why
goals.csv: manager, week, customers, note
policy.csv: key, value, from_on, approved_by
counters.csv: market, manager, last_serial
"""


def test_files_and_columns_are_those_of_the_contract() -> None:
    lines = CONTRACT.replace("\n ", " ").strip().splitlines()
    wanted = {name: columns.strip().split(", ") for name, columns in (x.split(":") for x in lines)}
    found = {f"{each.name}.csv": [c.heading for c in columns_of(each)] for each in TABLES}
    assert found == wanted


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_chinese_heading_of_its_own(table: Table) -> None:
    by_heading = columns_by_heading(table)
    chinese = {column.heading for name, column in by_heading.items() if not name.isascii()}
    assert chinese == {column.heading for column in columns_of(table)}


@pytest.mark.parametrize("heading", ["due_on", "Due on", "DUE-ON", " due on ", "ｄｕｅ_on"])
def test_headings_are_read_in_any_spelling(heading: str) -> None:
    assert plain(heading) == "dueon"


def test_what_others_refer_to_is_taken_in_first() -> None:
    names = [table.name for table in TABLES]
    assert names == [
        "managers",
        "rates",
        "policy",
        "customers",
        "aliases",
        "owners",
        "contacts",
        "interactions",
        "actions",
        "orders",
        "instalments",
        "adjustments",
        "payments",
        "overrides",
        "cadence",
        "goals",
        "counters",
    ]
