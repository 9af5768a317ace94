"""`kam find`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import register
from kamcli.ledger.commands import Command
from kamcli.ledger.database import Ledger
from kamcli.ledger.trail import Trail

COMMON = ("--country", "DE", "--nature", "agent", "--source", "web")


COMMAND = Command(
    name="add",
    entered_on=date(2026, 11, 1),
    recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
    recorded_by="01",
    login="tester",
)


def _firm(serial: int) -> dict[str, object]:
    return {
        "code": f"JRW01{serial:03}",
        "code_manager": "01",
        "code_serial": serial,
        "name": f"The same {serial}",
        "name_key": f"the same {serial}",
        "market": "foreign",
        "nature": "agent",
        "source": "web",
        "owner": "01",
        "registered_on": "2026-01-01",
        "status": "active",
    }


def _found(kam: Kam, *said: str) -> list[tuple[str, str, str]]:
    answer = kam("find", "-f", "json", *said)
    assert (answer.err, answer.code) == ("", 0)
    rows = json.loads(answer.out)
    assert all(list(row) == ["code", "name", "where", "text", "matched", "on"] for row in rows)
    return [(row["code"], row["where"], _marked(row["text"], row["matched"])) for row in rows]


def _marked(text: str, words: list[str]) -> str:
    """Return a text with what matches between 「 and 」."""
    for word in words:
        assert word in text
        text = text.replace(word, f"「{word}」", 1)
    return text


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with three customers and notes on them; return its path."""
    register(
        kam,
        ("Müller Ventile AG", *COMMON, "--short-name", "MVA", "--products", "valves 100%"),
        ("杭州华茂", *COMMON, "--contact", "Анна", "--phone", "+49 (30) 123-45", "--im", "anna_wx"),
        ("Valves", *COMMON, "--remarks", "sells_valves"),
    )
    kam("log", "JRW01001", "Sent two VALVES, ＳＡＭＰＬＥ", "--on", "2026-11-01")
    kam("log", "JRW01002", "Talked", "--problem", "the valves leak", "--on", "2026-11-10")
    return ledger


def test_exact_names_first_then_notes_the_latest_first(kam: Kam, firms: Path) -> None:
    assert _found(kam, "valves") == [
        ("JRW01003", "name", "「Valves」"),
        ("JRW01001", "products", "「valves」 100%"),
        ("JRW01003", "remarks", "sells_「valves」"),
        ("JRW01002", "problem", "the 「valves」 leak"),
        ("JRW01001", "note", "Sent two 「VALVES」, ＳＡＭＰＬＥ"),
    ]


@pytest.mark.parametrize(
    ("text", "where", "excerpt"),
    [
        ("jrw01002", "code", "「JRW01002」"),
        ("ＭÜＬＬＥＲ", "name", "「Müller」 Ventile AG"),
        ("mva", "short-name", "「MVA」"),
        ("华茂", "name", "杭州「华茂」"),
        ("анна", "contact", "「Анна」"),
        ("ANNA_", "im", "「anna_」wx"),
        ("493012345", "phone", "+「49 (30) 123-45」"),
        ("30 123 45", "phone", "+49 (「30) 123-45」"),
        ("sample", "note", "Sent two VALVES, 「ＳＡＭＰＬＥ」"),
        ("100%", "products", "valves 「100%」"),
        ("s_v", "remarks", "sell「s_v」alves"),
    ],
)
def test_case_and_width_do_not_matter(
    kam: Kam, firms: Path, text: str, where: str, excerpt: str
) -> None:
    assert [each[1:] for each in _found(kam, text)] == [(where, excerpt)]


@pytest.mark.parametrize("text", ["%%", "v_lves", "zebra", "0000", "\\"])
def test_nothing_is_guessed(kam: Kam, firms: Path, text: str) -> None:
    assert kam("find", text) == Answer(out="", err=f'Nothing was found for "{text}".\n', code=0)


def test_a_long_note_is_shown_around_the_words(kam: Kam, firms: Path) -> None:
    kam("log", "JRW01001", "x" * 100 + " needle\nin hay " + "y" * 100)

    assert _found(kam, "Needle", "in") == [
        ("JRW01001", "note", "…" + "x" * 23 + " 「needle in」 hay " + "y" * 19 + "…")
    ]


