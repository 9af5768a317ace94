"""The words in names of firms that do not tell one firm from another, or tell branches apart.

Legal forms as the registers of the countries write them; trades and fillers as they stand in names.
Latin words are spelt as `firm_names` folds them: one case, no accents, no dots.
"""

from __future__ import annotations

# Nowhere in a name part of what the firm is called.
LEGAL_ANYWHERE = frozenset(
    """
    gmbh mbh ggmbh ltd limited ltda inc incorporated llc llp plc corp corporation sarl sdn bhd pty
    pvt eireli kgaa aktiengesellschaft ooo oao zao pao tov jsc cjsc ojsc pjsc sirketi tnhh ctcp
    aktiebolag osakeyhtio aktieselskab anpartsselskab aksjeselskap
    """.split()
)
# Legal forms only where a name ends.
LEGAL_AT_END = LEGAL_ANYWHERE | frozenset(
    """
    co company ag kg ohg ug ek ev eg sa sas sasu snc spa srl sapa scrl sprl bvba sl slu sc sca scs
    sapi cv rl bv nv vof cvba ab hb oy oyj as asa aps ans ks is a_s kft zrt bt nyrt rt doo dd ad
    eood ood ead sro ro zoo oo spzoo sp spol s spk spj spolka sk kk gk yk tbk pt pte private public
    cia co cie me epp cc gp lp lllp pc pllc se est fze fzco fzc fzllc dmcc wll saoc saog ksc bsc psc
    kft sti san tic ao too ip tzov chp uab sia ou lda unipessoal s_en_c sab sofom nl ulc pjs spc
    ltee limitee
    """.split()
)
LEGAL_AT_BEGINNING = frozenset(
    """
    pt cv pd ooo oao zao pao ao too tov ip llc jsc cjsc ojsc pjsc firma fa sc ab a_s as uab sia ou
    tzov chp
    """.split()
)
# Between parts of a legal form: S.A. de C.V., GmbH und Co, Sp. z o.o.
LEGAL_LINKS = frozenset("de and z ve".split())
LEGAL_PHRASES = (
    "gesellschaft mit beschrankter haftung", "sociedad anonima", "societe anonyme",
    "societe a responsabilite limitee", "sociedad de responsabilidad limitada", "sociedad limitada",
    "societa per azioni", "societa a responsabilita limitata", "limited liability company",
    "limited liability partnership", "joint stock company", "public limited company",
    "kabushiki kaisha", "yugen kaisha", "spolka z ograniczona odpowiedzialnoscia",
    "spolka akcyjna", "anonim sirketi", "limited sirketi", "naamloze vennootschap",
    "besloten vennootschap", "perseroan terbatas", "free zone establishment", "cong ty tnhh",
    "cong ty co phan", "cong ty", "sociedade anonima",
    "obshchestvo s ogranichennoy otvetstvennostyu",
    "sanayi ve ticaret", "aktsionernoe obshchestvo", "obschestvo s ogranichennoi otvetstvennostu",
)  # fmt: skip

PASSED_OVER = frozenset("the and und et y e i og och en".split())

