"""One firm, one customer: a duplicate is refused, and those that slipped in are listed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import dump, paste
from kamcli.ledger import marks
from kamcli.ledger.database import Ledger

TRADE = ("--nature", "end-user", "--source", "web")
PUMPEN = ("Berlin Pumpen GmbH", "--country", "DE", *TRADE, "--website", "www.berlin-pumpen.example")
MINGYUAN = ("深圳市明远机电有限公司", "--country", "CN", *TRADE)
LI = ("--contact", "李芳", "--phone", "138 0013 8000", "--email", "li@mingyuan.example")


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """A ledger with a German customer of 01 and a Chinese one of 02."""
    assert kam("manager", "add", "02", "韩梅梅").code == 0
    assert kam("add", *PUMPEN).code == 0
    assert kam("add", *MINGYUAN, *LI, "--owner", "02").code == 0
    return ledger


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            ("BERLIN PUMPEN GMBH & CO. KG", "--country", "DE"),
            "JRW01001 Berlin Pumpen GmbH, owner 01 (the same name)",
        ),
        (
            ("BPG", "--country", "DE", "--website", "https://shop.berlin-pumpen.example/en"),
            "JRW01001 Berlin Pumpen GmbH, owner 01 (the same web or mail domain)",
        ),
        (
            ("明遠機電（深圳）股份有限公司", "--country", "CN"),
            "JRN02001 深圳市明远机电有限公司, owner 02 (the same name)",
        ),
        (
            ("李记五金", "--country", "CN", "--contact", "李", "--phone", "+86 13800138000"),
            "JRN02001 深圳市明远机电有限公司, owner 02 (the same phone)",
        ),
        (
            ("M.Y.", "--country", "CN", "--contact", "Li", "--email", "boss@mingyuan.example"),
            "JRN02001 深圳市明远机电有限公司, owner 02 (the same web or mail domain)",
        ),
    ],
)
def test_a_duplicate_is_refused_with_code_name_and_owner(
    kam: Kam, firms: Path, typed: tuple[str, ...], found: str
) -> None:
    before = dump(firms)

    answer = kam("add", *typed, *TRADE)

    assert answer == Answer(
        out="",
        err=f'error: "{typed[0]}" is registered already: {found}.\nhint: kam show {found[:8]}\n',
        code=4,
    )
    assert dump(firms) == before
    assert paste(kam, answer).code == 0


def test_it_is_said_in_chinese(kam: Kam, firms: Path) -> None:
    answer = kam("--lang", "zh", "add", "深圳明远", "--country", "CN", *TRADE)

    assert answer == Answer(
        out="",
        err='错误："深圳明远"已登记：JRN02001 深圳市明远机电有限公司，业务经理 02（名称相同）。\n'
        "提示：kam show JRN02001\n",
        code=4,
    )


@pytest.mark.parametrize(
    "typed",
    [
        ("Hamburg Pumpen GmbH", "--country", "DE"),
        ("Berlin Ventile GmbH", "--country", "DE"),
        ("Berlin Pumpen 2 GmbH", "--country", "DE"),
        ("东莞市明远机电有限公司", "--country", "CN"),
        ("深圳市明达机电有限公司", "--country", "CN", "--website", "mingda.en.alibaba.com"),
        ("Otto", "--country", "DE", "--contact", "Otto", "--email", "otto@gmail.com"),
    ],
)
def test_another_firm_is_not(kam: Kam, firms: Path, typed: tuple[str, ...]) -> None:
    answer = kam("add", *typed, *TRADE)

    assert (answer.err, answer.code) == ("", 0)


def test_a_sister_firm_is_forced_with_a_reason(kam: Kam, firms: Path) -> None:
    sister = ("add", "Berlin Pumpen Service GmbH", *PUMPEN[1:], "--force")

    asked = kam(*sister)
    assert (asked.out, asked.code) == ("", 2)
    assert asked.err.startswith(
        "error: Say why it is forced.\nhint: kam add 'Berlin Pumpen Service"
    )
    assert kam(*sister, "--why", "Own firm, own buyer") == Answer(
        out="Registered JRW01002 Berlin Pumpen Service GmbH.\n",
        err='"Berlin Pumpen Service GmbH" now stands beside JRW01001 Berlin Pumpen GmbH, owner 01'
        " (the same web or mail domain).\n",
        code=0,
    )
    assert "Own firm, own buyer" in kam("audit", "JRW01002").out


def test_a_void_customer_is_in_nobody_s_way(kam: Kam, firms: Path) -> None:
    kam("customer", "void", "JRW01001", "--why", "x", "--yes")

    assert kam("add", *PUMPEN).code == 0


def test_what_a_customer_came_to_be_called_is_met_too(kam: Kam, firms: Path) -> None:
    kam("edit", "JRW01001", "--name", "Spree Ventile AG", "--website", "spree.example")
    kam("contact", "add", "JRW01001", "Anna", "--email", "anna@spree-shop.example")

    assert kam("add", "Spree Ventile", "--country", "DE", *TRADE).code == 4
    assert kam("add", "Other", *PUMPEN[1:7], "--website", "spree-shop.example").code == 4
    kam("contact", "remove", "JRW01001", "Anna", "--yes")
    assert kam("add", "Other", *PUMPEN[1:7], "--website", "spree-shop.example").code == 0
    kam("undo")
    kam("undo")
    assert kam("add", "Other", *PUMPEN[1:7], "--website", "spree-shop.example").code == 4


@pytest.fixture
def twins(kam: Kam, firms: Path) -> Path:
    """The same, with two duplicates that slipped in: what shows it was written later."""
    kam("add", "Spree Ventile", *PUMPEN[1:-2])
    kam("edit", "JRW01002", "--name", "Pumpen Berlin", *PUMPEN[-2:])
    kam("add", "李记五金", "--country", "CN", *TRADE)
    kam("contact", "add", "李记五金", "李", *LI[2:4])
    return firms


def test_duplicates_are_listed_with_reason_and_score(kam: Kam, twins: Path) -> None:
    answer = kam("customer", "duplicates", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == [
        {
            "code": "JRW01001",
            "name": "Berlin Pumpen GmbH",
            "owner": "01",
            "other_code": "JRW01002",
            "other_name": "Pumpen Berlin",
            "other_owner": "01",
            "by": ["name", "site"],
            "score": 100,
            "known_why": None,
        },
        {
            "code": "JRN02001",
            "name": "深圳市明远机电有限公司",
            "owner": "02",
            "other_code": "JRN01001",
            "other_name": "李记五金",
            "other_owner": "01",
            "by": ["phone"],
            "score": 85,
            "known_why": None,
        },
    ]


def test_sister_firms_are_no_duplicates_but_can_be_listed_with_the_reason(
    kam: Kam, firms: Path
) -> None:
    sister = ("add", "Berlin Pumpen Service GmbH", *PUMPEN[1:], "--force")
    assert kam(*sister, "--why", "Own firm, own buyer").code == 0

    assert kam("customer", "duplicates") == Answer(
        out="",
        err="1 pair is known to be two firms: --known lists it too, with the reason.\n"
        "No two customers seem to be one firm.\n",
        code=0,
    )
    known = kam("customer", "duplicates", "--known", "-f", "json")
    assert [
        (row["code"], row["other_code"], row["known_why"]) for row in json.loads(known.out)
    ] == [("JRW01001", "JRW01002", "Own firm, own buyer")]
    assert "Own firm, own buyer" in kam("customer", "duplicates", "--known").out
    told = kam("--lang", "zh", "customer", "duplicates")
    assert told.err.startswith("1 对已知是两家公司：加 --known 一并列出并说明理由。\n")
    assert (told.out, told.code) == ("", 0)


def test_who_slips_in_after_a_sister_firm_is_listed(kam: Kam, firms: Path) -> None:
    force = ("--force", "--why", "x")
    assert kam("add", "Berlin Pumpen Service GmbH", *PUMPEN[1:], *force).code == 0
    kam("add", "Spree Ventile", *PUMPEN[1:-2])
    kam("edit", "JRW01003", *PUMPEN[-2:])

    listed = json.loads(kam("customer", "duplicates", "-f", "json").out)

    pairs = {(row["code"], row["other_code"]) for row in listed}
    assert pairs == {("JRW01001", "JRW01003"), ("JRW01002", "JRW01003")}


@pytest.mark.parametrize("columns", ["40", "80"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_fit_the_page(
    kam: Kam, twins: Path, monkeypatch: pytest.MonkeyPatch, columns: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    answer = kam("--lang", language, "customer", "duplicates")

    assert (answer.err, answer.code) == ("", 0)
    for told in ("JRW01001", "JRW01002", "JRN02001", "JRN01001", "85"):
        assert told in answer.out


@pytest.mark.parametrize("form", ["csv", "md"])
def test_they_are_listed_in_every_form(kam: Kam, twins: Path, form: str) -> None:
    answer = kam("customer", "duplicates", "-f", form)

    assert (answer.err, answer.code) == ("", 0)
    assert len(answer.out.splitlines()) == (3 if form == "csv" else 4)


def test_none_is_an_answer(kam: Kam, firms: Path) -> None:
    assert kam("customer", "duplicates") == Answer(
        out="", err="No two customers seem to be one firm.\n", code=0
    )


def test_marks_made_anew_are_those_that_were_kept(kam: Kam, twins: Path) -> None:
    kam("edit", "JRW01001", "--name", "Spree Ventile AG")
    kam("contact", "add", "JRW01001", "Anna", "--email", "anna@spree.example")
    kam("undo")

    with closing(sqlite3.connect(twins)) as connection:
        connection.row_factory = sqlite3.Row
        rows = "SELECT mark, customer_id, contact_id FROM firm_marks ORDER BY 1, 2, 3"
        kept = [tuple(row) for row in connection.execute(rows)]
        marks.rebuild(Ledger(connection, twins, None))
        assert [tuple(row) for row in connection.execute(rows)] == kept
    assert len(kept) > 4


def test_the_doctor_finds_marks_that_are_missing(kam: Kam, twins: Path) -> None:
    assert kam("doctor").code == 0
    with closing(sqlite3.connect(twins)) as connection, connection:
        connection.execute("DELETE FROM firm_marks WHERE mark LIKE 'site:%'")

    ill = kam("doctor")
    assert "Not everything in firms is found" in ill.out
    assert ill.code == 4
    assert kam("doctor", "--fix").code == 0
    assert kam("doctor").code == 0
