"""Chinese text: folding, numerals, sentence and clause ends, figures with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from unicodedata import category

Span = tuple[int, int]

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FOLD |= {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
_FOLD |= {0x3000: 0x20, 0xA0: 0x20, ord("〇"): ord("○"), ord("．"): ord(".")}


def fold(text: str) -> str:
    """Half width and lower case, character by character: offsets stay what they were."""
    return text.translate(_FOLD)


_UNPRINTABLE = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters that show nothing."""


def printable(text: str) -> str:
    """Without characters that steer a terminal, hide, turn the line about, or are none."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or not _is_unprintable(char))


def _is_unprintable(char: str) -> bool:
    return category(char) in _UNPRINTABLE or char in _BLANK


def shortened(text: str, longest: int) -> str:
    """With … where it is cut off behind ``longest`` characters."""
    return text if len(text) <= longest else f"{text[:longest]}…"


# ---------------------------------------------------------------- sentences and clauses

_OPENERS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
}
_CLOSERS = frozenset(_OPENERS.values())
_SENTENCE_END = frozenset("。！？!?\n")
_CLAUSE_END = frozenset("，,；;：:")
_LONGEST_QUOTE = 120
_ENDS_IN_FIGURE = re.compile(r"[\])%]$|[A-Za-z\u4e00-\u9fff],? ?\d[\d,.]*$")
"""2023. and [2]. but not a list's number."""
_NEXT_SENTENCE = 12


def _is_full_stop(text: str, index: int) -> bool:
    """An ASCII ``.`` that ends an English sentence, and not a decimal, initial or list number."""
    if text[index] != ".":
        return False
    if text[index + 1 : index + 2] not in ("", " ", "\n"):
        return False
    before = text[max(0, index - 2) : index]
    if len(before) == 2 and before.isalpha():
        return True
    following = text[index + 1 : index + _NEXT_SENTENCE].lstrip()[:1]
    opens_next = not following or (following.isascii() and following.isupper())
    return opens_next and bool(_ENDS_IN_FIGURE.search(text[max(0, index - _NEXT_SENTENCE) : index]))


