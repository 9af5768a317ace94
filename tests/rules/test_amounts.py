"""Amounts as people type them: every form of cli.md, Amounts, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood
from kamcli.rules.amounts import read_amount, read_currency
from kamcli.rules.money import GREATEST_AMOUNT, Money, plain, shown
from kamcli.writing import chinese_number


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1,234.50", 123450, "CNY"),
        ("1234.5", 123450, "CNY"),
        ("0", 0, "CNY"),
        ("0.05", 5, "CNY"),
        ("+5", 500, "CNY"),
        (" 1,234,567 ", 123456700, "CNY"),
        ("￥1,234.50", 123450, "CNY"),
        ("¥ 1,234.50", 123450, "CNY"),
        ("１，２３４．５０", 123450, "CNY"),
        ("RMB 100", 10000, "CNY"),
        ("100元", 10000, "CNY"),
        ("100 块钱", 10000, "CNY"),
        ("￥100元", 10000, "CNY"),
        ("人民币  50元", 5000, "CNY"),
        ("8亿元人民币", 800_000_000_00, "CNY"),
        ("USD 4280", 428000, "USD"),
        ("4280 USD", 428000, "USD"),
        ("usd4280", 428000, "USD"),
        ("US$4,280", 428000, "USD"),
        ("US $4,280", 428000, "USD"),
        ("$4,280.99", 428099, "USD"),
        ("4280美元", 428000, "USD"),
        ("€5", 500, "EUR"),
        ("5 欧元", 500, "EUR"),
        ("£5", 500, "GBP"),
        ("HK$1.95", 195, "HKD"),
        ("1.95港元", 195, "HKD"),
        ("500日元", 500, "JPY"),
        ("JPY 500", 500, "JPY"),
        ("¥500 JPY", 500, "JPY"),
        ("1.234 KWD", 1234, "KWD"),
        ("15 KWD", 15000, "KWD"),
        ("15k KWD", 15_000_000, "KWD"),
        ("5000 臺幣", 500000, "TWD"),
        ("12.5万", 12_500_000, "CNY"),
        ("12.5 萬", 12_500_000, "CNY"),
        ("1.2亿", 12_000_000_000, "CNY"),
        ("15k", 1_500_000, "CNY"),
        ("15K", 1_500_000, "CNY"),
        ("1.5k USD", 150_000, "USD"),
        ("3 thousand", 300_000, "CNY"),
        ("1.5 million euros", 150_000_000, "EUR"),
        ("3百万", 300_000_000, "CNY"),
        ("8千元", 800_000, "CNY"),
        ("1.2345万", 1_234_500, "CNY"),
        ("1.234k 日元", 1234, "JPY"),
        ("1万亿日元", 10**12, "JPY"),
        ("十五万元", 15_000_000, "CNY"),
        ("两万", 2_000_000, "CNY"),
        ("一千零五十元", 105_000, "CNY"),
        ("十万零五千", 10_500_000, "CNY"),
        ("一亿二千万元", 12_000_000_000, "CNY"),
        ("壹拾伍万元整", 15_000_000, "CNY"),
        ("一百二十三万四千五百六十七美元", 123_456_700, "USD"),
        ("92,233,720,368,547,758.07", GREATEST_AMOUNT, "CNY"),
        ("0" * 37 + "5.00", 500, "CNY"),
    ],
)
def test_what_people_type(text: str, amount: int, currency: str) -> None:
    assert read_amount(text) == Money(amount=amount, currency=currency)


@pytest.mark.parametrize(
    ("text", "asked", "amount"),
    [
        ("4280", "USD", 428000),
        ("USD 4280", "USD", 428000),
        ("$100", "HKD", 10000),
        ("100$", "HKD", 10000),
        ("$100", "USD", 10000),
        ("￥500", "JPY", 500),
        ("5", "KWD", 5000),
        ("12.5万", "JPY", 125000),
    ],
)
def test_the_currency_asked_for(text: str, asked: str, amount: int) -> None:
    assert read_amount(text, currency=asked) == Money(amount=amount, currency=asked)


@pytest.mark.parametrize(
    ("text", "asked", "first", "second"),
    [
        ("USD 4280", "CNY", "USD", "CNY"),
        ("4280元", "USD", "CNY", "USD"),
        ("$100", "EUR", "USD", "EUR"),
        ("USD 5元", None, "USD", "CNY"),
        ("€5 USD", None, "EUR", "USD"),
    ],
)
def test_two_currencies_are_refused(text: str, asked: str | None, first: str, second: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_amount(text, currency=asked)
    assert caught.value.message == f'"{text}" names {first}, but the currency is {second}.'
    assert caught.value.hint == "name one currency, in the amount or with --currency"


def test_a_currency_asked_for_must_exist() -> None:
    with pytest.raises(NotUnderstood, match="not the code of a currency"):
        read_amount("5", currency="XYZ")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("-80000", -8_000_000, "CNY"),
        ("-￥80,000.00", -8_000_000, "CNY"),
        ("￥-80,000.00", -8_000_000, "CNY"),
        ("USD -5", -500, "USD"),
        ("−5", -500, "CNY"),
        ("－5", -500, "CNY"),
        ("- 5", -500, "CNY"),
        ("-5万", -5_000_000, "CNY"),
        ("+5", 500, "CNY"),
        ("5", 500, "CNY"),
    ],
)
def test_an_adjustment_may_be_below_zero(text: str, amount: int, currency: str) -> None:
    assert read_amount(text, signed=True) == Money(amount=amount, currency=currency)
    if amount < 0:
        with pytest.raises(NotUnderstood) as caught:
            read_amount(text)
        assert caught.value.message == f'"{text}" is below zero, and this amount cannot be.'
        assert caught.value.hint == "leave the sign out"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "USD",
        "nan",
        "inf",
        "1e5",
        "0x10",
        "5%",
        "--5",
        "-￥-5",
        "(500)",
        ".5",
        "3m",
        "5w",
        "3b",
        "foo 5",
        "5 foo",
        "￥ $ 5",
        "1 234",
        "1'234",
        "5-6",
        "10²",
        "①0",
        "½",
        "٥",
        "20个比特币",
        "五元三毛",
        "一百五",
        "三万五",
        "三五万",
        "一万零",
        "十十",
        "零",
        "千万",
        "十五k",
        "五兆",
    ],
)
def test_what_is_not_an_amount(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_amount(text, signed=True)
    assert caught.value.message == f'"{text}" cannot be read as an amount.'
    assert caught.value.hint == "for example 1,234.50, USD 4280, 12.5万 or 15k"


def test_examples_in_the_hint_can_be_typed() -> None:
    amounts = [read_amount(text).amount for text in ("1,234.50", "USD 4280", "12.5万", "15k")]
    assert amounts == [123450, 428000, 12_500_000, 1_500_000]


@pytest.mark.parametrize(("text", "either"), [("12,34", "12.34 or 1234"), ("￥1,2", "1.2 or 12")])
def test_a_comma_that_could_be_a_point_is_refused_with_both_readings(
    text: str, either: str
) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_amount(text)
    assert caught.value.message == f'"{text}" could be {either}.'
    assert caught.value.hint == either
    assert (caught.value.typed, caught.value.better) == (text, either.split(" or ", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12,3456", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("0,123", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1,23,456", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1.234,50", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1234,567", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1,2,", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1,,2", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("1..5", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
        ("5.", "thousands are set apart by a comma, decimals by a point: 1,234.50"),
    ],
)
def test_misplaced_commas_are_refused_with_what_they_could_mean(text: str, hint: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_amount(text)
    assert (
        caught.value.message
        == f'"{text}" cannot be read as an amount: its commas or points are misplaced.'
    )
    assert caught.value.hint == hint
    assert (caught.value.typed, caught.value.better) == (text, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.234", '"1.234" has more decimals than CNY has (2).'),
        ("1.500", '"1.500" has more decimals than CNY has (2).'),
        ("JPY 500.5", '"JPY 500.5" has more decimals than JPY has (0).'),
        ("1.2345678万", '"1.2345678万" has more decimals than CNY has (2).'),
        ("1.2345 KWD", '"1.2345 KWD" has more decimals than KWD has (3).'),
    ],
)
def test_more_decimals_than_the_currency_has(text: str, message: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_amount(text)
    assert caught.value.message == message
    hint = "thousands are set apart by a comma, decimals by a point: 1,234.50"
    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ["92233720368547758.08", "9" * 5000, "99999999万亿"])
def test_more_than_64_bits(text: str) -> None:
    with pytest.raises(NotUnderstood, match="larger than the ledger can keep") as caught:
        read_amount(text)
    assert len(caught.value.message) < 120


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usd", "USD"),
        ("USD", "USD"),
        ("ＵＳＤ", "USD"),
        ("€", "EUR"),
        ("￥", "CNY"),
        ("美元", "USD"),
    ],
)
def test_a_currency_is_read(text: str, code: str) -> None:
    assert read_currency(text) == code


@pytest.mark.parametrize("text", ["", "XYZ", "dollar"])
def test_an_unknown_currency_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood, match="not the code of a currency"):
        read_currency(text)


def chinese(number: int) -> str:
    """Write a number below ten thousand million in numerals, the slow and plain way."""
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]
    groups = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    written = ""
    for group, unit in zip(groups, ("亿", "万", ""), strict=True):
        for place in (3, 2, 1, 0):
            digit = group // 10**place % 10
            if digit:
                written += digits[digit] + places[place]
            elif written and not written.endswith("零"):
                written += "零"
        zero_behind = written.endswith("零") and group
        written = (written.rstrip("零") if zero_behind else written) + (unit if group else "")
    return written.rstrip("零")


@given(number=st.integers(1, 9999_9999_9999))
def test_numerals_are_read_back_or_not_read(number: int) -> None:
    assert chinese_number(chinese(number)) in (number, None)


@given(number=st.integers(1, 9999))
def test_numerals_below_ten_thousand_are_always_read(number: int) -> None:
    assert chinese_number(chinese(number)) == number


@given(
    amount=st.integers(-GREATEST_AMOUNT, GREATEST_AMOUNT),
    currency=st.sampled_from(["CNY", "USD", "JPY", "KWD"]),
)
def test_what_is_shown_is_read_back(amount: int, currency: str) -> None:
    money = Money(amount=amount, currency=currency)
    for text in (plain(amount, currency), shown(amount, currency)):
        assert read_amount(text, currency=currency, signed=True) == money
        assert read_amount(f"{currency} {text}", signed=True) == money
        assert read_amount(f"{text} {currency}", signed=True) == money


WORDS = "1 12 234 , . - + ￥ $ € USD JPY 元 万 亿 十 五 零 百 千 k 整"
SCRAPS = st.sampled_from([" ", *WORDS.split()])


@given(text=st.text() | st.lists(SCRAPS, max_size=8).map("".join), signed=st.booleans())
def test_any_text_is_an_amount_or_refused(text: str, signed: bool) -> None:
    try:
        money = read_amount(text, signed=signed)
    except NotUnderstood:
        return
    assert signed or money.amount >= 0
    assert abs(money.amount) <= GREATEST_AMOUNT
