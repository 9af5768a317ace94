"""Values as people write them, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import pytest

from kamcli.errors import NotUnderstood
from kamcli.rules import labels, words
from kamcli.rules.vocabulary import (
    ActionStatus,
    Calendar,
    CustomerStatus,
    Department,
    Flag,
    Grade,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Via,
)

READERS: dict[type[StrEnum], Callable[[str], StrEnum]] = {
    Market: words.read_market,
    Nature: words.read_nature,
    Source: words.read_source,
    Kind: words.read_kind,
    Via: words.read_via,
    Layer: words.read_layer,
    Role: words.read_role,
    Grade: words.read_grade,
    Flag: words.read_flag,
    Department: words.read_department,
    CustomerStatus: words.read_customer_status,
    ActionStatus: words.read_action_status,
    Calendar: words.read_calendar,
}
VALUES = [value for values in READERS for value in values]

# The words of the command line's contract and of the form.
CHINESE: list[tuple[StrEnum, str]] = [
    (Market.FOREIGN, "外贸 国外 境外 W w"),
    (Market.DOMESTIC, "内贸 国内 N"),
    (Nature.AGENT, "代理 代理商 当地代理"),
    (Nature.DISTRIBUTOR, "经销 经销商 当地经销 分销商 进口商 批发商"),
    (Nature.INTERMEDIARY, "中介 中间商 贸易商"),
    (Nature.END_USER, "终端 终端客户 最终用户 工厂"),
    (Source.WEB, "网络 阿里 国际站 独立站"),
    (Source.FAIR, "展会 广交会"),
    (Source.NEWS, "新闻"),
    (Source.YELLOW_PAGES, "黄页"),
    (Source.TRADING_COMPANY, "外贸公司"),
    (Source.REFERRAL, "转介绍 老客户介绍"),
    (Source.SOCIAL, "社媒 社交媒体 领英"),
    (Source.TELEMARKETING, "电话 电话营销 陌拜"),
    (Source.OTHER, "其他"),
    (Kind.TALK, "沟通"),
    (Kind.REQUEST, "索要 询盘 询价"),
    (Kind.SAMPLE, "寄样 样品"),
    (Kind.QUOTE, "报价 PI"),
    (Kind.CARD, "名片"),
    (Kind.COMPLAINT, "投诉 客诉"),
    (Kind.SERVICE, "售后"),
    (Kind.GREETING, "问候"),
    (Kind.MAILING, "群发"),
    (Via.VISIT, "拜访 上门"),
    (Via.CALL, "电话"),
    (Via.EMAIL, "邮件"),
    (Via.MESSAGE, "微信 WhatsApp 旺旺"),
    (Via.MEETING, "会议 视频"),
    (Via.FAIR, "展会"),
    (Via.LETTER, "信函 快递"),
    (Via.OTHER, "其他"),
    (Layer.EXECUTIVE, "领导 高层 领导/高层"),
    (Layer.TECHNICAL, "技术"),
    (Layer.BUSINESS, "业务"),
    (Role.DECISION_MAKER, "决策人"),
    (Role.BUYER, "采购"),
    (Role.TECHNICAL, "技术"),
    (Role.USER, "使用者"),
    (Role.FINANCE, "财务"),
    (Grade.A, "A级 ａ"),
    (Grade.X, "X级 休克"),
    (Department.EXPORT, "外贸部"),
    (Department.DOMESTIC, "国内销售部"),
    (Department.SHOWROOM, "展厅"),
    (CustomerStatus.ACTIVE, "有效"),
    (CustomerStatus.VOID, "作废"),
    (CustomerStatus.MERGED, "合并"),
    (ActionStatus.OPEN, "未完成"),
    (ActionStatus.DONE, "已完成"),
    (ActionStatus.POSTPONED, "延期"),
    (ActionStatus.DROPPED, "取消"),
    (Calendar.SOLAR, "公历"),
    (Calendar.LUNAR, "农历"),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_every_value_is_read_as_it_is_stored_and_as_it_is_shown(value: StrEnum) -> None:
    read = READERS[type(value)]
    assert read(value.value) is value
    assert read(labels.label(value)) is value


@pytest.mark.parametrize(
    ("value", "text"),
    [(value, text) for value, texts in CHINESE for text in texts.split()],
)
def test_chinese_words_are_understood(value: StrEnum, text: str) -> None:
    assert READERS[type(value)](text) is value


def test_the_chinese_table_misses_no_value_that_has_a_chinese_word() -> None:
    assert {type(value) for value, _texts in CHINESE} == set(READERS) - {Flag}


@pytest.mark.parametrize(
    "text", ["end-user", "END USER", " End_User ", "ｅｎｄ－ｕｓｅｒ", "enduser", "终端 客户"]
)
def test_case_width_spaces_and_hyphens_do_not_matter(text: str) -> None:
    assert words.read_nature(text) is Nature.END_USER


@pytest.mark.parametrize("text", ["", " ", "end", "用户?", "外", "级"])
@pytest.mark.parametrize("values", READERS)
def test_other_words_are_not_understood(values: type[StrEnum], text: str) -> None:
    with pytest.raises(NotUnderstood):
        READERS[values](text)


def test_what_is_accepted_is_told() -> None:
    with pytest.raises(NotUnderstood) as caught:
        words.read_department("sales")
    assert caught.value.message == '"sales" is none of the values asked for here.'
    assert caught.value.hint == "one of: export department, domestic sales, showroom"


def test_the_same_word_of_two_sets_is_kept_apart() -> None:
    assert labels.label(Market.DOMESTIC) == "domestic"
    assert labels.label(Department.DOMESTIC) == "domestic sales"
    assert labels.label(Nature.END_USER) == "end-user"
    assert labels.label(Grade.X) == "X"
    assert words.read_source("展会") is Source.FAIR
    assert words.read_via("展会") is Via.FAIR


@pytest.mark.parametrize("text", ["B", "b", "B级", "B类", "b 类", "Ｂ级"])
def test_a_grade_is_read_with_or_without_its_word(text: str) -> None:
    assert words.read_grade(text) is Grade.B


@pytest.mark.parametrize("text", ["类B", "级B", "AB", ""])
def test_a_grade_is_one_letter(text: str) -> None:
    with pytest.raises(NotUnderstood):
        words.read_grade(text)


@pytest.mark.parametrize("text", ["end-user", "END USER", "end_user", "enduser", "终端 客户"])
def test_what_stands_between_words_does_not_matter(text: str) -> None:
    assert words.read_nature(text) is Nature.END_USER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("展会", [Source.FAIR]),
        ("广交会认识", [Source.FAIR]),
        ("网站 / 展会", [Source.WEB, Source.FAIR]),
        ("展会，网站", [Source.WEB, Source.FAIR]),
        ("外贸公司", [Source.TRADING_COMPANY]),
        ("客户介绍的", [Source.REFERRAL]),
        ("Met at the FAIR", [Source.FAIR]),
        ("yellow_pages of 2019", [Source.YELLOW_PAGES]),
        ("街上", []),
        ("", []),
    ],
)
def test_the_words_of_values_are_found_inside_a_text(text: str, found: list[Source]) -> None:
    assert words.named_in(Source, text) == found


def test_a_longer_word_hides_those_within_it() -> None:
    assert words.named_in(Market, "外贸") == [Market.FOREIGN]
    assert words.named_in(Department, "外贸部") == [Department.EXPORT]
    assert words.named_in(Nature, "当地代理商 (经销)") == [Nature.AGENT, Nature.DISTRIBUTOR]


def test_a_letter_is_no_word_inside_a_text() -> None:
    assert words.named_in(Market, "new") == []
    assert words.named_in(Market, "w") == []


@pytest.mark.parametrize(
    ("text", "named"), [("在用", False), ("有效", True), ("Active", True), ("有效客户", False)]
)
def test_a_text_may_be_one_of_the_words_for_a_value(text: str, named: bool) -> None:
    assert words.is_name_of(CustomerStatus.ACTIVE, text) is named
