"""Customers from tables: codes, counters, owners, agents, days of registration, names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kam
from sheets import ACME, customer, give, put, stored, take


def field(tmp_path: Path, table: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in stored(tmp_path / "out", table)]


def test_imported_codes_lift_the_counter(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    take(put(tmp_path, "customers", [customer("JRW01940", "Far"), customer("JRW01007", "Near")]))

    answer = kam("add", "Next", "--country", "DE", "--nature", "agent", "--source", "web")
    assert answer.out == "Registered JRW01941 Next.\n"


def test_numbers_from_950_on_are_told(ledger: Path, tmp_path: Path) -> None:
    done = take(put(tmp_path, "customers", [customer("JRW01950", "Far")]))

    assert done.err == (
        "Manager 01 has used customer number 950; from 1000 on it has four digits.\n"
    )
    assert done.code == 0


def test_a_row_without_a_code_gets_the_next_one_after_all_that_are_told(
    ledger: Path, tmp_path: Path
) -> None:
    rows = [customer("", "First", market="foreign"), customer("JRW01004", "Told")]

    done = take(put(tmp_path, "customers", rows))

    assert (done.summary(), done.code) == ((2, 0, 0, 0), 0)
    assert field(tmp_path, "customers", "code", "name", "owner") == [
        ("JRW01004", "Told", "01"),
        ("JRW01005", "First", "01"),
    ]
    assert field(tmp_path, "counters", "last_serial") == [("5",)]


def test_a_row_without_a_code_is_taken_once(ledger: Path, tmp_path: Path) -> None:
    path = put(tmp_path, "customers", [customer("", "First", market="foreign")])
    take(path)

    again = take(path)
    changed = take(put(tmp_path, "customers", [customer("", "first", market="W", remarks="x")]))

    assert (again.summary(), again.code) == ((0, 0, 1, 0), 0)
    assert changed.reasons() == [
        '"customers.csv", line 2: "first" is registered already: JRW01001.'
    ]


def test_counters_are_lifted_and_never_lowered(ledger: Path, tmp_path: Path) -> None:
    rows = [
        {"market": "外贸", "manager": "1", "last_serial": "20"},
        {"market": "N", "manager": "09", "last_serial": "3"},
    ]
    put(tmp_path / "in", "customers", [customer("JRW01030", "Far"), customer("JRW01031", "Too")])
    put(tmp_path / "in", "counters", rows)

    assert take(tmp_path / "in").summary() == (3, 0, 1, 0)
    assert take(tmp_path / "in").summary() == (0, 0, 4, 0)
    rows[0]["last_serial"] = "40"
    assert take(put(tmp_path / "in", "counters", rows)).summary() == (0, 1, 1, 0)
    assert field(tmp_path, "counters", "market", "manager", "last_serial") == [
        ("foreign", "01", "40"),
        ("domestic", "09", "3"),
    ]


def test_the_owner_is_the_manager_of_the_code_unless_told(ledger: Path, tmp_path: Path) -> None:
    managers = [{"code": "2", "name": "Han"}, {"code": "03", "name": "Zhao"}]
    put(tmp_path / "in", "managers", managers)
    rows = [customer("JRW02001", "By code"), customer("JRW02002", "By cell", owner="3")]
    put(tmp_path / "in", "customers", rows)

    take(tmp_path / "in")

    assert field(tmp_path, "customers", "name", "owner") == [("By code", "02"), ("By cell", "03")]
    assert field(tmp_path, "owners", "customer", "owner", "from_on", "why") == [
        ("JRW02001", "02", "2026-01-05", ""),
        ("JRW02002", "03", "2026-01-05", ""),
    ]


def test_an_owner_that_changes_is_in_the_history(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "managers", [{"code": "02", "name": "Han"}])
    put(tmp_path / "in", "customers", [ACME])
    take(tmp_path / "in")
    path = put(tmp_path / "in", "customers", [{**ACME, "owner": "02"}])

    first, second = take(path), take(path)

    assert (first.summary(), second.summary()) == ((0, 1, 0, 0), (0, 0, 1, 0))
    history = [("01", "2026-01-05"), ("02", "2026-11-20")]
    assert field(tmp_path, "owners", "owner", "from_on") == history
    listed = json.loads(kam("list", "--all", "-f", "json").out)
    assert [row["owner"] for row in listed] == ["02"]


def test_a_longer_history_changes_the_owner(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "managers", [{"code": "02", "name": "Han"}])
    put(tmp_path / "in", "customers", [ACME])
    take(tmp_path / "in")
    rows = [{"customer": "JRW01001", "owner": "02", "from_on": "2026-06-01", "why": "fair"}]
    path = put(tmp_path, "owners", rows)

    assert (take(path).summary(), take(path).summary()) == ((1, 0, 0, 0), (0, 0, 1, 0))
    assert field(tmp_path, "customers", "owner") == [("02",)]


def test_an_owner_that_the_history_does_not_have_is_added_to_it(
    ledger: Path, tmp_path: Path
) -> None:
    put(tmp_path / "in", "managers", [{"code": "02", "name": "Han"}])
    put(tmp_path / "in", "customers", [{**ACME, "owner": "02"}])
    row = {"customer": "JRW01001", "owner": "01", "from_on": "2026-01-05"}
    put(tmp_path / "in", "owners", [row])

    first, second = take(tmp_path / "in"), take(tmp_path / "in")

    assert (first.summary(), second.summary()) == ((3, 0, 0, 0), (0, 0, 3, 0))
    history = [("01", "2026-01-05"), ("02", "2026-11-20")]
    assert field(tmp_path, "owners", "owner", "from_on") == history


def test_an_agent_may_stand_further_down(ledger: Path, tmp_path: Path) -> None:
    rows = [
        customer("JRW01001", "End", via_agent="JRW01003", referred_by="jrw01002"),
        customer("JRW01002", "Middle", via_agent="JRW01003"),
        customer("JRW01003", "Agent"),
    ]
    path = put(tmp_path, "customers", rows)

    assert (take(path).summary(), take(path).summary()) == ((3, 0, 0, 0), (0, 0, 3, 0))
    assert field(tmp_path, "customers", "code", "referred_by", "via_agent") == [
        ("JRW01001", "JRW01002", "JRW01003"),
        ("JRW01002", "", "JRW01003"),
        ("JRW01003", "", ""),
    ]


def test_a_known_customer_may_get_an_agent_from_further_down(ledger: Path, tmp_path: Path) -> None:
    take(put(tmp_path, "customers", [ACME]))
    rows = [{**ACME, "via_agent": "JRW01002"}, customer("JRW01002", "Agent")]

    done = take(put(tmp_path, "customers", rows))

    assert done.summary() == (1, 1, 0, 0)
    assert field(tmp_path, "customers", "via_agent") == [("JRW01002",), ("",)]


def test_who_names_a_rejected_customer_is_rejected_too(ledger: Path, tmp_path: Path) -> None:
    rows = [
        customer("JRW01001", "End", via_agent="JRW01002"),
        customer("JRW01002", "Middle", via_agent="JRW01003"),
        customer("JRW01003", "Agent", nature="friend"),
        customer("JRW01004", "Good"),
    ]

    done = take(put(tmp_path, "customers", rows))

    assert (done.summary(), done.code) == ((1, 0, 0, 3), 6)
    assert done.reasons()[:2] == [
        '"customers.csv", line 2: There is no customer "JRW01002".',
        '"customers.csv", line 3: There is no customer "JRW01003".',
    ]
    assert field(tmp_path, "counters", "last_serial") == [("4",)]


def test_agents_in_a_circle_are_refused(ledger: Path, tmp_path: Path) -> None:
    for code, name in (("JRW01001", "One"), ("JRW01002", "Two"), ("JRW01003", "Three")):
        take(put(tmp_path, "customers", [customer(code, name)]))
    rows = [
        {"code": "JRW01001", "via_agent": "JRW01002"},
        {"code": "JRW01002", "via_agent": "JRW01003"},
        {"code": "JRW01003", "via_agent": "JRW01001"},
    ]

    done = take(put(tmp_path, "customers", rows))

    assert done.reasons() == [
        '"customers.csv", line 4: JRW01003 came through JRW01001: that would be a circle.'
    ]
    assert field(tmp_path, "customers", "via_agent") == [("JRW01002",), ("JRW01003",), ("",)]
    turned = [
        {"code": "JRW01002", "via_agent": "JRW01001"},
        {"code": "JRW01001", "via_agent": "JRW01003"},
    ]
    assert take(put(tmp_path, "customers", turned)).summary() == (0, 2, 0, 0)


@pytest.mark.parametrize(
    ("facts", "registered_on"),
    [
        ({}, "2026-11-20"),
        ({"interactions": {"customer": "JRW01001", "on": "2026-05-04"}}, "2026-05-04"),
        (
            {"owners": {"customer": "JRW01001", "owner": "01", "from_on": "2026-02-02"}},
            "2026-02-02",
        ),
        (
            {
                "interactions": {"customer": "JRW01001", "on": "2026-05-04"},
                "orders": {
                    "number": "A",
                    "customer": "JRW01001",
                    "on": "2026-04-01",
                    "amount": "5.00",
                },
                "payments": {"order": "A", "on": "2026-03-01", "amount": "1.00"},
            },
            "2026-03-01",
        ),
    ],
)
def test_an_empty_day_of_registration_is_the_earliest_known(
    ledger: Path, tmp_path: Path, facts: dict[str, dict[str, str]], registered_on: str
) -> None:
    put(tmp_path / "in", "customers", [{**ACME, "registered_on": ""}])
    for table, row in facts.items():
        put(tmp_path / "in", table, [row])

    done = take(tmp_path / "in")

    assert (done.err, done.code) == ("", 0)
    assert field(tmp_path, "customers", "registered_on") == [(registered_on,)]
    assert field(tmp_path, "owners", "from_on") == [(registered_on,)]
    assert take(tmp_path / "in").counts["unchanged"] == done.counts["read"]


def test_a_rejected_fact_tells_no_day_of_registration(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [{**ACME, "registered_on": ""}])
    rows = [{"customer": "JRW01001", "on": "2020-05-04", "kind": "gossip"}]
    put(tmp_path / "in", "interactions", rows)

    assert take(tmp_path / "in").summary() == (1, 0, 0, 1)
    assert field(tmp_path, "customers", "registered_on") == [("2026-11-20",)]


def test_a_second_customer_of_a_name_is_only_warned_about(ledger: Path, tmp_path: Path) -> None:
    rows = [ACME, customer("JRW01002", "ＡＣＭＥ  gmbh"), customer("JRW01003", "Other")]
    path = put(tmp_path, "customers", rows)

    done = take(path)

    assert done.counts["warnings"] == [
        (
            '"customers.csv", line 3: "ＡＣＭＥ gmbh" may be the same firm as JRW01001'
            " Acme GmbH, owner 01 (the same name)."
        )
    ]
    assert (done.summary(), done.code) == ((3, 0, 0, 0), 0)
    assert (take(path).err, take(path).summary()) == ("", (0, 0, 3, 0))
    renamed = take(put(tmp_path, "customers", [{"code": "JRW01003", "name": "acme gmbh"}]))
    assert renamed.err == (
        '"customers.csv", line 2: "acme gmbh" may be the same firm as JRW01001 Acme GmbH, owner 01'
        " (the same name); JRW01002 ＡＣＭＥ gmbh, owner 01 (the same name).\n"
    )


def test_an_empty_cell_never_erases(ledger: Path, tmp_path: Path) -> None:
    full = {**ACME, "remarks": "old", "tags": "b; a；b", "country": "德国", "key_reason": "big"}
    take(put(tmp_path, "customers", [full]))
    before = stored(tmp_path / "out", "customers")
    bare = {**dict.fromkeys(before[0], ""), "code": "JRW01001"}

    assert take(put(tmp_path, "customers", [bare])).summary() == (0, 0, 1, 0)
    assert take(put(tmp_path, "customers", [{"code": "jrw01001"}])).summary() == (0, 0, 1, 0)
    assert stored(tmp_path / "out", "customers") == before
    assert (before[0]["tags"], before[0]["country"]) == ("a;b", "DE")
    assert take(put(tmp_path, "customers", [{**bare, "remarks": "new"}])).summary() == (0, 1, 0, 0)
    assert field(tmp_path, "customers", "remarks", "key_reason") == [("new", "big")]


def test_a_former_code_means_its_customer(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [customer("JRN01001", "恒丰")])
    alias = {"alias": "jrw01009", "customer": "JRN01001", "since": "2026-03-01"}
    put(tmp_path / "in", "aliases", [alias])
    rows = [{"customer": "JRW01009", "on": "2026-11-02", "text": "by its former code"}]
    put(tmp_path / "in", "interactions", rows)

    done = take(tmp_path / "in")
    told = take(put(tmp_path, "customers", [{"code": "JRW01009", "remarks": "moved"}]))

    assert (done.summary(), told.summary()) == ((3, 0, 0, 0), (0, 1, 0, 0))
    assert field(tmp_path, "interactions", "customer") == [("JRN01001",)]
    assert field(tmp_path, "customers", "code", "remarks") == [("JRN01001", "moved")]
    assert ("foreign", "01", "9") in field(tmp_path, "counters", "market", "manager", "last_serial")
    wrong = take(put(tmp_path, "customers", [{"code": "JRW01009", "market": "foreign"}]))
    assert wrong.reasons() == [
        '"customers.csv", line 2: The code "JRN01001" is for N, but the customer is foreign.'
    ]


def test_a_customer_with_orders_is_not_made_void(ledger: Path, tmp_path: Path) -> None:
    put(tmp_path / "in", "customers", [ACME, customer("JRW01002", "Free")])
    order = {"number": "A", "customer": "JRW01001", "on": "2026-04-01", "amount": "5.00"}
    put(tmp_path / "in", "orders", [order])
    take(tmp_path / "in")
    rows = [
        {"code": code, "status": "作废", "status_reason": "twice"}
        for code in ("JRW01001", "JRW01002")
    ]

    done = take(put(tmp_path, "customers", rows))

    assert done.summary() == (0, 1, 0, 1)
    assert done.reasons() == [
        '"customers.csv", line 2: JRW01001 has orders: only a customer without orders can be void.'
    ]
    assert field(tmp_path, "customers", "status") == [("active",), ("void",)]


def test_a_merged_customer_keeps_its_row_beside_the_alias(ledger: Path, tmp_path: Path) -> None:
    rows = [ACME, customer("JRW01002", "Acme GmbH & Co", status="merged")]
    put(tmp_path / "in", "customers", rows)
    put(tmp_path / "in", "aliases", [{"alias": "JRW01002", "customer": "JRW01001"}])

    assert take(tmp_path / "in").summary() == (3, 0, 0, 0)
    files = give(tmp_path / "first")
    assert take(tmp_path / "first").counts["rejected"] == 0
    assert give(tmp_path / "second") == files
