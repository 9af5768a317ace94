"""Address cards for a phone: another program reads back what the ledger holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import vobject

from conftest import Answer, Kam

FIRM = ("--nature", "end-user", "--source", "fair")
LONG = "杭州恒盛机电设备进出口贸易有限公司滨江第一分公司; 采购, 物流\\仓储"


@pytest.fixture
def people(kam: Kam, ledger: Path) -> Path:
    """Give the test two customers of manager 01 with four people, and one of manager 02."""
    for words in (
        ("manager", "add", "02", "Han Meimei"),
        ("add", "ACME GmbH", "--country", "DE", *FIRM),
        ("add", LONG, "--country", "CN", *FIRM),
        ("add", "Other", "--country", "FR", *FIRM, "--owner", "02", "--contact", "Chloé"),
        ("add", "Void", "--country", "FR", *FIRM, "--contact", "Gone"),
        ("customer", "void", "JRW01002", "--why", "x", "--yes"),
        (
            *("contact", "add", "JRW01001", "Anna Maria Weber", "--title", "Head, purchasing"),
            *("--phone", "030 901820 ext 12 / 12 34", "--mobile", "0171 5550123"),
            *("--email", "Anna@ACME.de; anna@weber.example", "--im", "wx anna/1"),
            *("--birthday", "1980-05-01", "--preferences", "tea", "--consent", "2026-11-01"),
            *("--purpose", "birthday wishes"),
        ),
        ("contact", "add", "JRW01001", "Bert", "--opt-out"),
        ("contact", "add", "JRN01001", "欧阳娜娜", "--phone", "400-800-1234转2/0571-88888888"),
        ("contact", "add", "JRN01001", "李\u202e娜", "--title", "a" * 60 + "经理经理经理经理"),
    ):
        assert kam(*words).code == 0, words
    return ledger


def read(path: Path) -> list[Any]:
    return list(vobject.readComponents(path.read_text(encoding="utf-8")))


def test_every_person_of_ones_own_customers_is_read_back(
    kam: Kam, people: Path, tmp_path: Path
) -> None:
    assert kam("export", "--vcf", "people.vcf") == Answer(
        out='4 address cards are in "people.vcf".\n', err="", code=0
    )
    anna, bert, nana, li = read(tmp_path / "people.vcf")

    assert (anna.fn.value, anna.org.value, anna.title.value) == (
        "Anna Maria Weber",
        ["ACME GmbH"],
        "Head, purchasing",
    )
    assert (anna.n.value.family, anna.n.value.given) == ("Weber", "Anna Maria")
    phones = [(each.value, each.type_paramlist) for each in anna.tel_list]
    assert phones == [
        ("+491715550123", ["CELL", "VOICE"]),
        ("+4930901820,12", ["WORK", "VOICE"]),
        ("12 34", ["WORK", "VOICE"]),
    ]
    assert [each.value for each in anna.email_list] == ["Anna@ACME.de", "anna@weber.example"]
    assert anna.impp.value == "im:wx%20anna%2F1"
    assert (anna.note.value, bert.note.value) == (
        "JRW01001",
        "JRW01001\nNo greetings, no mailings.",
    )
    assert (nana.fn.value, nana.n.value.family, nana.org.value) == ("欧阳娜娜", "欧阳娜娜", [LONG])
    assert [each.value for each in nana.tel_list] == ["4008001234,2", "+8657188888888"]
    assert (li.fn.value, li.title.value) == ("李\u202e娜", "a" * 60 + "经理经理经理经理")


def test_what_needs_consent_and_no_phone_needs_stays(
    kam: Kam, people: Path, tmp_path: Path
) -> None:
    kam("export", "--vcf", "people.vcf")

    text = (tmp_path / "people.vcf").read_text(encoding="utf-8")
    assert not any(word in text for word in ("1980", "BDAY", "tea", "consent", "Chloé", "Gone"))


def test_lines_are_folded_at_75_octets_never_within_a_character(
    kam: Kam, people: Path, tmp_path: Path
) -> None:
    kam("export", "--vcf", "people.vcf")

    lines = (tmp_path / "people.vcf").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode("utf-8") for line in lines[:-1])


def test_the_same_people_give_the_same_bytes_and_an_identity_that_stays(
    kam: Kam, people: Path, tmp_path: Path
) -> None:
    kam("export", "--vcf", "a.vcf")
    kam("export", "--vcf", "b.vcf", "--as-of", "2026-11-21")
    assert (tmp_path / "a.vcf").read_bytes() == (tmp_path / "b.vcf").read_bytes()

    kam("contact", "edit", "JRW01001", "Bert", "--title", "Buyer")
    kam("export", "--vcf", "c.vcf")
    before, after = read(tmp_path / "a.vcf"), read(tmp_path / "c.vcf")
    assert [each.uid.value for each in before] == [each.uid.value for each in after]
    assert len({each.uid.value for each in before}) == 4


def test_read_back_into_the_ledger_they_change_nothing(
    kam: Kam, people: Path, tmp_path: Path
) -> None:
    kam("export", "--vcf", "people.vcf")
    with closing(sqlite3.connect(people)) as connection:
        before = connection.execute("SELECT * FROM contacts").fetchall()
        answer = kam("import", "people.vcf", "-f", "json")
        after = connection.execute("SELECT * FROM contacts").fetchall()

    assert answer.code == 0
    assert json.loads(answer.out)["unchanged"] == 4
    assert before == after


def test_it_is_noted_and_told_as_json(
    kam: Kam, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    answer = kam("export", "--vcf", "people.vcf", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "what": "cards",
        "target": "people.vcf",
        "rows": 4,
        "tables": [{"table": "contacts", "rows": 4}],
        "redacted": False,
        "noted": True,
    }
    target = tmp_path / "people.vcf"
    assert f'address cards with 4 rows written to "{target}"' in kam("audit").out
    assert target.stat().st_mode & 0o777 == 0o600


def test_cards_without_people_are_refused(kam: Kam, people: Path, tmp_path: Path) -> None:
    assert kam("export", "--vcf", "people.vcf", "--redact") == Answer(
        out="",
        err="error: An address card without a name, a phone and a mail is none:"
        ' --redact is not for it.\nhint: kam export --vcf "people.vcf"\n',
        code=4,
    )
    assert not (tmp_path / "people.vcf").exists()


def test_a_dry_run_writes_nothing_and_nobody_gives_an_empty_file(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    assert kam("export", "--vcf", "a.vcf", "--dry-run") == Answer(
        out='0 address cards are in "a.vcf".\n', err="", code=0
    )
    assert not (tmp_path / "a.vcf").exists()
    assert kam("export", "--vcf", "a.vcf", "--lang", "zh") == Answer(
        out='0 张名片已写入"a.vcf"。\n', err="", code=0
    )
    assert (tmp_path / "a.vcf").read_bytes() == b""
