"""`kam edit`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, paste, register


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """A ledger with JRW01001 ACME GmbH, JRN01001 杭州华茂 and JRW01002 Beta."""
    register(kam, ACME, HUAMAO, ("Beta", *ACME[1:]))
    return ledger


def stored(ledger: Path, code: str) -> dict[str, Any]:
    """Return the row of a customer."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("SELECT * FROM customers WHERE code = ?", [code]).fetchone()
    return dict(row)


@pytest.mark.parametrize(
    ("option", "typed", "column", "kept"),
    [
        ("--name", " ACME  AG", "name", "ACME  AG"),
        ("--short-name", "阿克米", "short_name", "阿克米"),
        ("--nature", "当地代理", "nature", "agent"),
        ("--source", "广交会", "source", "fair"),
        ("--source-detail", "Canton Fair 140", "source_detail", "Canton Fair 140"),
        ("--country", "法国", "country", "FR"),
        ("--region", "Hessen", "region", "Hessen"),
        ("--website", "https://acme.example", "website", "https://acme.example"),
        ("--products", "=SUM(A1)", "products", "=SUM(A1)"),
        ("--remarks", "[bold]", "remarks", "[bold]"),
        ("--tag", "vip", "tags", "vip"),
        ("--registered-on", "2026-01-02", "registered_on", "2026-01-02"),
        ("--referred-by", "华茂", "referred_by_id", 2),
        ("--via-agent", "JRW01002", "via_agent_id", 3),
    ],
)
def test_every_plain_fact_can_be_changed(
    kam: Kam, firms: Path, option: str, typed: str, column: str, kept: str | int
) -> None:
    before = stored(firms, "JRW01001")

    answer = kam("edit", "JRW01001", option, typed)

    after = stored(firms, "JRW01001")
    assert (answer.err, answer.code) == ("", 0)
    assert after[column] == kept
    follows = {"name_key"} if column == "name" else set()
    assert {name for name in after if after[name] != before[name]} == {column} | follows


def test_says_what_changed(kam: Kam, firms: Path) -> None:
    answer = kam("edit", "JRW01001", "--via-agent", "Beta", "--tag", "b", "--tag", "a")

    assert answer == Answer(out="JRW01001 ACME GmbH: changed tags, via-agent.\n", err="", code=0)
    assert stored(firms, "JRW01001")["tags"] == "a;b"


def test_returns_json(kam: Kam, firms: Path) -> None:
    changed = ("--region", "Hessen", "--nature", "end-user")
    answer = kam("edit", "JRW01001", *changed, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "id": 1, "changed": ["region"]}


def test_the_same_again_changes_nothing(kam: Kam, firms: Path) -> None:
    before = dump(firms)

    answer = kam("edit", "JRW01001", "--country", "Germany")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: nothing differs from before.\n", err="", code=0
    )
    assert dump(firms) == before


@pytest.mark.parametrize(
    ("option", "typed", "column"),
    [
        ("--short-name", "A", "short_name"),
        ("--source-detail", "A", "source_detail"),
        ("--country", "DE", "country"),
        ("--region", "A", "region"),
        ("--website", "A", "website"),
        ("--products", "A", "products"),
        ("--remarks", "A", "remarks"),
        ("--tag", "A", "tags"),
        ("--referred-by", "Beta", "referred_by_id"),
        ("--via-agent", "Beta", "via_agent_id"),
    ],
)
def test_an_empty_value_clears(kam: Kam, firms: Path, option: str, typed: str, column: str) -> None:
    kam("edit", "JRW01001", option, typed)
    assert stored(firms, "JRW01001")[column] is not None

    answer = kam("edit", "JRW01001", option, "")

    assert (answer.err, answer.code) == ("", 0)
    assert stored(firms, "JRW01001")[column] is None


@pytest.mark.parametrize("option", ["--name", "--nature", "--source", "--registered-on"])
def test_what_must_be_known_is_never_empty(kam: Kam, firms: Path, option: str) -> None:
    before = dump(firms)

    answer = kam("edit", "JRW01001", option, " ")

    assert answer == Answer(
        out="", err=f"error: {option} is empty.\nhint: kam show JRW01001\n", code=2
    )
    assert dump(firms) == before


def test_a_new_name_is_found(kam: Kam, firms: Path) -> None:
    kam("edit", "JRW01001", "--name", "ＡＣＭＥ Holding")

    answer = kam("edit", "acme holding", "--remarks", "x")

    assert answer == Answer(out="JRW01001 ＡＣＭＥ Holding: changed remarks.\n", err="", code=0)


def test_a_name_that_another_customer_has_is_told(kam: Kam, firms: Path) -> None:
    answer = kam("edit", "JRW01001", "--name", "BETA")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: changed name.\n",
        err='"BETA" may be the same firm as JRW01002 Beta, owner 01 (the same name).\n',
        code=0,
    )


