"""`kam add`."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Answer, Kam

ACME = ("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")


def test_gives_the_first_code(kam: Kam, ledger: Path) -> None:
    answer = kam(*ACME)

    assert answer == Answer(out="Registered JRW01001 ACME GmbH.\n", err="", code=0)


def test_returns_code_and_id_as_json(kam: Kam, ledger: Path) -> None:
    answer = kam(*ACME, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "id": 1}


def test_a_number_once_given_is_not_given_again(kam: Kam, ledger: Path) -> None:
    kam(*ACME, "--code", "JRW01005")
    kam("undo")

    again = kam(*ACME, "--code", "jrw01005")
    following = kam(*ACME)

    assert (again.out, again.code) == ("", 4)
    assert again.err == (
        'error: The code "JRW01005" was given once and is never given again;'
        " without --code the customer gets the next one.\n"
        "hint: kam audit JRW01005\n"
    )
    assert kam("audit", "JRW01005").code == 0
    assert following == Answer(out="Registered JRW01006 ACME GmbH.\n", err="", code=0)


def test_nor_is_that_of_a_market_that_was_put_right_and_back(kam: Kam, ledger: Path) -> None:
    kam(*ACME)
    kam("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "Pays here")
    kam("undo")

    answer = kam("add", "Other", "--market", "domestic", *ACME[4:], "--code", "JRN01001")

    assert (answer.out, answer.code) == ("", 4)
    assert '"JRN01001" was given once' in answer.err


def test_a_free_number_below_the_last_one_may_be_typed(kam: Kam, ledger: Path) -> None:
    kam(*ACME, "--code", "JRW01005")

    answer = kam("add", "Other", *ACME[2:], "--code", "JRW01003")

    assert answer == Answer(out="Registered JRW01003 Other.\n", err="", code=0)


def test_a_number_that_is_no_number_is_told(kam: Kam, acme: Path) -> None:
    for text in ("x", "0"):
        answer = kam("log", "JRW01001", "Called", "--minutes", text)

        assert (answer.out, answer.code) == ("", 2)
        assert answer.err.splitlines()[0] == (
            f'error: --minutes "{text}" is not a whole number from 1 on.'
        )


def test_a_ledger_of_an_impossible_name_is_told(kam: Kam) -> None:
    answer = kam("--ledger", "x" * 300)

    assert (answer.out, answer.code) == ("", 5)
    assert answer.err.startswith('error: The ledger "xxx')
