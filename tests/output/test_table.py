"""Tables drawn on a terminal."""

from __future__ import annotations

import re

import pytest

from kamcli.output.table import fitted
from kamcli.output.text import width

TITLES = ("Code", "Customer", "Amount", "Last contact", "Next action", "Due")
ROWS = (
    ("JRW01001", "Nordwind Pumpen GmbH", "1,619,906.00", "2026-11-20", "Send it", "2026-11-23"),
    ("JRN01002", "上海申达进出口有限公司", "0.00", "2026-10-01", "", ""),
)


@pytest.mark.parametrize("columns", [70, 80, 90, 200])
def test_days_codes_and_amounts_are_never_broken(columns: int) -> None:
    rights = [False, False, True, False, False, False]

    drawn = fitted(TITLES, ROWS, rights=rights, columns=columns)

    text = re.sub("\x1b\\[[0-9;]*m", "", drawn)

    assert max(map(width, text.splitlines())) <= columns
    whole = ("JRW01001", "JRN01002", "1,619,906.00", "2026-11-20", "2026-10-01", "2026-11-23")
    assert [each for each in whole if each not in text] == []
    assert "Customer" in text
    assert "Customer: " not in text


def test_where_they_would_be_broken_each_row_is_a_block() -> None:
    lines = fitted(TITLES, ROWS, rights=[False] * 6, columns=40).splitlines()

    assert lines[:3] == [
        "Code: JRW01001",
        "Customer: Nordwind Pumpen GmbH",
        "Amount: 1,619,906.00",
    ]
