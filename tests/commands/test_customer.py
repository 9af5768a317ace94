"""`kam customer`: transfer, fix-market, void."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from dealings import ACME, HUAMAO, dump, paste, register


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """A ledger with ACME GmbH, 杭州华茂 and a second manager, 02 韩梅梅."""
    register(kam, ACME, HUAMAO)
    kam("manager", "add", "02", "韩梅梅")
    return ledger


def customer(kam: Kam, code: str, *arguments: str) -> dict[str, Any]:
    answer = kam("list", "--all", "-f", "json", *arguments)
    assert answer.code == 0
    rows: list[dict[str, Any]] = json.loads(answer.out)
    return next(row for row in rows if row["code"] == code)


def test_transfer_changes_the_owner_and_keeps_the_code(kam: Kam, firms: Path) -> None:
    answer = kam(
        *("customer", "transfer", "JRW01001", "华茂", "JRW01001", "--to", "2"),
        *("--why", "离职交接", "--on", "2026-11-18"),
    )

    assert answer == Answer(
        out="2 customers are owned by 02 韩梅梅 from 2026-11-18 on.\n",
        err="JRN01001 杭州华茂\n",
        code=0,
    )
    assert customer(kam, "JRW01001")["owner"] == "02"
    assert customer(kam, "JRW01001", "--as-of", "2026-11-17")["owner"] == "01"


def test_transfer_returns_json(kam: Kam, firms: Path) -> None:
    answer = kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"owner": "02", "on": "2026-11-20", "codes": ["JRW01001"]}


def test_the_next_code_of_a_transferred_customer_s_owner_is_its_own(kam: Kam, firms: Path) -> None:
    kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x")

    answer = kam("add", "Beta", *ACME[1:], "--owner", "02")

    assert answer == Answer(out="Registered JRW02001 Beta.\n", err="", code=0)


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("JRW01001", "--to", "01", "--why", "x"),
            "error: JRW01001 ACME GmbH is owned by 01 Li Lei already.\nhint: kam show JRW01001\n",
            4,
        ),
        (
            ("JRW01001", "--to", "03", "--why", "x"),
            'error: There is no manager "03".\nhint: kam manager add 03 "…"\n',
            3,
        ),
        (
            ("JRW01001", "--to", "100", "--why", "x"),
            'error: "100" is not a manager code: two digits, 01 to 99.\nhint: kam manager list\n',
            2,
        ),
        (("JRW01001", "--to", "02", "--why", ""), "error: --why is empty.\n", 2),
        (
            ("JRW01001", "--to", "02"),
            "error: --why is missing.\nhint: kam customer transfer --help\n",
            2,
        ),
        (
            ("JRW01001", "Nobody", "--to", "02", "--why", "x"),
            'error: No customer fits "Nobody".\nhint: kam list --all\n',
            3,
        ),
        (
            ("JRW01001", "--to", "02", "--why", "x", "--on", "2026-11-21"),
            (
                'error: "2026-11-21" is still to come: what is planned is a next action.\n'
                "hint: kam customer transfer JRW01001 --to 02 --why x --on today\n"
            ),
            4,
        ),
    ],
)
def test_transfer_refuses(
    kam: Kam, firms: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(firms)

    assert kam("customer", "transfer", *arguments) == Answer(out="", err=err, code=code)
    assert dump(firms) == before


def test_all_are_transferred_or_none(kam: Kam, firms: Path) -> None:
    kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x")

    answer = kam("customer", "transfer", "JRN01001", "JRW01001", "--to", "02", "--why", "x")

    assert (answer.out, answer.code) == ("", 4)
    assert customer(kam, "JRN01001")["owner"] == "01"


def test_nothing_goes_to_a_manager_who_left(kam: Kam, firms: Path) -> None:
    kam("manager", "leave", "02", "--on", "2026-11-18")

    assert kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x") == Answer(
        out="",
        err="error: Manager 02 韩梅梅 left on 2026-11-18.\nhint: kam manager list\n",
        code=4,
    )


def test_no_transfer_lies_before_the_present_owner_s_day(kam: Kam, firms: Path) -> None:
    kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x", "--on", "2026-11-10")

    answer = kam(
        *("customer", "transfer", "JRW01001", "--to", "01", "--why", "x", "--on", "2026-11-09")
    )

    assert answer == Answer(
        out="",
        err="error: JRW01001 ACME GmbH is owned by 02 since 2026-11-10, which is after"
        ' "2026-11-09".\n'
        'hint: kam customer transfer JRW01001 --to 01 --on 2026-11-10 --why "…"\n',
        code=4,
    )
    assert paste(kam, answer).code == 0
    assert customer(kam, "JRW01001")["owner"] == "01"


def test_fix_market_gives_a_new_code(kam: Kam, firms: Path) -> None:
    answer = kam("customer", "fix-market", "JRW01001", "--to", "内贸", "--why", "Pays at home")

    assert answer == Answer(
        out="JRW01001 is now JRN01002 ACME GmbH.\n",
        err='The country "Germany" is foreign, but JRN01002 is domestic; if that is wrong:'
        ' kam customer fix-market JRN01002 --to foreign --why "…"\n',
        code=0,
    )
    assert customer(kam, "JRN01002")["market"] == "domestic"


def test_fix_market_returns_json(kam: Kam, firms: Path) -> None:
    kam("edit", "JRN01001", "--country", "中国香港")

    answer = kam("customer", "fix-market", "华茂", "--to", "W", "--why", "HK pays", "-f", "json")

    assert (answer.err, answer.code) == ("JRN01001 杭州华茂\n", 0)
    assert json.loads(answer.out) == {"code": "JRW01002", "old_code": "JRN01001"}


def test_every_old_code_is_an_alias(kam: Kam, firms: Path) -> None:
    for market in ("domestic", "foreign", "domestic"):
        kam("customer", "fix-market", "JRW01001", "--to", market, "--why", "x")

    for old in ("JRW01001", "jrn01002", "JRW01002"):
        answer = kam("edit", old, "--remarks", old)
        assert answer == Answer(
            out="JRN01003 ACME GmbH: changed remarks.\n",
            err=f"{old.upper()} is now JRN01003 ACME GmbH.\n",
            code=0,
        )
    taken = kam("add", "Beta", *ACME[1:], "--code", "JRW01002")
    assert (taken.out, taken.code) == ("", 4)


def test_the_new_code_is_of_the_owner_at_registration(kam: Kam, firms: Path) -> None:
    kam("customer", "transfer", "JRW01001", "--to", "02", "--why", "x")

    answer = kam("customer", "fix-market", "JRW01001", "--to", "domestic", "--why", "x")

    assert answer.out == "JRW01001 is now JRN01002 ACME GmbH.\n"


@pytest.mark.parametrize(
    ("arguments", "err", "code"),
    [
        (
            ("JRW01001", "--to", "foreign", "--why", "x"),
            "error: JRW01001 ACME GmbH is foreign already.\nhint: kam show JRW01001\n",
            4,
        ),
        (
            ("JRW01001", "--to", "mars", "--why", "x"),
            (
                'error: "mars" is none of the values asked for here.\n'
                "hint: one of: foreign, domestic\n"
            ),
            2,
        ),
        (("JRW01001", "--to", "domestic", "--why", " "), "error: --why is empty.\n", 2),
    ],
)
def test_fix_market_refuses(
    kam: Kam, firms: Path, arguments: tuple[str, ...], err: str, code: int
) -> None:
    before = dump(firms)

    assert kam("customer", "fix-market", *arguments) == Answer(out="", err=err, code=code)
    assert dump(firms) == before


def test_void_wants_a_yes(kam: Kam, firms: Path) -> None:
    before = dump(firms)

    answer = kam("customer", "void", "JRW01001", "--why", "Typed twice")

    assert answer == Answer(
        out="",
        err="error: This needs a yes: Make JRW01001 ACME GmbH void?\n"
        "hint: kam customer void JRW01001 --why 'Typed twice' --yes\n",
        code=4,
    )
    assert dump(firms) == before
    assert paste(kam, answer) == Answer(out="JRW01001 ACME GmbH is void.\n", err="", code=0)


def test_void_returns_json(kam: Kam, firms: Path) -> None:
    answer = kam("customer", "void", "jrw01001", "--why", "重复登记", "--yes", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "id": 1}
    row = customer(kam, "JRW01001")
    assert (row["status"], row["grade"]) == ("void", None)
    assert "'void','重复登记'" in dump(firms)


def test_a_void_code_is_never_given_again(kam: Kam, firms: Path) -> None:
    kam("customer", "void", "JRW01001", "--why", "x", "--yes")

    assert kam("add", "Beta", *ACME[1:]).out == "Registered JRW01002 Beta.\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("acme", "--why", "x", "--yes"), 3),
        (("JRW0100", "--why", "x", "--yes"), 3),
        (("JRW01001", "--why", " ", "--yes"), 2),
        (("JRW01001", "--yes"), 2),
    ],
)
def test_void_refuses(kam: Kam, firms: Path, arguments: tuple[str, ...], code: int) -> None:
    before = dump(firms)

    answer = kam("customer", "void", *arguments)

    assert (answer.out, answer.code) == ("", code)
    assert answer.err.startswith("error: ")
    assert dump(firms) == before


def test_a_customer_with_orders_is_never_void(kam: Kam, firms: Path) -> None:
    kam("order", "add", "JRW01001", "5")

    answer = kam("customer", "void", "JRW01001", "--why", "x", "--yes")

    assert answer == Answer(
        out="",
        err="error: JRW01001 ACME GmbH has 1 order: only a customer without orders can be void.\n"
        "hint: kam order list JRW01001\n",
        code=4,
    )
    assert paste(kam, answer).code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("void", "JRW01001", "--why", "x", "--yes"),
        ("transfer", "JRW01001", "--to", "02", "--why", "x"),
        ("fix-market", "JRW01001", "--to", "domestic", "--why", "x"),
    ],
)
def test_nothing_is_done_to_a_void_customer(
    kam: Kam, firms: Path, command: tuple[str, ...]
) -> None:
    kam("customer", "void", "JRW01001", "--why", "x", "--yes")

    answer = kam("customer", *command)

    assert (answer.out, answer.code) == ("", 4)
    assert "JRW01001 ACME GmbH is void" in answer.err


@pytest.mark.parametrize(
    "command",
    [
        ("void", "JRW01001", "--why", "x", "--yes"),
        ("transfer", "JRW01001", "JRN01001", "--to", "02", "--why", "x"),
        ("fix-market", "JRW01001", "--to", "domestic", "--why", "x"),
    ],
)
def test_a_dry_run_says_the_same_and_keeps_nothing(
    kam: Kam, firms: Path, command: tuple[str, ...]
) -> None:
    before = dump(firms)

    dry = kam("customer", *command, "--dry-run", "-f", "json")

    assert dump(firms) == before
    assert dry == kam("customer", *command, "-f", "json")
    assert dump(firms) != before
