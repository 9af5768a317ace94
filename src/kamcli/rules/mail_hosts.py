"""Hosts of mail on which anybody may have an address: they say nothing of a person's firm."""

from __future__ import annotations

FREE_HOSTS = frozenset(
    """
    126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com 263.net aliyun.com aol.com att.net
    bellsouth.net bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com centrum.cz charter.net
    chinaren.com comcast.net cox.net daum.net docomo.ne.jp earthlink.net eyou.com ezweb.ne.jp
    fastmail.com foxmail.com free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de
    gmx.net googlemail.com hanmail.net hotmail.co.uk hotmail.com hotmail.com.br hotmail.de
    hotmail.es hotmail.fr hotmail.it hushmail.com i.ua icloud.com ig.com.br inbox.com inbox.lv
    inbox.ru kakao.com laposte.net libero.it list.ru live.cn live.co.uk live.com live.fr live.nl
    mac.com mail.com mail.ru me.com msn.com naver.com netease.com netvigator.com ntlworld.com
    o2.pl online.de onet.pl onmicrosoft.com op.pl optonline.net orange.fr outlook.com outlook.de
    outlook.es outlook.fr pobox.com poczta.onet.pl proton.me protonmail.com qq.com rambler.ru
    rediffmail.com rocketmail.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com
    sina.com.cn singnet.com.sg skynet.be softbank.ne.jp sohu.com sympatico.ca t-online.de
    talktalk.net telenet.be terra.com.br tiscali.it tom.com tutanota.com ukr.net uol.com.br
    verizon.net vip.163.com vip.qq.com vip.sina.com virgilio.it virginmedia.com vodafone.it
    wanadoo.fr wanadoo.es web.de wo.cn wp.pl xtra.co.nz ya.ru yahoo.ca yahoo.cn yahoo.co.id
    yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br
    yahoo.com.cn yahoo.com.hk yahoo.com.mx yahoo.com.sg yahoo.com.tw yahoo.com.vn yahoo.de yahoo.es
    yahoo.fr yahoo.it yandex.com yandex.ru yeah.net ymail.com zoho.com
    """.split()
)


def firm_host(mail: str) -> str | None:
    """Return the host of a mail in its normal form, nothing for one that anybody may be at."""
    host = mail.rpartition("@")[2]
    return host if host and host not in FREE_HOSTS else None