def _bracket_ends(text: str) -> dict[int, int]:
    """Where each opening quote or bracket of ``text`` closes, if it does within reach."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for index, char in enumerate(text):
        if char == "\n":
            stack.clear()
        elif char in _OPENERS:
            stack.append(index)
        elif char in _CLOSERS:
            while stack:
                opened = stack.pop()
                if _OPENERS[text[opened]] == char:
                    if index - opened <= _LONGEST_QUOTE:
                        ends[opened] = index
                    break
    return ends


def sentence_spans(text: str) -> Iterator[Span]:
    """Whole sentences, white space around them left out.

    A quote or bracket of ordinary length is not torn apart; closing marks stay with the sentence
    that they close.
    """
    ends = _bracket_ends(text)
    start = index = 0
    while index < len(text):
        if index in ends:
            closed = ends[index]
            index = closed + 1
            ended_inside = text[closed - 1] in _SENTENCE_END and text[closed] in "”’」』"
            following = text[index : index + 1]
            if not ended_inside or following in _CLAUSE_END | _SENTENCE_END | _CLOSERS:
                continue
        elif text[index] in _SENTENCE_END or _is_full_stop(text, index):
            index += 1
            while index < len(text) and text[index] in _CLOSERS | _SENTENCE_END - {"\n"}:
                index += 1
        else:
            index += 1
            continue
        yield from _trimmed(text, start, index)
        start = index
    yield from _trimmed(text, start, len(text))


def clause_spans(text: str, start: int, end: int) -> list[Span]:
    """Clauses of ``text[start:end]``: cut at commas, semicolons and colons.

    Not inside quotes and brackets, nor in numbers such as 1,362 or times such as 8:30. The mark
    that ends a clause is not part of it.
    """
    piece = text[start:end]
    ends = _bracket_ends(piece)
    spans: list[Span] = []
    begin = index = 0
    while index < len(piece):
        if index in ends:
            index = ends[index] + 1
            continue
        if piece[index] in _CLAUSE_END and not _between_digits(piece, index):
            spans += [(start + a, start + b) for a, b in _trimmed(piece, begin, index)]
            begin = index + 1
        index += 1
    tail = piece[begin:].rstrip("。！？!?.")
    spans += [(start + a, start + b) for a, b in _trimmed(piece, begin, begin + len(tail))]
    return spans


def _between_digits(text: str, index: int) -> bool:
    """The mark of 1,362 or of 8:30."""
    before, after = text[index - 1 : index].isdigit(), text[index + 1 : index + 4]
    if text[index] == ":":
        return before and after[:1].isdigit()
    return text[index] == "," and before and len(after) == 3 and after.isdigit()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end > start:
        yield start, end


# ---------------------------------------------------------------- numerals

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_LONGEST_NUMERAL = 40
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


@lru_cache(maxsize=4096)
def parse_chinese_numeral(text: str) -> Decimal | None:
    """Value of 二百五十六, 一九八六, 两千三, 二十一点五; ``None`` if it is no numeral.

    cn2an does the same, and is the oracle of the tests; importing it costs a cold question a
    third of its time, so it is not used here.
    """
    if len(text) > _LONGEST_NUMERAL:
        return None
    whole, _, decimals = text.partition("点")
    decimals, scale = _scaled(decimals)
    if not whole or any(c not in _DIGITS for c in decimals):
        return None
    if len(whole) > 1 and all(c in _DIGITS for c in whole):
        value = Decimal("".join(str(_DIGITS[c]) for c in whole))
    else:
        parsed = _positional(whole)
        if parsed is None:
            return None
        value = Decimal(parsed)
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
    return value * scale


def _scaled(decimals: str) -> tuple[str, int]:
    """四五亿, of 二十九点四五亿 → 四五, 10⁸."""
    scale = 1
    while decimals and (factor := _SCALES.get(decimals[-1]) or _MYRIADS.get(decimals[-1])):
        decimals, scale = decimals[:-1], scale * factor
    return decimals, scale


def _positional(text: str) -> int | None:
    """亿 splits before 万, 万 before 千: 三亿七千零六十二万 is 3·10⁸ + 7062·10⁴."""
    for mark, scale in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(mark)
        if not found:
            continue
        high = _positional(before)
        low = _positional(after) if after else 0
        if high is None or low is None:
            return None
        return high * scale + (low * scale // 10 if after in _DIGITS and low else low)
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total = digit = 0
    scale = 1
    for index, char in enumerate(text):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            scale = 1 if char in "零〇○" else scale
        elif char in _SCALES:
            scale = _SCALES[char]
            if not digit and (char != "十" or (index and text[index - 1] not in "零〇○百千")):
                return None
            total += (digit or 1) * scale
            digit = 0
        else:
            return None
    return total + (digit * scale // 10 if digit and scale >= 100 else digit)


# ---------------------------------------------------------------- figures

_NUMERAL = "(?:[零〇○一二两三四五六七八九十百]|千(?![瓦克米伏]))"
"""Not the 千 of 千瓦."""
_UNITS = (
    "个小时|个工作日|个百分点|百分点|个千分点|人次|人天|车次|班次|架次|立方米|平方米|平方公里|平方千米|公里|千米|厘米|"
    "毫米|微克/立方米|亩次|亩|公顷|公斤|千克|斤|吨标准煤|吨|担|重量箱|千瓦时|千瓦|兆瓦|吉瓦|千伏|度|米|升|"
    "美元|欧元|港元|日元|英镑|卢布|元|块钱|块|角|"
    "周岁|岁|周年|年|个月|月份|月|星期|周|天|日|小时|分钟|秒|"
    "对|处|个|家|户|名|位|人|口|条|项|座|所|张|场|次|件|起|宗|辆|台|套|艘|架|列|趟|班|部|"
    "册|篇|例|批|种|类|款|期|届|届次|轮|级|倍|成|支|枚|颗|只|头|匹|株|棵|粒|片|块|幅|栋|幢|间|"
    "层|门|方面|多方面|国|省|市|县|区|镇|乡(?!亲)|村(?!民)|街道|社区|字|词|页|份|封|笔|票|席|床|杯|瓶|箱|"
    "桌|环|圈|代|站|段|线|路|步|号|档|连冠|折|股|手|单|桩|盏|点|分|元/人|标准箱|标箱|teu|吨公里|人公里|门次"
)
_UNITS = "|".join(sorted(_UNITS.split("|"), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<percent_of>百分之|千分之|万分之)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+[万亿]\d[千百](?=\D)|\d+(?:[.·]\d+)?"
    rf"|{_NUMERAL}+(?:[万亿]{_NUMERAL}+)*(?:点[零〇○一二三四五六七八九]+)?)(?!分之)"
    rf"(?P<about>多|余|几)?"
    rf"(?P<scale>(?:[万亿百十]|千(?![瓦克米伏])){{0,3}})"
    rf"(?P<about2>多|余|几)?(?P<scale2>[万亿](?=元))?"
    rf"(?P<unit>%|‰|°c|℃|成[一二三四五六七八九](?=[^\u4e00-\u9fff]|$)|{_UNITS})?"
)
_PLACES = frozenset("省市县区镇乡村")
"""二七区 is a district's name."""
_DIGITS_ONLY = re.compile("[零〇○一二两三四五六七八九]{2,}")
_NOT_A_FIGURE = re.compile(r"第[^，,。]{0,2}$|[“”‘’]$|[a-z]$|[a-z]-$|分之$")
_IN_A_CODE = re.compile(r"[\d%‰]-$")
_NOT_A_NUMERAL = re.compile(r"[统唯万其归合逐同单专划进几数]$")
"""统一, 万一, 其一, 归一, 逐一: words that end in a numeral."""
_ROUND = re.compile(r"(?<=[超破达上近过])(?P<number>[万千百]?亿)(?P<unit>元|斤|美元|人次|人)")
"""Of 超万亿元: one of it."""
_PERCENT_UNTIL = re.compile(rf"[至到\-—]({_NUMERAL}+(?:点[零〇○一二三四五六七八九]+)?)(?!\w*分之)")
"""Of 百分之八至九."""
_LOOK_BACK = 4
_PERCENT = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_UNIT_ALIASES = {
    "块钱": "元",
    "块": "元",
    "千米": "公里",
    "千克": "公斤",
    "月份": "月",
    "个小时": "小时",
    "个工作日": "工作日",
    "标准箱": "标箱",
    "teu": "标箱",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as it stands in ``[start, end)``.

    ``value`` is normalised: 29.45亿元 is 2945000000 with unit 元; 百分之二十一点五 is 21.5 with
    unit %. ``about`` keeps 多, 余 and 几.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    about: str
    text: str


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Figures of ``text[start:end]``; a Chinese numeral counts only with a unit or percent."""
    base = max(0, start - _LOOK_BACK)
    folded = fold(text[base:end])
    found = []
    for match in _FIGURE.finditer(folded, start - base):
        figure = _figure(text, folded, base, match)
        if figure is not None:
            found.append(figure)
        until = _PERCENT_UNTIL.match(folded, match.end()) if match["percent_of"] else None
        value = parse_chinese_numeral(until[1]) if until else None
        if until and value is not None:
            a, b = base + until.start(1), base + until.end(1)
            found.append(Figure(a, b, value, _PERCENT[match["percent_of"]], "", text[a:b]))
    round_ones = [_round_figure(text, base, m) for m in _ROUND.finditer(folded, start - base)]
    return sorted([*found, *round_ones], key=lambda f: f.start) if round_ones else found


def _round_figure(text: str, base: int, match: re.Match[str]) -> Figure:
    value = parse_chinese_numeral(f"一{match['number']}") or Decimal(0)
    start, end = base + match.start(), base + match.end()
    return Figure(start, end, value, match["unit"], "", text[start:end])


def _figure(text: str, folded: str, base: int, match: re.Match[str]) -> Figure | None:
    number, unit = match["number"], match["unit"] or ""
    scale = (match["scale"] or "") + (match["scale2"] or "")
    before = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
    apart = ("”", "数") if unit != "元" else ("”", "数", "gdp")
    stands_apart = before.endswith(apart) and number[0].isdigit()
    if _NOT_A_FIGURE.search(before) and not stands_apart:
        return None
    if not unit and _IN_A_CODE.search(before):
        return None
    if _NOT_A_NUMERAL.search(before) and not number[0].isdigit():
        return None
    if number[-1] in "千百" and number[0].isdigit():
        high, mark, low = re.split(r"([万亿])", number)
        value = int(high) * _MYRIADS[mark] + int(low[0]) * _SCALES[low[1]] * Decimal(
            _MYRIADS["万"] if mark == "亿" else 1
        )
        scale = scale.removeprefix("万") if mark == "亿" else scale
    elif number[0].isdigit():
        value = Decimal(number.replace(",", "").replace("·", "."))
    else:
        is_bare = not unit and not match["percent_of"] and not scale
        if is_bare or (unit in _PLACES and _DIGITS_ONLY.fullmatch(number)):
            return None
        if "亿" in number and match["about"] and scale.startswith("万"):
            high, _, low = number.rpartition("亿")
            number, scale = f"{high}亿{low}万", scale.removeprefix("万")
        whole = "" if match["about"] or match["scale2"] else scale
        parsed = parse_chinese_numeral(number + whole)
        if parsed is None:
            return None
        value, scale = parsed, scale.removeprefix(whole)
    if unit[0:1] == "成" and len(unit) == 2:
        value, unit = value + Decimal(_DIGITS[unit[1]]) / 10, "成"
    negative = before.endswith("-") and not _IN_A_CODE.search(before)
    try:
        for char in scale:
            value *= _SCALES.get(char) or _MYRIADS[char]
    except InvalidOperation:
        return None
    unit = _PERCENT.get(match["percent_of"] or "", unit)
    about = (match["about"] or "") + (match["about2"] or "")
    start = base + match.start() - negative
    return Figure(
        start,
        base + match.end(),
        -value if negative else value,
        _UNIT_ALIASES.get(unit, unit),
        about,
        text[start : base + match.end()],
    )
