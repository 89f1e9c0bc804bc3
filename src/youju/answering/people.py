"""Names of people in a report, and the office beside each."""

from __future__ import annotations

import re
from functools import lru_cache

from youju.text import Span

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄"
    "单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁"
    "商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺闫肖代"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方"
_GIVEN = r"[\u4e00-\u9fff·]"
_NAME = rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{SURNAMES}]{_GIVEN}{{1,2}})"
_OFFICE = (
    r"(?:(?:党委|纪委|区委|市委|县委|省委)?副?书记|副?市长|副?区长|副?县长|副?省长|副?镇长|副?主席|副?主任|副?局长|副?部长|副?厅长|"
    r"副?院长|副?校长|副?处长|副?科长|副?总理|总统|总督|副?董事长|副?总经理|副?总裁|总设计师|总工程师|副?秘书长|董事会秘书|秘书|副?检察长|"
    r"副?行长|副?所长|副?会长|理事长|总书记|记者|通讯员|作者|编辑|主编|撰稿|执笔|负责人|联系人|经办人|签发人|法定代表人|会计师|"
    r"航天员|宇航员|独立董事|董事|监事|总监|队长|组长|运动员|选手|教练|教授|院士|工程师|专家|医生|教师|村民|烈士|英雄|模范|大使|创始人|"
    r"首席执行官|同志)"
)
_BODY = r"(?:[\u4e00-\u9fff]{0,4}[委协会院部局厅办处科组府团])?"
_WORDS = frozenset(
    [
        "董事",
        "卫生",
        "安全",
        "安置",
        "安排",
        "高校",
        "高度",
        "高效",
        "高质",
        "高新",
        "高端",
        "高铁",
        "高层",
        "高级",
        "高考",
        "高中",
        "常委",
        "常态",
        "常住",
        "常规",
        "常务",
        "常年",
        "方面",
        "方针",
        "方式",
        "方案",
        "方向",
        "方便",
        "江苏",
        "江西",
        "江南",
        "江北",
        "金融",
        "金额",
        "金牌",
        "石油",
        "石家",
        "马上",
        "马克",
        "马拉",
        "黄河",
        "黄金",
        "白酒",
        "白色",
        "任务",
        "任何",
        "任期",
        "任职",
        "万元",
        "万人",
        "万亩",
        "万户",
        "万吨",
        "万家",
        "和平",
        "和谐",
        "保障",
        "保护",
        "保险",
        "保持",
        "保证",
        "单位",
        "单独",
        "单项",
        "成立",
        "成果",
        "成效",
        "成功",
        "成本",
        "成为",
        "成都",
        "时间",
        "时代",
        "时期",
        "计划",
        "计算",
        "计生",
        "解决",
        "解放",
        "解读",
        "包括",
        "包装",
        "田间",
        "项目",
        "文化",
        "文明",
        "文旅",
        "文件",
        "文体",
        "文艺",
        "毛利",
        "武汉",
        "武警",
        "康养",
        "康复",
        "施工",
        "施行",
        "林业",
        "林地",
        "花园",
        "花费",
        "路径",
        "路线",
        "路段",
        "连续",
        "连接",
        "连锁",
        "关于",
        "关键",
        "关系",
        "关心",
        "关注",
        "牛羊",
        "温度",
        "温泉",
        "应急",
        "应用",
        "应当",
        "应对",
        "应收",
        "党委",
        "党员",
        "党建",
        "党的",
        "党中",
        "党组",
        "党政",
        "明确",
        "明显",
        "明年",
        "商业",
        "商品",
        "商务",
        "商标",
        "都市",
        "都是",
        "宗教",
        "华北",
        "华东",
        "华南",
        "华中",
        "宁夏",
        "宁波",
        "阳光",
        "席位",
        "古城",
        "古镇",
        "程度",
        "程序",
        "甘肃",
        "台湾",
        "台州",
        "易地",
        "易于",
        "平安",
        "平台",
        "平均",
        "平方",
        "平稳",
        "平等",
        "曲线",
        "向上",
        "齐全",
        "齐心",
        "齐抓",
        "黎明",
        "盛世",
        "柳州",
        "游客",
        "游园",
        "游泳",
        "强化",
        "强调",
        "强力",
        "强降",
        "强烈",
        "满意",
        "满足",
        "师资",
        "师生",
        "胡同",
        "庄稼",
        "范围",
        "范例",
        "夏季",
        "夏粮",
        "严格",
        "严重",
        "严肃",
        "严厉",
        "严打",
        "严守",
        "郑州",
        "全面",
        "全国",
        "全市",
        "全区",
        "全年",
        "全力",
        "全省",
        "全县",
        "全部",
        "全体",
        "全民",
        "全程",
        "全球",
        "梁山",
        "罗马",
        "温州",
        "孔子",
        "房产",
        "房屋",
        "房地",
        "车辆",
        "车位",
        "冷链",
        "郊区",
        "查处",
        "查询",
        "沿海",
        "沿线",
        "修复",
        "印发",
        "印度",
        "支持",
        "支出",
        "支部",
        "支付",
        "边境",
        "左右",
        "管理",
        "管道",
        "管控",
        "农业",
        "农村",
        "农民",
        "幸福",
        "红色",
        "习惯",
        "习俗",
        "谷物",
        "钟点",
        "谢谢",
        "谢家",
        "于是",
        "沙滩",
        "沙漠",
        "章程",
        "章节",
        "舒适",
        "舒心",
        "司法",
        "司机",
        "司局",
        "容量",
        "景区",
        "景观",
        "景点",
        "丛书",
        "申请",
        "申报",
        "水平",
        "水利",
        "干部",
        "干净",
        "相关",
        "相对",
        "公司",
        "公开",
        "公共",
        "公安",
    ]
)
"""Words that begin with a surname and are no names."""
_HOLDS = r"(?:同志|先生|女士)?(?:担任|出任|当选|任|主持|获|荣获|作)"
_NOT_GIVEN = re.compile(r"[的了在和与是为将对向受等及以并]")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A name behind an office, before one, and alone on a line; compiled when first asked for."""
    after = rf"{_OFFICE}[：:、\s]{{0,3}}({_NAME})"
    before = rf"(?:^|[，,、。；：:\s“以和是由])({_NAME})[\s（(]{{0,3}}(?:同志|先生|女士|{_OFFICE}|{_HOLDS})"
    alone = rf"(?m)^\s*({_NAME})\s*$"
    return tuple(re.compile(pattern) for pattern in (after, before, alone))


def names_in(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of names that stand beside an office or alone on a line."""
    piece = text[start : len(text) if end is None else end]
    found: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(piece):
            a, b = match.span(1)
            if piece[a : a + 2] in _WORDS or piece[a + 1] == "的":
                continue
            cut = _NOT_GIVEN.search(piece, a + 2, b)
            found.append((start + a, start + (cut.start() if cut else b)))
    return sorted(set(found))


