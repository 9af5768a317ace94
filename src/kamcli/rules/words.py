"""The values of the ledger as people write them, in English and Chinese (cli.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.rules.labels import label
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
from kamcli.writing import even, quoted

_Value = TypeVar("_Value", bound=StrEnum)

# Other ways to write a value, compared as `_plain` leaves them.
_ALSO: dict[type[StrEnum], dict[str, str]] = {
    Market: {
        Market.FOREIGN: "外贸 国外 境外 海外 外销 出口 w export",
        Market.DOMESTIC: "内贸 国内 境内 内销 n",
    },
    Nature: {
        Nature.AGENT: "代理 代理商 当地代理 当地代理商",
        Nature.DISTRIBUTOR: "经销 经销商 当地经销 当地经销商 分销商 进口商 批发商",
        Nature.INTERMEDIARY: "中介 中介商 中间商 贸易商",
        Nature.END_USER: "终端 终端客户 终端用户 最终用户 最终客户 工厂",
    },
    Source: {
        Source.WEB: "网络 网站 阿里 阿里巴巴 国际站 独立站 website internet",
        Source.FAIR: "展会 展览 展览会 广交会 exhibition",
        Source.NEWS: "新闻",
        Source.YELLOW_PAGES: "黄页",
        Source.TRADING_COMPANY: "外贸公司 贸易公司",
        Source.REFERRAL: "转介绍 介绍 老客户介绍 客户介绍",
        Source.SOCIAL: "社媒 社交 社交媒体 领英 linkedin socialmedia",
        Source.TELEMARKETING: "电话 电话营销 电话销售 陌拜 coldcall",
        Source.OTHER: "其他 其它",
    },
    Kind: {
        Kind.TALK: "沟通 交谈 洽谈",
        Kind.REQUEST: "索要 询盘 询价 inquiry enquiry",
        Kind.SAMPLE: "样品 寄样 送样",
        Kind.QUOTE: "报价 报价单 pi quotation",
        Kind.CARD: "名片 交换名片 businesscard",
        Kind.COMPLAINT: "投诉 客诉",
        Kind.SERVICE: "售后 服务 售后服务",
        Kind.GREETING: "问候 节日问候",
        Kind.MAILING: "群发",
    },
    Via: {
        Via.VISIT: "拜访 上门",
        Via.CALL: "电话 phone",
        Via.EMAIL: "邮件 电子邮件 邮箱 mail",
        Via.MESSAGE: "微信 旺旺 消息 短信 whatsapp wechat im",
        Via.MEETING: "会议 视频 视频会议 video",
        Via.FAIR: "展会 展览会 exhibition",
        Via.LETTER: "信函 快递 信件 courier",
        Via.OTHER: "其他 其它",
    },
    Layer: {
        Layer.EXECUTIVE: "领导 高层 领导/高层",
        Layer.TECHNICAL: "技术",
        Layer.BUSINESS: "业务",
    },
    Role: {
        Role.DECISION_MAKER: "决策人 决策者 决策 拍板人",
        Role.BUYER: "采购 采购员 采购人 purchaser",
        Role.TECHNICAL: "技术 技术人员",
        Role.USER: "使用 使用者 使用人 用户",
        Role.FINANCE: "财务",
    },
    Flag: {
        Flag.NO_CONTACT_YET: "尚未联系 从未联系",
        Flag.STALE: "久未联系",
        Flag.NO_ORDER_12M: "12个月无订单 近12个月无订单 十二个月无订单",
        Flag.UNANSWERED: "未答复 未回复",
        Flag.OVERDUE: "逾期未联系 逾期",
        Flag.NO_NEXT: "无下一步 无下一步行动",
        Flag.UNREACHABLE: "无联系方式",
        Flag.OVERRIDDEN: "人工定级",
    },
    Grade: {**dict.fromkeys("ABCD", ""), Grade.X: "休克 休克客户"},
    Department: {
        Department.EXPORT: "外贸部 外贸 出口部 国际部 exportdepartment",
        Department.DOMESTIC: "国内销售部 国内销售 内销部 国内 内贸 内贸部 domesticsales",
        Department.SHOWROOM: "展厅",
    },
    CustomerStatus: {
        CustomerStatus.ACTIVE: "有效 正常",
        CustomerStatus.VOID: "作废",
        CustomerStatus.MERGED: "合并 已合并",
    },
    ActionStatus: {
        ActionStatus.OPEN: "未完成 进行中",
        ActionStatus.DONE: "完成 已完成",
        ActionStatus.POSTPONED: "延期 已延期 推迟",
        ActionStatus.DROPPED: "取消 已取消",
    },
    Calendar: {
        Calendar.SOLAR: "公历 阳历 新历 gregorian",
        Calendar.LUNAR: "农历 阴历 旧历",
    },
}


def read_value(values: type[_Value], text: str) -> _Value:
    """Read one of a set of values as people write it, in either language.

    Case, width, spaces, hyphens and underscores do not matter. Raises NotUnderstood with the
    values that are accepted.
    """
    plain = _plain(text)
    for value in values:
        if plain in _named(values, value):
            return value
    raise NotUnderstood(
        _('"{text}" is none of the values asked for here.').format(text=quoted(text)),
        hint=_("one of: {values}").format(values=", ".join(map(label, values))),
    )


def is_name_of(value: StrEnum, text: str) -> bool:
    """Tell whether a text is one of the words for a value, and nothing more."""
    return _plain(text) in _named(type(value), value)


def named_in(values: type[_Value], text: str) -> list[_Value]:
    """Return the values whose words stand in a text, in their order; one alone if it is exact.

    A word of a value that another one's longer word holds does not count: 外贸公司, 公司网站.
    """
    plain = _plain(text)
    hits = {value: [word for word in _words(values, value) if word in plain] for value in values}
    longest = {word for found in hits.values() for word in found}
    return [
        value
        for value, found in hits.items()
        if any(not any(word != each and word in each for each in longest) for word in found)
    ]


def _words(values: type[_Value], value: _Value) -> list[str]:
    """Return the words of a value that can be found inside a text; a letter is none."""
    return [word for word in _named(values, value) if len(word) > 1]


def _named(values: type[_Value], value: _Value) -> list[str]:
    """Return all words for a value, as `_plain` leaves them."""
    return [_plain(value), *_ALSO[values][value].split()]


_LEFT_OUT = str.maketrans("", "", " -_")


def _plain(text: str) -> str:
    """Reduce a text to what is compared."""
    return even(text).casefold().translate(_LEFT_OUT)


def read_market(text: str) -> Market:
    """Read a market: foreign, 外贸, W, domestic, 内贸, N."""
    return read_value(Market, text)


def read_nature(text: str) -> Nature:
    """Read what a customer does with the goods."""
    return read_value(Nature, text)


def read_source(text: str) -> Source:
    """Read how a customer was found."""
    return read_value(Source, text)


def read_kind(text: str) -> Kind:
    """Read the kind of an interaction."""
    return read_value(Kind, text)


def read_via(text: str) -> Via:
    """Read the channel of an interaction."""
    return read_value(Via, text)


def read_layer(text: str) -> Layer:
    """Read the level at which two firms met."""
    return read_value(Layer, text)


def read_role(text: str) -> Role:
    """Read the part that a contact plays in a purchase."""
    return read_value(Role, text)


def read_grade(text: str) -> Grade:
    """Read a grade, with or without 级: A, b, X级."""
    return read_value(Grade, even(text).removesuffix("级").removesuffix("类"))


def read_flag(text: str) -> Flag:
    """Read a flag."""
    return read_value(Flag, text)


def read_department(text: str) -> Department:
    """Read where a manager works."""
    return read_value(Department, text)


def read_customer_status(text: str) -> CustomerStatus:
    """Read whether a customer is graded and counted."""
    return read_value(CustomerStatus, text)


def read_action_status(text: str) -> ActionStatus:
    """Read what became of a next action."""
    return read_value(ActionStatus, text)


def read_calendar(text: str) -> Calendar:
    """Read the calendar of a birthday."""
    return read_value(Calendar, text)
