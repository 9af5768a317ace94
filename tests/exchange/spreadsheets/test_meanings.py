"""Headings are understood however they are written."""

from __future__ import annotations

from collections import Counter

import pytest

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.aliases import ALIASES
from kamcli.exchange.spreadsheets.meanings import field_named, meaning, read_mapping, spelling
from kamcli.exchange.spreadsheets.shape import Field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("客户名称", Field.NAME),
        ("公司", Field.NAME),
        ("Company Name", Field.NAME),
        ("CompanyName", Field.NAME),
        ("company_name", Field.NAME),
        ("COMPANY\nNAME", Field.NAME),
        ("客户名称*（必填）", Field.NAME),
        ("* Customer name (required)", Field.NAME),
        ("客户名称：", Field.NAME),
        ("1.客户名称", Field.NAME),
        ("客户名称 Customer Name", Field.NAME),
        ("客户名称\nCustomer Name", Field.NAME),
        ("客戶名稱", Field.NAME),
        ("ＥＭＡＩＬ", Field.EMAIL),
        ("E-Mail", Field.EMAIL),
        ("跟进记录（" + "每次联系写一行，以日期开头；" * 5 + "）", Field.FOLLOW_UPS),
        ("跟进记录\n" + "每次联系写一行，以日期开头；" * 5, Field.FOLLOW_UPS),
        ("国家/区域", Field.PLACE),
        ("国家", Field.COUNTRY),
        ("Country / Region", Field.PLACE),
        ("等级", Field.GRADE),
        ("客户等级(A/B/C/D)", Field.GRADE),
        ("性质", Field.NATURE),
        ("跟进记录", Field.FOLLOW_UPS),
        ("第一次跟进", Field.FOLLOW_UPS),
        ("跟进记录3", Field.FOLLOW_UPS),
        ("下一步", Field.NEXT),
        ("下一步行动措施/计划时间", Field.NEXT),
        ("下次联系日期", Field.NEXT_ON),
        ("邮箱 / WhatsApp", Field.REACH),
        ("电话/手机", Field.REACH),
        ("微信/QQ", Field.IM),
        ("手机", Field.MOBILE),
        ("联系人2 电话", Field.PHONE),
        ("Contact Phone", Field.PHONE),
        ("联系人/职务", Field.CONTACT),
        ("联系人/电话", Field.CONTACT),
        ("联系人及联系方式", Field.CONTACT),
        ("联系人职务", Field.TITLE),
        ("聯絡人", Field.CONTACT),
        ("最近联系日期", Field.LAST_CONTACT_ON),
        ("备注", Field.REMARKS),
        ("国外", Field.FOREIGN),
        ("国内/国外", Field.MARKET),
        ("年", Field.YEAR),
        ("月", Field.MONTH),
        ("金额（USD）", Field.AMOUNT),
        ("样品", Field.SAMPLES),
        ("PI", Field.QUOTES),
        ("#", Field.LINE),
        ("序号", Field.LINE),
        ("No.", Field.LINE),
    ],
)
def test_what_it_means(heading: str, field: Field) -> None:
    found = meaning(heading)
    assert found is not None
    assert found.field is field


@pytest.mark.parametrize(
    "heading",
    [
        "",
        " ",
        "1月",
        "12",
        "Fax",
        "PostalCode",
        "sector",
        "2024年销售额",
        "A",
        "德国",
        "客户名称/联系人",
        None,
        5,
        "客户名称 " * 20,
        "*",
        "(必填)",
    ],
)
def test_what_is_not_known_means_nothing(heading: object) -> None:
    assert meaning(heading) is None


def test_no_heading_means_two_things() -> None:
    names = Counter(
        spelling(name) or name for text in ALIASES.values() for name in text.split(", ")
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 1000


def test_every_field_has_a_heading_that_means_it() -> None:
    for field in Field:
        found = meaning(field.value)
        assert found is not None, field
        assert found.field is field


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("name", Field.NAME),
        ("Follow_Ups", Field.FOLLOW_UPS),
        ("follow ups", Field.FOLLOW_UPS),
        ("客户名称", Field.NAME),
        ("-", None),
    ],
)
def test_how_the_person_names_a_field(word: str, field: Field | None) -> None:
    assert field_named(word) is field


def test_an_unknown_field_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotUnderstood, match='A column cannot mean "countri"') as caught:
        field_named("countri")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("country")


def test_what_map_says() -> None:
    assert read_mapping(["Sector=tags", "a=b = name", "Fax=-"]) == {
        "Sector": Field.TAGS,
        "a=b": Field.NAME,
        "Fax": None,
    }


@pytest.mark.parametrize("said", ["Sector", "=name", " =name"])
def test_what_map_cannot_say(said: str) -> None:
    with pytest.raises(NotUnderstood, match="does not say which column means what"):
        read_mapping([said])
