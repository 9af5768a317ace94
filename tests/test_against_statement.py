"""The program against the independent statement of the rules: made-up ledgers, many days."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, call
from kamcli.ledger import database
from kamcli.ledger.portraits import Portrait, portraits
from kamcli.ledger.records import Scope
from kamcli.rules.money import plain
from oracle.histories import make_folder
from oracle.set_pieces import telling_days
from oracle.statement import Expected, Tables, expected, read_tables

SEEDS = (1, 2)
# What follows from the facts alone; the others know cadences, actions and phones too.
TOLD_FLAGS = ("no-contact-yet", "stale", "no-order-12m", "unanswered", "overridden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A made-up folder, and the ledger that it was taken into."""

    tables: Tables
    ledger: Path


@pytest.fixture(scope="module", params=SEEDS)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Take a made-up folder into a ledger of its own; nothing of it may be rejected."""
    place = tmp_path_factory.mktemp(f"seed-{request.param}")
    make_folder(place / "tables", seed=request.param, today=TODAY)
    ledger = place / "kam.db"
    here = ("--ledger", str(ledger), "--as-of", TODAY.isoformat())
    made = call("init", "--manager", "01", "--name", "Li Lei", *here)
    assert (made.err, made.code) == ("", 0)
    answer = call("import", str(place / "tables"), "-f", "json", *here)
    assert (answer.err, answer.code) == ("", 0)
    counts = json.loads(answer.out)
    tables = read_tables(place / "tables")
    assert counts["read"] == sum(map(len, tables.values()))
    assert (counts["rejected"], counts["unmapped_columns"]) == (0, [])
    return Imported(tables=tables, ledger=ledger)


def found_on(ledger: Path, day: date) -> dict[str, Expected]:
    with database.reading(ledger) as opened:
        return {each.code: as_expected(each) for each in portraits(opened, Scope(), as_of=day)}


def as_expected(portrait: Portrait) -> Expected:
    stand, change = portrait.standing, None
    assert stand is not None
    assert portrait.grade is not None
    if stand.changes_next_on is not None and stand.changes_next_to is not None:
        change = (stand.changes_next_on, str(stand.changes_next_to))
    before = None if stand.amount_before is None else plain(stand.amount_before, "CNY")
    return Expected(
        code=portrait.code,
        grade=portrait.grade,
        grade_computed=stand.grade,
        grade_before=stand.grade_before,
        annual_amount=plain(stand.own_amount, "CNY"),
        annual_before=before,
        via_amount=plain(stand.via_amount, "CNY"),
        last_contact_on=stand.last_contact_on,
        turns_x_on=stand.turns_x_on,
        changes_next=change,
        flags=tuple(str(flag) for flag in portrait.flags if flag in TOLD_FLAGS),
    )


@pytest.mark.parametrize("day", telling_days(TODAY), ids=str)
def test_every_customer_stands_where_the_statement_says(imported: Imported, day: date) -> None:
    assert found_on(imported.ledger, day) == expected(imported.tables, day)


READ: dict[str, Callable[[Expected], Any]] = {
    "grade": lambda each: each.grade,
    "grade_computed": lambda each: each.grade_computed,
    "grade_before": lambda each: each.grade_before,
    "annual_amount": lambda each: each.annual_amount,
    "via_amount": lambda each: each.via_amount,
    "last_contact_on": lambda each: each.last_contact_on and each.last_contact_on.isoformat(),
    "turns_x_on": lambda each: each.turns_x_on and each.turns_x_on.isoformat(),
}


@pytest.mark.parametrize("day", [date(2025, 2, 28), TODAY], ids=str)
def test_the_list_says_the_same_to_scripts(imported: Imported, day: date) -> None:
    here = ("--ledger", str(imported.ledger), "--as-of", day.isoformat())
    answer = call("list", "--all", "-f", "json", *here)

    assert (answer.err, answer.code) == ("", 0)
    active = {row["code"]: row for row in json.loads(answer.out) if row["status"] == "active"}
    wanted = expected(imported.tables, day)
    assert active.keys() == wanted.keys()
    for code, each in wanted.items():
        assert {key: active[code][key] for key in READ} == {
            key: read(each) for key, read in READ.items()
        }


def test_an_explanation_says_the_same(imported: Imported) -> None:
    for code, each in list(expected(imported.tables, TODAY).items())[::10]:
        here = ("--ledger", str(imported.ledger), "--as-of", TODAY.isoformat())
        answer = call("grade", "explain", code, "-f", "json", *here)
        assert (answer.err, answer.code) == ("", 0)
        told = json.loads(answer.out)
        change = told["changes_next"]
        assert (told["grade"], told["grade_computed"]) == (each.grade, each.grade_computed)
        assert (change and (date.fromisoformat(change["on"]), change["to"])) == each.changes_next
