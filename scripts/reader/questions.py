"""Questions written by hand, with the passage that answers and those that are found beside it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.examples import Example
from reader.library import Shelf
from reader.places import place_of
from youju.reading import report_id_of
from youju.text import fold

BESIDE = 2
"""Passages that do not answer, beside the one that does."""
TEMPTING = 2
"""Passages, where none answers."""
PLACES = "江苏省 广东 上海市 河北省 四川 邻省 美国 日本 杭州市 隔壁县 东北地区 浦东新区 英国 邻市".split()
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?=年)")
_RENAMED = 0.2


def written(path: Path, shelf: Shelf, chance: random.Random) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = list(_of(row, shelf))
        yield from found
        if found and row["answer"] is not None:
            yield from moved(row["question"], found[0].context, chance)


def _of(row: dict[str, Any], shelf: Shelf) -> Iterator[Example]:
    report_id, question = report_id_of(row["report"]), row["question"]
    report = shelf.parts.answerer.report(report_id)
    start, end = place_of(row["gold"] or "", report)
    gold = shelf.holding(report_id, start, end)
    answer = row["answer"]
    if answer is not None:
        place = place_of(answer, replace(report, text=report.text[start:end]))
        a, b = start + place[0], start + place[1]
        holding = next((p for p in gold if p.start <= a < p.end), None)
        if holding is None:
            return
        lead = shelf.lead(holding) - holding.start
        yield Example(
            question, shelf.context(holding), "question", lead + a, lead + min(b, holding.end)
        )
    else:
        for passage in gold[:1]:
            yield Example(question, shelf.context(passage), "near_miss")
    known = {passage.id for passage in gold}
    others = [p for p in shelf.found(question, report_id, 6) if p.id not in known]
    if answer is not None:
        others = [p for p in others if _plain(answer) not in _plain(p.text)][:BESIDE]
    for passage in others[:TEMPTING]:
        yield Example(question, shelf.context(passage), "beside" if answer else "near_miss")


def moved(question: str, context: str, chance: random.Random) -> Iterator[Example]:
    """The question in another year or place, for which the context does not speak."""
    if year := _YEAR.search(question):
        other = str(int(year.group()) + chance.choice((-3, -2, -1, 1, 2)))
        if other not in fold(context):
            yield Example(question.replace(year.group(), other), context, "other_year")
    elif chance.random() < _RENAMED:
        place = chance.choice(PLACES)
        if place[:2] not in context:
            yield Example(f"{place}{question}", context, "other_place")


def _plain(text: str) -> str:
    return fold("".join(text.split()))
