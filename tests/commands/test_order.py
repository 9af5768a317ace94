"""`kam order`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, paste, register


@pytest.fixture
def acme(kam: Kam, ledger: Path) -> Path:
    register(kam, ACME)
    return ledger


@pytest.fixture
def order(kam: Kam, acme: Path) -> Path:
    """A ledger with order PI-7: 125,000 CNY of 2026-06-01."""
    kam("order", "add", "JRW01001", "125,000", "--number", "PI-7", "--on", "2026-06-01")
    return acme


def listed(kam: Kam, *arguments: str) -> list[dict[str, Any]]:
    answer = kam("order", "list", *arguments, "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    rows: list[dict[str, Any]] = json.loads(answer.out)
    return rows


def test_add_says_number_and_grade(kam: Kam, acme: Path) -> None:
    assert kam("order", "add", "JRW01001", "12.5万") == Answer(
        out="JRW01001 ACME GmbH: order JRW01001-1, 125,000.00 CNY, grade D → B.\n", err="", code=0
    )


def test_add_returns_json(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")

    answer = kam("order", "add", "JRW01001", "USD 70,000", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "number": "JRW01001-1",
        "id": 1,
        "code": "JRW01001",
        "amount": "70000.00",
        "currency": "USD",
        "rate": "7.15",
        "amount_cny": "500500.00",
        "grade": "A",
        "grade_changed_from": "D",
    }


@pytest.mark.parametrize(
    ("amount", "options", "currency", "minor"),
    [
        ("USD 4280", (), "USD", "4280.00"),
        ("4280", ("--currency", "美元"), "USD", "4280.00"),
        ("$4280", ("--currency", "usd"), "USD", "4280.00"),
        ("50000日元", (), "JPY", "50000"),
        ("￥1,234.50", (), "CNY", "1234.50"),
        ("十五万元", (), "CNY", "150000.00"),
    ],
)
def test_add_reads_amounts_as_people_write_them(
    kam: Kam, acme: Path, amount: str, options: tuple[str, ...], currency: str, minor: str
) -> None:
    for code, rate in (("USD", "7.15"), ("JPY", "0.0475")):
        kam("rate", "set", code, rate, "--on", "2026-11-01")

    answer = kam("order", "add", "JRW01001", amount, *options, "-f", "json")

    made = json.loads(answer.out)
    assert (made["amount"], made["currency"], answer.err) == (minor, currency, "")


def test_add_tells_the_rate_it_was_booked_at(kam: Kam, acme: Path) -> None:
    answer = kam("order", "add", "JRW01001", "USD 4280", "--rate", "7.15")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: order JRW01001-1, 4,280.00 USD at 7.15 = 30,602.00 CNY,"
        " grade D → B.\n",
        err="",
        code=0,
    )


def test_add_takes_the_last_rate_on_or_before_the_order_day(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.10", "--on", "2026-11-02")
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")
    kam("rate", "set", "USD", "7.20", "--on", "2026-11-11")

    answer = kam("order", "add", "JRW01001", "USD 1", "--on", "2026-11-10", "-f", "json")

    assert json.loads(answer.out)["rate"] == "7.15"


def test_the_rate_of_an_order_never_changes(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")
    kam("order", "add", "JRW01001", "USD 100")

    kam("rate", "set", "USD", "7.05", "--on", "2026-11-10")

    assert [row["rate"] for row in listed(kam)] == ["7.15"]


def test_add_without_a_rate_is_refused_with_the_command_that_sets_one(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.20", "--on", "2026-11-11")

    answer = kam("order", "add", "JRW01001", "USD 4280", "--on", "2026-11-10")

    assert answer == Answer(
        out="",
        err='error: No rate of "USD" is known on 2026-11-10 or before: say with kam rate set USD'
        " how many CNY one USD is.\nhint: kam rate set --help\n",
        code=4,
    )
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")
    assert kam("order", "add", "JRW01001", "USD 4280", "--on", "2026-11-10").code == 0


def test_an_old_rate_is_told(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.15", "--on", "2026-10-19")

    on_day_31 = kam("order", "add", "JRW01001", "USD 1", "--on", "2026-11-19")
    on_day_32 = kam("order", "add", "JRW01001", "USD 1", "--on", "2026-11-20")

    assert (on_day_31.err, on_day_31.code) == ("", 0)
    assert on_day_32.code == 0
    assert on_day_32.err == "The rate of USD, 7.15, is of 2026-10-19: 32 days old.\n"


def test_a_typed_rate_far_from_the_last_one_needs_force(kam: Kam, acme: Path) -> None:
    kam("rate", "set", "USD", "7.15", "--on", "2026-11-10")

    answer = kam("order", "add", "JRW01001", "USD 4280", "--rate", "715")

    assert answer == Answer(
        out="",
        err='error: The rate "715" is more than 20 % from the last one, 7.15 of 2026-11-10:'
        " the bank quotes per 100, here a rate is CNY for one USD.\n"
        'hint: kam order add JRW01001 "USD 4280.00" --on 2026-11-20 --rate 7.15\n',
        code=4,
    )
    assert paste(kam, answer).code == 0
    assert kam("order", "add", "JRW01001", "USD 1", "--rate", "9", "--force").code == 0


def test_numbers_follow_the_code(kam: Kam, acme: Path) -> None:
    kam("order", "add", "JRW01001", "1")
    kam("order", "add", "JRW01001", "1", "--number", "JRW01001-7")
    kam("order", "add", "JRW01001", "1", "--number", "JRW01001-x")
    kam("order", "add", "JRW01001", "1")

    assert [row["number"] for row in listed(kam)] == [
        "JRW01001-8",
        "JRW01001-x",
        "JRW01001-7",
        "JRW01001-1",
    ]


def test_numbers_follow_the_present_code(kam: Kam, acme: Path) -> None:
    kam("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "Pays from Hangzhou")

    answer = kam("order", "add", "jrw01001", "1")

    assert answer == Answer(
        out="JRN01001 ACME GmbH: order JRN01001-1, 1.00 CNY, grade D → B.\n",
        err="JRW01001 is now JRN01001 ACME GmbH.\n",
        code=0,
    )


@pytest.mark.parametrize("number", ["PI-7", "pi-7", " ＰＩ-7 "])
def test_a_number_is_given_once(kam: Kam, order: Path, number: str) -> None:
    answer = kam("order", "add", "JRW01001", "1", "--number", number)

    assert answer.code == 4
    assert answer.err == (
        f'error: There is an order "{number.strip()}" already.\nhint: kam order list\n'
    )
    assert len(listed(kam)) == 1


def test_due_makes_one_instalment_of_the_whole(kam: Kam, acme: Path) -> None:
    kam("order", "add", "JRW01001", "800", "--on", "2026-11-01", "--due", "2026-11-15")

    row = listed(kam)[0]

    assert row["overdue_instalments"] == 1
    assert (row["overdue_amount"], row["overdue_since_on"]) == ("800.00", "2026-11-15")


def test_a_write_through_a_part_echoes_the_customer(kam: Kam, acme: Path) -> None:
    answer = kam("order", "add", "acme", "1")

    assert (answer.err, answer.code) == ("JRW01001 ACME GmbH\n", 0)


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (("JRW01001", "0"), 'error: "0.00" is not above 0.\nhint: kam order list\n', 4),
        (
            ("JRW01001", "-5"),
            'error: "-5" is below zero, and this amount cannot be.\nhint: leave the sign out\n',
            2,
        ),
        (
            ("JRW01001", "five"),
            (
                'error: "five" cannot be read as an amount.\n'
                "hint: for example 1,234.50, USD 4280, 12.5万 or 15k\n"
            ),
            2,
        ),
        (
            ("JRW01001", "USD 5", "--currency", "EUR"),
            (
                'error: "USD 5" names USD, but the currency is EUR.\n'
                "hint: name one currency, in the amount or with --currency\n"
            ),
            2,
        ),
        (
            ("JRW01001", "5", "--currency", "XXX"),
            'error: "XXX" is not the code of a currency.\nhint: for example CNY, USD, EUR or JPY\n',
            2,
        ),
        (
            ("JRW01001", "5", "--rate", "7.15"),
            "error: The rate of CNY is always 1.\nhint: kam rate list\n",
            4,
        ),
        (
            ("JRW01001", "USD 5", "--rate", "seven"),
            (
                'error: "seven" cannot be read as a rate: a plain number is wanted, such as 7.15.\n'
                "hint: kam rate set USD 7.15\n"
            ),
            2,
        ),
        (
            ("JRW01001", "5", "--on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam order add JRW01001 5 --on today\n"
            ),
            4,
        ),
        (("JRW01001", "5", "--number", " "), "error: --number is empty.\n", 2),
        (
            ("Nobody", "5"),
            'error: No customer fits "Nobody".\nhint: kam list --all\n',
            3,
        ),
        (
            ("JRW01001", "99999999999999999999"),
            (
                'error: "99999999999999999999" is larger than the ledger can keep.\n'
                "hint: check the number of digits\n"
            ),
            2,
        ),
    ],
)
def test_add_refuses(kam: Kam, acme: Path, arguments: tuple[str, ...], err: str, code: int) -> None:
    before = dump(acme)

    assert kam("order", "add", *arguments) == Answer(out="", err=err, code=code)
    assert dump(acme) == before


def test_orders_that_no_longer_add_up_are_refused(kam: Kam, acme: Path) -> None:
    assert kam("order", "add", "JRW01001", "90,000,000,000,000,000").code == 0

    answer = kam("order", "add", "JRW01001", "90,000,000,000,000,000")

    assert answer == Answer(
        out="", err="error: This amount is larger than the ledger can keep.\n", code=4
    )


def test_nothing_is_sold_to_a_void_customer(kam: Kam, acme: Path) -> None:
    kam("customer", "void", "JRW01001", "--why", "Typed twice", "--yes")

    answer = kam("order", "add", "JRW01001", "5")

    assert (answer.out, answer.code) == ("", 4)
    assert "JRW01001 ACME GmbH is void" in answer.err


@pytest.mark.parametrize(
    "typed",
    [("-25000",), ("-￥25,000",), ("-2.5万",), ("-CNY25000",), ("−25000",), ("--", "-25000")],
)
def test_adjust_takes_amounts_below_zero(kam: Kam, order: Path, typed: tuple[str, ...]) -> None:
    answer = kam("order", "adjust", "--why", "-20% for a late delivery", "PI-7", *typed)

    assert answer == Answer(
        out="JRW01001 ACME GmbH: order PI-7 is 100,000.00 CNY now, grade X.\n", err="", code=0
    )
    assert "'-20% for a late delivery'" in dump(order)


def test_adjust_returns_json(kam: Kam, acme: Path) -> None:
    kam("order", "add", "JRW01001", "50万", "--number", "PI-7", "--on", "2026-11-01")

    answer = kam("order", "adjust", "pi-7", "-800", "--why", "退款", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "number": "PI-7",
        "id": 1,
        "code": "JRW01001",
        "net_amount": "499200.00",
        "currency": "CNY",
        "cancelled_on": None,
        "grade": "B",
        "grade_changed_from": "A",
    }


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("PI-7", "-125001", "--why", "x"),
            'error: This would take the order "1.00 CNY" below zero.\nhint: kam order list\n',
            4,
        ),
        (
            ("PI-7", "-5", "--why", "x", "--on", "2026-05-31"),
            (
                'error: "2026-05-31" is before the day of order "PI-7", 2026-06-01.\n'
                "hint: kam order list JRW01001\n"
            ),
            4,
        ),
        (
            ("PI-7", "0", "--why", "x"),
            "error: An adjustment of 0 changes nothing.\nhint: kam order list JRW01001\n",
            4,
        ),
        (
            ("PI-7", "-USD 5", "--why", "x"),
            'error: Order "PI-7" is in CNY, and "-USD 5" is not.\nhint: kam order list JRW01001\n',
            4,
        ),
        (
            ("PI-7", "-$5", "--why", "x"),
            'error: Order "PI-7" is in CNY, and "-$5" is not.\nhint: kam order list JRW01001\n',
            4,
        ),
        (("PI-7", "-5", "--why", " "), "error: --why is empty.\n", 2),
        (
            ("PI-8", "-5", "--why", "x"),
            'error: There is no order "PI-8"; nearest: PI-7.\nhint: kam order list\n',
            3,
        ),
        (
            ("PI-7", "-5", "--why", "x", "--on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam order adjust PI-7 -5 --why x --on today\n"
            ),
            4,
        ),
    ],
)
def test_adjust_refuses(
    kam: Kam, order: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(order)

    assert kam("order", "adjust", *arguments) == Answer(out="", err=err, code=code)
    assert dump(order) == before


def test_no_adjustment_takes_an_order_below_zero_on_any_day(kam: Kam, order: Path) -> None:
    kam("order", "adjust", "PI-7", "-100000", "--why", "refund", "--on", "2026-08-01")
    kam("order", "adjust", "PI-7", "200000", "--why", "more", "--on", "2026-09-01")

    early = kam("order", "adjust", "PI-7", "-30000", "--why", "x", "--on", "2026-07-01")
    late = kam("order", "adjust", "PI-7", "-30000", "--why", "x", "--on", "2026-09-01")

    assert (early.out, early.code) == ("", 4)
    assert '"5,000.00 CNY" below zero' in early.err
    assert (late.err, late.code) == ("", 0)


def test_an_adjustment_counts_from_its_day(kam: Kam, order: Path) -> None:
    kam("order", "adjust", "PI-7", "-25000", "--why", "refund", "--on", "2026-09-01")

    net = {
        day: listed(kam, "--as-of", day)[0]["net_amount"] for day in ("2026-08-31", "2026-09-01")
    }

    assert net == {"2026-08-31": "125000.00", "2026-09-01": "100000.00"}


def test_cancel_returns_json(kam: Kam, order: Path) -> None:
    answer = kam("order", "cancel", "PI-7", "--on", "2026-07-01", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "number": "PI-7",
        "id": 1,
        "code": "JRW01001",
        "net_amount": "0.00",
        "currency": "CNY",
        "cancelled_on": "2026-07-01",
        "grade": "D",
        "grade_changed_from": "X",
    }


def test_cancel_says_so(kam: Kam, order: Path) -> None:
    answer = kam("order", "cancel", "PI-7", "--on", "昨天")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: order PI-7 is cancelled from 2026-11-19 on, grade X → D.\n",
        err='"昨天" is 2026-11-19.\n',
        code=0,
    )


def test_an_order_is_cancelled_once(kam: Kam, order: Path) -> None:
    kam("order", "cancel", "PI-7", "--on", "2026-07-01")

    assert kam("order", "cancel", "PI-7") == Answer(
        out="",
        err='error: Order "PI-7" is cancelled already, since 2026-07-01.\n'
        "hint: kam order list JRW01001\n",
        code=4,
    )


def test_no_order_is_cancelled_before_its_day(kam: Kam, order: Path) -> None:
    answer = kam("order", "cancel", "PI-7", "--on", "2026-05-31")

    assert answer == Answer(
        out="",
        err='error: "2026-05-31" is before the day of order "PI-7", 2026-06-01.\n'
        "hint: kam order list JRW01001\n",
        code=4,
    )
    assert paste(kam, answer).code == 0


def test_a_cancelled_order_takes_adjustments_and_payments(kam: Kam, order: Path) -> None:
    kam("order", "cancel", "PI-7", "--on", "2026-07-01")

    assert kam("order", "adjust", "PI-7", "-5000", "--why", "claim").code == 0
    answer = kam("payment", "add", "PI-7", "20000")

    assert answer == Answer(
        out="JRW01001 ACME GmbH: 20,000.00 CNY paid on PI-7, grade D → B.\n", err="", code=0
    )


def test_instalment_returns_json(kam: Kam, order: Path) -> None:
    answer = kam("order", "instalment", "PI-7", "25000", "--due", "2026-12-24", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "id": 1,
        "number": "PI-7",
        "code": "JRW01001",
        "amount": "25000.00",
        "currency": "CNY",
        "due_on": "2026-12-24",
    }


def test_instalments_above_the_amount_are_told(kam: Kam, order: Path) -> None:
    first = kam("order", "instalment", "PI-7", "125000", "--due", "2026-12-24")
    second = kam("order", "instalment", "PI-7", "0.01", "--due", "月底")

    assert first == Answer(
        out="JRW01001 ACME GmbH: 125,000.00 CNY of order PI-7 are due on 2026-12-24.\n",
        err="",
        code=0,
    )
    assert second == Answer(
        out="JRW01001 ACME GmbH: 0.01 CNY of order PI-7 are due on 2026-11-30.\n",
        err='"月底" is 2026-11-30.\n'
        "The instalments of PI-7 are 125,000.01 in all, its amount is 125,000.00 CNY.\n",
        code=0,
    )


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("PI-7", "0", "--due", "2026-12-24"),
            'error: "0.00" is not above 0.\nhint: kam order list\n',
            4,
        ),
        (
            ("PI-7", "EUR 5", "--due", "2026-12-24"),
            'error: Order "PI-7" is in CNY, and "EUR 5" is not.\nhint: kam order list JRW01001\n',
            4,
        ),
        (
            ("5", "PI-7", "--due", "2026-12-24"),
            'error: There is no order "5".\nhint: kam order list\n',
            3,
        ),
        (("PI-7", "5"), "error: --due is missing.\nhint: kam order instalment --help\n", 2),
    ],
)
def test_instalment_refuses(
    kam: Kam, order: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    assert kam("order", "instalment", *arguments) == Answer(out="", err=err, code=code)


def test_list_as_json(kam: Kam, order: Path) -> None:
    kam("order", "instalment", "PI-7", "25,000", "--due", "2026-06-15")
    kam("order", "instalment", "PI-7", "100,000", "--due", "2026-09-15")
    kam("payment", "add", "PI-7", "30000", "--on", "2026-06-20")
    kam("order", "adjust", "PI-7", "-5000", "--why", "refund", "--on", "2026-10-01")

    assert listed(kam, "JRW01001") == [
        {
            "number": "PI-7",
            "customer": "JRW01001",
            "name": "ACME GmbH",
            "on": "2026-06-01",
            "amount": "125000.00",
            "currency": "CNY",
            "rate": "1",
            "net_amount": "120000.00",
            "paid": "30000.00",
            "cancelled_on": None,
            "overdue_instalments": 1,
            "overdue_amount": "90000.00",
            "overdue_since_on": "2026-09-15",
            "remarks": None,
        }
    ]


def test_list_knows_nothing_of_later_days(kam: Kam, order: Path) -> None:
    kam("payment", "add", "PI-7", "30000", "--on", "2026-06-20")
    kam("order", "cancel", "PI-7", "--on", "2026-10-01")

    assert listed(kam, "--as-of", "2026-05-31") == []
    row = listed(kam, "--as-of", "2026-06-01")[0]
    assert (row["paid"], row["cancelled_on"], row["net_amount"]) == ("0.00", None, "125000.00")


def test_list_of_one_customer(kam: Kam, order: Path) -> None:
    register(kam, HUAMAO)
    kam("order", "add", "杭州华茂", "5", "--remarks", "样品 =SUM(A1)")

    assert [row["number"] for row in listed(kam)] == ["JRN01001-1", "PI-7"]
    assert [row["number"] for row in listed(kam, "华茂")] == ["JRN01001-1"]
    assert listed(kam, "华茂")[0]["remarks"] == "样品 =SUM(A1)"


def test_list_as_table_and_csv(kam: Kam, order: Path) -> None:
    table, csv = kam("order", "list"), kam("order", "list", "-f", "csv")

    assert (table.err, table.code, csv.err, csv.code) == ("", 0, "", 0)
    assert table.out.splitlines()[1].split() == [
        *("PI-7", "JRW01001", "ACME", "GmbH", "2026-06-01"),
        *("CNY", "125,000.00", "125,000.00", "0.00", "0.00"),
    ]
    assert csv.out == (
        "\ufeffnumber,customer,name,on,amount,currency,rate,net_amount,paid,cancelled_on,"
        "overdue_instalments,overdue_amount,overdue_since_on,remarks\r\n"
        "PI-7,JRW01001,ACME GmbH,2026-06-01,125000.00,CNY,1,125000.00,0.00,,0,0.00,,\r\n"
    )


def test_an_empty_list_is_done(kam: Kam, acme: Path) -> None:
    assert kam("order", "list") == Answer(out="", err="No orders.\n", code=0)
    assert kam("order", "list", "-f", "json") == Answer(out="[]\n", err="", code=0)


@pytest.mark.parametrize(
    "command",
    [
        ("add", "JRW01001", "800", "--due", "2026-12-01"),
        ("adjust", "PI-7", "-800", "--why", "refund"),
        ("cancel", "PI-7"),
        ("instalment", "PI-7", "800", "--due", "2026-12-01"),
    ],
)
def test_a_dry_run_says_the_same_and_keeps_nothing(
    kam: Kam, order: Path, command: tuple[str, ...]
) -> None:
    before = dump(order)

    dry = kam("order", *command, "--dry-run", "-f", "json")

    assert dump(order) == before
    wet = kam("order", *command, "-f", "json")
    assert dry == wet
    assert dump(order) != before
