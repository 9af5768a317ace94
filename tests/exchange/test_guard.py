"""The formula guard: what acts in a spreadsheet becomes text, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.guard import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-5 %", "'-5 %"),
        ("@here", "'@here"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("''+1", "'''+1"),
        ("'quoted'", "'quoted'"),
        ("", ""),
        ("'", "'"),
        ("a=1", "a=1"),
        ("\nx", "\nx"),
        ("＝1", "＝1"),
    ],
)
def test_a_cell_that_acts_gets_one_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


def test_a_cell_typed_by_hand_without_a_guard_stays() -> None:
    assert unguarded("+49 30 1") == "+49 30 1"


@given(st.text(st.sampled_from("'=+-@\t\r\nx,\"；文"), max_size=8) | st.text())
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(st.sampled_from("'=+-@\t\rx"), max_size=6))
def test_nothing_that_acts_is_left(text: str) -> None:
    assert guarded(text)[:1] not in set("=+-@\t\r")
