"""Places in names of firms: a name in one city and the same name in another are two firms.

Provinces and cities of China (prefectures, and counties known for their trade; GB/T 2260), what
countries are called before a Chinese name, the states of the USA, and cities and countries that
stand in names in Latin letters.
"""

from __future__ import annotations

ZH_PROVINCES = frozenset(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
    广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾
    """.split()
)
_ZH_CITIES = frozenset(
    """
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州
    晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳
    大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原
    白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡
    徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华
    衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州
    池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州
    吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城
    滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口
    驻马店 济源 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 长沙
    株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头
    佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林
    梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 儋州 成都 自贡 攀枝花 泸州
    德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺
    毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中
    榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 西宁 银川 石嘴山 吴忠
    固原 中卫 乌鲁木齐 克拉玛依 昌吉 伊犁 喀什 阿克苏 义乌 昆山 慈溪 余姚 永康 东阳 乐清 瑞安 温岭
    玉环 临海 诸暨 海宁 桐乡 平湖 嘉善 德清 长兴 安吉 富阳 萧山 余杭 桐庐 建德 江阴 宜兴 张家港
    常熟 太仓 吴江 丹阳 扬中 靖江 泰兴 如皋 海门 启东 海安 溧阳 金坛 晋江 石狮 南安 福清 长乐 龙海
    胶州 即墨 莱州 龙口 招远 寿光 诸城 青州 高密 滕州 邹平 章丘 顺德 南海 番禺 增城 花都 中山小榄
    开平 台山 鹤山 新会 普宁 任丘 河间 霸州 定州 辛集 安平 巩义 长葛 禹州 新郑 荥阳 长垣 林州 醴陵
    浏阳 宁乡 都江堰 什邡 简阳 海城 瓦房店 庄河 公主岭 樟树 丰城
    """.split()
)
ZH_ABROAD = frozenset(
    """
    中国 德国 美国 日本 韩国 法国 英国 意大利 西班牙 荷兰 比利时 瑞士 瑞典 芬兰 丹麦 挪威 奥地利
    波兰 捷克 俄罗斯 土耳其 印度 泰国 越南 马来西亚 新加坡 印尼 印度尼西亚 菲律宾 澳大利亚 加拿大
    墨西哥 巴西 阿根廷 智利 南非 埃及 沙特 阿联酋 迪拜 以色列 伊朗 巴基斯坦 孟加拉 哈萨克斯坦
    乌克兰 亚洲 亚太 欧洲 北美 南美 非洲 中东 大中华区 远东
    """.split()
)
ZH_PLACES = ZH_PROVINCES | _ZH_CITIES | ZH_ABROAD
# The longest begins: 张家港 before 张家.
LONGEST_ZH = max(map(len, ZH_PLACES))
ZH_SUFFIXES = (
    "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "地区",
    "省", "市", "区",
)  # fmt: skip

# The states of the USA, of which two words are one here, and what stands in names of firms.
LATIN_PLACES = frozenset(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia
    hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
    michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming carolina
    dakota jersey hampshire omaha dallas houston chicago boston denver detroit atlanta miami
    seattle phoenix philadelphia cleveland pittsburgh cincinnati minneapolis milwaukee memphis
    nashville tampa orlando charlotte austin portland sacramento oakland lincoln tulsa wichita
    london manchester birmingham leeds glasgow edinburgh liverpool bristol sheffield dublin paris
    lyon marseille toulouse lille nantes strasbourg berlin hamburg munchen munich koln cologne
    frankfurt stuttgart dusseldorf dortmund essen leipzig dresden bremen hannover hanover nurnberg
    wien vienna graz linz zurich basel bern geneva geneve lausanne milano milan roma rome torino
    turin napoli naples bologna genova firenze verona venezia madrid barcelona valencia sevilla
    bilbao zaragoza lisboa lisbon porto amsterdam rotterdam utrecht eindhoven antwerp antwerpen
    brussels bruxelles gent stockholm goteborg malmo oslo bergen kobenhavn copenhagen aarhus
    helsinki tampere turku warszawa warsaw krakow wroclaw poznan gdansk lodz praha prague brno
    budapest bucuresti bucharest cluj sofia beograd belgrade zagreb ljubljana bratislava athens
    istanbul ankara izmir bursa moscow moskva petersburg kiev kyiv minsk almaty astana tashkent
    dubai sharjah abudhabi ajman riyadh jeddah dammam doha kuwait muscat manama beirut amman
    baghdad basra tehran isfahan cairo alexandria casablanca tunis algiers lagos abuja nairobi
    accra johannesburg durban capetown pretoria mumbai bombay delhi chennai madras kolkata
    calcutta bangalore bengaluru hyderabad pune ahmedabad surat karachi lahore dhaka colombo
    bangkok hanoi saigon jakarta surabaya bandung manila cebu kualalumpur penang johor singapore
    tokyo osaka nagoya yokohama kobe kyoto seoul busan incheon taipei kaohsiung taichung hongkong
    shanghai beijing shenzhen guangzhou ningbo hangzhou suzhou wuxi qingdao dalian tianjin xiamen
    yiwu wenzhou foshan dongguan sydney melbourne brisbane perth adelaide auckland wellington
    toronto montreal vancouver calgary edmonton ottawa winnipeg quebec ontario alberta mexico
    monterrey guadalajara queretaro puebla bogota medellin cali lima quito guayaquil santiago
    buenosaires cordoba rosario saopaulo rio curitiba brasilia caracas germany deutschland france
    italy italia spain espana portugal britain england scotland wales ireland netherlands holland
    belgium switzerland schweiz austria osterreich sweden norway denmark finland poland polska
    czech slovakia slovenia hungary romania bulgaria serbia croatia greece turkey turkiye russia
    ukraine belarus kazakhstan uzbekistan israel egypt morocco tunisia algeria nigeria kenya ghana
    africa india pakistan bangladesh lanka thailand vietnam indonesia malaysia philippines japan
    korea taiwan china australia zealand canada usa us uk uae brasil brazil argentina chile peru
    colombia ecuador uruguay paraguay bolivia venezuela panama iran iraq saudi arabia qatar oman
    bahrain jordan lebanon asia europe benelux iberica nordic baltic balkan
    """.split()
)
