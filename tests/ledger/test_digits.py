"""Phone numbers by their digits."""

from __future__ import annotations

import pytest

from kamcli.ledger.digits import numbers_in, typed_numbers


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("+86 (0571) 8888-1234", ["8605718888" + "1234"]),
        ("13800138000/0571-88881234", ["13800138000", "057188881234"]),
        ("138 0013 8000；139 0013 9000", ["13800138000", "13900139000"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("none", []),
    ],
)
def test_each_number_of_a_cell_stands_alone(cell: str, numbers: list[str]) -> None:
    assert numbers_in(cell) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("8000", ["8000"]),
        ("800", []),
        ("+86 138 0013 8000", ["8613800138000", "13800138000"]),
        ("008613800138000", ["8613800138000", "13800138000"]),
        ("8613800138000", ["8613800138000", "13800138000"]),
        ("8613 8001", ["86138001"]),
        ("+49 (0)30 1234", ["49301234"]),
        ("(030) 12-34", ["0301234"]),
        ("M8000", []),
        ("2026年", []),
    ],
)
def test_a_typed_number_is_looked_for_as_it_may_be_kept(text: str, numbers: list[str]) -> None:
    assert typed_numbers(text) == numbers