def holds_office(text: str, office: str, name: Span) -> bool:
    """Whether ``office`` stands right before or after the name, whole: 区委书记李晓雷 holds 书记
    and 区委书记, but not 纪委书记 or 副书记. 校党委书记 is held by a 党委书记."""
    before = text[max(0, name[0] - 16) : name[0]]
    after = text[name[1] : name[1] + 16]
    return any(_stands_beside(known, before, after) for known in _forms(office))


def _forms(office: str) -> list[str]:
    """The office, and without what narrows its body: the body itself must be left (党委, 纪委)."""
    body = re.search(r"[委协会院部局厅办处科组府]", office)
    if body is None:
        return [office]
    return [office, *(office[cut:] for cut in range(1, body.start()))]


def _stands_beside(office: str, before: str, after: str) -> bool:
    place = before.rfind(office)
    if place >= 0 and not re.search(r"[，,。；;]", before[place:]):
        return before[place - 1 : place] != "副" or office.startswith("副")
    behind = after.lstrip(" \u3000（(担任出当选先生女士同志为")
    of_the_next = re.match(rf"{re.escape(office)}[\s：:]+{_NAME}", behind)
    return behind.startswith(office) and not of_the_next


def offices_beside(text: str, name: Span) -> list[str]:
    """Offices that stand right before or after the name, as they are written."""
    before = re.search(
        rf"({_BODY}{_OFFICE})[：:、\s是为]{{0,3}}$", text[max(0, name[0] - 16) : name[0]]
    )
    after = re.match(
        rf"(?:同志|先生|女士)?[\s（(，,]{{0,2}}(?:是|为|系|担任|任|现任|时任|出任|当选|当选为|担任了)?(?:[\u4e00-\u9fff]{{1,3}}[市区县省])??((?:{_BODY}){_OFFICE})",
        text[name[1] : name[1] + 20],
    )
    return [match[1] for match in (before, after) if match]
