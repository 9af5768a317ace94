"""Traditional and simplified writings of one text are one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.names.hanzi import simplified

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("臺灣華茂進出口貿易有限公司", "台湾华茂进出口贸易有限公司"),
        ("後裡裏峯羣鍾於陳", "后里里峰群钟于陈"),
        ("頭髮發展", "头发发展"),
        ("东风汽车", "东风汽车"),
        ("ＡＣＭＥ Müller 東芝", "ＡＣＭＥ Müller 东芝"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_traditional_is_read_as_simplified(written: str, expected: str) -> None:
    assert simplified(written) == expected


@given(st.text())
def test_simplified_stays(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)
    assert len(simplified(text)) == len(text)


def test_every_form_of_the_table_stays() -> None:
    every = "".join(map(chr, (*range(0x3400, 0xA000), *range(0x20000, 0x32000))))

    assert simplified(simplified(every)) == simplified(every)
    assert sum(one != other for one, other in zip(every, simplified(every), strict=True)) > 4000