@pytest.mark.parametrize(
    ("code", "country", "err"),
    [
        (
            "JRW01001",
            "中国",
            (
                'The country "China" is domestic, but JRW01001 is foreign; if that is wrong:'
                ' kam customer fix-market JRW01001 --to domestic --why "…"\n'
            ),
        ),
        (
            "JRN01001",
            "香港",
            (
                'The country "Hong Kong, China" is foreign, but JRN01001 is domestic;'
                " if that is wrong:"
                ' kam customer fix-market JRN01001 --to foreign --why "…"\n'
            ),
        ),
        ("JRW01001", "中国台湾", ""),
        ("JRN01001", "a place unknown", ""),
    ],
)
def test_a_country_of_the_other_market_is_told(
    kam: Kam, firms: Path, code: str, country: str, err: str
) -> None:
    answer = kam("edit", code, "--country", country)

    assert (answer.err, answer.code) == (err, 0)


def test_kam_add_tells_it_too(kam: Kam, ledger: Path) -> None:
    answer = kam("add", *ACME, "--market", "domestic")

    assert answer == Answer(
        out="Registered JRN01001 ACME GmbH.\n",
        err='The country "Germany" is foreign, but JRN01001 is domestic; if that is wrong:'
        ' kam customer fix-market JRN01001 --to foreign --why "…"\n',
        code=0,
    )


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("JRW01001",),
            'error: Say what is to change.\nhint: kam edit JRW01001 --remarks "…"\n',
            2,
        ),
        (
            ("Nobody", "--remarks", "x"),
            'error: No customer fits "Nobody".\nhint: kam list --all\n',
            3,
        ),
        (
            ("JRW01001", "--via-agent", "JRW01001"),
            "error: JRW01001 ACME GmbH cannot be its own agent.\nhint: kam list --nature agent\n",
            4,
        ),
        (
            ("JRW01001", "--referred-by", "acme"),
            "error: JRW01001 ACME GmbH cannot be referred by itself.\nhint: kam show JRW01001\n",
            4,
        ),
        (
            ("JRW01001", "--registered-on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam edit JRW01001 --registered-on today\n"
            ),
            4,
        ),
        (
            ("JRW01001", "--nature", "friend"),
            (
                'error: "friend" is none of the values asked for here.\n'
                "hint: one of: agent, distributor, intermediary, end-user\n"
            ),
            2,
        ),
        (("JRW01001", "--tag", "a", "--tag", ""), "error: --tag is empty.\n", 2),
    ],
)
def test_refuses(kam: Kam, firms: Path, arguments: tuple[str, ...], err: str, code: int) -> None:
    before = dump(firms)

    assert kam("edit", *arguments) == Answer(out="", err=err, code=code)
    assert dump(firms) == before


def test_the_market_is_no_field(kam: Kam, firms: Path) -> None:
    answer = kam("edit", "JRW01001", "--market", "domestic")

    assert (answer.out, answer.code) == ("", 2)
    assert 'There is no option "--market"' in answer.err


def test_agents_form_no_circle(kam: Kam, firms: Path) -> None:
    kam("edit", "JRW01002", "--via-agent", "JRW01001")
    kam("edit", "JRN01001", "--via-agent", "JRW01002")

    answer = kam("edit", "JRW01001", "--via-agent", "JRN01001")

    assert answer == Answer(
        out="",
        err="error: JRN01001 杭州华茂 came through JRW01001 ACME GmbH: that would be a circle.\n"
        'hint: kam edit JRW01002 --via-agent ""\n',
        code=4,
    )
    assert paste(kam, answer).code == 0
    assert kam("edit", "JRW01001", "--via-agent", "JRN01001").code == 0


def test_a_void_customer_is_no_agent(kam: Kam, firms: Path) -> None:
    kam("customer", "void", "JRW01002", "--why", "x", "--yes")

    edited = kam("edit", "JRW01001", "--via-agent", "JRW01002")
    added = kam("add", "Gamma", *ACME[1:], "--via-agent", "JRW01002")

    assert (edited.out, edited.code, added.out, added.code) == ("", 4, "", 4)
    assert edited.err == added.err
    assert "JRW01002 Beta is void" in edited.err


def test_another_agent_takes_the_brought_amount_along(kam: Kam, firms: Path) -> None:
    kam("edit", "JRW01001", "--via-agent", "JRW01002")
    kam("order", "add", "JRW01001", "5000")

    kam("edit", "JRW01001", "--via-agent", "JRN01001")

    rows = json.loads(kam("list", "-f", "json").out)
    assert {row["code"]: row["via_amount"] for row in rows} == {
        "JRW01001": "0.00",
        "JRW01002": "0.00",
        "JRN01001": "5000.00",
    }


def test_a_dry_run_says_the_same_and_keeps_nothing(kam: Kam, firms: Path) -> None:
    before = dump(firms)

    dry = kam("edit", "JRW01001", "--remarks", "x", "--dry-run")

    assert dump(firms) == before
    assert dry == kam("edit", "JRW01001", "--remarks", "x")
    assert dump(firms) != before
