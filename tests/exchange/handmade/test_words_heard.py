"""What a note tells is looked for only where a part of its words stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.exchange.handmade import hearing

_KINDS = tuple(word for words in hearing._KINDS.values() for word in words)
_VIAS = tuple(word for words in hearing._VIAS.values() for word in words)
_SALES = hearing._CONFIRMED + hearing._ORDERED


@pytest.mark.parametrize(
    ("parts", "words"),
    [(hearing._A_KIND, _KINDS), (hearing._A_VIA, _VIAS), (hearing._A_SALE, _SALES)],
    ids=["kinds", "channels", "sales"],
)
def test_every_text_that_tells_something_holds_a_part_of_its_words(
    parts: re.Pattern[str], words: tuple[str, ...]
) -> None:
    @given(
        st.sampled_from(words).flatmap(
            lambda word: st.from_regex(re.compile(word, re.IGNORECASE | re.ASCII))
        )
    )
    def law(text: str) -> None:
        assert parts.search(text.lower())

    law()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sent The SAMPLES by DHL", "sample"),
        ("已寄样品", "sample"),
        ("发了报价", "quote"),
        ("pi 20240517", "quote"),
        ("客户询价", "request"),
        ("Asked for a price", "request"),
        ("talked about the weather", "talk"),
    ],
)
def test_a_note_is_of_the_kind_that_its_words_tell(text: str, kind: str) -> None:
    assert hearing.hear_kind(text) == kind
