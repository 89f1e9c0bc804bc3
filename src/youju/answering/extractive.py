"""The answer in the report's own words: the clause, sentences or list that the question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.evidence import (
    Sentence,
    Window,
    coverage,
    given_words,
    match,
    windows,
)
from youju.answering.question import Kind, Question
from youju.text import Span, clause_spans, fold

CANDIDATE_SENTENCES = 12
LONGEST_EXPLANATION = 260
LONGEST_LIST = 240
_TOPIC_SENTENCE = 24
_MISSING_PENALTY = 0.006
"""Per character: of two windows that say as much, the shorter one answers."""
_SUBJECTLESS = re.compile(
    r"^(?:其中|比上年|同比|增长|下降|占|达|达到|累计|较上年|增幅|比重|居|列|为|提高|超过|突破|同口径|按)"
)
_LEANS_BACK = re.compile(r"^(?:其中|此外|同时|并|这|该|对此|为此|[二三四五六七八九]是)")


@dataclass(frozen=True)
class Piece:
    """Words of the report that answer, ``[start, end)`` in its canonical text."""

    sentence: Sentence
    start: int
    end: int
    coverage: float
    has_asked_figure: bool = False

    @property
    def text(self) -> str:
        return self.sentence.setting.report.text[self.start : self.end]


def extract(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The pieces that answer, in order of importance; none if there are no candidates."""
    if not candidates:
        return []
    if question.kind is Kind.FIGURE:
        pieces = _figures(question, candidates)
        if pieces:
            return pieces
    if question.kind in (Kind.LIST, Kind.EXPLANATION, Kind.OTHER):
        return [_stretch(question, candidates)]
    if question.kind in (Kind.DATE, Kind.PERSON):
        return [_narrowed(question, candidates[0])]
    return [_whole(question, candidates[0])]


def _figures(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The best window, and others for what the question asks besides."""
    best: list[Window] = []
    ranked = sorted(
        (window for sentence in candidates[:CANDIDATE_SENTENCES] for window in _scored(question, sentence)),
        key=lambda window: -window.score,
    )
    if not ranked:
        return []
    best = [ranked[0]]
    if question.plural:
        best += _complements(question, ranked)
    return [_with_subject(question, window) for window in best]


def _scored(question: Question, sentence: Sentence) -> list[Window]:
    wanted = 2 if question.plural else 1
    scored = []
    for window in windows(question, sentence):
        length = window.end - window.start
        enough = min(len(window.figures), wanted) / wanted
        counted = _counts(question, window)
        score = (
            sentence.score
            + 1.2 * window.coverage
            + 0.5 * counted
            + 0.3 * enough
            - _MISSING_PENALTY * length
        )
        scored.append(
            Window(sentence, window.start, window.end, window.coverage, window.figures, score)
        )
    return scored


def _counts(question: Question, window: Window) -> float:
    """1 if a figure's unit is the very classifier asked with, followed by the thing counted."""
    if not question.classifier:
        return 0.5
    folded = window.sentence.setting.folded
    for figure in window.figures:
        if figure.unit == question.classifier:
            return 1.0
        if question.counted and question.counted[:2] in folded[figure.end : figure.end + 6]:
            return 1.0
    return 0.3


def _complements(question: Question, ranked: Sequence[Window]) -> list[Window]:
    """Windows elsewhere that say words of the question which the chosen ones do not."""
    chosen = [ranked[0]]
    for _ in range(3):
        said = " ".join(
            w.sentence.setting.folded[w.start : w.end] for w in chosen
        )
        missing = [term for term in question.terms if match(term, said) < 0.5]
        if not missing:
            break
        setting = chosen[0].sentence.setting
        total = sum(term.weight for term in question.terms) or 1.0

        def gain(window: Window, missing: Sequence = tuple(missing)) -> float:
            text = window.sentence.setting.folded[window.start : window.end]
            return sum(term.weight * match(term, text) for term in missing) / total

        best = max(ranked, key=lambda window: gain(window) + 0.1 * window.score)
        if gain(best) < 0.12 or any(_overlap(best, w) for w in chosen):
            break
        chosen.append(best)
    return chosen[1:]


def _overlap(a: Window, b: Window) -> bool:
    same = a.sentence.setting is b.sentence.setting
    return same and a.start < b.end and b.start < a.end


def _with_subject(question: Question, window: Window) -> Piece:
    """A window that opens without its subject takes the clause before it."""
    sentence = window.sentence
    text = sentence.setting.report.text
    start = window.start
    clauses = clause_spans(text, sentence.start, sentence.end)
    while start > sentence.start and _SUBJECTLESS.match(text[start : window.end]):
        before = [span for span in clauses if span[1] <= start]
        if not before or window.end - before[-1][0] > 70:
            break
        start = before[-1][0]
    return Piece(sentence, start, window.end, window.coverage, True)


def _narrowed(question: Question, sentence: Sentence) -> Piece:
    return _whole(question, sentence)


def _whole(question: Question, sentence: Sentence) -> Piece:
    end = _without_stop(sentence.setting.report.text, sentence.end)
    return Piece(sentence, sentence.start, end, sentence.coverage)


def _without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] in "。；;" else end


def _stretch(question: Question, candidates: Sequence[Sentence]) -> Piece:
    """The best sentence and those around it that go on about the same."""
    best = candidates[0]
    passage, setting = best.hit.passage, best.setting
    longest = LONGEST_LIST if question.kind is Kind.LIST else LONGEST_EXPLANATION
    spans: list[Span] = list(passage.sentences)
    scores = {
        (s.start, s.end): s.score for s in candidates if s.hit.passage.id == passage.id
    }
    first = last = spans.index((best.start, best.end))
    text = setting.report.text

    def length(a: int, b: int) -> int:
        return spans[b][1] - spans[a][0]

    explains = question.kind is not Kind.LIST
    while True:
        before = scores.get(spans[first - 1], -9.0) if first else -9.0
        after = scores.get(spans[last + 1], -9.0) if last + 1 < len(spans) else -9.0
        topic = spans[last][1] - spans[last][0] <= _TOPIC_SENTENCE
        leans = last + 1 < len(spans) and _LEANS_BACK.match(text[spans[last + 1][0] : spans[last + 1][1]])
        bar = best.score - (0.9 if explains else 0.45)
        if last + 1 < len(spans) and (topic or leans or after >= bar) and after >= before - 1:
            if length(first, last + 1) > longest:
                break
            last += 1
        elif first and before >= bar:
            if length(first - 1, last) > longest:
                break
            first -= 1
        else:
            break
    start, end = spans[first][0], spans[last][1]
    said = coverage(question.terms, fold(text[start:end]), given_words(setting))
    return Piece(best, start, _without_stop(text, end), said)
