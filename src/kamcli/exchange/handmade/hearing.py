"""What a note tells by its words: its kind, its channel, and whether a sale was confirmed.

Only what is said to have happened is heard: 准备寄样, 未报价 and "will send the quote" are talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamcli.rules.vocabulary import Kind, Via

# Words before a deed that say it has not happened, or not yet.
_NOT_YET = re.compile(
    r"(?:未|没有?|不|待|拟|将|准备|计划|打算|需要?|要求我们|考虑|下周|下月|明天|等|催|如果|若|可能|再"
    r"|\b(?:not|no|will|to|plans?|waiting for|wait for|next|if|may|before)\b|n't)"
    r"\W{0,2}\w{0,4}\W?$",
    re.IGNORECASE,
)
_GOODS = r"(?:price|quot|sample|catalog|offer)"
_KINDS = {
    Kind.COMPLAINT: (r"投诉|客诉|索赔", r"complain(?:t|ed)", r"\bclaim(?:s|ed)?\b"),
    Kind.SAMPLE: (
        r"(?:已|又|再次)?(?:寄|送|发|邮寄)(?:出|了|送)?了?[一二两三四五0-9]*(?:个|套|份|款)?样品?",
        r"样品(?:已|已经)?(?:寄|发|送)",
        r"sent (?:the |a |our )?(?:\w+ )?samples?",
        r"samples? (?:was |were )?(?:sent|shipped|delivered)",
    ),
    Kind.QUOTE: (
        r"(?:已|发送?|做|给|重新|更新|再次|邮件)了?(?:一份|最新|客户)?(?:报价|报盘|PI|形式发票)",
        r"报价单?(?:已|发|给|了|:|：|[0-9])|报了价",
        r"^(?:报价单?|(?:PI|quotation|quote|offer)\b)(?!跟进|后|反馈|太|偏|过|还|高|低)",
        r"\bPI ?[-#]?[0-9]{4,}",
        r"sent (?:the |a |our )?(?:\w+ )?(?:quot(?:e|ation)|offer|PI)\b",
        r"quot(?:e|ation) (?:was )?sent|\bquoted\b",
    ),
    Kind.REQUEST: (
        r"索要|索取|询盘|询价|来询",
        r"(?:要|想要|需要)了?(?:样品?|报价|目录|图册|资料|价格)",
        rf"asked (?:us )?for (?:a |the |our )?(?:\w+ )?{_GOODS}",
        rf"request(?:ed)? (?:a |the |for )?(?:\w+ )?{_GOODS}",
        r"inquir(?:y|ed)|enquir(?:y|ed)|\bRFQ\b",
    ),
    Kind.CARD: (r"(?:交换|互换|换|收到|留)了?名片", r"business cards?|exchanged cards"),
    Kind.SERVICE: (r"售后|维修|上门安装", r"after[- ]?sales"),
    Kind.MAILING: (r"群发", r"newsletter|mass mail"),
    Kind.GREETING: (
        r"(?:节日|圣诞|新年|生日)(?:问候|祝福|快乐)|拜年",
        r"season'?s greetings|christmas greetings",
    ),
}
_VIAS = {
    Via.VISIT: (r"拜访|上门|来访|到访|面谈|来厂|参观", r"\bvisit"),
    Via.CALL: (r"电话|致电|来电|通话", r"\bcall(?:ed|s)?\b|\bphoned?\b|\btel\b"),
    Via.EMAIL: (r"邮件|电邮", r"\be-?mail|\bmail(?:ed)?\b"),
    Via.MESSAGE: (
        r"微信|旺旺|短信|钉钉|领英",
        r"whats ?app|wechat|skype|telegram|linkedin|\bqq\b",
    ),
    Via.MEETING: (r"会议|视频", r"\bmeeting|\bzoom\b|\bteams\b|\bvideo\b"),
    Via.FAIR: (r"展会|广交会|展览|展位", r"\bfair\b|\bexhibition|\bbooth\b"),
    Via.LETTER: (r"快递|信函|顺丰", r"\bDHL\b|\bFedEx\b|\bUPS\b|\bTNT\b|\bEMS\b|courier"),
}
_DEPOSIT = "(?:定金|订金|预付款?)"
_CONFIRMED = (
    rf"(?:已?付了?|收到?了?){_DEPOSIT}|{_DEPOSIT}(?:已|到账|收到)",
    r"确认了?(?:订单|下单)|订单已?确认|(?:已|客户)确认",
    r"已(?:经)?下单|正式下单|下单了",
    r"已?签(?:订|署)?了?(?:合同|订单|回)",
    r"(?<![A-Za-z])P\.?O\.?(?![A-Za-z])|purchase order",
    r"\bconfirmed\b|\bdeposit\b",
)
_ORDERED = (
    r"下了?(?:试|首|大|小|新)?单|试单|首单|返单|翻单|成交",
    r"order(?:s|ed)? (?:was |were )?(?:placed|received)|\btrial order\b",
    r"placed (?:an?|the|their) (?:\w+ )?order",
)
_CLAUSES = re.compile(r"[,，。;；!！\n]")
_UNASKED = re.compile(r"主动(?:寄|报|发|送)|未索要|没有?索要|unsolicited", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\W*(?:未|没|否|不|待|准备|计划|×|✗|x\b|no\b|not\b|none\b|pending\b)", re.IGNORECASE
)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    # of ASCII alone, so that a word begins behind a Chinese character too: 寄样DHL
    return re.compile("|".join(words), re.IGNORECASE | re.ASCII)


_KIND_OF = {kind: _any_of(words) for kind, words in _KINDS.items()}
_VIA_OF = {via: _any_of(words) for via, words in _VIAS.items()}
_CONFIRMS = _any_of(_CONFIRMED)
_ORDERS = _any_of(_ORDERED)
# Whether a part of any of them is there at all is asked first: plain words in small letters are
# looked for ten times as quickly, and in most notes there is none.
_A_KIND = re.compile(
    "投诉|客诉|索|样|报|形式发票|询|目录|图册|资料|价格|名片|售后|维修|上门|群发|问候|祝福|快乐|拜年"
    "|complain|claim|sampl|pi|quot|offer|price|catalog|inquir|enquir|rfq|card|after|newsletter"
    "|mass mail|greetings"
)
_A_VIA = re.compile(
    "拜访|上门|来访|到访|面谈|来厂|参观|电话|致电|来电|通话|邮件|电邮|微信|旺旺|短信|钉钉|领英|会议|视频"
    "|展会|广交会|展览|展位|快递|信函|顺丰|visit|call|phone|tel|mail|whats|wechat|skype|linkedin|qq"
    "|meeting|zoom|teams|video|fair|exhibition|booth|dhl|fedex|ups|tnt|ems|courier"
)
_A_SALE = re.compile("定金|订金|预付|确认|单|签|成交|po|p.o|purchase|confirmed|deposit|order")


def hear_kind(text: str) -> Kind:
    """Return the kind that the words tell, else a talk."""
    if not _A_KIND.search(text.lower()):
        return Kind.TALK
    kinds = (kind for kind, words in _KIND_OF.items() if any(_happened(words, text)))
    return next(kinds, Kind.TALK)


def hear_via(text: str) -> Via:
    """Return the one channel that the words tell; other where there are none or several."""
    if not _A_VIA.search(text.lower()):
        return Via.OTHER
    heard = [via for via, words in _VIA_OF.items() if words.search(text)]
    return heard[0] if len(heard) == 1 else Via.OTHER


def says_confirmed(text: str) -> bool:
    """Tell whether a sale was confirmed: a deposit, a purchase order, a contract."""
    return any(_happened(_CONFIRMS, text))


def says_ordered(text: str) -> bool:
    """Tell whether an order seems to have been placed: 试单已下."""
    if not _A_SALE.search(text.lower()):
        return False
    return says_confirmed(text) or any(_happened(_ORDERS, text))


def says_not_yet(text: str) -> bool:
    """Tell whether a short text says that something has not happened: 未寄, 待报价, no."""
    return _NOT_DONE.match(text) is not None


def says_unasked(text: str) -> bool:
    """Tell whether something was sent that nobody asked for (主动寄发)."""
    return _UNASKED.search(text) is not None


def _happened(words: re.Pattern[str], text: str) -> Iterator[bool]:
    """Go through the deeds in a text that are not said to lie ahead or to be missing."""
    for found in words.finditer(text):
        clause = _CLAUSES.split(text[: found.start()])[-1]
        if not _NOT_YET.search(clause):
            yield True
