"""What was found, with the words around it."""

from __future__ import annotations

import pytest

from kamcli.reports.finds import excerpt


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("valve", "VALVE", "「valve」"),
        ("a\nb  c", "B C", "a 「b c」"),
        ("Straße", "strasse", "「Straße」"),
        ("ｖａｌｖｅ", "valve", "「ｖａｌｖｅ」"),
        ("+49 30", "4930", "+49 30"),
        ("报价已发" * 20, "不在", "报价已发" * 12 + "…"),
        ("x" * 60 + "y", "y", "…" + "x" * 24 + "「y」"),
        ("y" + "x" * 60, "y", "「y」" + "x" * 24 + "…"),
    ],
)
def test_the_words_stand_between_marks(text: str, words: str, expected: str) -> None:
    assert excerpt(text, words) == expected
