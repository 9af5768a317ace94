"""What tells one firm from another however it is written: its name, its site, its phone.

Two customers that agree in one of these are probably one firm; none of it is an identity.
"""

from __future__ import annotations

import re

from kamcli.writing import even

# Words that say what a firm is by law, in the languages that customers write them in.
_LEGAL_WORDS = frozenset(
    """
    co company corp corporation inc incorporated llc llp lp ltd limited plc pte pty sdn bhd pvt
    private gmbh mbh ag kg kgaa ohg ug ek ev sa sas sarl sasu srl spa snc sl slu sc sca cv bv nv
    ab oy oyj as asa aps kft zrt doo dd ooo oao zao pao jsc ao sp z oo sro kk gk tbk pt cia ltda
    eireli fze fzco fzc wll saoc est and et und
    """.split()
)
_LEGAL_ENDINGS = re.compile("(?:集团)?(?:股份|责任|有限)*公司$|集团$|株式会社$|[(](?:株|有)[)]$")
_LEGAL_BEGINNINGS = re.compile("^(?:株式会社|有限会社)")
# Markets and networks on which many firms live under one roof.
_SHARED_SITES = frozenset(
    """
    1688.com alibaba.com aliexpress.com amazon.com baidu.com blogspot.com ebay.com facebook.com
    github.io globalsources.com google.com instagram.com jd.com linkedin.com made-in-china.com
    qq.com taobao.com tmall.com twitter.com weibo.com weixin.qq.com wixsite.com wordpress.com
    x.com youtube.com
    """.split()
)
_EXTENSION = re.compile(r"(?:转|分机|ext|extension|x|#)\W*[0-9]+\s*$", re.IGNORECASE)
_BETWEEN_PHONES = re.compile("[/;,、，；|\n]")
_FEWEST_DIGITS = 7
# Without the prefix of the country and the zero before an area code.
_TELLING_DIGITS = 9


def firm_key(name: str) -> str:
    """Return a name without its legal form, punctuation, case and spaces; never empty of a name."""
    plain = even(name).casefold().replace(".", "").replace("'", "")
    plain = _LEGAL_BEGINNINGS.sub("", _LEGAL_ENDINGS.sub("", plain)) or plain
    words = re.findall(r"\w+", plain)
    kept = list(words)
    while kept and kept[-1] in _LEGAL_WORDS:
        kept.pop()
    return "".join(kept or words)


def site_key(website: str) -> str | None:
    """Return the host of a web site without `www`; nothing for one that many firms share."""
    host = even(website).casefold().partition("://")[2] or even(website).casefold()
    host = re.split("[/?#: ]", host.rpartition("@")[2], maxsplit=1)[0].removeprefix("www.")
    host = host.rstrip(".")
    shared = any(host == site or host.endswith(f".{site}") for site in _SHARED_SITES)
    return host if "." in host and not shared else None


def phone_keys(phone: str) -> list[str]:
    """Return the digits by which the phones in a cell are told apart, extensions left out."""
    found = []
    for number in _BETWEEN_PHONES.split(even(phone)):
        digits = re.sub("[^0-9]", "", _EXTENSION.sub("", number))
        if len(digits) >= _FEWEST_DIGITS:
            found.append(digits[-_TELLING_DIGITS:])
    return found
