"""What a figure is the figure of: the words beside it, as far as they belong to it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from youju.text import Figure, Span, clause_spans, figures, parse_chinese_numeral

SUBJECTLESS = re.compile(
    r"^(?:其中|比|较|同比|环比|增长|下降|上升|减少|增加|占|达|累计|增幅|降幅|涨幅|跌幅|升幅|比重|占比|居(?=全|第|首|前|[一二三四五六七八九十\d])|列(?=全|第|首|前)|排(?=全|第|名)|为|提高|降低|超过|突破|同口径|按|实际|"
    r"完成|实现|取得|获得|荣获|新增|建成|总量|总数|总额|已|均|也|且|并|约|近|共|合计|平均|净|高于|低于|位居|分别|各)"
)
_ALIGNED = re.compile(r"分别|依次|各(?=[\d为占达增下减提上有])")
_COMPARED = re.compile(r"[比较](?:上年|去年|(?:19|20)\d\d年)|同比|环比")
_LISTED = re.compile(r"、|以及|和|及|与|，|,")
_JOINED = re.compile(r"、|以及|和|及|与")


@dataclass(frozen=True)
class Frame:
    """``own``: the words that belong to the figure; ``lead``: those before them that it takes as
    its subject, where it has none of its own; ``shared``: what opens the list that it stands in;
    ``item``: which of a list that is told 分别 it belongs to; ``place``: where ``own`` stands, or
    what comes between 分别 and the next figure of the list."""

    figure: Figure
    own: str
    lead: str = ""
    shared: str = ""
    item: str = ""
    place: Span = (0, 0)

    @property
    def is_part(self) -> bool:
        """Of what leads it: 其中."""
        return self.own.lstrip().startswith("其中")


_RANK = re.compile(
    r"(?P<rank>第(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,4}))(?:位|名)(?!书记|校长)"
    r"|(?:居|列|排|排名|名列|位列|全[国省市区县球])(?P<rank2>第(?P<number2>\d{1,3}|[一二三四五六七八九十]{1,3}))(?!产业|季度|批|次|轮)"
)
_PART = "[一二三四五六七八九十]{1,3}|\\d{1,2}"
_FRACTION = re.compile(
    rf"(?<![百千万])(?P<whole>{_PART})分之(?P<part>{_PART})"
    r"|(?<![\d/.])(?P<part2>[1-9])/(?P<whole2>[2-9]|10)(?![\d/.])"
)
_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_NAMING = ("级", "期", "线", "号", "代", "届", "段")
_TOPIC = re.compile(r"(?:方面|领域|来看)[，,]$")
_BRACKETS = str.maketrans('()（）“”‘’"', ",,,,     ")
_BRACKETED = re.compile(r"[(（][^()（）\d]*[)）]")
_IDENTIFIER = re.compile(
    r"(?<![\d-])0\d{2,3}-\d{7,8}(?![\d-])|(?<!\d)1[3-9]\d{9}(?![\d.万亿元])|[\w.\-]{1,64}@[\w.\-]{1,64}"
)


@lru_cache(maxsize=4096)
def frames_of(text: str) -> tuple[Frame, ...]:
    """Of every figure of a folded text that is no date, telephone number or the like."""
    text = _BRACKETED.sub(lambda match: " " * len(match[0]), text).translate(_BRACKETS)
    fractions = list(_fractions(text))
    named = [match.span() for match in _IDENTIFIER.finditer(text)]
    named += [(fraction.start, fraction.end) for fraction in fractions]
    found = [
        f
        for f in figures(text)
        if not is_date(f, text)
        and not is_name(f, text)
        and not any(a <= f.start < b for a, b in named)
    ]
    found = sorted([*found, *_ranks(text), *_dates(text), *_fractions(text)], key=lambda f: f.start)
    frames: list[Frame] = []
    clauses = clause_spans(text, 0, len(text))
    for start, end in clauses:
        inside = [f for f in found if start <= f.start and f.end <= end]
        if inside:
            aligned = _aligned(text, start, end, inside)
            told = {frame.figure.start for frame in aligned}
            others = [f for f in inside if f.start not in told]
            frames += sorted(
                [*(_listed(text, start, end, others) if others else ()), *aligned],
                key=lambda frame: frame.figure.start,
            )
    return tuple(frames)


def _ranks(text: str) -> Iterator[Figure]:
    """第五位, 全省第三: what a thing ranks as, not what it is called (第一产业)."""
    for match in _RANK.finditer(text):
        group = "rank" if match["rank"] else "rank2"
        number = match["number"] or match["number2"]
        value = Decimal(number) if number.isdigit() else parse_chinese_numeral(number)
        if value is not None:
            yield Figure(match.start(group), match.end(group), value, "第", "", match[group])


def _dates(text: str) -> Iterator[Figure]:
    for match in _DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        value = Decimal(year * 10_000 + month * 100 + day)
        yield Figure(match.start(), match.end(), value, "日期", "", match[0])


def _fractions(text: str) -> Iterator[Figure]:
    """三分之一 and 1/3, as percentages."""
    for match in _FRACTION.finditer(text):
        named = (match["whole"] or match["whole2"], match["part"] or match["part2"])
        whole, part = (Decimal(n) if n.isdigit() else parse_chinese_numeral(n) for n in named)
        if whole and part is not None:
            value = round(part * 100 / whole, 2)
            yield Figure(match.start(), match.end(), value, "%", "", match[0])


def is_name(figure: Figure, text: str) -> bool:
    """A number that is part of a name or says nothing: 500强, 三级网格, 二期工程, 一个."""
    if not figure.text[0].isdigit() and (
        figure.unit in _NAMING or (figure.text[0] == "一" and figure.value == 1)
    ):
        return True
    after = text[figure.end : figure.end + 1]
    if figure.text.isdigit() and not figure.unit and after.isascii() and after.isalpha():
        return True
    return (
        figure.text.isdigit()
        and not figure.unit
        and "一" <= after <= "鿿"
        and after not in "亿万左以为是和与及的至到比由从在"
    )


def is_date(figure: Figure, text: str) -> bool:
    if figure.unit == "年" and 1900 <= figure.value <= 2100:
        return True
    if figure.unit in ("月", "日"):
        return text[figure.start - 1 : figure.start] in ("年", "月") or figure.unit == "月"
    return not figure.unit and 1900 <= figure.value <= 2100 and len(figure.text) == 4


def _aligned(text: str, start: int, end: int, inside: list[Figure]) -> list[Frame]:
    """A、B、C分别下降77%、75%、50%: the first figure is A's, and so on."""
    word = _ALIGNED.search(text, start, end)
    if word is None:
        return []
    after = [figure for figure in inside if figure.start >= word.end()]
    items = [item for item in _LISTED.split(_items_text(text, start, word.start())) if item]
    if len(after) < 2 or len(items) < 2:
        return []
    rounds = len(after) // len(items) or 1
    if len(items) < len(after) and len(items) * rounds != len(after):
        return []
    items = items[-len(after) :]
    predicates = [text[word.end() : after[0].start]]
    predicates += [text[f.end : nxt.start] for f, nxt in pairwise(after)]
    tail = text[after[-1].end : end]
    return [
        Frame(
            figure,
            f"{items[i % len(items)]}{predicates[0]}{_JOINED.sub('', tail)}",
            item=items[i % len(items)],
            place=(word.end(), end),
        )
        for i, figure in enumerate(after)
    ]


