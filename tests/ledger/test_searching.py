"""Whatever is kept is found by its parts, and nothing is found that does not have them.

What a text holds is told here by other means than the program's: by Unicode's decomposition, by
OpenCC, and by the readings that pypinyin knows.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from pypinyin import Style, pinyin

from kamcli.errors import NotFound, Refused
from kamcli.ledger.commands import Command
from kamcli.ledger.database import Ledger
from kamcli.ledger.finding import find_customer
from kamcli.ledger.hits import Hit, Where
from kamcli.ledger.searching import search
from kamcli.ledger.trail import Trail

TODAY = date(2026, 11, 20)
COMMAND = Command(
    name="add",
    entered_on=TODAY,
    recorded_at=datetime(2026, 11, 20, tzinfo=UTC),
    recorded_by="01",
    login="tester",
)
NAMES = (
    "杭州恒生科技有限公司",
    "臺灣華茂進出口",
    "重庆长安汽车",
    "TCL集团 (中国)",
    "单氏机械",
    "Müller & Söhne GmbH",
    "Łódź Øresund 7",
    "Straße 100%_x",
    "Hengst SE",
    "株式会社東芝",
    "ТОО Ёлка",
)
PEOPLE = ("单志强", "尉迟恭", "Anna-Lena Groß", "吕小姐", "李 雷", "José", "Ёлкина")
PHONES = ("+86 (0571) 8888-1234", "13800138000/13900139000", "+49 (0)30 1234567", None)
MAILS = ("anna@mueller.example", "shan_zq@hs-kj.example", None)
NOTES = (
    "報價已發, 17% off",
    "客户说报价太高",
    'He said "NEAR" * AND',
    "Café für Ödön, quarry-7741",
)
MANY = 100

Search = Callable[[str], list[Hit]]


@pytest.fixture(scope="module")
def book(_made_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return a ledger of all these names, people and notes."""
    path = Path(shutil.copy(_made_ledger, tmp_path_factory.mktemp("searching") / "kam.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        ledger = Ledger(connection, path, Trail(COMMAND))
        for serial, name in enumerate(NAMES, start=1):
            customer = ledger.insert("customers", _customer(serial, name))
            person = {
                "customer_id": customer,
                "name": PEOPLE[serial % len(PEOPLE)],
                "phone": PHONES[serial % len(PHONES)],
                "email": MAILS[serial % len(MAILS)],
                "opt_out": 0,
                "is_primary": 1,
            }
            ledger.insert("contacts", person)
            note = {
                "customer_id": customer,
                "happened_on": f"2026-11-{serial:02}",
                "kind": "talk",
                "via": "call",
                "text": NOTES[serial % len(NOTES)],
                "attempt": 0,
                "unsolicited": 0,
            }
            ledger.insert("interactions", note)
        yield ledger


@pytest.fixture(scope="module")
def find(book: Ledger) -> Search:
    """Return the search over that ledger."""
    return lambda text: search(book, text, as_of=TODAY, most=MANY)


def _customer(serial: int, name: str) -> dict[str, object]:
    return {
        "code": f"JRW01{serial:03}",
        "code_manager": "01",
        "code_serial": serial,
        "name": name,
        "name_key": name.casefold(),
        "market": "foreign",
        "nature": "agent",
        "source": "web",
        "owner": "01",
        "registered_on": "2026-01-01",
        "status": "active",
    }


_TO_SIMPLIFIED = OpenCC("t2s")


def plain(text: str) -> str:
    """Return a text as it is compared, told by other means."""
    spelt = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in spelt if not unicodedata.combining(char))
    bare = bare.replace("ø", "o").replace("ł", "l")
    return " ".join(_TO_SIMPLIFIED.convert(bare).split())


def written_out(text: str) -> str:
    """Return a text with its umlauts written out."""
    composed = unicodedata.normalize("NFKC", text.casefold())
    for char, out in zip("äöüø", ("ae", "oe", "ue", "oe"), strict=True):
        composed = composed.replace(char, out)
    return composed


def said(name: str, typed: str) -> bool:
    """Return whether a name may be said so, by all the readings that pypinyin knows."""
    chars = re.findall("[a-z0-9]+|[\u3400-\u9fff]", plain(name))
    sounds = [
        [char] if char.isascii() else [*_readings(char), *_SURNAMES.get(char, ())] for char in chars
    ]
    first = [[sound if len(sound) == 1 else sound[0] for sound in each] for each in sounds]
    letters = typed.replace(" ", "")
    for ways in (sounds, [[c] if c.isascii() else f for c, f in zip(chars, first, strict=True)]):
        for at in range(len(ways)):
            if any("".join(way).startswith(letters) for way in product(*ways[at : at + 4])):
                return True
            if len(ways) > at + 4 and any(
                letters.startswith("".join(way)) for way in product(*ways[at : at + 4])
            ):
                return True
    return False


_SURNAMES = {"尉": ("yu",), "吕": ("lu", "lyu")}


def _readings(char: str) -> list[str]:
    return pinyin(char, style=Style.NORMAL, heteronym=True)[0]


def _holds(hit: Hit, typed: str) -> bool:
    if hit.where in (Where.PHONE, Where.MOBILE) and re.fullmatch(r"[-+().\s\d]+", typed):
        digits, kept = (re.sub("[^0-9]", "", text) for text in (typed, hit.text))
        return (
            digits in kept
            or digits.removeprefix("86") in kept
            or digits in kept.replace("490", "49")
        )
    ways = (plain, lambda text: plain(written_out(text)))
    words = zip(*(way(typed).split() for way in ways), strict=True)
    texts = [way(hit.text) for way in ways]
    if all(any(part in text for part, text in zip(word, texts, strict=True)) for word in words):
        return True
    return hit.where in (Where.NAME, Where.CONTACT) and said(hit.text, plain(typed))


def _stand_apart(hit: Hit, typed: str, find: Search) -> bool:
    """Return whether each of several words finds something of that customer by itself."""
    words = typed.split()
    return len({*words}) > 1 and all(
        hit.code in {each.code for each in find(word)} for word in words
    )


def _parts(text: str, data: st.DataObject) -> str:
    begin = data.draw(st.integers(0, len(text) - 1))
    return text[begin : data.draw(st.integers(begin + 1, len(text)))]


@given(data=st.data())
def test_any_part_of_a_name_finds_it(find: Search, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*NAMES, *PEOPLE, *filter(None, MAILS)]))
    part = _parts(text, data)
    shown = {hit.text for hit in find(part)} | {hit.name for hit in find(part)}

    if part.strip():
        assert text in shown