# Words that one spelling of a name has and another leaves out; those of trade are one.
_FILLERS = """
trading: trading trade traders trader import imports export exports impex imp exp importers
  exporters importexport handel handels handelsgesellschaft comercial comercio commerce commercial
  commerciale ticaret dis torgovlya torgovy
group: group groupe gruppe grupo gruppo grup gruppa
holding: holding holdings beteiligungs
international: international intl internacional internazionale internationale
enterprise: enterprise enterprises entreprise empresa unternehmen
industry: industry industries industrial industrie industria industriale sanayi
services: service services servicios
solutions: solutions solution
products: products product productos
worldwide: worldwide global
"""
# What a firm makes or deals in, one word for each in whatever language.
_TRADES = """
pump: pump pumps pumpen pompe pompes pompa bomba bombas nasosy
machine: machine machines machinery maschinen maschinenbau maschine maquinaria macchine makina
  mashinostroenie
valve: valve valves ventile ventil armaturen valvole valvulas vannes vana
tool: tool tools tooling werkzeuge werkzeug werkzeugbau herramientas utensili outils outillage
bearing: bearing bearings walzlager rodamientos cuscinetti roulements rulman podshipniki
steel: steel steels stahl acier aciers acero aceros acciaio celik stal
technology: tech technology technologies technologie technik tecnologia tecnologias technologia
  tekhnologii teknoloji
engineering: engineering engineers engineer ingenieria ingenierie ingenieurburo ingegneria
  muhendislik
system: system systems systeme systemes sistemas sistemi
electric: electric electrical electrics elektrik elektro electrico elettrica electrique
electronic: electronic electronics elektronik electronica elettronica electronique
chemical: chemical chemicals chemie chimie quimica chimica kimya khimiya
plastic: plastic plastics kunststoff kunststoffe plasticos plastica plastik
automotive: automotive auto autos automobile automobiles otomotiv
part: parts part spares spare ersatzteile repuestos ricambi
equipment: equipment equipments equipos
hydraulic: hydraulic hydraulics hydraulik hidraulica idraulica hidrolik
metal: metal metals metall metalle metales metalli
furniture: furniture mobel muebles mobili
textile: textile textiles textil tessuti tekstil
food: food foods lebensmittel alimentos alimentari gida
pharma: pharma pharmaceutical pharmaceuticals
medical: medical medizintechnik medica medicals
logistic: logistic logistics logistik logistica lojistik
shipping: shipping
manufacturing: manufacturing mfg manufacturers manufacture manufacturer
supply: supply supplies
casting: casting castings foundry giesserei fonderia fundicion
ceramic: ceramic ceramics keramik ceramica
control: control controls
drive: drive drives antriebe antriebstechnik
fastener: fastener fasteners befestigungstechnik schrauben bolts
filter: filter filters filtration filtri filtros
forging: forging forgings
gear: gear gears gearbox getriebe
instrument: instrument instruments instrumentation
mould: mould moulds mold molds moulding formenbau
screen: screen screens
seal: seal seals sealing dichtungen
weld: welding
motor: motor motors motoren motori motores
cable: cable cables kabel
light: light lights lighting leuchten
glass: glass glas verre vidrio vetro
paper: paper papier papel carta
packaging: packaging verpackung emballage embalagens ambalaj
printing: printing druck
rubber: rubber gummi caucho
timber: timber wood woods lumber holz
stone: stone stones marble granite
mining: mining mines
energy: energy energie energia enerji
power: power
construction: construction constructions construccion bau costruzioni insaat stroy
building: building builders materials
conveyor: conveyor conveyors fordertechnik
crane: crane cranes krane
mill: mill mills
work: works
"""


def _one_word_for(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in table.replace("\n  ", " ").split("\n"):
        one, _, spellings = word.partition(":")
        found.update(dict.fromkeys(spellings.split(), one))
    return found


FILLERS = _one_word_for(_FILLERS)
TRADES = _one_word_for(_TRADES)
# Words so common that a firm is not told by them alone.
WEAK = frozenset(
    """
    general national united first star new royal euro europe european asia asian china chinese
    sino american america pacific atlantic golden gold silver sun best super universal standard
    modern alpha beta omega delta sigma prime premier quality master pro top united central
    eastern western north south east west northern southern great big city world green blue red
    white black
    """.split()
)
DIRECTIONS = {
    **dict.fromkeys("north northern nord norte norden".split(), "north"),
    **dict.fromkeys("south southern sud sued sur sul suden".split(), "south"),
    **dict.fromkeys("east eastern ost este osten".split(), "east"),
    **dict.fromkeys("west western oeste ouest ovest westen".split(), "west"),
    **dict.fromkeys("northeast northeastern nordost".split(), "northeast"),
    **dict.fromkeys("northwest northwestern nordwest".split(), "northwest"),
    **dict.fromkeys("southeast southeastern sudost".split(), "southeast"),
    **dict.fromkeys("southwest southwestern sudwest".split(), "southwest"),
    **dict.fromkeys("central centre center mitte".split(), "central"),
    **dict.fromkeys("upper".split(), "upper"),
    **dict.fromkeys("lower".split(), "lower"),
}
BRANCHES = {
    "branch": "branch", "filiale": "branch", "sucursal": "branch", "succursale": "branch",
    "niederlassung": "branch", "zweigniederlassung": "branch", "filial": "branch",
    "plant": "plant", "werk": "plant", "factory": "plant", "usine": "plant", "planta": "plant",
    "warehouse": "warehouse", "depot": "warehouse", "division": "division",
}  # fmt: skip
NUMBER_WORDS = {
    **{
        word: str(number)
        for number, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
        )
    },
    **{
        word: str(number)
        for number, word in enumerate(
            "one two three four five six seven eight nine ten".split(), start=1
        )
    },
    **{
        word: str(number)
        for number, word in enumerate(
            "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=2
        )
        if word not in ("v", "x")
    },
}

