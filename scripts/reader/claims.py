"""Claims, written by hand and made by rule, with passages that prove them, speak against them, or
say nothing of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from reader import alterations
from reader.examples import Example
from reader.library import NATIONAL, Shelf
from reader.places import place_of
from youju.evaluation import load_drafts
from youju.model import Passage
from youju.reading import report_id_of
from youju.text import clause_spans, figures

_BESIDE = 1
_SHARE = 0.2
"""Of the sentences, those that claims are made of: those written by hand must not drown in them."""
_SHORTEST, _LONGEST = 10, 110
_LONGEST_CUT = 4
_JOINED = ("由于", "得益于", "正是因为", "受益于")


def written(path: Path, shelf: Shelf) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from _beside(
            row["claim"],
            row["gold"] or "",
            row["label"],
            report_id_of(row["report"]),
            shelf,
            "claim",
        )


def of_drafts(path: Path, shelf: Shelf) -> Iterator[Example]:
    """Sentences of drafts over reports that are learnt from."""
    labels = {"true": "supported", "slip": "contradicted", "invented": "not_said"}
    for draft in load_drafts(path):
        if draft.report in NATIONAL:
            for told in draft.sentences:
                if told.label in labels:
                    yield from _beside(
                        told.text.strip(),
                        told.gold,
                        labels[told.label],
                        draft.report,
                        shelf,
                        "draft",
                    )


def _beside(
    text: str, gold: str, label: str, report_id: str, shelf: Shelf, source: str
) -> Iterator[Example]:
    """With the passage of the gold words; and with one that is found beside it and says nothing."""
    start, end = place_of(gold, shelf.parts.answerer.report(report_id))
    holding = shelf.holding(report_id, start, end)
    found = shelf.found(text[:100], report_id, 3)
    if len(holding) == 1:
        yield Example(text, shelf.context(holding[0]), source, label=label)
    elif label == "not_said" and not holding:
        for passage in found[:2]:
            yield Example(text, shelf.context(passage), source, label=label)
    known = {passage.id for passage in holding}
    for passage in [p for p in found[:2] if p.id not in known][:_BESIDE]:
        if holding:
            yield Example(text, shelf.context(passage), f"{source}_beside", label="not_said")


def made(report_id: str, shelf: Shelf, chance: random.Random) -> Iterator[Example]:
    """True, false and unsaid claims of each passage, by rule."""
    passages = shelf.parts.index.indexed(report_id).passages
    for passage in passages:
        context = shelf.context(passage)
        for start, end in passage.sentences:
            if chance.random() > _SHARE:
                continue
            sentence = passage.text[start - passage.start : end - passage.start]
            claim = _cut(sentence, chance)
            if not _SHORTEST <= len(claim) <= _LONGEST:
                continue
            yield from _of(claim, context, passage, passages, chance)


def _of(
    claim: str, context: str, passage: Passage, passages: tuple[Passage, ...], chance: random.Random
) -> Iterator[Example]:
    yield Example(_retold(claim, chance), context, "made", label="supported")
    for alter in chance.sample(alterations.FALSE, len(alterations.FALSE)):
        false = alter(claim, chance)
        if false and false != claim and false not in passage.text:
            yield Example(_retold(false, chance), context, alter.__name__, label="contradicted")
            break
    drawn = chance.random()
    other = chance.choice(passages)
    far = _cut(other.text[: other.sentences[0][1] - other.start], chance).rstrip("。；，")
    if other is passage or far in passage.text or not _SHORTEST <= len(far) <= _LONGEST:
        return
    if drawn < 0.2:
        yield Example(f"{far}。", context, "elsewhere", label="not_said")
    elif drawn < 0.35:
        yield Example(f"{_bare(claim)}，{far}。", context, "half", label="not_said")
    elif drawn < 0.5:
        yield Example(
            f"{chance.choice(_JOINED)}{far}，{_bare(claim)}。", context, "cause", label="not_said"
        )
    elif drawn < 0.6 and (more := alterations.added(claim, chance)):
        yield Example(f"{more}。", context, "added", label="not_said")


def _retold(claim: str, chance: random.Random) -> str:
    for alter in chance.sample(alterations.RETOLD, chance.choice((0, 1, 2, 2))):
        claim = alter(claim, chance) or claim
    return claim


def _cut(sentence: str, chance: random.Random) -> str:
    """A run of clauses: the whole, or a part that has its own figure or verb."""
    spans = clause_spans(sentence, 0, len(sentence))
    if len(spans) < 2 or chance.random() < 0.3:
        return sentence
    first = chance.randrange(len(spans))
    last = min(len(spans), first + chance.randint(1, _LONGEST_CUT))
    part = sentence[spans[first][0] : spans[last - 1][1]]
    if first and not figures(part):
        return sentence
    return _bare(part) + "。"


def _bare(text: str) -> str:
    return text.rstrip("。；;，,、：: ")