def test_a_former_code_finds_its_customer(kam: Kam, firms: Path) -> None:
    done = kam("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "x")
    assert done.code == 0

    assert _found(kam, "JRW01001") == [("JRN01001", "former-code", "「JRW01001」")]


def test_every_owner_counts_but_no_void_customer(kam: Kam, firms: Path) -> None:
    kam("manager", "add", "02", "Han Meimei")
    register(kam, ("Zebra", *COMMON, "--owner", "02"), ("Zebra void", *COMMON))
    assert kam("customer", "void", "JRW01004", "--why", "x", "--yes").code == 0

    assert [each[0] for each in _found(kam, "zebra")] == ["JRW02001"]


def test_notes_of_a_later_day_are_not_known_yet(kam: Kam, firms: Path) -> None:
    assert _found(kam, "leak", "--as-of", "2026-11-09") == []


def test_what_is_cut_is_told(kam: Kam, firms: Path) -> None:
    answer = kam("find", "valves", "--limit", "2")

    assert (answer.err, answer.code) == (
        "There are more than 2: raise --limit to see them.\n",
        0,
    )
    assert len(answer.out.splitlines()) == 3


def test_the_table_speaks_both_languages(kam: Kam, firms: Path) -> None:
    assert kam("find", "мюнхен", "анна").out == ""
    assert kam("find", "анна") == Answer(
        out=("Code      Customer  Found in  Text  Day\nJRW01002  杭州华茂  contact   Анна\n"),
        err="",
        code=0,
    )
    assert kam("--lang", "zh", "find", "анна").out.startswith("客户编码")


def test_an_empty_text_is_refused(kam: Kam, firms: Path) -> None:
    assert kam("find", " ") == Answer(out="", err="error: TEXT is empty.\n", code=2)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("采", '… he said "NEAR 2" *AND* 「采」石 50%_off'),
        ("采石", '… he said "NEAR 2" *AND* 「采石」 50%_off'),
        ('"near', 'Café: he said 「"NEAR」 2" *AND* 采石 50%_off'),
        ("*and*", 'Café: he said "NEAR 2" 「*AND*」 采石 50%_off'),
        ("0%_o", None),
        ("50%_o", '… said "NEAR 2" *AND* 采石 「50%_o」ff'),
        ("cafe\u0301", '「Café」: he said "NEAR 2" *AND*…'),
        ("cafe", '「Café」: he said "NEAR 2" *AND*…'),
        ("near OR zebra", None),
        ("石采", None),
        ("off the", '…d "NEAR 2" *AND* 采石 50%_「off」'),
        ("the on", None),
        ("NEAR(he said)", None),
        ("words:near", None),
    ],
)
def test_notes_are_taken_to_the_letter(
    kam: Kam, firms: Path, text: str, excerpt: str | None
) -> None:
    note = 'Café: he said "NEAR 2" *AND* 采石 50%_off'
    assert kam("log", "JRW01002", note, "--problem", "the end").code == 0

    found = [each[2] for each in _found(kam, text)] if excerpt else []
    assert found == ([excerpt] if excerpt else [])
    if excerpt is None:
        assert kam("find", text).err == f'Nothing was found for "{text}".\n'


def test_what_is_gone_is_not_found(kam: Kam, firms: Path) -> None:
    assert kam("log", "JRW01002", "quarry").code == 0
    assert len(_found(kam, "quarry")) == 1
    assert kam("undo").code == 0

    assert kam("find", "quarry").err == 'Nothing was found for "quarry".\n'


def test_many_finds_stand_in_the_order_of_codes(kam: Kam, ledger: Path) -> None:
    """So many that the index of texts is no longer read first."""
    index_of_many = 520
    with closing(sqlite3.connect(ledger)) as connection:
        connection.row_factory = sqlite3.Row
        rows = Ledger(connection, ledger, Trail(COMMAND))
        for serial in range(index_of_many, 0, -1):
            rows.insert("customers", _firm(serial))
        connection.commit()

    found = [each[0] for each in _found(kam, "same", "--limit", "600")]
    assert found == [f"JRW01{serial:03}" for serial in range(1, index_of_many + 1)]


