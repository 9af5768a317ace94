"""Amounts, phones, people, places and words as people write them into cells."""

from __future__ import annotations

import pytest

from kamcli.errors import NotUnderstood
from kamcli.exchange.handmade.amounts import currency_of, read_sum, the_amount
from kamcli.exchange.handmade.marks import is_cross, is_tick, read_legacy_grade, read_word
from kamcli.exchange.handmade.people import Named, read_people
from kamcli.exchange.handmade.phones import read_phone
from kamcli.exchange.handmade.places import Place, read_place
from kamcli.exchange.handmade.reach import Reach, read_reach
from kamcli.exchange.handmade.texts import is_nothing, lines_of, text_of
from kamcli.exchange.spreadsheets.shape import Raw
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Nature, Source

USD_4280 = Money(amount=428000, currency="USD")


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("USD 4280", USD_4280),
        ("PI20240517-A,金额USD 4280", USD_4280),
        ("4280美元,含运费", USD_4280),
        ("总额US$4,280.00,30%定金", USD_4280),
        ("PO#123 USD 4280,定金USD 1284", USD_4280),
        ("已付定金USD 1284, 总额USD 4280", USD_4280),
        ("50万", Money(amount=50000000, currency="CNY")),
        ("￥1,234.50", Money(amount=123450, currency="CNY")),
        ("首单5万元", Money(amount=5000000, currency="CNY")),
        ("DHL#562729,3个规格", None),
        ("PO20240520", None),
        ("已付定金USD 1284", None),
        ("USD 4280 or EUR 4000", None),
        ("2024.05.10", None),
    ],
)
def test_a_sentence_is_about_one_amount_or_none(text: str, money: Money | None) -> None:
    assert the_amount(text) == money


def test_a_cell_holds_an_amount_as_its_heading_says() -> None:
    assert read_sum("USD 4280", heading="金额", currency=None) == USD_4280
    assert read_sum(4280, heading="Amount (USD)", currency=None) == USD_4280
    assert read_sum(4280.0, heading="金额", currency="USD") == USD_4280
    assert read_sum(50, heading="年合作金额(万元)", currency=None).amount == 50000000
    assert read_sum(0.1 + 0.2, heading="金额", currency=None).amount == 30
    assert currency_of("成交额(美元)") == "USD"
    for raw in (True, "about 5", None):
        with pytest.raises(NotUnderstood):
            read_sum(raw, heading="金额", currency=None)


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("13800138000.0", "13800138000"),
        (13800138000.0, "13800138000"),
        (13800138000, "13800138000"),
        ("'13800138000", "13800138000"),
        ("13800138000.0/13900139000.0", "13800138000/13900139000"),
        ("０５７４－８７６５４３２１", "0574-87654321"),
        ("+49 (0)30 1234 567", "+49 (0)30 1234 567"),
        ("030-0074321", "030-0074321"),
    ],
)
def test_a_phone_that_became_a_number_is_mended(raw: Raw, phone: str) -> None:
    assert read_phone(raw) == phone


@pytest.mark.parametrize("raw", ["1.38E+10", "1.38e10", "1.38001E+10", "张三 1.38E+10"])
def test_a_phone_that_lost_its_digits_is_refused(raw: str) -> None:
    with pytest.raises(NotUnderstood, match="its last digits are lost"):
        read_phone(raw)


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("anna@x.de / +49 170 1234567", Reach(emails=("anna@x.de",), chats=("+49 170 1234567",))),
        ("anna@x.de/+4917012345", Reach(emails=("anna@x.de",), chats=("+4917012345",))),
        ("anna@x.de\n微信: anna_s", Reach(emails=("anna@x.de",), chats=("微信: anna_s",))),
        ("a@b.de;c@d.de", Reach(emails=("a@b.de", "c@d.de"))),
        ("mailto:anna@x.de", Reach(emails=("anna@x.de",))),
        (
            "anna@x.de 电话:0574-87654321",
            Reach(emails=("anna@x.de",), rest=("电话:0574-87654321",)),
        ),
        ("电话:0574-87654321", Reach(phones=("0574-87654321",))),
        ("手机 13800138000", Reach(mobiles=("13800138000",))),
        ("- / anna_s", Reach(chats=("anna_s",))),
        ("ask the front desk", Reach(rest=("ask the front desk",))),
    ],
)
def test_mail_and_chat_in_one_cell_are_told_apart(text: str, reach: Reach) -> None:
    assert read_reach(text, heading="邮箱 / WhatsApp") == reach


