"""A true sentence told otherwise, or made false; each returns None where it cannot be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import cn2an

from youju.text import Figure, clause_spans, figures, fold
from youju.vocabulary import same_thing

Alteration = Callable[[str, random.Random], str | None]

_OPPOSITES = (
    "增长 下降|提高 降低|上升 下降|增加 减少|扩大 缩小|加快 放缓|加强 削弱|改善 恶化|高于 低于|超过 不足|顺差 逆差|突破 跌破|"
    "放宽 收紧|取消 保留|减轻 加重|上涨 下跌|回升 回落|新高 新低|增收 减收|显著 有限|稳定 波动|支持 限制|鼓励 禁止"
)
_KIN = (
    "城镇 农村|城市 农村|工业 农业|进口 出口|中央 地方|国有 民营|东部 西部|中部 东部|男性 女性|小学 高中|高校 中小学|第一产业 第三产业|"
    "第二产业 第三产业|投资 消费|财政收入 财政支出|存款 贷款|粮食 棉花|煤炭 石油|铁路 公路|医疗 教育|养老 失业|新增 累计|发达国家 发展中国家|"
    "今年 去年|上半年 下半年|国内 国外|发电量 用电量|总书记 总理|主席 副主席|书记 副书记|市长 副市长|区长 书记|局长 副局长|主任 副主任|董事长 总经理"
)
_DENIED = (
    ("实现了", "未能实现"), ("已经", "尚未"), ("完成了", "没有完成"), ("全部", "并未全部"), ("得到", "没有得到"), ("取得", "没有取得"),
    ("解决了", "没有解决"), ("实施", "没有实施"), ("推进", "停止推进"), ("建成", "未建成"), ("达到", "没有达到"), ("启动", "未启动"), ("是", "不是"),
)  # fmt: skip
_EXAGGERATED = (
    ("部分", "全部"), ("基本", "完全"), ("初步", "彻底"), ("一些", "所有"), ("大部分", "全部"), ("多数", "全部"), ("有所", "大幅"), ("试点", "全面推行"),
    ("稳步", "飞速"), ("左右", "以上"), ("近", "超过"), ("主要", "全部"), ("逐步", "立即"), ("继续", "首次"), ("重点", "所有"), ("许多", "全部"),
)  # fmt: skip
_ADDED = (
    "居全国第一",
    "创历史新高",
    "位居世界前列",
    "提前一年完成",
    "翻了一番",
    "远超预期",
    "为历史最好水平",
    "无一例外",
    "连续五年第一",
)
_TENSES = (
    ("将", "已经"), ("要", "已经"), ("力争", "已经"), ("计划", "已经"), ("已经", "计划"), ("完成", "计划完成"), ("建成", "将建成"), ("达到", "力争达到"),
    ("实现", "力争实现"), ("新增", "计划新增"),
)  # fmt: skip
_UNITS = (("亿元", "万元"), ("万元", "亿元"), ("亿美元", "亿元"), ("万人", "人"), ("%", "个百分点"), ("个百分点", "%"), ("万吨", "亿吨"), ("亿吨", "万吨"),
          ("公里", "万公里"), ("万公里", "公里"), ("万户", "户"), ("亩", "万亩"), ("万亩", "亩"), ("家", "万家"), ("个", "万个"), ("人", "万人"))  # fmt: skip
_LEADS = (
    "报告指出，",
    "据报告，",
    "报告显示，",
    "据了解，",
    "可以看到，",
    "数据显示，",
    "回顾过去，",
    "报告提到，",
    "总的来看，",
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _exchanged(table: str) -> list[tuple[str, str]]:
    pairs = [tuple(pair.split(" ")) for pair in table.split("|")]
    return [(a, b) for a, b in pairs] + [(b, a) for a, b in pairs]


def _one_of(pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Alteration:
    def alter(text: str, chance: random.Random) -> str | None:
        fitting = [(a, b) for a, b in pairs if a in text and b not in text]
        if not fitting:
            return None
        old, new = chance.choice(fitting)
        return text.replace(old, new, 1)

    return alter


opposed = _one_of(_exchanged(_OPPOSITES))
kin = _one_of(_exchanged(_KIN))
denied = _one_of(_DENIED)
exaggerated = _one_of(_EXAGGERATED)
retensed = _one_of(_TENSES)


def added(text: str, chance: random.Random) -> str | None:
    extra = chance.choice(_ADDED)
    return None if extra[-4:] in text else f"{text.rstrip('。；;，')}，{extra}"


def other_digit(text: str, chance: random.Random) -> str | None:
    """A digit altered, or two exchanged; the length of the number stays."""
    numbers = [m for m in _NUMBER.finditer(fold(text)) if len(m.group()) > 1]
    if not numbers:
        return None
    chosen = chance.choice(numbers)
    digits = list(chosen.group())
    i = chance.randrange(len(digits))
    if digits[i] == ".":
        i -= 1
    digits[i] = chance.choice([d for d in "123456789" if d != digits[i]])
    return text[: chosen.start()] + "".join(digits) + text[chosen.end() :]


def other_unit(text: str, chance: random.Random) -> str | None:
    fitting = [(f, b) for f in figures(text) for a, b in _UNITS if f.unit == a]
    if not fitting:
        return None
    figure, unit = chance.choice(fitting)
    return text[: figure.end - len(figure.unit)] + unit + text[figure.end :]


def crossed(text: str, chance: random.Random) -> str | None:
    """Two figures of one unit exchanged."""
    found = figures(text)
    fitting = [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a.unit == b.unit and a.text != b.text
    ]
    return _swapped(text, *_spans(chance.choice(fitting))) if fitting else None


def crossed_subjects(text: str, chance: random.Random) -> str | None:
    """What leads the figures of two clauses exchanged: 原煤达到…，钢突破…"""
    leads = []
    for start, end in clause_spans(text, 0, len(text)):
        lead = re.match(
            r"[\u4e00-\u9fff]{2,8}?(?=增长|下降|达到|达|突破|超过|为|完成|实现|减少|提高)",
            text[start:end],
        )
        if lead:
            leads.append((start, start + lead.end()))
    if len(leads) < 2:
        return None
    one, other = sorted(chance.sample(leads, 2))
    return None if text[slice(*one)] == text[slice(*other)] else _swapped(text, one, other)


def other_year(text: str, chance: random.Random) -> str | None:
    year = re.search(r"(?<!\d)(19|20)\d\d(?=年)", text)
    if not year:
        return None
    other = int(year.group()) + chance.choice((-2, -1, 1, 2, 5))
    return text[: year.start()] + str(other) + text[year.end() :]


def with_lead(text: str, chance: random.Random) -> str | None:
    return chance.choice(_LEADS) + text


def synonymous(text: str, chance: random.Random) -> str | None:
    """One or two words replaced by others for the same thing."""
    import jieba

    words = [w for w in jieba.lcut(text) if len(w) > 1 and same_thing(w)]
    chance.shuffle(words)
    for word in words[:2]:
        text = text.replace(word, chance.choice(same_thing(word)), 1)
    return text if words else None


def in_chinese(text: str, chance: random.Random) -> str | None:
    """A figure in Chinese numerals."""
    numbers = [f for f in figures(text) if _NUMBER.match(fold(f.text)) and "," not in f.text]
    if not numbers:
        return None
    chosen = chance.choice(numbers)
    match = _NUMBER.match(fold(chosen.text))
    assert match
    value = cn2an.an2cn(match.group(), "low")
    rest = chosen.text[match.end() :]
    said = f"百分之{value}{rest[1:]}" if rest[:1] in "%％" else value + rest
    return text[: chosen.start] + said + text[chosen.end :]


def rounded(text: str, chance: random.Random) -> str | None:
    """A figure with digits behind the point, 约."""
    numbers = [f for f in figures(text) if re.match(r"\d{2,}\.\d", fold(f.text))]
    if not numbers:
        return None
    chosen = chance.choice(numbers)
    match = _NUMBER.match(fold(chosen.text))
    assert match
    said = f"约{float(match.group()):.0f}"
    return text[: chosen.start] + said + chosen.text[match.end() :] + text[chosen.end :]


def reordered(text: str, chance: random.Random) -> str | None:
    """Clauses with a lead of their own, exchanged."""
    spans = clause_spans(text, 0, len(text))
    whole = [
        s
        for s in spans
        if figures(text[slice(*s)])
        and not re.match(r"其中|比|同比|增|降|占|较|约|达", text[slice(*s)])
    ]
    if len(whole) < 2 or len(whole) != len(spans):
        return None
    parts = [text[a:b].rstrip("，；。;,") for a, b in spans]
    chance.shuffle(parts)
    return "，".join(parts) + "。"


def _swapped(text: str, one: tuple[int, int], other: tuple[int, int]) -> str:
    return (
        text[: one[0]]
        + text[slice(*other)]
        + text[one[1] : other[0]]
        + text[slice(*one)]
        + text[other[1] :]
    )


def _spans(pair: tuple[Figure, Figure]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (pair[0].start, pair[0].end), (pair[1].start, pair[1].end)


RETOLD: tuple[Alteration, ...] = (synonymous, in_chinese, rounded, reordered, with_lead)
FALSE: tuple[Alteration, ...] = (
    other_digit, other_unit, crossed, crossed, crossed_subjects, other_year, opposed, opposed, kin, kin, denied, exaggerated, retensed,
)  # fmt: skip
