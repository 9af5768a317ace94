"""Customer codes and manager codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood
from kamcli.rules import codes
from kamcli.rules.codes import (
    CustomerCode,
    looks_like_code,
    normalise_code,
    parse_code,
    read_manager,
    read_prefix,
)
from kamcli.rules.vocabulary import Market

MANAGERS = st.integers(1, 99).map("{:02d}".format)
DIGITS = "two digits of the manager and three of the customer come last, four from 1000 on"
CODES = st.builds(
    CustomerCode,
    prefix=st.just("JR"),
    market=st.sampled_from(Market),
    manager=MANAGERS,
    serial=st.integers(1, 9999),
)


def code(market: Market, manager: str, serial: int, prefix: str = "JR") -> CustomerCode:
    return CustomerCode(prefix=prefix, market=market, manager=manager, serial=serial)


@pytest.mark.parametrize("text", ["jrw01001", "ＪＲＷ０１００１", " JRW01001 ", "JRW01001\n"])
def test_one_code_has_one_spelling(text: str) -> None:
    assert normalise_code(text) == "JRW01001"
    assert str(parse_code(text)) == "JRW01001"
    assert looks_like_code(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JRW01001", code(Market.FOREIGN, "01", 1)),
        ("JRN99999", code(Market.DOMESTIC, "99", 999)),
        ("JRW011000", code(Market.FOREIGN, "01", 1000)),
        ("JRN109999", code(Market.DOMESTIC, "10", 9999)),
    ],
)
def test_a_code_is_taken_apart(text: str, expected: CustomerCode) -> None:
    assert parse_code(text) == expected
    assert str(expected) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("JRW01000", "customers are numbered from 001"),
        ("JRW00001", "managers are numbered from 01"),
        ("JRW010999", "a customer number has four digits only from 1000 on"),
        ("JRW010000", "a customer number has four digits only from 1000 on"),
        ("ABW01001", "a code of this ledger begins with JR"),
        ("", "a code of this ledger begins with JR"),
        ("JR", "after JR comes W (foreign) or N (domestic)"),
        ("JRX01001", "after JR comes W (foreign) or N (domestic)"),
        ("JRW0101", DIGITS),
        ("JRW0110000", DIGITS),
        ("JRW01 001", DIGITS),
        ("JRW01001A", DIGITS),
        ("JRW٠١٠٠١", DIGITS),
    ],
)
def test_a_malformed_code_is_told_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_code(text)
    assert caught.value.message == f'"{text}" is not a customer code: {reason}.'
    assert caught.value.hint == "kam show JRW01001"


def test_the_prefix_is_the_ledgers_own() -> None:
    assert parse_code("nww01001", prefix="NW") == code(Market.FOREIGN, "01", 1, "NW")
    with pytest.raises(NotUnderstood) as caught:
        parse_code("JRW01001", prefix="NW")
    assert caught.value.hint == "kam show NWW01001"


@given(CODES)
def test_a_code_survives_being_printed_and_read(made: CustomerCode) -> None:
    assert parse_code(str(made)) == made
    assert looks_like_code(str(made))


@given(CODES, CODES)
def test_codes_sort_by_market_manager_and_number(one: CustomerCode, two: CustomerCode) -> None:
    def plain(made: CustomerCode) -> list[object]:
        return [made.market is Market.DOMESTIC, made.manager, made.serial]

    assert (one.sort_key < two.sort_key) is (plain(one) < plain(two))


def test_codes_of_two_prefixes_do_not_sort_as_one() -> None:
    assert code(Market.FOREIGN, "01", 1, "AB").sort_key < code(Market.FOREIGN, "01", 1).sort_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JRW01001", True),
        ("abcdefghN011000", True),
        ("JRW01000", True),
        ("W01001", False),
        ("abcdefghiN01001", False),
        ("JRW0100", False),
        ("JRW0110000", False),
        ("JRX01001", False),
        ("JRW01001 Acme", False),
        ("acme", False),
    ],
)
def test_what_looks_like_a_code(text: str, *, expected: bool) -> None:
    assert looks_like_code(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("1", "01"), ("01", "01"), ("９９", "99"), (" 10 ", "10"), ("09", "09")]
)
def test_a_managers_code_is_read(text: str, expected: str) -> None:
    assert read_manager(text) == expected


@pytest.mark.parametrize("text", ["00", "0", "100", "001", "", "a", "1a", "-1", "١"])
def test_what_is_no_managers_code(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_manager(text)
    assert caught.value.message == f'"{text}" is not a manager code: two digits, 01 to 99.'
    assert caught.value.hint == "kam manager list"


def test_a_prefix_is_one_to_eight_letters() -> None:
    assert read_prefix(" jr ") == "JR"
    assert read_prefix("a") == "A"
    assert read_prefix("abcdefgh") == "ABCDEFGH"


@pytest.mark.parametrize("text", ["", "J1", "abcdefghi", "君睿", "J R"])
def test_what_cannot_open_a_code(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_prefix(text)
    assert (
        caught.value.message == f'"{text}" cannot open a customer code: use one to eight letters.'
    )
    assert caught.value.hint == "kam init --manager 01 --prefix JR"


def test_the_numbers_of_the_procedure() -> None:
    assert (codes.PREFIX, codes.WARN_FROM, codes.JUMP, codes.LAST_SERIAL) == ("JR", 950, 500, 9999)
