"""Where a text tells of a person, and where it only seems to."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.names.mentions import Mentions, Spellings

ANNA = Spellings(
    names=["Anna Weber", "May"],
    numbers=["+49 (0)30 / 555-10022", "0171 5 55", "13812345678"],
    addresses=["anna@acme.de", "anna_w"],
    others=["Anna Weber e.K.", "Anna Weber-Schmidt", "Weber"],
)
WANG = Spellings(names=["王芳", "張偉", "赵"], others=["王芳芳"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Talked to anna  WEBER.", "Talked to [erased]."),
        ("Weber, Anna said", "[erased] said"),
        ("AnnaWeber, anna.weber", "[erased], [erased]"),
        ("Ａｎｎａ　Ｗｅｂｅｒ", "[erased]"),
        ("An\u200bna Weber", "[erased]"),
        ("call 030 55510022 now", "call [erased] now"),
        ("+49 30 555 100 22; 0049-30-55510022", "[erased]; [erased]"),
        ("on 2026-11-20 4930-55510022", "on 2026-11-20 [erased]"),
        ("0171-5-55", "[erased]"),
        ("+86 138 1234 5678, 8613812345678", "[erased], [erased]"),
        ("mail ANNA@acme.de.", "mail [erased]."),
        ("on anna_w.", "on [erased]."),
        ("We may visit May or MAY", "We may visit [erased] or [erased]"),
        ("和Anna Weber通话", "和[erased]通话"),
    ],
)
def test_finds_every_spelling(text: str, left: str) -> None:
    assert Mentions(ANNA).erased(text) == left
    assert Mentions(ANNA).count(text) == left.count("[erased]")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weberling",
        "Susanna Weber",
        "Anna Weber e.K. ordered",
        "Anna Weber-Schmidt called",
        "Weber",
        "xanna@acme.de anna@acme.design",
        "anna_wx",
        "1381234567 138123456789",
        "maybe, Mayer, may",
        "",
    ],
)
def test_leaves_what_only_seems_so(text: str) -> None:
    assert (Mentions(ANNA).erased(text), Mentions(ANNA).count(text)) == (text, 0)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("和王芳通话", "和[erased]通话"),
        ("王 芳", "[erased]"),
        ("王芳芳来了", "王芳芳来了"),
        ("张伟, 張偉", "[erased], [erased]"),
        ("燕赵 赵 赵国", "燕赵 [erased] 赵国"),
    ],
)
def test_finds_chinese_names(text: str, left: str) -> None:
    assert Mentions(WANG).erased(text) == left


def test_of_others_only_what_is_sure() -> None:
    several = Spellings(
        names=["欧阳娜", "王芳", "Anna", "Anna Weber"],
        numbers=["555-100", "13812345678"],
        addresses=["anna", "a@b.de"],
    )

    assert Mentions(several, sure=True).erased(
        "欧阳娜 王芳 Anna; Anna Weber, 555-100, 13812345678, anna, a@b.de"
    ) == ("[erased] 王芳 Anna; [erased], 555-100, [erased], anna, [erased]")


def test_a_name_of_signs_is_found_as_it_stands() -> None:
    assert Mentions(Spellings(names=["★☆"])).erased("met ★☆ today") == "met [erased] today"


def test_of_nobody_nothing_is_found() -> None:
    assert Mentions(Spellings(names=[])).erased("Anna") == "Anna"


LETTERS = st.text(st.sampled_from("Anna Weber王芳é.-@_0123 \n\u0301\u200bＡ"), max_size=40)


@given(before=LETTERS, after=LETTERS)
def test_what_was_erased_is_found_no_more(before: str, after: str) -> None:
    mentions = Mentions(ANNA)
    left = mentions.erased(f"{before} Anna Weber {after}")

    assert mentions.count(left) == 0
    assert "[erased]" in left


@given(text=st.text(max_size=60))
def test_a_text_of_nobody_stays_to_the_letter(text: str) -> None:
    assert Mentions(Spellings(names=["Zacharias Quux"])).erased(text) == text


WORDS = st.text(st.sampled_from("ÄéßñøŁžΣдЁ한가ﬁŒ"), min_size=1, max_size=6)


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: st.SearchStrategy[Form] = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


@given(first=WORDS, last=WORDS, form=FORMS)
def test_a_name_is_found_in_every_form_of_unicode(first: str, last: str, form: Form) -> None:
    name = f"{first} {last}"
    text = unicodedata.normalize(form, f"met {name}, {name.upper()}")

    assert Mentions(Spellings(names=[name])).erased(text) == "met [erased], [erased]"
