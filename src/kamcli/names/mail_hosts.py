"""Hosts of mail on which anybody may have an address: they say nothing of a person's firm."""

from __future__ import annotations

FREE_HOSTS = frozenset(
    """
    126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com 263.com 263.net aim.com alice.it
    aliyun.com aol.com att.net bellsouth.net bigpond.com bk.ru bluewin.ch bol.com.br bsnl.in
    btconnect.com btinternet.com centrum.cz charter.net china.com chinaren.com citiz.net
    comcast.net cox.net daum.net docomo.ne.jp earthlink.net eyou.com ezweb.ne.jp fastmail.com
    foxmail.com free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
    googlemail.com hanmail.net hetnet.nl hey.com hinet.net hotmail.co.uk hotmail.com hotmail.com.br
    hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com i.ua icloud.com ig.com.br inbox.com
    inbox.lv inbox.ru interia.pl kakao.com kpnmail.nl laposte.net libero.it list.ru live.cn
    live.co.uk live.com live.fr live.nl mac.com mail.com mail.ru me.com msn.com nate.com naver.com
    netease.com netvigator.com ntlworld.com o2.pl onet.pl online.de onmicrosoft.com op.pl
    optonline.net optusnet.com.au orange.fr outlook.com outlook.de outlook.es outlook.fr
    pchome.com.tw planet.nl pm.me pobox.com poczta.onet.pl proton.me protonmail.com qq.com
    rambler.ru rediffmail.com rocketmail.com rogers.com sapo.pt sbcglobal.net seznam.cz sfr.fr
    shaw.ca sify.com sina.cn sina.com sina.com.cn singnet.com.sg sky.com skynet.be softbank.ne.jp
    sohu.com sympatico.ca t-online.de talktalk.net telefonica.net telenet.be terra.com.br tin.it
    tiscali.it tom.com tutanota.com ukr.net uol.com.br verizon.net vip.163.com vip.qq.com
    vip.sina.com virgilio.it virginmedia.com vodafone.it wanadoo.es wanadoo.fr web.de wo.cn wp.pl
    xtra.co.nz ya.ru yahoo.ca yahoo.cn yahoo.co.id yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com
    yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn yahoo.com.hk yahoo.com.mx yahoo.com.sg
    yahoo.com.tw yahoo.com.vn yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru yeah.net
    ymail.com ziggo.nl zoho.com zohomail.com
    """.split()
)
