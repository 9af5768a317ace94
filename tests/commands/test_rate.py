"""`kam rate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import dump, paste


def test_set_says_the_rate(kam: Kam, ledger: Path) -> None:
    assert kam("rate", "set", "USD", "7.1500") == Answer(
        out="1 USD is 7.15 CNY from 2026-11-20 on.\n", err="", code=0
    )


def test_set_returns_json(kam: Kam, ledger: Path) -> None:
    answer = kam("rate", "set", "美元", "７.15", "--on", "2026-11-18", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"currency": "USD", "on": "2026-11-18", "rate": "7.15"}


def test_set_again_on_the_same_day_replaces(kam: Kam, ledger: Path) -> None:
    kam("rate", "set", "USD", "7.15")

    assert kam("rate", "set", "USD", "7.16").code == 0
    assert json.loads(kam("rate", "list", "-f", "json").out) == [
        {"currency": "USD", "on": "2026-11-20", "rate": "7.16"}
    ]


@pytest.mark.parametrize("rate", ["5.6", "8.4"])
def test_a_fifth_from_the_last_one_is_near(kam: Kam, ledger: Path, rate: str) -> None:
    kam("rate", "set", "USD", "7", "--on", "2026-11-18")

    assert (kam("rate", "set", "USD", rate).err, kam("rate", "list").code) == ("", 0)


@pytest.mark.parametrize("rate", ["5.599999999", "8.400000001"])
def test_more_than_a_fifth_is_refused(kam: Kam, ledger: Path, rate: str) -> None:
    kam("rate", "set", "USD", "7", "--on", "2026-11-18")

    answer = kam("rate", "set", "USD", rate)

    assert (answer.out, answer.code) == ("", 4)
    assert paste(kam, answer) == Answer(
        out=f"1 USD is {rate} CNY from 2026-11-20 on.\n", err="", code=0
    )


def test_a_rate_per_100_is_refused_with_the_one_that_is_meant(kam: Kam, ledger: Path) -> None:
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")

    answer = kam("rate", "set", "USD", "718.5", "--on", "2026-11-19")

    assert answer == Answer(
        out="",
        err='error: The rate "718.5" is more than 20 % from the last one, 7.15 of 2026-11-10:'
        " the bank quotes per 100, here a rate is CNY for one USD.\n"
        "hint: kam rate set USD 7.185 --on 2026-11-19\n",
        code=4,
    )
    assert paste(kam, answer).code == 0


def test_a_slip_of_the_same_day_is_seen(kam: Kam, ledger: Path) -> None:
    kam("rate", "set", "USD", "7.15")

    answer = kam("rate", "set", "USD", "715")

    assert (answer.out, answer.code) == ("", 4)
    assert kam("rate", "set", "USD", "715", "--force") == Answer(
        out="1 USD is 715 CNY from 2026-11-20 on.\n", err="", code=0
    )


def test_a_rate_is_compared_with_the_one_before_its_day(kam: Kam, ledger: Path) -> None:
    kam("rate", "set", "USD", "7", "--on", "2026-11-18")

    assert kam("rate", "set", "USD", "6", "--on", "2005-07-21").code == 0
    assert kam("rate", "set", "USD", "8.3", "--on", "2004-01-01").code == 0


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (("CNY", "1"), "error: The rate of CNY is always 1.\nhint: kam rate list\n", 4),
        (("人民币", "1"), "error: The rate of CNY is always 1.\nhint: kam rate list\n", 4),
        (("USD", "0.00"), "error: A rate is above 0.\nhint: kam rate list\n", 4),
        (
            ("USD", "7,15"),
            (
                'error: "7,15" cannot be read as a rate: a plain number is wanted, such as 7.15.\n'
                "hint: kam rate set USD 7.15\n"
            ),
            2,
        ),
        (
            ("Dollars", "7.15"),
            (
                'error: "Dollars" is not the code of a currency.\n'
                "hint: for example CNY, USD, EUR or JPY\n"
            ),
            2,
        ),
        (
            ("USD", "7.15", "--on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam rate set USD 7.15 --on today\n"
            ),
            4,
        ),
    ],
)
def test_set_refuses(
    kam: Kam, ledger: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(ledger)

    assert kam("rate", "set", *arguments) == Answer(out="", err=err, code=code)
    assert dump(ledger) == before


def test_list_goes_by_currency_and_day(kam: Kam, ledger: Path) -> None:
    assert kam("rate", "list") == Answer(out="", err="No rates.\n", code=0)
    for currency, rate, on in (
        ("USD", "7.15", "2026-11-10"),
        ("EUR", "8.3", "2026-11-12"),
        ("USD", "7.2", "2026-11-19"),
    ):
        kam("rate", "set", currency, rate, "--on", on)

    now = kam("rate", "list")
    then = kam("rate", "list", "--as-of", "2026-11-10", "-f", "csv")

    assert (now.err, now.code) == ("", 0)
    assert [line.split() for line in now.out.splitlines()[1:]] == [
        ["EUR", "2026-11-12", "8.3"],
        ["USD", "2026-11-19", "7.2"],
        ["USD", "2026-11-10", "7.15"],
    ]
    assert then == Answer(out="\ufeffcurrency,on,rate\r\nUSD,2026-11-10,7.15\r\n", err="", code=0)


def test_a_dry_run_says_the_same_and_keeps_nothing(kam: Kam, ledger: Path) -> None:
    before = dump(ledger)

    dry = kam("rate", "set", "USD", "7.15", "--dry-run")

    assert dump(ledger) == before
    assert dry == kam("rate", "set", "USD", "7.15")
    assert dump(ledger) != before