def _items_text(text: str, start: int, end: int) -> str:
    """What stands before 分别; where that is nothing, the clauses before."""
    own = _COMPARED.sub("", text[start:end]).strip("，, ")
    if own:
        return own
    return re.split(r"[；;。]", text[:start])[-1]


def _listed(text: str, start: int, end: int, inside: list[Figure]) -> list[Frame]:
    lead = text[:start] if SUBJECTLESS.match(text[start:end]) else ""
    topic = text[:start] if _TOPIC.search(text[:start].rstrip() or " ") else ""
    opening = text[start : inside[0].start]
    frames = []
    for figure, (a, b, listed) in zip(inside, _segments(text, start, end, inside), strict=True):
        if a == start:
            frames.append(Frame(figure, topic + text[a:b], lead, place=(a, b)))
        elif listed and a < figure.start:
            frames.append(Frame(figure, topic + text[a:b], lead, opening, place=(a, b)))
        else:
            frames.append(Frame(figure, topic + text[a:b], lead + opening, place=(a, b)))
    return frames


def _segments(text: str, start: int, end: int, inside: list[Figure]) -> list[tuple[int, int, bool]]:
    """Of each figure its part of the clause, and whether a list mark opens it: cut where the list
    goes on, else what stands between two figures is both's."""
    begins, ends = [(start, False)], []
    for one, other in pairwise(inside):
        cuts = list(_JOINED.finditer(text, one.end, other.start))
        if cuts:
            ends.append(cuts[-1].start())
            begins.append((cuts[-1].end(), True))
        else:
            ends.append(other.start)
            begins.append((one.end, False))
    return [(a, b, listed) for (a, listed), b in zip(begins, [*ends, end], strict=True)]
