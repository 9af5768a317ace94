"""Money in minor units: decimals, conversion, writing and reading."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood, Refused
from kamcli.rules.money import (
    GREATEST_AMOUNT,
    Money,
    decimals,
    is_currency,
    plain,
    read_minor,
    shown,
    to_cny,
)

CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KWD", "CLF"])
OTHER_FORMS = "1,234.50 1.234 1.500 .5 5. +5 --5 1e5 nan inf ￥5 １２ 12.5万"
AMOUNTS = st.integers(-GREATEST_AMOUNT, GREATEST_AMOUNT)


@pytest.mark.parametrize(
    ("currency", "places"),
    [("CNY", 2), ("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("ISK", 0)]
    + [(currency, 3) for currency in ("KWD", "BHD", "OMR", "JOD", "TND")]
    + [("CLF", 4)],
)
def test_decimals_of_a_currency(currency: str, places: int) -> None:
    assert decimals(currency) == places


@pytest.mark.parametrize("code", ["", "XYZ", "usd", "US", "RMB", "美元"])
def test_an_unknown_currency_is_not_understood(code: str) -> None:
    assert not is_currency(code)
    with pytest.raises(NotUnderstood) as caught:
        decimals(code)
    assert caught.value.message == f'"{code}" is not the code of a currency.'
    assert caught.value.hint == "for example CNY, USD, EUR or JPY"


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "fen"),
    [
        (7_000_000, "USD", "7.15", 50_050_000),
        (100, "USD", "7.005", 701),
        (100, "USD", "7.00499999", 700),
        (1, "USD", "0.5", 1),
        (1, "USD", "0.49", 0),
        (-1, "USD", "0.5", -1),
        (0, "USD", "7.15", 0),
        (500, "JPY", "0.0485", 2425),
        (1234, "KWD", "23.4", 2888),
        (123, "CNY", "1", 123),
        (-123, "CNY", "1.00", -123),
        (GREATEST_AMOUNT, "CNY", "1", GREATEST_AMOUNT),
    ],
)
def test_conversion_to_fen_is_half_up(amount: int, currency: str, rate: str, fen: int) -> None:
    assert to_cny(amount, currency, Decimal(rate)) == fen


@pytest.mark.parametrize(
    ("currency", "rate"),
    [("USD", "0"), ("USD", "-7"), ("USD", "nan"), ("USD", "inf"), ("CNY", "7.15")],
)
def test_a_rate_is_above_zero_and_that_of_cny_is_1(currency: str, rate: str) -> None:
    with pytest.raises(Refused, match=f"cannot be the rate of {currency}") as caught:
        to_cny(100, currency, Decimal(rate))
    assert caught.value.hint


def test_a_conversion_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="larger than the ledger can keep"):
        to_cny(GREATEST_AMOUNT, "USD", Decimal(7))


@pytest.mark.parametrize("amount", [GREATEST_AMOUNT + 1, -GREATEST_AMOUNT - 1])
def test_money_fits_64_bits(amount: int) -> None:
    with pytest.raises(Refused) as caught:
        Money(amount=amount, currency="CNY")
    assert caught.value.message == "This amount is larger than the ledger can keep."


@pytest.mark.parametrize(
    ("amount", "currency", "machine", "people"),
    [
        (61_240_000, "CNY", "612400.00", "612,400.00"),
        (0, "CNY", "0.00", "0.00"),
        (5, "CNY", "0.05", "0.05"),
        (-5, "CNY", "-0.05", "-0.05"),
        (-8_000_000, "CNY", "-80000.00", "-80,000.00"),
        (500, "JPY", "500", "500"),
        (0, "JPY", "0", "0"),
        (1_234_567, "JPY", "1234567", "1,234,567"),
        (1_234, "KWD", "1.234", "1.234"),
        (1_234_567, "KWD", "1234.567", "1,234.567"),
    ],
)
def test_money_is_written(amount: int, currency: str, machine: str, people: str) -> None:
    assert plain(amount, currency) == machine
    assert shown(amount, currency) == people


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("612400.00", "CNY", 61_240_000),
        ("612400", "CNY", 61_240_000),
        ("612400.5", "CNY", 61_240_050),
        (" 1.00 ", "CNY", 100),
        ("-0.05", "CNY", -5),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1234),
        ("92233720368547758.07", "CNY", GREATEST_AMOUNT),
    ],
)
def test_a_cell_is_read(text: str, currency: str, amount: int) -> None:
    assert read_minor(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [(text, "CNY") for text in ["", "5 5", *OTHER_FORMS.split()]]
    + [("500.0", "JPY"), ("1.2345", "KWD"), ("1" * 20, "CNY")],
)
def test_a_cell_in_any_other_form_is_not_understood(text: str, currency: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_minor(text, currency)
    assert caught.value.message == f'"{text}" is not an amount in {currency}.'


def test_the_hint_for_a_cell_has_the_decimals_of_the_currency() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_minor("500.0", "JPY")
    assert caught.value.hint == "written like 1234567"


def test_a_cell_too_large_is_not_understood() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_minor("92233720368547758.08", "CNY")
    said = '"92233720368547758.08" is larger than the ledger can keep.'
    assert (caught.value.message, caught.value.hint) == (said, "check the number of digits")


@given(amount=AMOUNTS, currency=CURRENCIES)
def test_what_is_written_is_read_back(amount: int, currency: str) -> None:
    assert read_minor(plain(amount, currency), currency) == amount
    assert shown(amount, currency).replace(",", "") == plain(amount, currency)


@given(
    amount=st.integers(-(10**13), 10**13),
    currency=CURRENCIES.filter(lambda code: code != "CNY"),
    rate=st.decimals("0.0001", "1000", places=6),
)
def test_conversion_is_exact_before_it_is_rounded(
    amount: int, currency: str, rate: Decimal
) -> None:
    fen = to_cny(amount, currency, rate)
    exact = Fraction(rate) * amount * 100 / 10 ** decimals(currency)
    assert abs(fen - exact) <= Fraction(1, 2)
    precise = Context(prec=80, rounding=ROUND_HALF_UP)
    scaled = precise.multiply(Decimal(amount), rate).scaleb(2 - decimals(currency), precise)
    assert fen == int(scaled.to_integral_value(ROUND_HALF_UP, precise))
