"""Exchange rates: read, written, compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood, Refused
from kamcli.rules.rates import check_foreign, is_far, plain_rate, rate_meant, read_rate

RATES = st.decimals(min_value="0.000000001", max_value="999999999", places=9)


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("7.15", "7.15"),
        (" 7.1500 ", "7.15"),
        ("７．１５", "7.15"),
        ("100", "100"),
        ("007", "7"),
        ("1 000", "1000"),
    ],
)
def test_reads_a_plain_number(typed: str, rate: str) -> None:
    assert plain_rate(read_rate(typed)) == rate


@pytest.mark.parametrize(
    "typed",
    ["", "seven", "7,15", "1,000", "-7", "+7", "7.", ".5", "1e3", "NaN", "inf", "1234567890"],
)
def test_reads_nothing_else(typed: str) -> None:
    with pytest.raises(NotUnderstood) as raised:
        read_rate(typed)
    said = f'"{typed}" cannot be read as a rate: a plain number is wanted, such as 7.15.'
    assert (raised.value.message, raised.value.hint) == (said, "kam rate set USD 7.15")


@pytest.mark.parametrize("typed", ["0", "0.000"])
def test_a_rate_is_above_zero(typed: str) -> None:
    with pytest.raises(Refused) as raised:
        read_rate(typed)
    assert (raised.value.message, raised.value.hint) == ("A rate is above 0.", "kam rate list")


def test_only_foreign_money_has_a_rate() -> None:
    check_foreign("USD")
    with pytest.raises(Refused) as raised:
        check_foreign("CNY")
    said = "The rate of CNY is always 1."
    assert (raised.value.message, raised.value.hint) == (said, "kam rate list")


@pytest.mark.parametrize(
    ("rate", "far"), [("8.4", False), ("8.4001", True), ("5.6", False), ("5.5999", True)]
)
def test_far_is_more_than_so_many_per_cent_of_the_last_one(rate: str, far: bool) -> None:
    assert is_far(Decimal(rate), Decimal(7), percent=20) is far


@pytest.mark.parametrize(("rate", "meant"), [("715", "7.15"), ("71.5", None), ("9", None)])
def test_the_hundredth_is_meant_where_it_is_near(rate: str, meant: str | None) -> None:
    found = rate_meant(Decimal(rate), Decimal("7.1"), percent=20)

    assert found == (Decimal(meant) if meant else None)


@given(RATES.filter(bool))
def test_what_is_written_is_read_again(rate: Decimal) -> None:
    assert read_rate(plain_rate(rate)) == rate