@given(data=st.data())
def test_any_four_digits_of_a_phone_find_it(find: Search, data: st.DataObject) -> None:
    cell = data.draw(st.sampled_from([*filter(None, PHONES)]))
    number = re.sub("[^0-9]", "", data.draw(st.sampled_from(cell.split("/"))))
    begin = data.draw(st.integers(0, len(number) - 4))
    part = number[begin : data.draw(st.integers(begin + 4, len(number)))]
    spaced = " ".join(part) if data.draw(st.booleans()) else part

    assert cell in {hit.text for hit in find(spaced)}


@given(data=st.data())
def test_words_of_a_note_in_any_order_find_it(find: Search, data: st.DataObject) -> None:
    note = data.draw(st.sampled_from(NOTES))
    words = re.findall(r"[\w-]+", note)
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))
    changed = unicodedata.normalize("NFD", " ".join(chosen)).upper()

    assert any(hit.where is Where.NOTE and hit.text == note for hit in find(changed))


_TYPED = st.text(
    alphabet="abeghijklnostuyzhsq 0178恒生单報报价重ñüЁ@.%\"'*_-", min_size=1, max_size=7
)


@pytest.mark.parametrize("name", ["Müller & Söhne GmbH", "Łódź Øresund 7"])
@given(data=st.data())
def test_any_part_with_its_umlauts_written_out_finds_it(
    find: Search, name: str, data: st.DataObject
) -> None:
    part = written_out(_parts(name, data))
    # shorter ones say too little of the letter that they stand for
    if all(len(word) > 4 or word in plain(name) for word in part.split()) and part.strip():
        assert name in {hit.name for hit in find(part)}


@given(typed=_TYPED)
def test_nothing_is_found_that_does_not_hold_it(find: Search, typed: str) -> None:
    for hit in find(typed):
        assert _holds(hit, typed) or _stand_apart(hit, typed, find), (hit, typed)
        assert all(word in hit.text for word in hit.matched)


@given(typed=st.text(max_size=80) | st.text(alphabet='a\ue000恒\u0301"* \x00\u3000', max_size=200))
def test_any_text_can_be_looked_for(find: Search, typed: str) -> None:
    assert all(hit.text for hit in find(typed))


def _meant(book: Ledger, typed: str) -> str | None:
    try:
        return find_customer(book, typed).name
    except (NotFound, Refused):
        return None


@given(typed=st.text(max_size=40) | st.text(alphabet="JRW013恒生\x00\u0301 %'", max_size=9))
def test_any_text_means_a_customer_or_is_told_to_mean_none(book: Ledger, typed: str) -> None:
    assert _meant(book, typed) in (*NAMES, None)


@given(data=st.data())
def test_what_was_meant_comes_first(find: Search, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*NAMES, *PEOPLE]))
    ranks = [hit.rank for hit in find(_parts(text, data))]

    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_name_comes_first(find: Search, name: str) -> None:
    assert find(name)[0].name == name
