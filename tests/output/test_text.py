"""Text broken into lines as a terminal takes it."""

from __future__ import annotations

import pytest

from kamcli.output.text import width, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("一二三四五", 6, ["一二三", "四五"]),
        ("未联系天数", 6, ["未联系", "天数"]),
        # marks stay with what they open and close, of either width
        ("金额(元,近12个月)", 10, ["金额(元,近", "12个月)"]),
        ("年度合作金额(元,近12个月)", 13, ["年度合作金额", "(元,近12个月)"]),
        ("一二（三）四", 6, ["一二", "（三）", "四"]),
        ("二月，三月", 4, ["二", "月，", "三月"]),
        ("unbreakable", 5, ["unbre", "akabl", "e"]),
    ],
)
def test_breaks_at_spaces_and_beside_hanzi(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


def test_no_line_is_too_wide() -> None:
    text = "年度合作金额(元,近12个月) of Schmidt Pumpen GmbH（德国）：612,400.00，见附件。"
    for columns in range(2, 80):
        lines = wrapped(text, columns)
        assert max(map(width, lines)) <= columns
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
