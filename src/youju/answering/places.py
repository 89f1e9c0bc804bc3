"""Places in a text, and which place a report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from functools import lru_cache

_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 "
    "云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 "
    "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 "
    "铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 "
    "牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 "
    "衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 "
    "泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 "
    "泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 "
    "驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 "
    "永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 "
    "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 "
    "广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 "
    "普洱 临沧 大理 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 "
    "武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 雄安 浦东"
)
_COUNTRIES = (
    "美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 苏联 印度 越南 泰国 新加坡 马来西亚 印尼 菲律宾 澳大利亚 加拿大 巴西 墨西哥 "
    "意大利 西班牙 欧盟 欧洲 非洲 亚洲 拉美 东盟 巴基斯坦 伊朗 以色列 埃及 南非 乌克兰 波兰 荷兰 瑞士 瑞典"
)
_WORLD = frozenset(_COUNTRIES.split())
_COMMON = frozenset(
    [
        "城市",
        "都市",
        "超市",
        "上市",
        "门市",
        "股市",
        "楼市",
        "菜市",
        "集市",
        "夜市",
        "县市",
        "省市",
        "区市",
        "社区",
        "园区",
        "街区",
        "市区",
        "城区",
        "地区",
        "小区",
        "景区",
        "片区",
        "山区",
        "郊区",
        "辖区",
        "校区",
        "院区",
        "厂区",
        "库区",
        "灾区",
        "矿区",
        "牧区",
        "林区",
        "湾区",
        "特区",
        "老区",
        "新区",
        "开发区",
        "示范区",
        "试验区",
        "保护区",
        "自贸区",
        "工业区",
        "产业区",
        "商业区",
        "功能区",
        "集聚区",
        "合作区",
        "先行区",
        "棚户区",
        "体验区",
        "文化区",
        "经济区",
        "居住区",
        "行政区",
        "自治区",
        "发展区",
        "先进区",
        "引领区",
        "核心区",
        "城镇",
        "乡镇",
        "村镇",
        "集镇",
        "小镇",
        "重镇",
        "农村",
        "乡村",
        "行政村",
        "自然村",
        "城中村",
        "家乡",
        "贫困县",
        "百强县",
        "贫困村",
    ]
)
_QUANTIFIERS = "各全本该我新老大小主多两三每哪某几外直贫属个家项条座"
_SUFFIX = r"(?:自治区|自治州|自治县|新区|街道|省(?![心力钱时事])|区(?![位别域间分划])|市(?![场民值])|[县州镇])"
_SUFFIXED = re.compile(
    rf"(?:^|(?<=[在对向与和及于从到为由是把被，,。；;、：:“”（）()\s年月日]))"
    rf"([\u4e00-\u9fff]{{2,3}}?{_SUFFIX})"
)
_DISTRICT = re.compile(r"(?=([\u4e00-\u9fff]{2}(?<!街)[区县市](?![委政级民场属直域里区县市位])))")
"""Two characters and 区, 县 or 市, wherever they stand: 请问金水区有几条路."""
_PLACE_WORD = re.compile(rf"[\u4e00-\u9fff]{{2,4}}{_SUFFIX}")
_NO_STEM = re.compile(rf"[全各本该我两于为是的了在与和及对从到向被把由个按比等]{_SUFFIX}$")
_HEAD, _OFTEN = 300, 5
_SHARE_OF_LEVEL = 0.4
_ASKED_LEVEL = re.compile(
    r"全([国省市区县])(?!第|前|平均|首|唯一|最|各|倒|排|金|先进|示范|性|人大|政协|会)"
)
_WHOLE = re.compile(r"(?:全|我)([国省市区县])(?!第|前|平均|首|唯一|最|各)")
_TITLED = re.compile(r"([省市区县])(?:委|人民|政府|20\d\d|国民|工作|[\u4e00-\u9fff]{0,4}年)")


@lru_cache(maxsize=1)
def _gazetteer() -> re.Pattern[str]:
    names = sorted(f"{_PROVINCES} {_CITIES} {_COUNTRIES}".split(), key=len, reverse=True)
    return re.compile("|".join(names))


def places_in(
    text: str, known: Iterable[str] = (), common_words: Container[str] = frozenset()
) -> list[str]:
    """Names of places without 省 or 市 at their end; 区 and 县 stay, since 中原 is not 中原区.

    ``known``: words of the index that are names of places (see ``place_words``); ``common_words``:
    words that name none (代表市政府 is not about 代表市).
    """
    found = [match[0] for match in _gazetteer().finditer(text)]
    found += [
        _bare(m[1])
        for pattern in (_SUFFIXED, _DISTRICT)
        for m in pattern.finditer(text)
        if _is_name(m[1]) and m[1][:2] not in common_words
    ]
    found += [_bare(word) for word in known if word in text]
    return list(dict.fromkeys(found))


def place_words(words: Iterable[str]) -> tuple[str, ...]:
    """Those of an index's words that are names of places."""
    return tuple(word for word in words if _PLACE_WORD.fullmatch(word) and _is_name(word))


def _is_name(word: str) -> bool:
    if word in _COMMON or word[0] in _QUANTIFIERS or _NO_STEM.search(word):
        return False
    if word.endswith(("新区", "开发区", "街区")):
        return len(word) > (2 if word[-2:] == "街区" else 3) and word[0] not in "特步商"
    return not any(word.endswith(common) for common in _COMMON)


def _bare(name: str) -> str:
    return name[:-1] if name[-1] in "省市" and len(name) > 2 else name


def own_places(title: str, text: str, known: Iterable[str] = ()) -> frozenset[str]:
    """What the report as a whole is about: the places of its title and first words."""
    return frozenset(places_in(f"{title}\n{text[:_HEAD]}", known))


def places_around(text: str) -> frozenset[str]:
    """Places that the report names again and again: the city that a district is in."""
    often = Counter(match[0] for match in _gazetteer().finditer(text))
    return frozenset(place for place, count in often.items() if count >= _OFTEN)


def own_levels(title: str, text: str, places: Iterable[str]) -> frozenset[str]:
    """全国, 全省, 全市, 全区 or 全县: of which ``whole`` the report speaks."""
    counts = Counter(match[1] for match in _WHOLE.finditer(text))
    most = max(counts.values(), default=0)
    levels = {level for level, count in counts.items() if count >= _SHARE_OF_LEVEL * most}
    levels |= {match[1] for match in _TITLED.finditer(title)}
    levels |= {place[-1] for place in places if place[-1] in "区县"}
    return frozenset(f"全{level}" for level in levels)


def levels_in(question: str) -> list[str]:
    """Levels that the question asks of as a whole; not 全省第一, 全国倒数."""
    return [f"全{match[1]}" for match in _ASKED_LEVEL.finditer(question)]


def is_short_named(place: str, said: str) -> bool:
    """欧洲, where ``said`` has 中欧 or 欧方."""
    first = re.escape(place[0])
    return place in _WORLD and bool(re.search(f"中{first}|{first}中|{first}方|{first}盟", said))
