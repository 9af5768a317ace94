"""Export, import into an empty ledger, export again: the same bytes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, Kam
from kamcli.guard import guarded
from oracle.histories import make_folder
from sheets import ACME, customer, give, give_workbook, put, stored, take

EXAMPLES = Path(__file__).parents[2] / "examples" / "tables"
_places = count()


@pytest.fixture
def empty(ledger: Path, tmp_path: Path) -> Path:
    """Give a ledger that is copied before anything is taken in, as the other end of the trip."""
    return Path(shutil.copy(ledger, tmp_path / "empty.db"))


def assert_same_after_a_trip(empty: Path, tmp_path: Path) -> None:
    """Take what the ledger gives into an empty one: that gives the same bytes."""
    place = tmp_path / f"trip-{next(_places)}"
    place.mkdir()
    there = Path(shutil.copy(empty, place / "kam.db"))
    first = give(place / "first")
    done = take(place / "first", ledger=there)
    assert (done.err, done.code, done.counts["rejected"]) == ("", 0, 0)
    assert give(place / "second", ledger=there) == first
    again = take(place / "first", ledger=there)
    assert again.summary() == (0, 0, again.counts["read"], 0)
    assert give(place / "third", ledger=there) == first
    assert_same_through_a_workbook(empty, place, first)


def assert_same_through_a_workbook(empty: Path, place: Path, tables: dict[str, bytes]) -> None:
    """Take a workbook of the ledger into an empty one: that gives the same tables."""
    there = Path(shutil.copy(empty, place / "by-workbook.db"))
    book = give_workbook(place / "kam.xlsx", ledger=place / "kam.db")
    done = take(book, ledger=there)
    assert (done.err, done.code, done.counts["rejected"]) == ("", 0, 0)
    assert give(place / "fourth", ledger=there) == tables
    assert done.counts["read"] == sum(each["read"] for each in done.counts["files"])
    again = take(book, ledger=there)
    assert again.summary() == (0, 0, again.counts["read"], 0)


def test_the_examples_come_back(empty: Path, tmp_path: Path) -> None:
    done = take(EXAMPLES)
    assert (done.err, done.code) == ("", 0)
    files = give(tmp_path / "out")
    assert all(content.count(b"\r\n") > 1 for content in files.values())
    assert_same_after_a_trip(empty, tmp_path)


@pytest.mark.parametrize("seed", [1, 5])
def test_made_up_ledgers_come_back(empty: Path, tmp_path: Path, seed: int) -> None:
    make_folder(tmp_path / "in", seed=seed, customers=60, today=TODAY)
    done = take(tmp_path / "in")
    assert (done.err, done.code) == ("", 0)
    assert_same_after_a_trip(empty, tmp_path)


def test_what_was_typed_comes_back(kam: Kam, empty: Path, tmp_path: Path) -> None:
    for command in (
        "manager|add|02|韩梅梅|--department|domestic",
        "add|ACME GmbH|--country|DE|--nature|agent|--source|web|--contact|Anna|--phone|+49 30 1",
        "add|恒丰泵业|--country|CN|--nature|end-user|--source|展会|--via-agent|JRW01001|--tag|=x",
        "rate|set|USD|7.15",
        "log|JRW01001|=SUM(A1)|--kind|quote|--via|email|--amount|USD 4280|--needs|@factory",
        "order|add|JRW01001|USD 4280|--number|-7",
        "order|add|JRN01001|9000",
        "order|cancel|JRN01001-1",
        "next|JRW01001|Send the samples|--due|+3d",
        "postpone|1|--to|+9d|--why|fair",
        "customer|transfer|JRN01001|--to|02|--why|at home",
        "customer|fix-market|JRW01001|--to|domestic|--why|pays in Ningbo",
        "cadence|JRN01001|20",
        "snooze|JRN01001|--until|+20d|--why|holidays",
        "key|JRN01001|--why|largest",
        "goal|set|3|--note|fair",
        "grade|override|JRN01001|B|--until|+30d|--by|Wang Fang|--why|new owner",
        "policy|set|cadence.a|25|--from|today|--approved-by|Wang Fang",
    ):
        answer = kam(*command.split("|"))
        assert answer.code == 0, (command, answer.err)
    assert_same_after_a_trip(empty, tmp_path)


def test_an_undone_customer_leaves_its_number_in_the_counters(
    kam: Kam, empty: Path, tmp_path: Path
) -> None:
    for name in ("One", "Two"):
        kam("add", name, "--country", "DE", "--nature", "agent", "--source", "web")
    assert kam("undo").code == 0

    assert stored(tmp_path / "out", "counters") == [
        {"market": "foreign", "manager": "01", "last_serial": "2"}
    ]
    assert_same_after_a_trip(empty, tmp_path)


def test_the_same_facts_in_another_order_give_the_same_bytes(
    empty: Path, ledger: Path, tmp_path: Path
) -> None:
    customers = [
        customer("JRW01001", "One"),
        customer("JRN01001", "二"),
        ACME | {"code": "JRW01002"},
    ]
    facts = [
        {"customer": code, "on": on, "kind": kind, "text": text}
        for code in ("JRW01001", "JRN01001")
        for on in ("2026-11-01", "2026-10-31")
        for kind, text in (("talk", ""), ("talk", "b"), ("card", "a"))
    ]
    put(tmp_path / "a", "customers", customers)
    put(tmp_path / "a", "interactions", facts)
    put(tmp_path / "b", "customers", customers[::-1])
    put(tmp_path / "b", "interactions", facts[::-1])

    take(tmp_path / "a")
    take(tmp_path / "b", ledger=empty)

    assert give(tmp_path / "from-a") == give(tmp_path / "from-b", ledger=empty)


def test_the_order_of_two_owners_of_one_day_is_kept(empty: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in", "managers", [{"code": "02", "name": "Han"}, {"code": "03", "name": "Zhao"}]
    )
    put(tmp_path / "in", "customers", [{**ACME, "owner": "02"}])
    days = [("01", "2026-01-05"), ("03", "2026-05-01"), ("02", "2026-05-01")]
    rows = [{"customer": "JRW01001", "owner": owner, "from_on": on} for owner, on in days]
    put(tmp_path / "in", "owners", rows)

    assert take(tmp_path / "in").summary() == (6, 0, 0, 0)

    found = stored(tmp_path / "out", "owners")
    assert [(row["owner"], row["from_on"]) for row in found] == days
    assert_same_after_a_trip(empty, tmp_path)


# Whatever may stand in a cell: formulas, apostrophes, quotes, every kind of line end, hanzi.
AWKWARD = st.text(st.sampled_from("'=+-@\t\r\n\",;，；% 文ａé\u3000\ufeff\u2028😀x"), max_size=7)
WORDS = (AWKWARD | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)).map(
    lambda text: "" if text.isspace() else text
)
DAYS = st.integers(0, 900).map(lambda back: TODAY - timedelta(days=back)).map(date.isoformat)
INTERACTIONS = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(["JRW01001", "JRN01001"]),
        "on": DAYS,
        "kind": st.sampled_from(["talk", "service", "card", "quote"]),
        "via": st.sampled_from(["", "call", "微信"]),
        "with": WORDS,
        "text": WORDS,
        "problem": WORDS,
        "minutes": st.sampled_from(["", "5", "600"]),
        "amount": st.sampled_from(["", "0.00", "12500.50"]),
        "currency": st.sampled_from(["", "USD"]),
    }
)
ACTIONS = st.fixed_dictionaries(
    {
        "customer": st.just("JRW01001"),
        "text": WORDS.filter(bool),
        "due_on": st.sampled_from(["", "2026-12-01"]),
        "why": WORDS,
    }
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    remarks=st.tuples(WORDS, WORDS),
    interactions=st.lists(INTERACTIONS, max_size=6),
    actions=st.lists(ACTIONS, max_size=3),
)
def test_every_text_comes_back(
    ledger: Path,
    tmp_path: Path,
    remarks: tuple[str, str],
    interactions: list[dict[str, str]],
    actions: list[dict[str, str]],
) -> None:
    place = tmp_path / f"any-{next(_places)}"
    place.mkdir()
    one, two = place / "one.db", place / "two.db"
    for path in (one, two):
        shutil.copy(ledger, path)
    guard = dict.fromkeys(("with", "text", "problem", "why", "remarks"), guarded)
    put(
        place / "in",
        "customers",
        [
            {**customer("JRW01001", "One"), "remarks": guarded(remarks[0])},
            {**customer("JRN01001", "二"), "remarks": guarded(remarks[1])},
        ],
    )
    for table, rows in (("interactions", interactions), ("actions", actions)):
        cells = [{k: guard.get(k, str)(v) for k, v in row.items()} for row in rows]
        if cells:
            put(place / "in", table, cells)

    done = take(place / "in", ledger=one)
    assert (done.err, done.code) == ("", 0)
    first = give(place / "out", ledger=one)
    again = take(place / "out", ledger=two)

    assert (again.err, again.code) == ("", 0)
    assert give(place / "out-2", ledger=two) == first
    three = place / "three.db"
    shutil.copy(ledger, three)
    by_workbook = take(give_workbook(place / "kam.xlsx", ledger=one), ledger=three)
    assert (by_workbook.err, by_workbook.code) == ("", 0)
    assert give(place / "out-3", ledger=three) == first
    assert _texts(one) == sorted(row["text"] for row in interactions)


def _texts(ledger: Path) -> list[str]:
    connection = sqlite3.connect(ledger)
    rows = connection.execute("SELECT text FROM interactions").fetchall()
    connection.close()
    return sorted(text for (text,) in rows)


def test_naughty_strings_come_back(empty: Path, ledger: Path, tmp_path: Path, shared: Path) -> None:
    naughty = json.loads((shared / "blns" / "blns.json").read_text(encoding="utf-8"))
    texts = [text for text in naughty if text.strip() and "\0" not in text]
    assert len(texts) > 480
    put(tmp_path / "in", "customers", [ACME])
    fact = {"customer": "JRW01001", "on": "2026-11-02"}
    put(tmp_path / "in", "interactions", [{**fact, "text": guarded(text)} for text in texts])
    people = {f"{n} {text}": text for n, text in enumerate(texts)}
    contacts = [
        {"customer": "JRW01001", "name": guarded(name), "title": guarded(text)}
        for name, text in people.items()
    ]
    put(tmp_path / "in", "contacts", contacts)

    done = take(tmp_path / "in")

    assert (done.err, done.code) == ("", 0)
    assert _texts(ledger) == sorted(texts)
    assert_same_after_a_trip(empty, tmp_path)
