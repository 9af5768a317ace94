"""What an import refuses, row by row, and how it says so in both languages."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from kamcli.guard import unguarded
from kamcli.writing import is_chinese
from sheets import ACME, customer, give, put, take

Cells = dict[str, str]

TOMORROW = "2026-11-21"
ORDER = {"number": "A-1", "customer": "JRW01001", "on": "2026-03-02", "amount": "1000.00"}
TALK = {"customer": "JRW01001", "on": "2026-11-02", "text": "x"}
PERSON = {"customer": "JRW01001", "name": "Anna"}
OVERRIDE = {
    "customer": "JRW01001",
    "grade": "A",
    "from_on": "2026-11-01",
    "until_on": "2027-01-30",
    "by": "Wang Fang",
    "why": "new owner",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A row that cannot stand, and why; the Chinese of the rules' own sentences is theirs."""

    table: str
    row: Cells
    english: str
    chinese: str


def case(table: str, row: Cells, english: str, chinese: str) -> Case:
    return Case(table=table, row=row, english=english, chinese=chinese)


ALONE = {"code": "JRW01009", "name": "Beta", "market": "foreign", "nature": "agent"}
KINDS = "talk, request, sample, quote, card, complaint, service, greeting, mailing"
CASES = [
    case(
        "interactions",
        {**TALK, "on": TOMORROW},
        'on: "2026-11-21" is still to come.',
        'on："2026-11-21"还没到。',
    ),
    case(
        "interactions",
        {**TALK, "entered_on": TOMORROW},
        'entered_on: "2026-11-21" is still to come.',
        'entered_on："2026-11-21"还没到。',
    ),
    case(
        "interactions",
        {**TALK, "on": "02.11.2026"},
        'on: "02.11.2026" is not a day. (written like 2026-11-20)',
        'on："02.11.2026"不是日期。(写成 2026-11-20 这样)',
    ),
    case(
        "interactions",
        {**TALK, "on": ""},
        "on is missing.",
        "缺少 on。",
    ),
    case(
        "interactions",
        {**TALK, "customer": "JRW01044"},
        'There is no customer "JRW01044".',
        '没有客户"JRW01044"。',
    ),
    case(
        "interactions",
        {**TALK, "kind": "gossip", "attempt": "perhaps"},
        'kind: "gossip" is none of the values asked for here.'
        f' (one of: {KINDS}) attempt: "perhaps" is neither yes nor empty.',
        "",
    ),
    case(
        "interactions",
        {**TALK, "kind": "quote", "attempt": "yes"},
        'A "quote" cannot be an attempt: only talk and service can.',
        "",
    ),
    case(
        "interactions",
        {**TALK, "kind": "talk", "unsolicited": "yes"},
        'A "talk" cannot be unsolicited: only sample and quote can.',
        "",
    ),
    case(
        "interactions",
        {**TALK, "recorded_at": "yesterday"},
        'recorded_at: "yesterday" is not an instant. (written like 2026-11-20T09:30:00Z)',
        'recorded_at："yesterday"不是时间。(写成 2026-11-20T09:30:00Z 这样)',
    ),
    case(
        "interactions",
        {**TALK, "recorded_by": "07"},
        'There is no manager "07".',
        '没有业务经理"07"。',
    ),
    case(
        "interactions",
        {**TALK, "amount": "1,250.00"},
        '"1,250.00" is not an amount in CNY. (written like 12345.67)',
        "",
    ),
    case("interactions", {**TALK, "amount": "-1.00"}, "The amount is below 0.", "金额小于 0。"),
    case("interactions", {**TALK, "minutes": "0"}, "minutes is above 0.", "minutes 须大于 0。"),
    case(
        "interactions",
        {**TALK, "minutes": "1.5"},
        'minutes: "1.5" is not a whole number.',
        'minutes："1.5"不是整数。',
    ),
    case(
        "interactions",
        {**TALK, "text": "a\0b"},
        "text: A text cannot hold a zero byte.",
        "text：文字里不能有零字节。",
    ),
    case(
        "interactions",
        {**TALK, "needs_answered_on": "2026-11-03"},
        "needs is missing.",
        "缺少 needs。",
    ),
    case(
        "customers",
        customer("JRW0109", "Beta"),
        '"JRW0109" is not a customer code: two digits of the manager and three of the customer'
        " come last, four from 1000 on.",
        "",
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", market="内贸"),
        'The code "JRW01009" is for W, but the customer is domestic.',
        "",
    ),
    case(
        "customers",
        customer("JRW07001", "Beta"),
        'There is no manager "07".',
        '没有业务经理"07"。',
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", owner="08"),
        'There is no manager "08".',
        '没有业务经理"08"。',
    ),
    case("customers", ALONE, "source is missing.", "缺少 source。"),
    case(
        "customers",
        customer("JRW01009", "Beta", registered_on=TOMORROW),
        'registered_on: "2026-11-21" is still to come.',
        'registered_on："2026-11-21"还没到。',
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", via_agent="JRW01044"),
        'There is no customer "JRW01044".',
        '没有客户"JRW01044"。',
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", referred_by="JRW01009"),
        "JRW01009 cannot be referred by itself.",
        "JRW01009 不能由自己转介绍。",
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", via_agent="JRW01009"),
        "JRW01009 came through JRW01009: that would be a circle.",
        "JRW01009 是 JRW01009 带来的：这样会成环。",
    ),
    case(
        "customers",
        customer("JRW01009", "Beta", status="void"),
        "status_reason is missing.",
        "缺少 status_reason。",
    ),
    case(
        "customers",
        {**customer("", "Acme  gmbh"), "market": "foreign"},
        '"Acme gmbh" is registered already: JRW01001.',
        '"Acme gmbh"已登记：JRW01001。',
    ),
    case("orders", {**ORDER, "number": ""}, "number is missing.", "缺少 number。"),
    case("orders", {**ORDER, "amount": "0.00"}, "The amount is above 0.", "金额须大于 0。"),
    case(
        "orders",
        {**ORDER, "on": TOMORROW},
        'on: "2026-11-21" is still to come.',
        'on："2026-11-21"还没到。',
    ),
    case(
        "orders",
        {**ORDER, "currency": "USD"},
        "No rate of USD is known on 2026-03-02 or before: kam rate set USD RATE --on 2026-03-02"
        " tells CNY for one USD.",
        "2026-03-02 及以前没有 USD 的汇率："
        "用 kam rate set USD 汇率 --on 2026-03-02 写明 1 USD 合多少人民币。",
    ),
    case(
        "orders",
        {**ORDER, "currency": "XYZ"},
        'currency: "XYZ" is not the code of a currency. (for example CNY, USD, EUR or JPY)',
        "",
    ),
    case(
        "orders",
        {**ORDER, "rate": "7.15"},
        '"7.15" cannot be the rate of CNY. (a rate is CNY for one unit: 7.15 for USD, always 1'
        " for CNY)",
        "",
    ),
    case(
        "orders",
        {**ORDER, "cancelled_on": "2026-03-01"},
        '"2026-03-01" is before the day of the order, 2026-03-02.',
        '"2026-03-01"早于订单日期 2026-03-02。',
    ),
    case(
        "orders",
        {**ORDER, "customer": "JRW01005"},
        "JRW01005 is void: it has no orders.",
        "JRW01005 已作废：不能有订单。",
    ),
    case(
        "payments",
        {"order": "B-9", "on": "2026-03-02", "amount": "1.00"},
        'There is no order "B-9".',
        '没有订单"B-9"。',
    ),
    case(
        "payments",
        {"order": "A-0", "on": "2026-03-02", "amount": "-1.00"},
        "The amount is above 0.",
        "金额须大于 0。",
    ),
    case(
        "payments",
        {"order": "A-0", "on": TOMORROW, "amount": "1.00"},
        'on: "2026-11-21" is still to come.',
        'on："2026-11-21"还没到。',
    ),
    case(
        "instalments",
        {"order": "A-0", "due_on": "soon", "amount": "1.00"},
        'due_on: "soon" is not a day. (written like 2026-11-20)',
        'due_on："soon"不是日期。(写成 2026-11-20 这样)',
    ),
    case(
        "adjustments",
        {"order": "A-0", "on": "2026-03-02", "amount": "-500.01"},
        'This would take the order "0.01 CNY" below zero.',
        "",
    ),
    case(
        "adjustments",
        {"order": "A-0", "on": "2026-01-31", "amount": "5.00"},
        '"2026-01-31" is before the day of the order, 2026-02-01.',
        '"2026-01-31"早于订单日期 2026-02-01。',
    ),
    case(
        "adjustments",
        {"order": "A-0", "on": "2026-03-02", "amount": "0.00"},
        "An adjustment of 0 changes nothing.",
        "调整 0 等于没有调整。",
    ),
    case(
        "rates",
        {"currency": "USD", "on": TOMORROW, "rate": "7.15"},
        'on: "2026-11-21" is still to come.',
        'on："2026-11-21"还没到。',
    ),
    case(
        "rates",
        {"currency": "CNY", "on": "2026-11-02", "rate": "1"},
        "The rate of CNY is always 1.",
        "",
    ),
    case(
        "overrides",
        {**OVERRIDE, "until_on": "2027-01-31"},
        'An override may last 90 days: until 2027-01-30, not "2027-01-31".',
        "",
    ),
    case("overrides", {**OVERRIDE, "grade": "X"}, '"X" cannot be set by hand', ""),
    case("overrides", {**OVERRIDE, "why": ""}, "why is missing.", "缺少 why。"),
    case(
        "overrides",
        {**OVERRIDE, "from_on": TOMORROW},
        'from_on: "2026-11-21" is still to come.',
        'from_on："2026-11-21"还没到。',
    ),
    case(
        "contacts",
        {**PERSON, "birthday": "05-01"},
        "A birthday or preferences are kept only with the person's consent.",
        "",
    ),
    case("contacts", {**PERSON, "email": "anna(at)acme"}, '"anna(at)acme" is not an e-mail', ""),
    case(
        "contacts",
        {**PERSON, "birthday": "2027-01-01", "consent_on": "2026-01-01", "consent_purpose": "x"},
        '"2027-01-01" is still to come.',
        '"2027-01-01"还没到。',
    ),
    case("contacts", {**PERSON, "name": ""}, "name is missing.", "缺少 name。"),
    case(
        "actions",
        {"customer": "JRW01001", "text": "Call", "closed_on": "2026-11-02"},
        "The action is open, but was closed on 2026-11-02: say what became of it.",
        "行动未完成，却写了结束日期 2026-11-02：请写明结果。",
    ),
    case(
        "aliases",
        {"alias": "DE-17", "customer": "JRW01001"},
        '"DE-17" is not a customer code.',
        '"DE-17"不是客户编码。',
    ),
    case(
        "aliases",
        {"alias": "JRW01005", "customer": "JRW01001"},
        '"JRW01005" is the code of a customer, not a former one.',
        '"JRW01005"是某客户的现编码，不是旧编码。',
    ),
    case(
        "owners",
        {"customer": "JRW01001", "owner": "07", "from_on": "2026-01-05"},
        'There is no manager "07".',
        '没有业务经理"07"。',
    ),
    case("cadence", {"customer": "JRW01001", "days": "0"}, "days is above 0.", "days 须大于 0。"),
    case(
        "goals",
        {"manager": "07", "week": "2026-11-20", "customers": "2"},
        'There is no manager "07".',
        '没有业务经理"07"。',
    ),
    case(
        "policy",
        {"key": "grading.threshold", "value": "1", "from_on": "2027-01-01", "approved_by": "Wang"},
        '"grading.threshold" is no policy; the nearest is grading.annual_threshold.',
        "",
    ),
    case(
        "policy",
        {"key": "cadence.a", "value": "0", "from_on": "2027-01-01", "approved_by": "Wang"},
        '"0" cannot be cadence.a: a whole number from 1 to 3660 is wanted.',
        "",
    ),
    case(
        "counters",
        {"market": "foreign", "manager": "01", "last_serial": "10000"},
        '"10000" is above the last customer number, 9999.',
        '"10000"超过最大客户序号 9999。',
    ),
    case("managers", {"code": "0", "name": "Zero"}, 'code: "0" is not a manager code', ""),
    case("managers", {"code": "05", "name": ""}, "name is missing.", "缺少 name。"),
]


