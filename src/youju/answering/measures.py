"""Which figures of a sentence measure something, and how each is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from youju.answering.verification import Frame
from youju.text import Figure, parse_chinese_numeral

Number = int | float
_LONGEST_NUMBER = 15
"""More digits are a code."""
_WRITTEN = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)
_MIXED = re.compile(r"\d+[万亿]\d")
_ABOUT = re.compile("[多余几]")
_RANGE = re.compile(r"\s*[至到\-—–~～]+\s*")
_DATED = re.compile(r"\s*[至到\-—–~～]+\s*\d{1,4}[年月日]")
_QUOTED = re.compile(r"[“‘\"「《][^“”‘’\"「」《》]{1,40}[”’\"」》]")
_LONGEST_SLOGAN = 12
_LATEST = 2100
_SCALED = re.compile(
    r"([零〇○一二两三四五六七八九十百千]+(?:点[零〇○一二三四五六七八九]+)?)[多余几]?([万亿]+)[多余几]?([^零一二两三四五六七八九十百千]*)"
)
_NAMES_BEHIND = re.compile(
    r"[集届中]?[全]会|会议|次会|代会|集团|一体|角洲|峡|义务教育|[个]?规划|计划(?!生)|产业(?!园|基|链|集)|供水|创业|[江河山湖]|县[，,。\s]|分球|手车|周年|面体|国语|化[，,]|年?代|规定|现代化|(?:基本)?原则|方面"
)
_NUMERAL_NAMES = re.compile(r"(?:十分|两国|三国|[百千万]+[家户年方位]|.*[手角号路线环省国])$")
_SPAN_BEFORE = re.compile(r"(?:过去|[最将]?近|今后|未来|前|这|上|下|后|头|往后|第|下一个)$")
_SPAN_BEHIND = re.compile(
    r"多?(?:来|内|间|中|里|前|后|时间|以来|期间|之[内间后前]|代|就|计划|规划|\s*$)"
)
_CODES = re.compile(
    r"(?:邮编|邮政编码|电话|传真|热线|编号|代码|证号|文号|http\S*|www\S*|[〔\[(（]\d{4}[〕\])）])[^\d，,]{0,6}$"
)
_BULLET = re.compile(r"[.．、)）]\s?(?!\d)")
_TORN = re.compile(r"(?<!\d)\d $")
_TORN_ON = re.compile(r" \d(?!\d)")
_CLOCK = re.compile(r"[:：]\d{2}(?!\d|[.:：])")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure as it is written (29.45, 亿元) and as it compares (2945000000, 元)."""

    value: Number
    unit: str
    about: str
    base_value: Number
    base_unit: str


def measured(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Those whose figures are no dates, names, codes, slogans in quotes or numbers of a list."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    kept: list[Frame] = []
    begins: dict[int, int] = {}
    for frame in frames:
        begin, end = frame.place
        frame = replace(frame, place=(begins.get(begin, begin), end))
        figure = frame.figure
        if _is_name(figure, text) or _is_code(figure, text) or _is_slogan(figure, quotes):
            begins[figure.end] = frame.place[0]
        else:
            kept.append(frame)
    return kept


def measure_of(figure: Figure, follower: Figure | None, text: str) -> Measure:
    """``follower``: the next figure; it lends its unit to one that opens a range: 6至7个百分点."""
    value, unit, inner = _written(figure)
    base = figure.value
    base_unit = "位" if figure.unit == "第" else figure.unit
    opens = follower and not unit and _RANGE.fullmatch(text, figure.end, follower.start)
    if opens and follower and follower.unit:
        theirs, unit, _ = _written(follower)
        base *= follower.value / theirs if theirs else 1
        base_unit = follower.unit
    return Measure(_number(value), unit, inner, _number(base), base_unit)


def _written(figure: Figure) -> tuple[Decimal, str, str]:
    """Value, unit and 余 of 2000余场; 百分之二十一 is 21 %."""
    found = _WRITTEN.fullmatch(figure.text)
    plain = figure.unit in ("第", "日期") or "/" in figure.text or "分之" in figure.text
    scaled = _SCALED.fullmatch(figure.text)
    head = parse_chinese_numeral(scaled[1]) if scaled else None
    if scaled and head is not None:
        return head, scaled[2] + scaled[3], figure.about
    if plain or not found or _MIXED.match(figure.text):
        return figure.value, "位" if figure.unit == "第" else figure.unit, figure.about
    return Decimal(found[1].replace(",", "")), _ABOUT.sub("", found[2]), figure.about


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def _is_name(figure: Figure, text: str) -> bool:
    """四次全会, 长三角, 五年规划; 十分重要."""
    if figure.unit == "日期" or (
        figure.value == 0 and not figure.text[-1].isdigit() and "零" in figure.text[:1]
    ):
        return True
    if figure.unit in ("年", "周年") and _is_span(figure, text):
        return True
    if figure.text[0].isdigit() or figure.unit in ("%", "‰", "‱", "第"):
        return figure.unit in ("号", "线", "路") or figure.text == "90后"
    before = text[max(0, figure.start - 1) : figure.start]
    return (
        bool(_NAMES_BEHIND.match(text, figure.end))
        or bool(_NUMERAL_NAMES.match(figure.text))
        or before in ("届", "第", "“", "‘")
    )


def _is_span(figure: Figure, text: str) -> bool:
    """过去五年, 五年来: when, not how long."""
    before = text[max(0, figure.start - 4) : figure.start].rstrip()
    said = bool(_SPAN_BEFORE.search(before) or _SPAN_BEHIND.match(text, figure.end))
    return (
        said
        or figure.value > _LATEST
        or before[-1:] in ("", "，", ",", "。")
        or before[-1:].isdigit()
    )


def _is_code(figure: Figure, text: str) -> bool:
    """Postal codes, numbers of documents and lists, times of day; what no unit and no size marks."""
    if len(figure.text) > _LONGEST_NUMBER + 6:
        return True
    if not figure.text.lstrip("-").replace(",", "").replace(".", "").isdigit():
        return False
    before = text[: figure.start]
    after = text[figure.end : figure.end + 12]
    return (
        bool(_CODES.search(before[-24:]))
        or (not before.strip(" (（[") and bool(_BULLET.match(after)))
        or before.endswith(("[", "+", "×", "/", "〔", "#", "_", "=", "no."))
        or after.startswith(("]", "+", "×", "/", "〕", "后", "%2"))
        or bool(_TORN.search(before) or _TORN_ON.match(after))
        or bool(_DATED.match(after))
        or bool(_CLOCK.match(after) and figure.text.isdigit())
        or (before.endswith((":", "：")) and before[-2:-1].isdigit() and len(figure.text) == 2)
    )


def _is_slogan(figure: Figure, quotes: Sequence[tuple[int, int]]) -> bool:
    """“三个一批”, “3+3”; but not a sentence that is quoted."""
    for start, end in quotes:
        if start < figure.start and figure.end < end:
            is_size = figure.unit in ("%", "元") or figure.unit.endswith("米")
            return not is_size and (end - start <= _LONGEST_SLOGAN or not figure.text[0].isdigit())
    return False
