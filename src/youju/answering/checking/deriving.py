"""A figure that the report does not state and that follows from those that it does: a difference, a
sum, a share, a multiple."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations

from youju.answering.checking.judging import Considered
from youju.answering.verification import (
    SHARES,
    Assertion,
    Frame,
    Unit,
    frames_of,
    is_about,
    is_small,
)
from youju.text import Figure

_DIFFERENCE = re.compile(
    r"比|较|还有|还剩|尚有|剩余|余下|剩下|其余|推算|倒推|高出|低了|少了|多了|再[多加增]|相差|差距|净|增加了?|减少了?|高于|低于|多出|缩小|扩大"
)
_SUM = re.compile(
    r"推算|倒推|合起来|合计|总共|一共|共计|加起来|加在一起|相加|之和|[两二三四五]项|总计|两者|三者|累计|共"
)
_SHARE = re.compile(r"占|比重|比例|近|约|超过?|左右|[一二三四五六七八九]成|之|率|达")
_SIZE = re.compile(r"一半|过半|半数|翻番|翻了?一番")
_ABOUT_HALF = (Decimal("0.45"), Decimal("0.55"))
_OVER_HALF = (Decimal("0.5"), Decimal("0.75"))
_TOLD_BY_FIGURES = frozenset(["comparison", "added", "negation", "moved"])
"""Rules of words that a derived figure proves: 比…多, 每天, 还有17个没有."""
_AVERAGE = re.compile(r"平均|每[天日所家户人个]|[日人]均")
_DAYS = (365, 366)
_TIMES = re.compile(r"倍|翻")
_LONGEST_SUM = 5
_BEARS = 0.6
"""Of how surely the likeliest part of the report speaks of the same, for others to lend figures."""
_MOST = 24
"""Figures that a derivation is looked for among: with more, anything could be derived."""
_CHANGES = ("%", "个百分点")
_ABOUT = 20


@dataclass(frozen=True)
class Operand:
    """A figure of the report, ``[start, end)`` of its unit's text; of none where the draft itself
    has it, and the report bears it."""

    figure: Figure
    unit: Unit | None


@dataclass(frozen=True)
class Derivation:
    frame: Frame
    formula: str
    operands: tuple[Operand, ...]


def with_derived(
    part: Assertion, found: Sequence[Considered]
) -> tuple[list[Considered], list[Derivation]]:
    """What was considered, without problems of figures, and of words for a share or a multiple
    (一半, 翻了一番), that can be derived."""
    wrong = [p.partition(":") for one in found[:1] for p in one.problems]
    told = {words for rule, _, words in wrong if rule == "figure"}
    sizes = [words for rule, _, words in wrong if rule == "extent" and _SIZE.search(words)]
    if not told and not sizes:
        return list(found), []
    units = [one.unit for one in found if one.speaks >= _BEARS * found[0].speaks]
    frames = [frame for frame in frames_of(part.text) if frame.figure.text in told]
    derived = [one for frame in frames if (one := derive(part, frame, units))]
    gone = {f"figure:{one.frame.figure.text}" for one in derived}
    gone |= {f"extent:{words}" for words in sizes if _is_of_size(words, part, units)}
    if derived:
        gone |= {f"{rule}:{words}" for rule, _, words in wrong if rule in _TOLD_BY_FIGURES}
    left = [replace(one, problems=tuple(p for p in one.problems if p not in gone)) for one in found]
    return left, derived


def _is_of_size(words: str, part: Assertion, units: Sequence[Unit]) -> bool:
    """近一半 of two figures of which one is 0.47 of the other; 翻了一番 of 20 and 40."""
    behind = part.text[part.text.find(words) + len(words) :]
    least, most = _OVER_HALF if "过" in words or behind.startswith("以上") else _ABOUT_HALF
    pool = [*_pool_of(part, None), *(one for unit in units for one in _pool_of(part, unit))]
    return any(least <= low.figure.value / high.figure.value <= most for high, low in _pairs(pool))


def derive(part: Assertion, frame: Frame, units: Sequence[Unit]) -> Derivation | None:
    """Of a figure of the assertion, from those of the units and the assertion's others."""
    pool = _pool(part, frame, units)
    told = frame.figure
    for cue, ways in (
        (_DIFFERENCE, _differences),
        (_SUM, _sums),
        (_TIMES, _multiples),
        (_AVERAGE, _averages),
        (_SHARE, _shares),
    ):
        is_stated = ways is _shares and any(
            g.figure.unit in SHARES for u in units[:1] for g in u.frames
        )
        if not cue.search(part.claim) or is_stated:
            continue
        for value, unit, formula, operands in ways(pool):
            if _tells(told, unit, value, part.text):
                sign = "=" if told.value == value else "≈"
                return Derivation(frame, f"{formula} {sign} {told.text}", operands)
    return None


