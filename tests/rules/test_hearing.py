"""What a note sounds like."""

from __future__ import annotations

import pytest

from kamcli.rules.hearing import sounds_like_attempt


@pytest.mark.parametrize(
    "text", ["Called, no answer", "NO  REPLY yet", "no\nresponse", "打了三次，没人接", "打不通"]
)
def test_a_note_says_that_nobody_was_reached(text: str) -> None:
    assert sounds_like_attempt(text)


@pytest.mark.parametrize("text", ["", "Answered: none needed before May", "谈了价格"])
def test_other_notes_do_not(text: str) -> None:
    assert not sounds_like_attempt(text)
