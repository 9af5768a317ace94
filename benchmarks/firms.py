"""Invented firms, people and notes: half of them Chinese, none of them real.

Everything is drawn from a `random.Random` that the caller seeds, so the same seed always gives
the same firms.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A firm as a salesperson would register it."""

    name: str
    market: str
    country: str
    region: str | None
    website: str
    products: str


def _words(text: str) -> list[str]:
    return text.split()


_LATIN_HEADS = _words(
    "Ab Al Ander Bal Ber Bru Cal Cor Dal Del Dor El Fal Fer Gal Gor Hal Hel Jor Kal Kel Lan Lor Mar"
    " Mel Mor Nal Nor Or Pal Per Quel Ral Ros Sal Sel Tal Tor Ul Val Ver Wal Wes Yor Zan Zel"
)
_LATIN_TAILS = _words(
    "beck berg bio burg cross dale den dorf field ford gate hagen ham heim holm ick ingen ix kamp"
    " land ling lund mann mere mond more nova onia port quist rath rio rock rum shaw sted stein"
    " strand tech thal ton trop vale vik ville ward wick worth"
)
_TRADES = _words(
    "Bearings Castings Ceramics Controls Drives Fasteners Filters Forgings Gears Hydraulics"
    " Instruments Machinery Moulds Pumps Screens Seals Tools Trading Valves Welding"
)
_LANDS = (
    ("DE", "GmbH"), ("GB", "Ltd"), ("US", "Inc."), ("IT", "S.r.l."), ("FR", "SAS"), ("ES", "S.L."),
    ("NL", "B.V."), ("SE", "AB"), ("BR", "Ltda."), ("PL", "Sp. z o.o."), ("TR", "A.Ş."),
    ("IN", "Pvt. Ltd."), ("AU", "Pty Ltd"), ("ZA", "(Pty) Ltd"), ("MX", "S.A. de C.V."),
)  # fmt: skip
_FIRST = (
    "安宝昌诚德东丰富广国海汉恒宏华汇嘉建金锦京凯康朗立龙明南宁鹏普庆荣瑞三盛顺泰天通万旺维文祥新鑫"
)
_SECOND = "邦博材昌辰成达鼎发方峰福冠光豪恒弘辉机吉佳杰晶科乐力利联隆茂能宁派奇强仁睿润森"
_HANZI_TRADES = _words(
    "机械 轴承 阀门 液压 模具 电气 仪表 泵业 筛分 密封 紧固件 铸造"
    " 输送设备 环保科技 贸易 进出口 五金 重工"
)
_PLACES = (
    ("浙江", "杭州"), ("浙江", "宁波"), ("江苏", "苏州"), ("江苏", "无锡"), ("广东", "佛山"),
    ("广东", "东莞"), ("山东", "青岛"), ("山东", "潍坊"), ("河南", "新乡"), ("河北", "沧州"),
    ("福建", "泉州"), ("四川", "成都"), ("湖北", "武汉"), ("辽宁", "大连"), ("上海", "上海"),
)  # fmt: skip
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
_PRODUCTS = (
    "vibrating screens", "gear reducers", "ball valves", "belt conveyors", "hydraulic cylinders",
    "roller bearings", "slurry pumps", "dust filters", "振动筛", "减速机", "球阀", "输送机", "油缸",
    "滚子轴承", "渣浆泵", "除尘器",
)  # fmt: skip
_GIVEN = _words(
    "Ana Boris Clara David Elena Felix Greta Hugo Ines Jonas Karin Luis Marta Nils Olga"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_PERSONAL = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"

# A word that stands in exactly one note of a thousand customers, and one that stands in many.
RARE_WORD = "quarry-7741"
RARE_HANZI = "采石"

_NOTES = (
    "Asked for the price of {product}, {number} pieces, CIF.",
    "Talked about the delay of the last shipment; wants news before the {day}th.",
    "Sent drawings of {product} for approval, revision {number}.",
    "Visited the plant: two lines of {product} run, a third is planned for spring.",
    "Their buyer compares us with a local maker, {day} percent cheaper.",
    "Confirmed the payment terms: {day} percent deposit, the rest before shipment.",
    "Complained about the packing of {product}; photographs promised.",
    "Wants a catalogue in their own language, {number} copies.",
    "询{product}价格,数量{number}台,要求含税运费。",
    "电话沟通交期,客户希望{day}号前发货。",
    "已寄{product}图纸,等待客户确认,版本{number}。",
    "拜访工厂,现有两条线,明年春天计划再上一条,需要{product}。",
    "客户说当地厂家便宜{day}%,希望我们再让一点。",
    "确认付款方式:定金{day}%,发货前付清余款。",
    "反映{product}包装破损,稍后发照片。",
    "索要中文样本{number}份,下次展会见面再谈。",
)
_PLANS = (
    "Send the quote for {product}",
    "Call about the drawings",
    "Visit the plant",
    "Send samples of {product}",
    "发{product}报价单",
    "电话跟进付款",
    "寄样品",
    "预约拜访",
)


def firms(count: int, random: Random) -> list[Firm]:
    """Return as many firms, no two of one name, half of them Chinese."""
    latin = [f"{a}{b} {trade}" for a, b, trade in product(_LATIN_HEADS, _LATIN_TAILS, _TRADES)]
    hanzi = [f"{a}{b}{trade}" for a, b, trade in product(_FIRST, _SECOND, _HANZI_TRADES)]
    half = count // 2
    abroad = random.sample(latin, min(half, len(latin)))
    at_home = random.sample(hanzi, min(count - half, len(hanzi)))
    found = [_foreign(name, random) for name in _repeated(abroad, half)]
    found += [_domestic(name, random) for name in _repeated(at_home, count - half)]
    random.shuffle(found)
    return found


def contact_name(firm: Firm, random: Random) -> str:
    """Return the name of a person at a firm."""
    if firm.country == "CN":
        return random.choice(_SURNAMES) + random.choice(_PERSONAL) + random.choice(_PERSONAL)
    return f"{random.choice(_GIVEN)} {random.choice(_LATIN_HEADS)}{random.choice(_LATIN_TAILS)}"


def note(random: Random) -> str:
    """Return what a salesperson writes after a contact."""
    return _filled(random.choice(_NOTES), random)


def plan(random: Random) -> str:
    """Return what a salesperson means to do next."""
    return _filled(random.choice(_PLANS), random)


def _filled(text: str, random: Random) -> str:
    return text.format(
        product=random.choice(_PRODUCTS),
        number=int(random.random() * 900) + 10,
        day=int(random.random() * 27) + 2,
    )


def _repeated(names: list[str], count: int) -> list[str]:
    """Return enough names: a second round is told apart by a number, as branches are."""
    rounds = -(-count // len(names)) if names else 0
    plenty = [f"{name} {turn}" if turn else name for turn in range(rounds) for name in names]
    return plenty[:count]


def _foreign(name: str, random: Random) -> Firm:
    country, form = random.choice(_LANDS)
    return Firm(
        name=f"{name} {form}",
        market="foreign",
        country=country,
        region=None,
        website=f"https://{name.split(maxsplit=1)[0].lower()}.example",
        products=random.choice(_PRODUCTS),
    )


def _domestic(name: str, random: Random) -> Firm:
    region, city = random.choice(_PLACES)
    return Firm(
        name=f"{city}{name}{random.choice(_FORMS)}",
        market="domestic",
        country="CN",
        region=region,
        website="",
        products=random.choice(_PRODUCTS),
    )