Way = Iterator[tuple[Decimal, str, str, tuple[Operand, ...]]]


def _pool(part: Assertion, frame: Frame, units: Sequence[Unit]) -> list[Operand]:
    """In the order in which they stand; each value once."""
    found: dict[tuple[Decimal, str], Operand] = {}
    theirs = [one for unit in units if not unit.is_pair for one in _pool_of(part, unit)]
    mine = [one for one in _pool_of(part, None) if one.figure.text != frame.figure.text]
    for one in (*theirs, *mine):
        found.setdefault((one.figure.value, one.figure.unit), one)
    return list(found.values())[:_MOST]


def _pool_of(part: Assertion, unit: Unit | None) -> list[Operand]:
    """Figures of the unit, or of the whole claim."""
    frames = unit.frames if unit else frames_of(part.claim)
    return [
        Operand(g.figure, unit)
        for g in frames
        if g.figure.unit not in ("日期", "第") and not is_small(g.figure)
    ]


def _differences(pool: Sequence[Operand]) -> Way:
    for one, other in combinations(pool, 2):
        if one.figure.unit != other.figure.unit:
            continue
        high, low = sorted((one, other), key=lambda o: -o.figure.value)
        unit = "个百分点" if one.figure.unit == "%" else one.figure.unit
        formula = f"{high.figure.text} − {low.figure.text}"
        yield high.figure.value - low.figure.value, unit, formula, (high, low)


def _sums(pool: Sequence[Operand]) -> Way:
    for length in range(2, _LONGEST_SUM + 1):
        for unit in dict.fromkeys(one.figure.unit for one in pool):
            alike = [one for one in pool if one.figure.unit == unit]
            for start in range(len(alike) - length + 1):
                some = tuple(alike[start : start + length])
                total = sum((one.figure.value for one in some), Decimal(0))
                yield total, unit, " + ".join(one.figure.text for one in some), some


def _multiples(pool: Sequence[Operand]) -> Way:
    for high, low in _pairs(pool):
        formula = f"{high.figure.text} ÷ {low.figure.text}"
        yield high.figure.value / low.figure.value, "倍", formula, (high, low)


def _averages(pool: Sequence[Operand]) -> Way:
    for one, other in permutations(pool, 2):
        if one.figure.unit != other.figure.unit and other.figure.value > 0:
            formula = f"{one.figure.text} ÷ {other.figure.text}"
            yield one.figure.value / other.figure.value, one.figure.unit, formula, (one, other)
    for one in pool:
        for days in _DAYS:
            formula = f"{one.figure.text} ÷ {days}天"
            yield one.figure.value / days, one.figure.unit, formula, (one,)


def _shares(pool: Sequence[Operand]) -> Way:
    for high, low in _pairs(pool):
        formula = f"{low.figure.text} ÷ {high.figure.text}"
        yield low.figure.value * 100 / high.figure.value, "%", formula, (low, high)


def _pairs(pool: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
    """Of one unit, the larger first; no shares."""
    for one, other in combinations(pool, 2):
        same = one.figure.unit == other.figure.unit and one.figure.unit not in SHARES
        high, low = sorted((one, other), key=lambda o: -o.figure.value)
        if same and low.figure.value > 0:
            yield high, low


def _tells(told: Figure, unit: str, value: Decimal, text: str) -> bool:
    """Whether the figure tells the value: exactly, rounded to its decimals where it has any, or,
    where words beside it say about, to a twentieth."""
    mine = told.value * 10 if told.unit == "成" else told.value
    told_unit = "%" if told.unit == "成" else told.unit
    if told_unit != unit and {told_unit, unit} != set(_CHANGES):
        return False
    if mine == value:
        return True
    exponent = int(mine.as_tuple().exponent)
    has_decimals = "." in told.text or "点" in told.text or unit in ("%", "倍")
    if has_decimals and abs(mine - value) <= Decimal(10) ** min(exponent, 0) / 2:
        return True
    return is_about(told, text) and abs(mine - value) <= abs(value) / _ABOUT
