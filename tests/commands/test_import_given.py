"""`kam import`: what new customers must have, given or asked once for all rows of a spreadsheet."""

from __future__ import annotations

import csv
import json
import shlex
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED, Kam, content
from kamcli.rules.countries import country_name
from terminal import Terminal

FIRMS = "Firm,Country\nAlpha,DE\nBeta,FR\nGamma,IT\nDelta,ES\n"


def stored(ledger: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def firms(ledger: Path, tmp_path: Path) -> Path:
    """Give the test a ledger and `firms.csv`, which tells no nature and no source."""
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    return ledger


def test_what_is_missing_can_be_given_by_pasting_the_hint(kam: Kam, firms: Path) -> None:
    answer = kam("import", "firms.csv", "--map", "Firm=name")

    assert answer.out.splitlines()[-1] == (
        "Import 1: 4 rows read, 0 new, 0 changed, 0 as before, 4 rejected."
    )
    assert answer.err.splitlines()[1:] == [
        '"firms.csv", lines 2, 3, 4, 5: The nature is missing. The source is missing.',
        (
            "The nature of new customers is not told by their rows; one for all of them:"
            " --nature end-user (or agent, distributor, intermediary)."
        ),
        (
            "The source of new customers is not told by their rows; one for all of them:"
            " --source other (or web, fair, news, yellow-pages, trading-company, referral, social,"
            " telemarketing)."
        ),
        'error: 4 rows were rejected: they are in "firms.rejects.xlsx".',
        'hint: kam import "firms.rejects.xlsx" --map Firm=name --nature end-user --source other',
    ]
    assert answer.code == 6

    pasted = kam(*shlex.split(answer.err.splitlines()[-1])[2:])

    assert pasted.code == 0
    assert stored(firms, "SELECT DISTINCT nature, source, count(*) FROM customers") == [
        ("end-user", "other", 4)
    ]


def test_it_is_said_in_chinese_too(kam: Kam, firms: Path) -> None:
    answer = kam("import", "firms.csv", "--map", "Firm=name", "--lang", "zh")
    assert answer.err.splitlines()[1:3] == [
        '"firms.csv"第 2, 3, 4, 5 行：缺少客户性质。缺少信息来源。',
        (
            "有新客户的行没有写客户性质，可以统一指定："
            "--nature end-user(或 当地代理, 当地经销, 中介)。"
        ),
    ]
    assert answer.code == 6
    assert "读取 4 行" in answer.out


def test_a_dry_run_hints_at_the_command_that_takes_them(kam: Kam, firms: Path) -> None:
    answer = kam("import", "firms.csv", "--dry-run")
    assert answer.err.splitlines()[-1] == (
        'hint: kam import "firms.csv" --nature end-user --source other'
    )
    assert answer.code == 6
    assert "4 rejected" in answer.out


def test_the_market_can_be_given_too(kam: Kam, tmp_path: Path) -> None:
    assert kam("init", "--manager", "01", "--name", "Li Lei").code == 0
    (tmp_path / "a.csv").write_text("Name,Phone\nAlpha,12345678\n", encoding="utf-8")
    said = ("--nature", "agent", "--source", "web")
    answer = kam("import", "a.csv", *said)
    assert "Is the customer foreign or domestic?" in answer.err
    assert answer.err.splitlines()[-1].endswith("--source web --map market:=foreign")
    assert answer.code == 6

    answer = kam("import", "a.csv", *said, "--map", "market:=外贸", "-f", "json")

    assert (json.loads(answer.out)["created"], answer.code) == (1, 0)
    assert stored(tmp_path / "kam.db", "SELECT code, market FROM customers") == [
        ("JRW01001", "foreign")
    ]


def test_values_for_all_rows_fill_what_new_customers_do_not_tell(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    text = "Name,Nature,Source\nAlpha,agent,\nBeta,,web\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    given = ("nature:=终端客户", "信息来源：=第136届广交会", "place := 德国 / 柏林", "tags:=new")
    maps = [word for each in given for word in ("--map", each)]

    answer = kam("import", "a.csv", *maps)

    assert answer.code == 0
    assert "2 new" in answer.out
    assert stored(
        ledger,
        "SELECT name, nature, source, source_detail, country, region, tags FROM customers"
        " ORDER BY name",
    ) == [
        ("Alpha", "agent", "fair", "第136届广交会", "DE", "柏林", "new"),
        ("Beta", "end-user", "web", None, "DE", "柏林", "new"),
    ]
    before = content(ledger)
    again = kam("import", "a.csv", "--map", "nature:=intermediary", "--map", "country:=FR")
    assert "2 as before" in again.out
    assert again.code == 0
    sql = "SELECT nature, country FROM customers"
    assert ("intermediary", "FR") not in stored(ledger, sql)
    assert before.count('INSERT INTO "customers"') == content(ledger).count(
        'INSERT INTO "customers"'
    )


def test_a_heading_that_ends_with_a_colon_is_still_one(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("单位：,国家：\nAlpha,DE\n", encoding="utf-8")
    answer = kam(
        "import", "a.csv", "--map", "单位：=name", "--map", "国家：=country",
        "--map", "nature:=agent", "--map", "source:=web", "-f", "json",
    )  # fmt: skip
    assert (json.loads(answer.out)["created"], answer.code) == (1, 0)
    assert stored(ledger, "SELECT name, country FROM customers") == [("Alpha", "DE")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phone:=123", '"phone" is not the same for all rows: it cannot be given for them.'),
        ("nature:=", '"nature:=" gives nothing for all rows.'),
        ("nature:=friend", 'nature: "friend" is none of the values asked for here.'),
        ("owner:=Wang Wu", 'owner: There is no manager "Wang Wu".'),
        ("colour:=name", '"firms.csv" has no column "colour:".'),
    ],
)
def test_what_cannot_be_given_is_refused(kam: Kam, firms: Path, text: str, said: str) -> None:
    before = content(firms)
    answer = kam("import", "firms.csv", "--map", text)
    assert answer.err.startswith(f"error: {said}")
    assert (answer.out, answer.code) == ("", 2)
    assert content(firms) == before


def test_a_value_in_the_place_of_a_field_is_told_how_to_be_given(kam: Kam, firms: Path) -> None:
    answer = kam("import", "firms.csv", "--map", "nature=end-user")
    assert answer.err.splitlines() == [
        'error: A column cannot mean "end-user".',
        "hint: kam import firms.csv --map nature:=end-user",
    ]
    assert (answer.out, answer.code) == ("", 2)


def test_a_person_is_asked_once_for_all_rows(firms: Path) -> None:
    terminal = Terminal("import", "firms.csv", columns=80)
    for asked, said in (
        ("distributor, intermediary, end-user", "friend"),
        ("distributor, intermediary, end-user", "agent"),
        ("social, telemarketing, other", "展会"),
    ):
        terminal.child.expect(asked)
        terminal.child.expect("reject these rows: ")
        terminal.child.send(f"{said}\r".encode())

    assert terminal.ends() == 0
    assert stored(firms, "SELECT DISTINCT nature, source, count(*) FROM customers") == [
        ("agent", "fair", 4)
    ]


def test_a_source_of_the_settings_is_not_asked_for(
    firms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config" / "kam").mkdir(parents=True)
    (tmp_path / "config" / "kam" / "config.toml").write_text('source = "web"\n', encoding="utf-8")
    terminal = Terminal("import", "firms.csv", columns=40)
    terminal.child.expect("reject these rows: ")
    terminal.child.send(b"agent\r")

    assert terminal.ends() == 0
    assert stored(firms, "SELECT DISTINCT nature, source FROM customers") == [("agent", "web")]


def test_who_answers_nothing_gets_the_rows_back(firms: Path, tmp_path: Path) -> None:
    terminal = Terminal("import", "firms.csv", "--source", "web", columns=80)
    terminal.child.expect("reject these rows: ")
    terminal.child.send(b"\r")

    assert terminal.ends() == 6
    assert stored(firms, "SELECT * FROM customers") == []
    assert (tmp_path / "firms.rejects.xlsx").exists()


def test_rows_that_tell_all_are_taken_without_a_question(
    kam: Kam, firms: Path, tmp_path: Path
) -> None:
    text = "Name,Country,Nature,Source\nAlpha,DE,agent,web\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    terminal = Terminal("import", "a.csv", columns=80)
    assert terminal.ends() == 0
    assert stored(firms, "SELECT name FROM customers") == [("Alpha",)]


def _everything(ledger: Path, said: str) -> str:
    """Return all texts of the ledger, countries by their names too, and what was said."""
    cells = [
        str(cell)
        for name in ("customers", "contacts")
        for row in stored(ledger, f"SELECT * FROM {name}")
        for cell in row
        if cell is not None
    ]
    cells += [
        country_name(row[0]) for row in stored(ledger, "SELECT country FROM customers") if row[0]
    ]
    return " ".join(" ".join([*cells, said]).split())


def _check_nothing_lost(
    heads: Sequence[str], rows: Sequence[Sequence[object]], told: str, unmapped: Sequence[str]
) -> None:
    """Each cell stands in the ledger, or under a heading that the summary names."""
    for row in rows:
        for heading, cell in zip(heads, row, strict=True):
            if heading in unmapped:
                assert f'"{heading}"' in told
            elif cell is not None:
                assert " ".join(str(cell).split()) in told, (heading, cell)


def test_accounts_of_another_crm_come_in_with_map_alone(
    kam: Kam, ledger: Path, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes((shared / "maven-crm" / "accounts.csv").read_bytes())

    answer = kam(
        "import", "accounts.csv", "--map", "account=name", "--map", "nature:=end-user",
        "--map", "source:=other", "-f", "json",
    )  # fmt: skip

    found = json.loads(answer.out)
    assert (answer.code, found["read"], found["created"]) == (0, 85, 85)
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    told = _everything(ledger, answer.err).replace("Korea, Republic of", "Korea")
    _check_nothing_lost(heads, rows, told, found["unmapped_columns"])
    assert found["unmapped_columns"] == [
        *("sector", "year_established", "revenue", "employees", "subsidiary_of")
    ]


def test_customers_of_northwind_come_in_with_map_alone(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    dump = SHARED / "northwind" / "src" / "create.sql"
    if not dump.is_file():
        pytest.skip("the folder of shared data is not here")
    with closing(sqlite3.connect(":memory:")) as source:
        source.executescript(dump.read_text(encoding="utf-8"))
        cursor = source.execute("SELECT * FROM Customers ORDER BY CustomerID")
        heads = [each[0] for each in cursor.description]
        rows = cursor.fetchall()
    with (tmp_path / "northwind.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])

    answer = kam(
        "import", "northwind.csv", "--map", "nature:=distributor", "--map", "source:=other",
        "-f", "json",
    )  # fmt: skip

    found = json.loads(answer.out)
    assert (answer.code, found["read"], found["created"]) == (0, 93, 93)
    told = _everything(ledger, answer.err)
    for code, names in {"GB": "UK", "US": "USA"}.items():
        told += f" {names}" if f" {code} " in told else ""
    _check_nothing_lost(heads, rows, told, found["unmapped_columns"])
