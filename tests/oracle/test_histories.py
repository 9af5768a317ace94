"""The made-up folders: repeatable, importable by the contract, and on the edges of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oracle.book import COLUMNS
from oracle.histories import make_folder
from oracle.life import ONE_DAY, months_later
from oracle.set_pieces import FIRST_DAY, telling_days
from oracle.statement import Expected, Tables, expected, read_tables

TODAY = date(2026, 11, 20)
DAY_COLUMNS = ("on", "registered_on", "from_on", "cancelled_on", "closed_on", "entered_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder's tables, and what is expected of them on every telling day."""

    tables: Tables
    by_day: dict[date, dict[str, Expected]]

    def verdicts(self) -> list[Expected]:
        """What is expected, of all customers and days together."""
        return [found for day in self.by_day.values() for found in day.values()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    directory = tmp_path_factory.mktemp("made-up")
    make_folder(directory, seed=1, today=TODAY)
    tables = read_tables(directory)
    by_day = {day: expected(tables, day) for day in telling_days(TODAY)}
    return Folder(tables=tables, by_day=by_day)


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        make_folder(tmp_path / name, seed=seed, customers=40, today=TODAY)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_the_tables_have_the_columns_of_the_contract(folder: Folder) -> None:
    assert set(folder.tables) == set(COLUMNS)
    for table, rows in folder.tables.items():
        assert tuple(rows[0]) == COLUMNS[table]


def test_codes_are_unique_without_gaps_and_fit_the_market(folder: Folder) -> None:
    series: dict[str, list[int]] = {}
    for row in folder.tables["customers"]:
        assert row["code"][2] == {"foreign": "W", "domestic": "N"}[row["market"]]
        assert (row["market"] == "domestic") == (row["country"] == "CN")
        assert row["code"][3:5] == row["owner"]
        series.setdefault(row["code"][:5], []).append(int(row["code"][5:]))
    assert len(folder.tables["customers"]) == 150
    assert len({row["name"] for row in folder.tables["customers"]}) == 150
    for serials in series.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))


def test_nothing_happens_before_the_first_day_or_after_today(folder: Folder) -> None:
    days = {
        row[column]
        for rows in folder.tables.values()
        for row in rows
        for column in DAY_COLUMNS
        if row.get(column)
    }
    assert FIRST_DAY.isoformat() <= min(days)
    assert max(days) <= TODAY.isoformat()


def test_agents_bring_customers_in_no_circle(folder: Folder) -> None:
    agent_of = {row["code"]: row["via_agent"] for row in folder.tables["customers"]}
    for code in agent_of:
        seen = [code]
        while agent := agent_of[seen[-1]]:
            assert agent not in seen
            seen.append(agent)
    assert any(found.via_amount != "0.00" for found in folder.verdicts())


def test_all_grades_come_up_and_x_after_each_that_can_come_before(folder: Folder) -> None:
    assert {found.grade_computed for found in folder.verdicts()} == set("ABCDX")
    assert {found.grade_before for found in folder.verdicts()} == {None, "A", "B", "C"}


def test_all_flags_come_up_and_overrides_sleep_too(folder: Folder) -> None:
    flags = {flag for found in folder.verdicts() for flag in found.flags}
    assert flags == {"no-contact-yet", "stale", "no-order-12m", "unanswered", "overridden"}
    asleep = {
        row["customer"]
        for row in folder.tables["overrides"]
        for day, found in folder.by_day.items()
        if row["from_on"] <= day.isoformat() <= row["until_on"]
        and found[row["customer"]].grade == "X"
    }
    assert asleep


def test_all_changes_to_come_come_up(folder: Folder) -> None:
    ahead = {
        (found.grade_computed, found.changes_next[1])
        for found in folder.verdicts()
        if found.changes_next
    }
    assert ahead == {("A", "B"), ("A", "X"), ("B", "X"), ("C", "X"), ("C", "D")}


def test_amounts_stand_at_the_threshold_and_one_fen_below(folder: Folder) -> None:
    amounts = {found.annual_amount: found.grade_computed for found in folder.verdicts()}
    assert {"500000.00", "499999.99"} <= set(amounts)
    in_touch = {
        (found.annual_amount, found.grade_computed)
        for found in folder.verdicts()
        if found.annual_amount in ("500000.00", "499999.99") and found.grade_computed != "X"
    }
    assert in_touch == {("500000.00", "A"), ("499999.99", "B")}


def test_orders_are_cancelled_unpaid_and_paid_before_and_after(folder: Folder) -> None:
    kinds = set()
    for order in folder.tables["orders"]:
        paid = [row["on"] for row in folder.tables["payments"] if row["order"] == order["number"]]
        if order["cancelled_on"]:
            kinds.add("unpaid" if not paid else "paid")
            kinds |= {"before" for day in paid if day < order["cancelled_on"]}
            kinds |= {"after" for day in paid if day > order["cancelled_on"]}
    assert kinds == {"unpaid", "paid", "before", "after"}


def test_orders_are_refunded_in_part_and_to_nothing(folder: Folder) -> None:
    left = {
        order["number"]: Decimal(order["amount"])
        + sum(
            Decimal(row["amount"])
            for row in folder.tables["adjustments"]
            if row["order"] == order["number"]
        )
        for order in folder.tables["orders"]
        if any(row["order"] == order["number"] for row in folder.tables["adjustments"])
    }
    assert 0 in left.values()
    assert any(amount > 0 for amount in left.values())


def test_orders_come_in_every_currency_some_without_a_typed_rate(folder: Folder) -> None:
    orders = folder.tables["orders"]
    assert {row["currency"] for row in orders} == {"CNY", "USD", "EUR", "JPY"}
    assert all("." not in row["amount"] for row in orders if row["currency"] == "JPY")
    assert any(row["currency"] != "CNY" and not row["rate"] for row in orders)


@pytest.mark.parametrize("last_day", [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)])
def test_february_ends_for_somebody(folder: Folder, last_day: date) -> None:
    turned = {
        (found.last_contact_on, folder.by_day[last_day + ONE_DAY][code].grade)
        for code, found in folder.by_day[last_day].items()
        if found.turns_x_on == last_day + ONE_DAY and found.last_contact_on is not None
    }
    assert {contact for contact, grade in turned if grade == "X"} >= {
        day for day in november_contacts(last_day.year - 1) if months_later(day, 3) == last_day
    }


def november_contacts(year: int) -> list[date]:
    return [date(year, 11, 29), date(year, 11, 30)]


def test_registration_comes_before_and_after_the_first_fact_or_not_at_all(folder: Folder) -> None:
    firsts: dict[str, str] = {}
    for row in (*folder.tables["interactions"], *folder.tables["orders"]):
        firsts[row["customer"]] = min(row["on"], firsts.get(row["customer"], row["on"]))
    seen = set()
    for row in folder.tables["customers"]:
        first, registered = firsts.get(row["code"], ""), row["registered_on"]
        assert first or registered
        seen |= {"no facts"} if not first else set()
        seen |= {"unknown"} if not registered else set()
        if first and registered:
            seen.add("before" if registered < first else "after" if registered > first else "on")
    assert seen == {"no facts", "unknown", "before", "after", "on"}