# Chinese. The first that fits is taken off the end: longer ones stand first.
ZH_FORMS = (
    "有限责任公司", "股份有限公司", "有限责任", "有限公司", "股份公司", "有限合伙", "普通合伙",
    "合伙企业", "总公司", "公司", "股份", "集团", "企业", "株式会社", "合同会社", "有限会社",
    "(株)", "(有)", "(股)", "주식회사", "유한회사", "(주)", "总部",
)  # fmt: skip
ZH_FORMS_FIRST = ("株式会社", "有限会社", "合同会社", "(株)", "주식회사", "(주)")
ZH_FILLERS = {
    **dict.fromkeys(
        (
            "进出口贸易", "对外贸易", "国际贸易", "进出口", "贸易", "外贸", "商贸", "经贸", "工贸",
            "国贸", "物贸",
        ),
        "贸易",
    ),
    **dict.fromkeys(("商行", "经营部", "门市部", "商店", "店"), "商行"),
    **dict.fromkeys(("控股", "投资控股"), "控股"),
    **dict.fromkeys(("科技", "技术", "高科"), "科技"),
    **{word: word for word in ("实业", "发展", "国际", "工业", "产业", "工程", "商务", "销售")},
    **{word: word for word in ("制造", "开发", "服务", "供应链", "管理", "投资")},
}  # fmt: skip
ZH_TRADES = tuple(
    sorted(
        """
        机电 机械 机床 重工 轴承 阀门 液压 气动 模具 电气 电器 电子 电机 电力 电缆 电线 电源 仪表
        仪器 泵业 水泵 泵阀 筛分 密封 密封件 紧固件 标准件 铸造 锻造 铸件 输送 输送设备 设备 装备
        机械设备 机械制造 环保 环境 环保设备 五金 五金制品 塑料 塑胶 塑业 橡胶 橡塑 化工 化学 材料
        新材料 建材 钢铁 钢管 钢构 钢材 金属 金属制品 金属材料 铝业 铜业 不锈钢 纺织 针织 印染
        服装 服饰 制衣 家纺 家具 家居 木业 纸业 包装 印刷 玻璃 陶瓷 石材 灯具 照明 光电 光学
        半导体 医疗 医疗器械 医药 制药 药业 生物 食品 饮料 农业 种业 饲料 水产 粮油 汽车
        汽车零部件 汽配 配件 零部件 摩托车 自行车 船舶 航空 航运 物流 货运 运输 船务 能源 新能源
        太阳能 石油 石化 矿业 矿山机械 矿山设备 建筑 建设 建工 安装 装饰 装潢 园林 通信 通讯 网络
        信息 软件 自动化 智能 传动 减速机 齿轮 链条 弹簧 工具 刀具 量具 磨料 磨具 焊接 焊材 空压机
        风机 制冷 空调 冷链 锅炉 电梯 起重 起重机 工程机械 农机 消防 安防 玩具 文具 体育用品 体育
        鞋业 皮革 箱包 礼品 工艺品 日用品 化妆品 广告 文化 传媒 旅游 酒店 餐饮 地产 房地产 置业
        物业 酒业 茶业 珠宝 首饰 厂 机械厂 五金厂 电器厂 研究所 研究院 设计院 中心
        """.split(),
        key=lambda word: -len(word),
    )
)
ZH_DIRECTIONS = "华东 华北 华南 华中 华西 东北 西北 西南 东南".split()
ZH_BRANCHES = (
    "分公司|子公司|办事处|联络处|代表处|分厂|分店|分行|分部|分院|营业部|项目部|事业部|销售部|直营店"
)
