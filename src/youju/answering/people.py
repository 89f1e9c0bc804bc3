"""Names of people in a report, and the office beside each."""

from __future__ import annotations

import re
from functools import lru_cache

from youju.text import Span

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄"
    "单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁"
    "商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺闫肖代"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方"
_GIVEN = r"[\u4e00-\u9fff·]"
_NAME = rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}})"
_OFFICE = (
    r"(?:副?书记|副?市长|副?区长|副?县长|副?省长|副?镇长|副?主席|副?主任|副?局长|副?部长|副?厅长|副?院长|副?校长|"
    r"副?总理|总统|总督|副?董事长|副?总经理|副?总裁|总设计师|总工程师|副?秘书长|副?检察长|副?行长|副?所长|副?会长|理事长|"
    r"总书记|记者|通讯员|作者|编辑|撰稿|负责人|联系人|法定代表人|会计师|航天员|宇航员|董事|监事|同志|总监|队长|组长)"
)
_NOT_GIVEN = re.compile(r"[的了在和与是为将对向受等及以并]")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A name behind an office, before one, and alone on a line; compiled when first asked for."""
    after = rf"{_OFFICE}[：:、\s]{{0,3}}({_NAME})"
    before = (
        rf"(?:^|[，,、。；：:\s“以和是由])({_NAME})"
        r"(?:同志|先生|女士|主席|总书记|总理|市长|书记|董事长)"
    )
    alone = rf"(?m)^\s*({_NAME})\s*$"
    return tuple(re.compile(pattern) for pattern in (after, before, alone))


def names_in(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of names that stand beside an office or alone on a line."""
    piece = text[start : len(text) if end is None else end]
    found: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(piece):
            a, b = match.span(1)
            cut = _NOT_GIVEN.search(piece, a + 2, b)
            found.append((start + a, start + (cut.start() if cut else b)))
    return sorted(set(found))


def holds_office(text: str, office: str, name: Span) -> bool:
    """Whether ``office`` stands right before or after the name, whole: 区委书记李晓雷 holds 书记
    and 区委书记, but not 纪委书记 or 副书记."""
    before = text[max(0, name[0] - 14) : name[0]]
    after = text[name[1] : name[1] + 14]
    place = before.rfind(office)
    if place >= 0 and not re.search(r"[，,。；;]", before[place:]):
        return before[place - 1 : place] != "副" or office.startswith("副")
    return after.startswith(office)
