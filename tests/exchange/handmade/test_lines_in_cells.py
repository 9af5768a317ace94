"""Cells that have grown line by line: talks, samples, quotes and orders."""

from __future__ import annotations

from datetime import date

import pytest

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.days import DayReader, Near
from kamcli.exchange.handmade.deals import Dealings
from kamcli.exchange.handmade.entries import Note, Plan, Sale
from kamcli.exchange.handmade.hearing import hear_kind, hear_via
from kamcli.exchange.handmade.notes import dated_lines
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Kind, Via

READER = DayReader(as_of=date(2026, 11, 20))
USD_4280 = Money(amount=428000, currency="USD")
DAY = date(2024, 5, 15)


def check(text: str) -> Plan:
    return Plan(text=f"核对：{text}", is_check=True)


def follow_ups(cell: str, near: Near | None = None) -> Dealings:
    found = Dealings()
    for line in dated_lines(cell, READER, near or Near()):
        found.follow_up(line, heading="跟进记录")
    return found


def told(kind: str, cell: str) -> Dealings:
    found = Dealings()
    for line in dated_lines(cell, READER, Near()):
        getattr(found, kind)(line, heading={"sample": "样品", "quote": "报价"}.get(kind, "订单"))
    return found


def test_each_line_with_its_day_is_a_note() -> None:
    found = follow_ups(
        "2024.05.10 电话沟通,对方要样品\n"
        "需要3个规格\n"
        "2024年5月15日:寄样DHL#562729\n"
        "【6.3】微信跟进；2024.6.10 邮件没回"
    )
    assert [(note.on, note.kind, note.via, note.text, note.attempt) for note in found.notes] == [
        (date(2024, 5, 10), Kind.REQUEST, Via.CALL, "电话沟通,对方要样品", False),
        (date(2024, 5, 15), Kind.SAMPLE, Via.LETTER, "寄样DHL#562729", False),
        (date(2024, 6, 3), Kind.TALK, Via.MESSAGE, "微信跟进", False),
        (date(2024, 6, 10), Kind.TALK, Via.EMAIL, "邮件没回", True),
    ]
    assert found.remarks == ["需要3个规格"]
    assert found.inferred == [date(2024, 6, 3)]


def test_a_line_of_numbers_is_no_day() -> None:
    found = follow_ups("3.5万元的单子\n10-15 pcs\n3/4寸阀门", Near(year=2024))
    assert (found.notes, found.remarks) == ([], ["3.5万元的单子", "10-15 pcs", "3/4寸阀门"])


def test_a_line_of_a_day_to_come_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="still to come"):
        follow_ups("2027.1.5 拜访")


@pytest.mark.parametrize(
    ("text", "kind", "via"),
    [
        ("报价", Kind.QUOTE, Via.OTHER),
        ("报价跟进", Kind.TALK, Via.OTHER),
        ("还没给客户发报价单", Kind.TALK, Via.OTHER),
        ("准备寄样", Kind.TALK, Via.OTHER),
        ("will send the quote", Kind.TALK, Via.OTHER),
        ("sent quotation by email", Kind.QUOTE, Via.EMAIL),
        ("广交会交换名片", Kind.CARD, Via.FAIR),
        ("客户投诉漏水,电话", Kind.COMPLAINT, Via.CALL),
        ("电话+微信", Kind.TALK, Via.OTHER),
        ("圣诞祝福", Kind.GREETING, Via.OTHER),
        ("Asked for a price list", Kind.REQUEST, Via.OTHER),
    ],
)
def test_kind_and_channel_are_heard_from_the_words(text: str, kind: Kind, via: Via) -> None:
    assert (hear_kind(text), hear_via(text)) == (kind, via)


def test_samples() -> None:
    found = told("sample", "2024.05.15 DHL#562729,3个规格")
    assert found.notes == [
        Note(on=DAY, kind=Kind.SAMPLE, via=Via.LETTER, text="DHL#562729,3个规格")
    ]
    assert told("sample", "2024.05.15").notes[0].text == "样品"
    assert told("sample", "2024.05.15 主动寄样").notes[0].unsolicited
    assert told("sample", "2024.05.15 客户索要样品").notes[0].kind is Kind.REQUEST
    assert told("sample", "已寄3个规格").plans == [check("样品: 已寄3个规格")]
    assert told("sample", "√").plans == [check("样品")]
    assert told("sample", "未寄").remarks == ["样品: 未寄"]


def test_quotes_are_orders_only_where_something_confirms_them() -> None:
    found = told("quote", "PI20240517-A,金额USD 4280")
    quoted = Note(
        on=date(2024, 5, 17),
        kind=Kind.QUOTE,
        via=Via.OTHER,
        text="PI20240517-A,金额USD 4280",
        amount=USD_4280,
    )
    assert (found.notes, found.sales, found.inferred) == ([quoted], [], [date(2024, 5, 17)])
    for words in ("已付定金", "deposit received", "PO 4711", "confirmed"):
        text = f"PI20240517-A,金额USD 4280,{words}"
        found = told("quote", f"2024.05.15 {text}")
        assert [(sale.on, sale.money, sale.text) for sale in found.sales] == [(DAY, USD_4280, text)]
        assert found.notes == []
    assert told("quote", "PI-A,金额USD 4280").plans == [check("报价: PI-A,金额USD 4280")]
    assert told("quote", "定金已付").plans == [check("报价: 定金已付")]


def test_orders_need_a_day_and_an_amount() -> None:
    found = told("order", "2024.05.15 PO#A-17 USD 4280")
    assert found.sales == [Sale(on=DAY, money=USD_4280, number="A-17", text="PO#A-17 USD 4280")]
    assert told("order", "试单已下").plans == [check("订单: 试单已下")]
    assert told("order", "USD 4280").plans == [check("订单: USD 4280")]
    assert told("order", "2024.05.15 trial").plans
    assert told("order", "未下单").remarks == ["订单: 未下单"]


def test_a_trial_order_in_a_follow_up_is_checked_never_invented() -> None:
    found = follow_ups("2024.05.15 试单已下\n试单已下")
    assert [note.text for note in found.notes] == ["试单已下"]
    assert (found.sales, found.plans) == ([], [check("试单已下")] * 2)
    found = follow_ups("2024.05.15 客户已付定金,总额USD 4280")
    assert [sale.money for sale in found.sales] == [USD_4280]
    assert found.notes == []
