"""`kam payment`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, register


@pytest.fixture
def order(kam: Kam, ledger: Path) -> Path:
    """A ledger with order PI-7: 4,280 USD of 2026-11-02."""
    register(kam, ACME)
    money = ("USD 4280", "--rate", "7.15")
    kam("order", "add", "JRW01001", *money, "--number", "PI-7", "--on", "2026-11-02")
    return ledger


def test_add_says_what_is_paid(kam: Kam, order: Path) -> None:
    assert kam("payment", "add", "PI-7", "1284") == Answer(
        out="JRW01001 ACME GmbH: 1,284.00 USD paid on PI-7, grade B.\n", err="", code=0
    )


def test_add_returns_json(kam: Kam, order: Path) -> None:
    answer = kam("payment", "add", "pi-7", "1284美元", "--on", "2026-11-05", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "id": 1,
        "number": "PI-7",
        "code": "JRW01001",
        "on": "2026-11-05",
        "amount": "1284.00",
        "currency": "USD",
        "grade": "B",
        "grade_changed_from": None,
    }


def test_a_payment_is_contact(kam: Kam, ledger: Path) -> None:
    register(kam, ACME)
    kam("order", "add", "JRW01001", "5000", "--number", "PI-7", "--on", "2026-05-05")

    answer = kam("payment", "add", "PI-7", "5000")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: 5,000.00 CNY paid on PI-7, grade X → B.\n", err="", code=0
    )


def test_more_than_the_order_is_told(kam: Kam, order: Path) -> None:
    answer = kam("payment", "add", "PI-7", "4280.01")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: 4,280.01 USD paid on PI-7, grade B.\n",
        err="4,280.01 is paid on PI-7, its amount is 4,280.00 USD.\n",
        code=0,
    )


def test_money_may_come_before_its_order(kam: Kam, order: Path) -> None:
    answer = kam("payment", "add", "PI-7", "1284", "--on", "2026-10-30")

    assert (answer.err, answer.code) == ("", 0)


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (("PI-7", "0"), 'error: "0.00" is not above 0.\nhint: kam order list\n', 4),
        (
            ("PI-7", "-5"),
            'error: "-5" is below zero, and this amount cannot be.\nhint: leave the sign out\n',
            2,
        ),
        (
            ("PI-7", "5欧元"),
            'error: Order "PI-7" is in USD, and "5欧元" is not.\nhint: kam order list JRW01001\n',
            4,
        ),
        (
            ("PI-7", "5.005"),
            (
                'error: "5.005" has more decimals than USD has (2).\n'
                "hint: thousands are set apart by a comma, decimals by a point: 1,234.50\n"
            ),
            2,
        ),
        (
            ("PI-7", "5", "--on", "明天"),
            (
                '"明天" is 2026-11-21.\n'
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam payment add PI-7 5 --on today\n"
            ),
            4,
        ),
        (
            ("PI-77", "5"),
            'error: There is no order "PI-77"; nearest: PI-7.\nhint: kam order list\n',
            3,
        ),
    ],
)
def test_add_refuses(
    kam: Kam, order: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(order)

    assert kam("payment", "add", *arguments) == Answer(out="", err=err, code=code)
    assert dump(order) == before


def test_list_as_json(kam: Kam, order: Path) -> None:
    register(kam, HUAMAO)
    kam("order", "add", "JRN01001", "500", "--on", "2026-11-01")
    kam("payment", "add", "PI-7", "1284", "--on", "2026-11-05")
    kam("payment", "add", "JRN01001-1", "500", "--on", "2026-11-06")

    every = kam("payment", "list", "-f", "json")
    one = kam("payment", "list", "华茂", "-f", "json")
    before = kam("payment", "list", "-f", "json", "--as-of", "2026-11-05")

    huamao = {
        "id": 2,
        "number": "JRN01001-1",
        "customer": "JRN01001",
        "name": "杭州华茂",
        "on": "2026-11-06",
        "amount": "500.00",
        "currency": "CNY",
    }
    assert (every.err, every.code, one.code, before.code) == ("", 0, 0, 0)
    assert [row["number"] for row in json.loads(every.out)] == ["JRN01001-1", "PI-7"]
    assert json.loads(one.out) == [huamao]
    assert [row["number"] for row in json.loads(before.out)] == ["PI-7"]


def test_list_as_table(kam: Kam, order: Path) -> None:
    assert kam("payment", "list") == Answer(out="", err="No payments.\n", code=0)
    kam("payment", "add", "PI-7", "1284", "--on", "2026-11-05")

    answer = kam("payment", "list")

    assert (answer.err, answer.code) == ("", 0)
    assert answer.out.splitlines()[1].split() == [
        *("2026-11-05", "PI-7", "JRW01001", "ACME", "GmbH", "USD", "1,284.00"),
    ]


def test_a_dry_run_says_the_same_and_keeps_nothing(kam: Kam, order: Path) -> None:
    before = dump(order)

    dry = kam("payment", "add", "PI-7", "1284", "--dry-run")

    assert dump(order) == before
    assert dry == kam("payment", "add", "PI-7", "1284")
    assert dump(order) != before
