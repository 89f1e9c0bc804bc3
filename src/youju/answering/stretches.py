"""Whole sentences that answer: the part of one that says most, or a run about one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.evidence import Sentence
from youju.answering.question import Kind, Question
from youju.text import Span

LONGEST_EXPLANATION = 260
LONGEST_LIST = 240
LONGEST_SEGMENT = 110
_TOPIC_SENTENCE = 24
_LEANS_BACK = re.compile(
    r"^(?:其中|此外|同时|并|这|该|对此|为此|[二三四五六七八九]是|第[一二三四])"
)
_ASKS_NAME = re.compile(r"叫什么|叫做什么|名称|名字|称为|称作|哪个文件|什么文件")


@dataclass(frozen=True)
class Piece:
    """Words of the report that answer, ``[start, end)`` in its canonical text."""

    sentence: Sentence
    start: int
    end: int
    coverage: float
    fits: bool
    """Whether it holds what is asked for: a figure of the unit, a date, a name; else True."""

    @property
    def text(self) -> str:
        return self.sentence.profile.report.text[self.start : self.end]


def segment(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """Of the best sentence, the part between semicolons that says most of the question."""
    best = candidates[0]
    text, folded = best.profile.report.text, best.profile.folded
    if best.end - best.start <= LONGEST_SEGMENT:
        return [Piece(best, best.start, without_stop(text, best.end), best.coverage, True)]
    words, clauses = best.asked.words, best.statement.clauses
    segments: list[Span] = []
    begin = best.start
    for _, end in clauses:
        if end >= best.end - 1 or text[end] in "；;":
            segments.append((begin, end))
            begin = end + 1
    if begin < clauses[-1][1]:
        segments.append((begin, clauses[-1][1]))
    start, end = max(segments, key=lambda span: words.coverage(folded[span[0] : span[1]]))
    start += len(text[start:end]) - len(text[start:end].lstrip())
    said = words.coverage(folded[start:end])
    return [Piece(best, start, end, said, True)]


def stretch(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The best sentence and those around it that go on about the same."""
    if _ASKS_NAME.search(question.text):
        candidates = sorted(
            candidates, key=lambda s: -(s.score + 0.25 * ("《" in s.text or "“" in s.text))
        )
    if question.kind is Kind.LIST:
        candidates = sorted(candidates, key=lambda s: -(s.score + _enumerates(question, s)))
    best = candidates[0]
    profile = best.profile
    spans: list[Span] = list(best.hit.passage.sentences)
    scores = {
        (s.start, s.end): s.score for s in candidates if s.hit.passage.id == best.hit.passage.id
    }
    explains = question.kind is not Kind.LIST
    longest = LONGEST_EXPLANATION if explains else LONGEST_LIST
    bar = best.score - (0.9 if explains else 0.45)
    first = last = spans.index((best.start, best.end))
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest:
        topic = spans[last][1] - spans[last][0] <= _TOPIC_SENTENCE
        listed = not explains and "①" in profile.report.text[spans[first][0] : spans[last][1]]
        leans = listed or _LEANS_BACK.match(profile.report.text[spans[last + 1][0] :][:6])
        if not (topic or leans or scores.get(spans[last + 1], -9.0) >= bar):
            break
        last += 1
    while first and spans[last][1] - spans[first - 1][0] <= longest:
        if scores.get(spans[first - 1], -9.0) < bar:
            break
        first -= 1
    start, end = spans[first][0], without_stop(profile.report.text, spans[last][1])
    said = best.asked.words.coverage(profile.folded[start:end])
    return [Piece(best, start, end, said, True)]


def _enumerates(question: Question, sentence: Sentence) -> float:
    """Whether the sentence lists things: as many as asked for (哪三个), or some."""
    items = [chunk.count("、") + 1 for chunk in re.split(r"[，,；;。]", sentence.text)]
    most = max(items)
    asked = re.search(r"哪([两三四五六七八九十\d])", question.text)
    if asked:
        number = "零一二三四五六七八九十".find(asked[1].replace("两", "二"))
        return 0.35 if (number if number > 0 else int(asked[1])) in items else 0.0
    return 0.15 if most >= 2 else 0.0


def without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] in "。；;" else end
