"""`kam export --redact`: nothing of what tells people apart is in any byte that leaves."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Kam, call
from kamcli.exchange.needles import Needles
from kamcli.guard import unguarded
from sheets import customer, put, take

EXAMPLES = Path(__file__).parents[2] / "examples" / "tables"
PERSONAL = (
    *("name", "phone", "mobile", "email", "im", "birthday", "introduced_by", "preferences"),
    *("consent_on", "consent_purpose"),
)
ANNA = {
    "customer": "JRW01001",
    "name": "Anna Lindqvist",
    "title": "Buyer, ask for Anna",
    "role": "buyer",
    "phone": "+46 8 555 0142",
    "mobile": "13800138000",
    "email": "anna.l@pumpar.example",
    "im": "anna_pump",
    "birthday": "1981-07-23",
    "birthday_calendar": "solar",
    "introduced_by": "Sven Ek",
    "preferences": "Oolong",
    "consent_on": "2026-02-03",
    "consent_purpose": "tea",
    "primary": "yes",
}
WANG = {"customer": "JRN01001", "name": "王建国", "phone": "0574-5550 1201", "im": "wangjg"}


def bytes_of(place: Path) -> dict[str, bytes]:
    """Return what leaves, unpacked: the files of a folder, the parts of a workbook."""
    if place.is_dir():
        return {each.name: each.read_bytes() for each in place.iterdir()}
    with ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def redacted(place: Path) -> dict[str, bytes]:
    way = "--xlsx" if place.suffix else "--into"
    answer = call("export", way, str(place), "--redact")
    assert (answer.err, answer.code) == ("", 0)
    return bytes_of(place)


def rows(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    text = files[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def told(ledger: Path, tmp_path: Path) -> Path:
    """A ledger whose every text speaks of its people, in many ways."""
    firms = [customer("JRW01001", "Pumpar AB"), customer("JRN01001", "恒丰泵业")]
    says = "ANNA LINDQVIST (anna.l@Pumpar.example, 0046-8-5550142), 王建国 138-0013-8000, anna_pump"
    texts = ("products", "remarks", "tags", "key_reason", "source_detail", "website")
    put(tmp_path / "in", "customers", [{**firm, **dict.fromkeys(texts, says)} for firm in firms])
    put(tmp_path / "in", "contacts", [ANNA, WANG])
    fact = {"customer": "JRW01001", "on": "2026-11-02", "with": "Anna Lindqvist"}
    here = {**fact, "customer": "JRN01001"}
    order = {"number": "1", "customer": "JRW01001", "on": "2026-03-02", "amount": "9"}
    lines = {
        "interactions": [
            {**fact, "text": says, "problem": says, "needs": says},
            {**fact, "text": "Lindqvist's boss, Sven Ek, called", "with": "Sven Ek"},
            {
                **here,
                "text": "王总和建国都在; 见 Annabelle",
                "with": "王建国",
            },
            {**here, "text": "+86 574 5550 1201 or other@mail.example"},
        ],
        "actions": [{"customer": "JRW01001", "text": says, "why": says}],
        "orders": [{**order, "remarks": says}],
        "adjustments": [{"order": "1", "on": "2026-03-03", "amount": "-1", "reason": "Anna asked"}],
        "owners": [{"customer": "JRW01001", "owner": "01", "from_on": "2026-01-05", "why": says}],
        "cadence": [{"customer": "JRW01001", "days": "20", "why": says}],
        "goals": [{"manager": "01", "week": "2026-11-20", "customers": "1", "note": says}],
    }
    for table, made in lines.items():
        put(tmp_path / "in", table, made)
    assert take(tmp_path / "in").counts["rejected"] == 0
    return ledger


@pytest.mark.parametrize("place", ["out", "out.xlsx"])
def test_nothing_of_any_contact_is_in_any_byte(told: Path, tmp_path: Path, place: str) -> None:
    found = redacted(tmp_path / place)

    data = {cell for each in (ANNA, WANG) for name, cell in each.items() if name in PERSONAL}
    spoken = {"anna lindqvist", "lindqvist", "王总", "建国", "other@mail", "anna_", "138-0013-8000"}
    for name, content in found.items():
        text = content.decode().casefold()
        assert [each for each in data | spoken if each.casefold() in text] == [], name


@pytest.mark.parametrize("place", ["out", "out.xlsx"])
def test_nothing_of_the_people_of_the_examples_is_in_any_byte(
    ledger: Path, tmp_path: Path, place: str
) -> None:
    assert take(EXAMPLES).err == ""
    text = (EXAMPLES / "contacts.csv").read_text(encoding="utf-8-sig")
    people = list(csv.DictReader(io.StringIO(text, newline="")))
    data = {unguarded(row[name]) for row in people for name in PERSONAL if row[name]}

    found = redacted(tmp_path / place)

    # a day of consent or of birth is a day like others: it is gone where it told of the person
    data = {each for each in data if not each.replace("-", "").isdigit() or len(each) > 10}
    assert len(data) == 10
    for name, content in found.items():
        assert [each for each in data if each in content.decode()] == [], name


def test_the_trade_stays_and_people_are_numbers(told: Path, tmp_path: Path) -> None:
    files = redacted(tmp_path / "out")

    anna, wang = sorted(rows(files, "contacts"), key=lambda row: row["name"])
    assert {name: cell for name, cell in anna.items() if cell} == {
        "customer": "JRW01001",
        "name": "#1",
        "title": "Buyer, ask for #1",
        "role": "buyer",
        "primary": "yes",
    }
    assert (wang["customer"], wang["name"]) == ("JRN01001", "#2")
    assert {row["name"] for row in rows(files, "customers")} == {"Pumpar AB", "恒丰泵业"}
    notes = {row["text"]: row["with"] for row in rows(files, "interactions")}
    assert notes == {
        "#1 (***, ***), *** ***, ***": "#1",
        "#1's boss, ***, called": "",
        "#2和#2都在; 见 Annabelle": "#2",
        "*** or ***": "",
    }
    assert rows(files, "adjustments")[0]["reason"] == "#1 asked"


def test_it_can_be_taken_in_and_stands_in_the_trail(kam: Kam, told: Path, tmp_path: Path) -> None:
    done = json.loads(kam("export", "--into", "out", "--redact", "-f", "json").out)
    assert done["redacted"] is True
    line = kam("audit", "--exports").out.splitlines()[1]
    assert line.endswith(f'written to "{tmp_path / "out"}", without personal data')
    kam("init", "--manager", "01", "--name", "L", "--ledger", "other.db")

    again = take(tmp_path / "out", ledger=tmp_path / "other.db")

    assert (again.err, again.counts["rejected"]) == ("", 0)


NAMES = st.text(st.sampled_from("aBé-. 王芳0"), min_size=2, max_size=6).filter(
    lambda name: len(name.strip()) > 1 and name == name.strip()
)
WORDS = st.lists(st.sampled_from(["ab", "王", "x", "，", "芳芳", "İ"]), max_size=4).map(" ".join)


@given(
    names=st.lists(NAMES.filter(lambda name: len(name) > 1), max_size=4), before=WORDS, after=WORDS
)
def test_a_word_is_found_wherever_it_stands_alone(
    names: list[str], before: str, after: str
) -> None:
    needles = Needles(dict.fromkeys(names, "*"))
    for name in names:
        for said in (name, name.upper().replace("É", "é")):
            text = needles.replaced(f"{before} {said} {after}")
            assert f" {name.lower()} " not in text.lower()
            assert "*" in text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Li and Li-Na, LI!", "* and *-Na, *!"),
        ("Lisa, Ali, Li2", "Lisa, Ali, Li2"),
        ("王芳芳 and 小王芳", "*芳 and 小*"),
        ("li", "*"),
        ("", ""),
        ("l", "l"),
    ],
)
def test_a_part_of_a_word_is_no_name_but_in_chinese(text: str, hidden: str) -> None:
    assert Needles({"Li": "*", "王芳": "*", "x": "*"}).replaced(text) == hidden
