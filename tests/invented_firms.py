"""Invented firms with names as registers have them, in Chinese and in six other languages.

A seed always gives the same firms. What a firm is called, makes, and where, is drawn by itself, so
it is known which firms are one: those that are called alike, make the same, and sit in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kamcli.names.firms import Firm

_HANZI = list(
    "安邦宝昌辰成诚达德鼎东发方丰锋福富冠光国海汉豪和恒宏鸿华辉汇惠佳嘉建金锦晶景久聚凯康科坤乐力"
    "立利联隆茂美明铭宁鹏普奇启千强庆荣瑞润三森升盛世顺泰腾天通同万威维伟沃祥欣新鑫信兴雄旭亚阳耀"
    "业益永优友宇裕元源远跃云展长兆振正志致中众卓"
)
_PLACES = (
    "北京 上海 天津 重庆 广州 深圳 东莞 佛山 中山 珠海 杭州 宁波 温州 台州 绍兴 义乌 永康 苏州 无锡"
    " 常州 南京 南通 青岛 济南 烟台 潍坊 郑州 洛阳 武汉 长沙 成都 西安 沈阳 大连 福州 厦门 泉州"
).split()
_TRADES = (
    "机械 机电 电气 电子 五金 阀门 轴承 模具 塑料 橡胶 化工 建材 钢铁 纺织 服装 家具 包装 印刷 玻璃"
    " 照明 医疗器械 食品 汽车配件 物流 新能源 环保设备 自动化 仪表 紧固件 工具 电缆 水泵 液压 铸造"
).split()
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "科技有限公司", "厂", "")

_BEGINNINGS = (
    "Ab Ach Al Am An Ar Bach Bal Bar Ber Bern Bor Bran Bru Cal Cam Car Cas Cor Dal Dan Del Den Dor"
    " Eber El Er Fal Far Fer Fin Fried Gar Ger Gor Gran Hal Ham Har Hel Her Hol Hor In Jan Jor Kal"
    " Kar Kel Kor Kra Lam Lan Lin Lor Mal Mar Mel Mor Nel Nor Ol Or Pal Par Per Pol Ram Ran Ros"
    " Sal San Sar Schil Sel Sten Stor Tal Tan Tor Ul Val Var Ver Vol Wal Wer Wil Zan Zel Zim"
).split()
_ENDINGS = (
    "bach beck berg bert bo burg da dahl dano den dini dorf feld fors ga gard gen ger ghi go grund"
    " hagen hardt heim hof holm horst ini insky ken kowski lach land lano ler lin lini lund man"
    " mann mark mer mond moto nari nell ner nik nov olli on oso rado rand renz ri ric rini rosa rup"
    " sen ski son stad ster strom tano tel ter thal tini ton tti vall vere vik vitz voort wald zer"
).split()
_FIRST = "Anna Bruno Carlos David Elena Franz Giorgio Hans Ivan Juan Karl Luis Marco Otto".split()
_MAKES = (
    "Pumps Valves Bearings Tools Machinery Castings Hydraulics Textiles Plastics Foods Furniture"
    " Chemicals Electronics Instruments Metals Packaging Engineering Logistics Glass Ceramics"
    " Motors Cables Lighting Gears Seals Fasteners Filters Timber"
).split()
_LANDS = {
    "DE": ("GmbH", "GmbH & Co. KG", "AG", "e.K."),
    "US": ("Inc.", "LLC", "Corp."),
    "GB": ("Ltd", "plc", "Limited"),
    "IT": ("S.r.l.", "S.p.A.", "S.n.c."),
    "FR": ("SARL", "S.A.", "SAS"),
    "ES": ("S.L.", "S.A."),
    "MX": ("S.A. de C.V.", "S. de R.L. de C.V."),
    "PL": ("Sp. z o.o.", "S.A."),
    "TR": ("A.Ş.", "Ltd. Şti."),
    "IN": ("Pvt. Ltd.", "Private Limited"),
    "SE": ("AB",),
    "AE": ("LLC", "FZE", "Trading Est."),
    "RU": ("OOO", "AO"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A firm, and what it was drawn from: the same is drawn for the same firm alone."""

    firm: Firm
    called: str
    makes: str
    place: str

    def is_other_than(self, other: Invented) -> bool:
        """Return whether the two were drawn as different firms."""
        return (self.called, self.makes, self.place) != (other.called, other.makes, other.place)


def firms(count: int, random: Random) -> list[Invented]:
    """Return as many firms, about half of them Chinese."""
    return [_chinese(random) if random.random() < 0.5 else _foreign(random) for _ in range(count)]


def _chinese(random: Random) -> Invented:
    called = "".join(random.sample(_HANZI, random.choice((2, 2, 2, 3))))
    makes, place = random.choice(_TRADES), random.choice(_PLACES)
    form = random.choice(_FORMS)
    name = random.choice(
        (
            f"{place}{called}{makes}{form}",
            f"{place}市{called}{makes}{form}",
            f"{called}{makes}（{place}）{form}",
            f"{called}{makes}{form}",
        )
    )
    return Invented(
        firm=Firm(name=name, country="CN", region=place), called=called, makes=makes, place=place
    )


def _foreign(random: Random) -> Invented:
    country = random.choice(list(_LANDS))
    called = random.choice(_BEGINNINGS) + random.choice(_ENDINGS)
    if random.random() < 0.2:
        called = f"{random.choice(_FIRST)} {called}"
    elif random.random() < 0.2:
        called = f"{called} & {random.choice(_BEGINNINGS)}{random.choice(_ENDINGS)}"
    makes = random.choice(_MAKES)
    name = f"{called} {makes} {random.choice(_LANDS[country])}"
    firm = Firm(name=name, country=country)
    return Invented(firm=firm, called=called, makes=makes, place=country)
