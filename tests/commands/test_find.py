"""`kam find`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import register

COMMON = ("--country", "DE", "--nature", "agent", "--source", "web")


def _found(kam: Kam, *said: str) -> list[tuple[str, str, str]]:
    answer = kam("find", "-f", "json", *said)
    assert (answer.err, answer.code) == ("", 0)
    rows = json.loads(answer.out)
    assert all(list(row) == ["code", "name", "where", "text", "on"] for row in rows)
    return [(row["code"], row["where"], row["text"]) for row in rows]


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
        ("493012345", "phone", "+49 (30) 123-45"),
        ("30 123 45", "phone", "+49 (30) 123-45"),
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
        out=(
            "Code      Customer  Found in  Text      Day\nJRW01002  杭州华茂  contact   「Анна」\n"
        ),
        err="",
        code=0,
    )
    assert kam("--lang", "zh", "find", "анна").out.startswith("客户编码")


def test_an_empty_text_is_refused(kam: Kam, firms: Path) -> None:
    assert kam("find", " ") == Answer(out="", err="error: TEXT is empty.\n", code=2)