@pytest.fixture
def started(ledger: Path, tmp_path: Path) -> Path:
    """Give a ledger with a customer, an order of 500.00 of February, and a void customer."""
    void = customer("JRW01005", "Gone", status="void", status_reason="twice")
    order = {**ORDER, "number": "A-0", "on": "2026-02-01", "amount": "500.00"}
    put(tmp_path / "start", "customers", [ACME, void])
    put(tmp_path / "start", "orders", [order])
    done = take(tmp_path / "start")
    assert (done.err, done.code) == ("", 0)
    return ledger


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.table}: {case.english[:40]}")
def test_a_row_that_cannot_stand_is_told_and_given_back(
    started: Path, tmp_path: Path, case: Case
) -> None:
    before = give(tmp_path / "before")
    path = put(tmp_path / "in", case.table, [case.row])

    done = take(path)

    told = f'"{case.table}.csv", line 2: {case.english}'
    assert done.reasons()[0].startswith(told)
    assert (done.summary(), done.code) == ((0, 0, 0, 1), 6)
    rejects = path.with_name(f"{case.table}.rejects.csv")
    assert done.counts["rejects_file"] == str(rejects)
    [given_back] = csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8-sig")))
    assert given_back == {**case.row, "line": "2", "reason": unguarded(given_back["reason"])}
    assert given_back["reason"].startswith(case.english)
    assert give(tmp_path / "after") == before


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.chinese],
    ids=lambda case: f"{case.table}: {case.english[:40]}",
)
def test_a_row_that_cannot_stand_is_told_in_chinese(
    started: Path, tmp_path: Path, case: Case
) -> None:
    path = put(tmp_path / "in", case.table, [case.row])

    done = take(path, options=["--lang", "zh"])

    assert done.reasons()[0] == f'"{case.table}.csv"第 2 行：{case.chinese}'
    assert done.code == 6


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if not case.chinese],
    ids=lambda case: f"{case.table}: {case.english[:40]}",
)
def test_the_reasons_of_the_rules_are_chinese_too(
    started: Path, tmp_path: Path, case: Case
) -> None:
    path = put(tmp_path / "in", case.table, [case.row])

    done = take(path, options=["--lang", "zh"])

    reason = done.reasons()[0].removeprefix(f'"{case.table}.csv"第 2 行：')
    assert is_chinese(reason)
    assert not any(word in reason.split() for word in ("is", "the", "not", "a"))


