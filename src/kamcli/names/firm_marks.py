"""What a firm can be met by beside its name: its site, its mails, its phones.

What many firms share (free mail, markets, hosts of pages, filled-in numbers) tells of none.
"""

from __future__ import annotations

import re

from kamcli.names.mail_hosts import FREE_HOSTS
from kamcli.writing import even

# Markets, networks and hosts on which many firms live under one roof.
_SHARED_SITES = frozenset(
    """
    1688.com alibaba.com aliexpress.com amazon.com baidu.com blogspot.com ebay.com facebook.com
    github.io globalsources.com google.com instagram.com jd.com linkedin.com made-in-china.com
    taobao.com tmall.com twitter.com weibo.com weixin.qq.com wixsite.com wordpress.com x.com
    youtube.com dhgate.com tradeindia.com indiamart.com europages.com kompass.com thomasnet.com
    exportersindia.com tradekey.com ec21.com hc360.com cn.china.cn b2b.cn shopify.com
    myshopify.com weebly.com squarespace.com business.site carrd.co linktr.ee t.me wa.me
    whatsapp.com wechat.com tiktok.com douyin.com xiaohongshu.com zhihu.com qcc.com tianyancha.com
    bing.com yandex.com vk.com xing.com etsy.com lazada.com shopee.com mercadolibre.com
    pinterest.com bit.ly
    """.split()
)
_SHARED = _SHARED_SITES | FREE_HOSTS
# Before the last two letters of a country, where names are registered one level further down.
_SECOND_LEVEL = frozenset("ac co com edu go gob gov gv ind ltd ne net nom or org plc".split())
_FEWEST_DIGITS = 7
_LOCAL_DIGITS = 8
_COUNTED_UP = "01234567890123456789"


def site_key(website: str) -> str | None:
    """Return the domain of a web site; nothing for one that many firms share."""
    host = even(website).casefold().partition("://")[2] or even(website).casefold()
    host = re.split("[/?#: ]", host.rpartition("@")[2], maxsplit=1)[0]
    return _domain(host)


def mail_domain(mail: str) -> str | None:
    """Return the domain of a mail address; nothing for one of a host of free mail."""
    return _domain(even(mail).casefold().rpartition("@")[2]) if "@" in mail else None


def phone_key(phone: str) -> str | None:
    """Return the digits of a phone; nothing where it is too short or was only filled in.

    Those of hotlines of banks are too short, 88888888 and 12345678 are filled in.
    """
    digits = re.sub("[^0-9]", "", phone)
    return digits if len(digits) >= _FEWEST_DIGITS and not _only_filled_in(digits) else None


def _only_filled_in(digits: str) -> bool:
    return len(set(digits[-_FEWEST_DIGITS:])) == 1 or digits[-_LOCAL_DIGITS:] in _COUNTED_UP


def _domain(host: str) -> str | None:
    """Return the part of a host's name that was registered: mail.acme.co.uk is acme.co.uk."""
    host = host.rstrip(".").removeprefix("www.")
    parts = host.split(".")
    if len(parts) < 2 or not all(parts) or all(part.isdigit() for part in parts):
        return None
    if any(".".join(parts[begin:]) in _SHARED for begin in range(len(parts))):
        return None
    deep = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL
    return ".".join(parts[-3 if deep else -2 :])