def test_a_number_is_a_chat_only_where_the_heading_says_so() -> None:
    assert read_reach("13800138000", heading="联系方式") == Reach(mobiles=("13800138000",))
    assert read_reach(13800138000.0, heading="微信") == Reach(chats=("13800138000",))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Anna Schmidt(销售主管)", [Named(name="Anna Schmidt", title="销售主管")]),
        ("Anna Schmidt（Sales）", [Named(name="Anna Schmidt", title="Sales")]),
        ("Anna Schmidt, Sales Manager", [Named(name="Anna Schmidt", title="Sales Manager")]),
        ("张三、李四", [Named(name="张三"), Named(name="李四")]),
        ("张三/李四\n王五", [Named(name="张三"), Named(name="李四"), Named(name="王五")]),
        ("Anna Schmidt, Tom Brown", [Named(name="Anna Schmidt"), Named(name="Tom Brown")]),
        ("Schmidt, Anna", [Named(name="Schmidt, Anna")]),
        ("王经理", [Named(name="王经理")]),
        ("张三 13800138000", [Named(name="张三", mobile="13800138000")]),
        ("张三(0574-87654321)", [Named(name="张三", phone="0574-87654321")]),
        ("Anna <anna@x.de>", [Named(name="Anna", email="anna@x.de")]),
        (
            "张三(采购经理) 13800138000;李四(财务)",
            [
                Named(name="张三", title="采购经理", mobile="13800138000"),
                Named(name="李四", title="财务"),
            ],
        ),
    ],
)
def test_people_in_one_cell_are_told_apart(text: str, people: list[Named]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("德国 / 柏林", "DE", "柏林"),
        ("德国", "DE", None),
        ("Berlin, Germany", "DE", "Berlin"),
        ("Germany (Berlin)", "DE", "Berlin"),
        ("德国-柏林", "DE", "柏林"),
        ("德国 柏林", "DE", "柏林"),
        ("德国柏林", "DE", "柏林"),
        ("中国·浙江", "CN", "浙江"),
        ("浙江省宁波市", "CN", "浙江省宁波市"),
        ("United States of America", "US", None),
        ("Guinea-Bissau", "GW", None),
        ("Atlantis", None, "Atlantis"),
    ],
)
def test_country_and_region_in_one_cell(text: str, country: str | None, region: str | None) -> None:
    assert read_place(text) == Place(country=country, region=region)


def test_ticks_and_crosses() -> None:
    assert all(is_tick(raw) for raw in ("√", "✓", "✔", "是", "Y", "1", 1, True, "yes"))
    assert all(is_cross(raw) for raw in ("×", "✗", "否", "N", 0, False, "no"))
    assert not is_tick("德国")
    assert not is_cross("德国")


def test_grades_of_other_systems_keep_their_letter() -> None:
    said = ["A级", "A类", "a", " Ａ ", "X级", "重点", "VIP", "A+"]
    assert [read_legacy_grade(each) for each in said] == [*("A" * 4), "X", "重点", "VIP", "A+"]


def test_words_inside_a_longer_text() -> None:
    assert read_word(Source, "第123届广交会") is Source.FAIR
    assert read_word(Source, "外贸公司") is Source.TRADING_COMPANY
    assert read_word(Source, "老客户介绍(李总)") is Source.REFERRAL
    assert read_word(Nature, "终端客户(工厂)") is Nature.END_USER
    assert read_word(Nature, "Distributor") is Nature.DISTRIBUTOR
    with pytest.raises(NotUnderstood, match="names web, fair: leave one"):
        read_word(Source, "网络/展会")
    with pytest.raises(NotUnderstood, match="none of the values"):
        read_word(Nature, "合作伙伴")


def test_what_stands_for_nothing() -> None:
    assert all(is_nothing(text) for text in ("", "-", "——", "/", "无", "N/A", "NULL", "　"))
    assert not any(is_nothing(text) for text in ("0", "NA", "否", "x"))
    assert lines_of("a\r\n\n - \n b ") == ["a", "b"]
    assert text_of(" _x000D_\r\na ") == "a"
    assert [text_of(raw) for raw in (4280, 4280.0, 4280.5, True)] == [
        "4280",
        "4280",
        "4280.5",
        "TRUE",
    ]
    with pytest.raises(NotUnderstood):
        text_of("a\0b")