def test_every_key_stands_once_in_a_file(started: Path, tmp_path: Path) -> None:
    rate = {"currency": "USD", "on": "2026-03-02", "rate": "7.15"}
    for table, row, key in (
        ("managers", {"code": "05", "name": "Five"}, "05"),
        ("customers", customer("JRW01009", "Beta"), "JRW01009"),
        ("aliases", {"alias": "JRW01008", "customer": "JRW01001"}, "JRW01008"),
        ("contacts", PERSON, "Anna"),
        ("orders", ORDER, "A-1"),
        ("rates", rate, "USD 2026-03-02"),
        ("overrides", OVERRIDE, "JRW01001 2026-11-01"),
        ("cadence", {"customer": "JRW01001", "days": "9"}, "JRW01001"),
        ("goals", {"manager": "01", "week": "2026-11-20", "customers": "1"}, "01 2026-11-20"),
        (
            "policy",
            {"key": "cadence.a", "value": "9", "from_on": "2026-11-01", "approved_by": "W"},
            "cadence.a 2026-11-01",
        ),
        ("counters", {"market": "foreign", "manager": "01", "last_serial": "9"}, "foreign 01"),
    ):
        done = take(put(tmp_path / "in", table, [row, row]))
        assert done.reasons() == [f'"{table}.csv", line 3: "{key}" stands on line 2 already.']
        assert done.counts["rejected"] == 1


def test_one_primary_contact_a_customer(started: Path, tmp_path: Path) -> None:
    people = [{**PERSON, "name": name, "primary": "yes"} for name in ("Anna", "Berta")]

    done = take(put(tmp_path / "in", "contacts", people))

    assert done.reasons() == [
        '"contacts.csv", line 3: "JRW01001 primary" stands on line 2 already.'
    ]
