"""Whether a claim's figure is the report's: value, unit, and 多, 超过 or 近 kept in some form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from youju.answering.verification.frames import is_name
from youju.answering.verification.units import Unit
from youju.text import Figure, figures, fold

_CLASSIFIERS = frozenset(
    [
        "个",
        "家",
        "户",
        "项",
        "条",
        "所",
        "座",
        "处",
        "件",
        "起",
        "场",
        "次",
        "名",
        "人",
        "位",
        "人次",
        "张",
        "例",
        "宗",
        "批",
        "轮",
        "届",
        "种",
        "类",
        "支",
        "部",
        "台",
        "辆",
        "套",
        "间",
        "对",
    ]
)
_PERSONS = frozenset("人名位口")
_TIMES = frozenset("次场轮批届")
_APART = frozenset(["户", "人次", "套"])
SHARES = frozenset(["%", "‰", "‱", "个百分点"])
_THINGS = _CLASSIFIERS - _PERSONS - _TIMES - _APART
_OVER_BEFORE = re.compile(
    r"(?:(?:超过了?|突破了?|[迈跨越跃冲闯]过了?|站上了?|跃上了?|(?<![超经通])过了|不止|超出|超|逾|高于|不低于|不少于|大于|多于)(?:为|了|约)?|(?:至少|最少)\S{0,3})$"
)
_UNDER_BEFORE = re.compile(
    r"(?:不到|不足|未达到?|不满|(?<!不)(?:低于|少于|小于)|至多|最多|不超过|不高于|不多于)[了约]?$"
)
_UNDER_AFTER = re.compile(r"^(?:以下|以内|之内)")
_OVER_AFTER = re.compile(r"^(?:以上|多|余|开外|出头)")
_NEAR_BEFORE = re.compile(
    r"(?:接近|将近|(?<!最)近|约|大约|约为|左右|几乎|差不多|差一?点)(?:达到?|有|为)?$"
)
_NEAR_AFTER = re.compile(r"^(?:左右|上下)")
_FROM_BELOW = re.compile(r"(?:接近|将近|(?<!最)近|几乎|差不多|差一?点)(?:达到?|有|为)?$")
_ROUGHEST = 8
"""Of what is told, the share that may be left out: 七十多 of 73, not 超过100 of 199."""
_LOOK = 6
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COUNTED = re.compile(r"[一二三四五六七八九]是")
_SMALL = 12
"""Chinese numerals up to this one also count things in passing: 这一年, 三方面, 四县."""


def equals(claimed: Figure, quoted: Figure) -> bool:
    """The same number of the same unit: 29.45亿元 and 2945000000元, 百分之二十一点五 and 21.5%, 三成
    and 30%."""
    (value, unit), (other, other_unit) = _plain(claimed), _plain(quoted)
    units = {unit, other_unit}
    if value != other:
        return False
    if units == {"户", "家"}:
        return True
    left_out = (not unit and other_unit not in SHARES) or (not other_unit and unit in _CLASSIFIERS)
    return len(units) == 1 or left_out or any(units <= kind for kind in (_PERSONS, _TIMES, _THINGS))


def _plain(figure: Figure) -> tuple[Decimal, str]:
    return (figure.value * 10, "%") if figure.unit == "成" else (figure.value, fold(figure.unit))


def agrees(claimed: Figure, claim: str, quoted: Figure, said: str) -> bool:
    """Equal, and more than, less than, or nearly, it in both or in neither: 13万余件 is not 13万件, but
    超过200家 is 200多家. A unit that one of them leaves out must be said beside the other."""
    if not equals(claimed, quoted):
        return _rounds(claimed, claim, quoted, said)
    left_out = claimed.unit and not quoted.unit and claimed.unit not in said
    if left_out and claimed.unit not in _PERSONS and _HAN.search(said):
        return False
    return _bound(claimed, claim) == _bound(quoted, said)


def _rounds(claimed: Figure, claim: str, quoted: Figure, said: str) -> bool:
    """7.3万余个 and 超过7.3万个 of 73070个, 约7.3万个 of it, and 近7.4万个: what is told exactly may be told
    more roughly, by leaving out its last digits."""
    told = _bound(claimed, claim)
    if not told or _bound(quoted, said) or not _of_one_unit(claimed, quoted):
        return False
    value, exact = _plain(claimed)[0], _plain(quoted)[0]
    step = min(_last_place(claimed), abs(exact) / _ROUGHEST)
    if told == "over":
        return value < exact < value + step
    if told == "under":
        return value - step < exact < value
    return abs(value - exact) <= step / 2 or (
        _FROM_BELOW.search(_before(claimed, claim)) is not None and 0 < value - exact < step
    )


def _last_place(figure: Figure) -> Decimal:
    """What one more of its last digit that is not 0 would add: 1000 of 7.3万, 100 of 1200, 1000万 of
    九千万."""
    if "分之" in figure.text or "/" in figure.text:
        return Decimal(10)
    step = Decimal(10) ** int(figure.value.normalize().as_tuple().exponent)
    return step * 10 if figure.unit == "成" else step


def _of_one_unit(one: Figure, other: Figure) -> bool:
    units = {_plain(one)[1], _plain(other)[1]}
    left_out = not all(units) and not units & SHARES
    return len(units) == 1 or left_out or any(units <= k for k in (_PERSONS, _TIMES, _THINGS))


def is_about(figure: Figure, text: str) -> bool:
    """Whether words beside the figure say about, more or less than it."""
    return bool(_bound(figure, text))


def _before(figure: Figure, text: str) -> str:
    return text[max(0, figure.start - _LOOK) : figure.start]


def _bound(figure: Figure, text: str) -> str:
    before = _before(figure, text)
    after = text[figure.end : figure.end + _LOOK]
    if _UNDER_BEFORE.search(before) or _UNDER_AFTER.match(after):
        return "under"
    if figure.about or _OVER_BEFORE.search(before) or _OVER_AFTER.match(after):
        return "over"
    return "near" if _NEAR_BEFORE.search(before) or _NEAR_AFTER.match(after) else ""


def bounded(figure: Figure, text: str) -> tuple[int, int]:
    """Where the figure stands with the words that bound it: 超过200家, 13万件左右."""
    start = max(0, figure.start - _LOOK)
    before, after = text[start : figure.start], text[figure.end : figure.end + _LOOK]
    opened = [m for p in (_UNDER_BEFORE, _OVER_BEFORE, _NEAR_BEFORE) if (m := p.search(before))]
    closed = [m for p in (_UNDER_AFTER, _OVER_AFTER, _NEAR_AFTER) if (m := p.match(after))]
    return (
        start + opened[0].start() if opened else figure.start,
        figure.end + closed[0].end() if closed else figure.end,
    )


def is_small(figure: Figure) -> bool:
    return not figure.text[0].isdigit() and figure.value <= _SMALL


def is_implied(figure: Figure, claim: str, unit: Unit) -> bool:
    """A small Chinese numeral that is no figure of the report: 这一年, or as many as are listed."""
    if not is_small(figure):
        return False
    if figure.value == 1:
        return True
    clauses = re.split(r"[，,；;。]", claim[: figure.start] + claim[figure.end :])
    listed = {len(re.split(r"、|和|及|与", clause)) for clause in clauses}
    if figure.value in listed | {count - 1 for count in listed if count > 2}:
        return True
    if figure.unit == "年" and f"{figure.text[:-1]}连" in unit.text:
        return True
    if figure.value == len(_COUNTED.findall(claim)):
        return True
    return figure.unit == "年" and figure.text in unit.profile.folded


def numbered_names(text: str) -> Iterator[str]:
    """Numbers that are part of a name, with what follows: 500强."""
    for figure in figures(text):
        if not figure.unit and is_name(figure, text):
            yield text[figure.start : figure.end + 1]
