"""What was found, with what stands around it."""

from __future__ import annotations

import pytest

from kamcli.reports.finds import excerpt


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("valve", ["valve"], "valve"),
        ("a b c", ["b"], "a b c"),
        ("+49 30", [], "+49 30"),
        ("报价已发" * 20, [], "报价已发" * 12 + "…"),
        ("x" * 60 + "y", ["y"], "…" + "x" * 24 + "y"),
        ("y" + "x" * 60, ["y"], "y" + "x" * 24 + "…"),
        ("x" * 60 + "yes" + "x" * 60, ["yes"], "…" + "x" * 24 + "yes" + "x" * 24 + "…"),
        ("no" + "x" * 60 + "yes", ["yes", "no"], "no" + "x" * 24 + "…"),
    ],
)
def test_a_long_line_is_shown_around_the_first_word(
    line: str, words: list[str], expected: str
) -> None:
    assert excerpt(line, words) == expected
