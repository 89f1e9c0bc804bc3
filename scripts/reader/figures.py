"""Questions on the figures of a report, by templates, and near misses made of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from reader.examples import Example
from reader.library import Shelf
from reader.questions import PLACES
from youju.answering.indicators import Indicator, indicators_of
from youju.model import Passage
from youju.text import fold

_VALUE = (
    "{name}是多少？",
    "{name}达到多少？",
    "{name}有多少",
    "全年{name}多少？",
    "{name}",
    "请问{name}具体是多少？",
    "我想知道{name}是多少",
    "{name}一共多少？",
    "{name}的数字",
    "报告里说的{name}是多少？",
)
_CHANGE = (
    "{name}{move}了多少？",
    "{name}的{move}幅度是多少？",
    "{name}比上年{move}多少？",
    "{name}同比{move}了百分之几",
    "{name}变化有多大？",
    "{name}{move}多少",
)
_WHY = ("为什么{name}{move}了？", "{name}{move}的原因是什么？", "{name}为何{move}")
_WHO = (
    "{name}是哪个部门统计的？",
    "{name}是由谁负责的？",
    "{name}花了多少钱？",
    "{name}在哪个省最高？",
    "{name}什么时候公布的？",
    "{name}占全世界的比重是多少？",
)
_TURNED = {
    "增长": "下降",
    "提高": "降低",
    "上升": "下降",
    "增加": "减少",
    "下降": "上升",
    "减少": "增加",
    "降低": "提高",
}
_SHARE = 0.25
"""Of the figures, those that are asked for: questions written by hand must not drown in them."""
_YEARED = 0.35
"""Share of the questions that name a year."""
_FEWEST_UNIT, _LONGEST_NAME = 1, 18
_SMALL = ("两个", "一个", "三个", "两大", "双重")


def figures(report_id: str, shelf: Shelf, chance: random.Random) -> Iterator[Example]:
    indexed = shelf.parts.index.indexed(report_id)
    rows = [row for row in indicators_of(indexed.report, indexed.passages) if _is_telling(row)]
    for row in rows:
        if chance.random() > _SHARE:
            continue
        passage = next(p for p in indexed.passages if p.start <= row.start < p.end)
        yield from _of(row, rows, passage, shelf, chance)


def _is_telling(row: Indicator) -> bool:
    return 2 <= len(row.indicator) <= _LONGEST_NAME and bool(row.unit) and row.text not in _SMALL


def _of(
    row: Indicator, rows: list[Indicator], passage: Passage, shelf: Shelf, chance: random.Random
) -> Iterator[Example]:
    context, lead = shelf.context(passage), shelf.lead(passage) - passage.start
    same = [
        r for r in rows if passage.start <= r.start < passage.end and r.indicator == row.indicator
    ]
    move = row.change if row.change in _TURNED else ""
    name = row.indicator
    kinds = _CHANGE if move else _VALUE
    if len([r for r in same if bool(r.change in _TURNED) == bool(move)]) == 1:
        asked = chance.choice(kinds).format(name=name, move=move)
        yield Example(asked, context, "figure", lead + row.start, lead + row.end)
    told = fold(context)
    for asked, source in _missed(row, same, move, told, chance):
        yield Example(asked, context, source)
    others = [r for r in rows if r.indicator[-4:] not in context and r.indicator not in name]
    if others:
        other = chance.choice(others)
        moved = other.change if other.change in _TURNED else ""
        asked = chance.choice(_CHANGE if moved else _VALUE).format(name=other.indicator, move=moved)
        yield Example(asked, context, "other_figure")


def _missed(
    row: Indicator, same: list[Indicator], move: str, told: str, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """One or two questions that the passage seems to answer, and does not."""
    name, kinds = row.indicator, _CHANGE if move else _VALUE
    asked = chance.choice(kinds).format(name=name, move=move)
    if chance.random() < _YEARED:
        year = str(chance.randint(1950, 2024))
        if year not in told and str(int(year) + 1) not in told:
            yield f"{year}年{asked}", "other_year"
    elif chance.random() < _YEARED:
        place = chance.choice(PLACES)
        if place[:2] not in told:
            yield f"{place}{asked}", "other_place"
    if move and len(same) == 1 and chance.random() < 0.5:
        yield chance.choice(_VALUE).format(name=name), "no_value"
    elif not move and not row.change and len(same) == 1 and chance.random() < 0.5:
        yield chance.choice(_CHANGE).format(name=name, move="增长"), "no_change"
    elif move and chance.random() < 0.4:
        yield chance.choice(_WHY).format(name=name, move=_TURNED[move]), "wrong_premise"
    elif chance.random() < 0.4:
        yield chance.choice(_WHO).format(name=name), "other_aspect"