@pytest.fixture
def chinese(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with customers of Chinese names; return its path."""
    home = ("--country", "CN", "--nature", "end-user", "--source", "web")
    register(
        kam,
        ("杭州恒生科技有限公司", *home, "--contact", "单志强", "--phone", "+86 (0571) 8888-1234"),
        ("臺灣華茂進出口", *COMMON, "--contact", "Łukasz Müller", "--email", "lm@huamao.example"),
        ("恒生银行", *home, "--contact", "尉迟恭", "--phone", "13800138000/13900139000"),
        ("Hengst SE", *COMMON, "--products", "重庆 filters"),
        ("Straße & Søn", *COMMON, "--website", "soen.example", "--remarks", "see hskj.example"),
    )
    kam("log", "JRN01001", "報價已發，等客户确认", "--on", "2026-11-02")
    kam("log", "JRN01002", "客户说报价太高", "--on", "2026-11-03")
    return ledger


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the beginning of a name, written or spoken, then what sounds so within
        (
            "heng",
            [
                ("JRW01002", "name", "「Heng」st SE"),
                ("JRN01002", "name", "「恒」生银行"),
                ("JRN01001", "name", "杭州「恒」生科技有限公司"),
            ],
        ),
        (
            "hengsheng",
            [
                ("JRN01002", "name", "「恒生」银行"),
                ("JRN01001", "name", "杭州「恒生」科技有限公司"),
            ],
        ),
        ("heng sheng yin", [("JRN01002", "name", "「恒生银」行")]),
        # initials before what is noted of customers
        (
            "hskj",
            [
                ("JRN01001", "name", "杭州「恒生科技」有限公司"),
                ("JRW01003", "remarks", "see 「hskj」.example"),
            ],
        ),
        ("HSYH", [("JRN01002", "name", "「恒生银行」")]),
        ("hsyx", [("JRN01002", "name", "「恒生银行」")]),
        ("shanzhiqiang", [("JRN01001", "contact", "「单志强」")]),
        ("szq", [("JRN01001", "contact", "「单志强」")]),
        ("yuchi", [("JRN01002", "contact", "「尉迟」恭")]),
        ("engsheng", []),
        ("华茂", [("JRW01001", "name", "臺灣「華茂」進出口")]),
        ("台灣华", [("JRW01001", "name", "「臺灣華」茂進出口")]),
        ("lukasz", [("JRW01001", "contact", "「Łukasz」 Müller")]),
        ("MULLER", [("JRW01001", "contact", "Łukasz 「Müller」")]),
        ("strasse", [("JRW01003", "name", "「Straße」 & Søn")]),
        ("son strasse", [("JRW01003", "name", "「Straße」 & 「Søn」")]),
        ("soen.example", [("JRW01003", "website", "「soen.example」")]),
        ("重慶", [("JRW01002", "products", "「重庆」 filters")]),
        ("chongqing", []),
        # a note is found by its words, the latest first
        (
            "报价",
            [
                ("JRN01002", "note", "客户说「报价」太高"),
                ("JRN01001", "note", "「報價」已發，等客户确认"),
            ],
        ),
        ("确认 報價", [("JRN01001", "note", "「報價」已發，等客户「确认」")]),
        ("057188881234", [("JRN01001", "phone", "+86 (「0571) 8888-1234」")]),
        ("+86 571 8888", [("JRN01001", "phone", "+86 (0「571) 8888」-1234")]),
        ("88-12", [("JRN01001", "phone", "+86 (0571) 88「88-12」34")]),
        ("+86 139 0013", [("JRN01002", "phone", "13800138000/「1390013」9000")]),
        ("80001390", []),
        ("lm@hua", [("JRW01001", "email", "「lm@hua」mao.example")]),
    ],
)
def test_what_was_meant_comes_first(
    kam: Kam, chinese: Path, text: str, found: list[tuple[str, str, str]]
) -> None:
    answer = kam("find", "-f", "json", text)
    assert answer.code == 0
    assert [
        (r["code"], r["where"], _marked(r["text"], r["matched"])) for r in json.loads(answer.out)
    ] == found


@pytest.fixture
def umlauts(kam: Kam, ledger: Path) -> Path:
    """Give the test firms and people with umlauts, written in either way, and words like them."""
    register(
        kam,
        ("Müller & Söhne GmbH", *COMMON, "--contact", "Jürgen Groß"),
        ("Mueller Maschinen", *COMMON, "--contact", "Joergen Sørensen"),
        ("Valuation Partners", *COMMON),
    )
    assert kam("log", "JRW01003", "Herr Müller called about the value").code == 0
    return ledger


@pytest.mark.parametrize("typed", ["mueller", "Müller", "MÜLLER"])
def test_umlauts_are_found_in_either_spelling(kam: Kam, umlauts: Path, typed: str) -> None:
    assert _found(kam, typed) == [
        ("JRW01001", "name", "「Müller」 & Söhne GmbH"),
        ("JRW01002", "name", "「Mueller」 Maschinen"),
        ("JRW01003", "note", "Herr 「Müller」 called about the value"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mueller soehne", ["JRW01001"]),
        ("muller", ["JRW01001", "JRW01003"]),
        ("juergen gross", ["JRW01001"]),
        ("jörgen soerensen", ["JRW01002"]),
        ("value", ["JRW01003"]),
    ],
)
def test_what_is_written_out_holds_no_other_word(
    kam: Kam, umlauts: Path, typed: str, found: list[str]
) -> None:
    assert [code for code, _where, _text in _found(kam, typed)] == found


@pytest.mark.parametrize("typed", ["mueller & soehne gmbh", "muellersoehne", "müller masch"])
def test_a_customer_is_named_in_either_spelling(kam: Kam, umlauts: Path, typed: str) -> None:
    answer = kam("show", typed, "-f", "json")
    if typed == "muellersoehne":
        assert (answer.out, answer.code) == ("", 3)
        assert "muellersoehne" in answer.err
    else:
        assert json.loads(answer.out)["code"] == ("JRW01001" if "&" in typed else "JRW01002")
        assert answer.code == 0


@pytest.fixture
def apart(kam: Kam, ledger: Path) -> Path:
    """Give the test customers whose names, people and notes share words."""
    home = ("--country", "CN", *COMMON[2:])
    register(
        kam,
        ("杭州恒生科技有限公司", *home, "--contact", "王芳", "--phone", "138 0013 8000"),
        ("恒生银行", *home, "--contact", "李雷", "--products", "软管 hose"),
        ("ACME GmbH", *COMMON),
    )
    assert kam("log", "hskj", "客户要求样品 sample", "--on", "2026-11-02").code == 0
    assert kam("log", "hskj", "sample arrived", "--on", "2026-11-12").code == 0
    assert kam("log", "acme", "Call with Wang", "--on", "2026-11-03").code == 0
    return ledger


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hengsheng wang", [("JRN01001", "contact", "「王」芳")]),
        ("wang hengsheng", [("JRN01001", "contact", "「王」芳")]),
        ("恒生 8000", [("JRN01001", "phone", "138 0013 「8000」")]),
        ("hskj SAMPLE", [("JRN01001", "note", "「sample」 arrived")]),
        ("王芳 样品", [("JRN01001", "note", "客户要求「样品」 sample")]),
        ("恒生 李雷 软管", [("JRN01002", "products", "「软管」 hose")]),
        ("acme wang", [("JRW01001", "note", "Call with 「Wang」")]),
        ("call wang", [("JRW01001", "note", "「Call」 with 「Wang」")]),
        ("acme 王芳", []),
        ("hengsheng arrival", []),
    ],
)
def test_words_may_stand_apart(
    kam: Kam, apart: Path, typed: str, found: list[tuple[str, str, str]]
) -> None:
    answer = kam("find", *typed.split(), "-f", "json")
    assert answer.code == 0
    rows = json.loads(answer.out)
    told = [(row["code"], row["where"], _marked(row["text"], row["matched"])) for row in rows]
    assert told == found
    assert answer.err == ""


def test_words_apart_are_those_of_the_day(kam: Kam, apart: Path) -> None:
    answer = kam("find", "hskj", "sample", "--as-of", "2026-11-05", "-f", "json")
    assert [row["on"] for row in json.loads(answer.out)] == ["2026-11-02"]
    assert (answer.err, answer.code) == ("", 0)
