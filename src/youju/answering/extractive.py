"""The answer in the report's own words: the clause, sentences or list that the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from youju.answering.evidence import (
    Sentence,
    Window,
    coverage,
    date_windows,
    figure_windows,
    fits_tense,
    given_words,
    match,
    name_windows,
)
from youju.answering.question import Kind, Question, Term, is_percent
from youju.text import Span, clause_spans, fold

CANDIDATE_SENTENCES = 12
LONGEST_EXPLANATION = 260
LONGEST_LIST = 240
LONGEST_SUBJECT = 70
_TOPIC_SENTENCE = 24
_NEAR = 4
"""Characters that may stand between a word and its figure: 达到了, 为, 突破."""
_LENGTH_PENALTY = 0.006
"""Per character: of two windows that say as much, the shorter one answers."""
_SUBJECTLESS = re.compile(
    r"^(?:其中|比|同比|增长|下降|占|达|累计|较上年|增幅|比重|居|列|为|提高|超过|突破|同口径|按|实际)"
)
_GOES_ON = re.compile(r"^(?:达到|达|实际|总量|总数|总额)")
_LEANS_BACK = re.compile(r"^(?:其中|此外|同时|并|这|该|对此|为此|[二三四五六七八九]是)")


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
        return self.sentence.setting.report.text[self.start : self.end]


def extract(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The pieces that answer, in order of importance; none if there are no candidates."""
    if not candidates:
        return []
    finder = {
        Kind.FIGURE: _figures,
        Kind.DATE: _dates,
        Kind.PERSON: _people,
        Kind.YES_NO: _segment,
    }.get(question.kind, _stretch)
    return finder(question, candidates)


# ---------------------------------------------------------------- figures


def _figures(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The best window, and others for what the question asks besides."""
    ranked = sorted(
        (
            _scored(question, window)
            for sentence in candidates[:CANDIDATE_SENTENCES]
            for window in figure_windows(question, sentence)
        ),
        key=lambda window: -window.score,
    )
    if not ranked:
        return [replace(piece, fits=False) for piece in _segment(question, candidates)]
    chosen = [ranked[0]]
    if question.plural:
        chosen += _complements(question, ranked)
    return [_with_subject(question, window) for window in chosen]


def _scored(question: Question, window: Window) -> Window:
    enough = min(len(window.figures), question.asked_items) / question.asked_items
    penalty = _LENGTH_PENALTY / (2 if question.plural else 1)
    score = (
        window.sentence.score
        + 1.2 * window.coverage
        + 0.5 * _counts(question, window)
        + 0.5 * enough
        + 0.3 * (_is_beside(question, window) - 1)
        + 0.5 * window.year_fit
        - (0.3 if not fits_tense(question, window) else 0.0)
        - penalty * (window.end - window.start)
    )
    return replace(window, score=score)


def _counts(question: Question, window: Window) -> float:
    """1 if a figure's unit is the very classifier asked with, or the thing counted follows it."""
    if not question.classifier:
        odd = not question.units and all(is_percent(f.unit) for f in window.figures)
        return 0.0 if odd and question.is_chinese else 0.5
    folded = window.sentence.setting.folded
    for figure in window.figures:
        if figure.unit == question.classifier:
            return 1.0
        if question.counted and question.counted[:2] in folded[figure.end : figure.end + 6]:
            return 1.0
    return 0.3


def _is_beside(question: Question, window: Window) -> bool:
    """Whether a figure stands right behind a word of the question (国内生产总值20.94万亿元)."""
    folded = window.sentence.setting.folded
    words = [word for term in question.terms for word in (term.word, *term.others) if len(word) > 1]
    for figure in window.figures:
        before = folded[max(window.start, figure.start - 12) : figure.start]
        after = folded[figure.end : figure.end + 5]
        if any(before.rfind(word) >= len(before) - len(word) - _NEAR for word in words if word in before):
            return True
        if any(word in after for word in words):
            return True
    return False


def _complements(question: Question, ranked: Sequence[Window]) -> list[Window]:
    """Windows elsewhere that say words of the question which the chosen ones do not."""
    chosen = [ranked[0]]
    total = sum(term.weight for term in question.terms) or 1.0
    for _ in range(3):
        said = " ".join(w.sentence.setting.folded[w.start : w.end] for w in chosen)
        missing = [term for term in question.terms if match(term, said) < 0.5]
        best = max(ranked, key=lambda w: _gain(w, missing, total) + 0.1 * w.score)
        if _gain(best, missing, total) < 0.12 or any(_overlap(best, w) for w in chosen):
            break
        chosen.append(best)
    return chosen[1:]


def _gain(window: Window, missing: Sequence[Term], total: float) -> float:
    text = window.sentence.setting.folded[window.start : window.end]
    return sum(term.weight * match(term, text) for term in missing) / total


def _overlap(a: Window, b: Window) -> bool:
    same = a.sentence.setting is b.sentence.setting
    return same and a.start < b.end and b.start < a.end


def _with_subject(question: Question, window: Window) -> Piece:
    """A window that opens without its subject takes the clause before it; one that breaks off
    (增加321元，达到784元) takes the next; several figures asked for go on to the semicolon."""
    sentence = window.sentence
    text = sentence.setting.report.text
    clauses = clause_spans(text, sentence.start, sentence.end)
    first = next(i for i, span in enumerate(clauses) if span[0] == window.start)
    last = next(i for i, span in enumerate(clauses) if span[1] == window.end)
    while first and _SUBJECTLESS.match(text[clauses[first][0] : clauses[first][1]]):
        if window.end - clauses[first - 1][0] > LONGEST_SUBJECT:
            break
        first -= 1
    while last + 1 < len(clauses):
        ends_segment = text[clauses[last][1]] in "；;：:"
        goes_on = _GOES_ON.match(text[clauses[last + 1][0] : clauses[last + 1][1]])
        if ends_segment or not (question.plural or goes_on):
            break
        last += 1
    return Piece(sentence, clauses[first][0], clauses[last][1], window.coverage, True)


# ---------------------------------------------------------------- dates, people


def _dates(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    return _best_beside(question, candidates, date_windows)


def _people(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    return _best_beside(question, candidates, name_windows)


def _best_beside(
    question: Question,
    candidates: Sequence[Sentence],
    finder: Callable[[Question, Sentence], Sequence[Window]],
) -> list[Piece]:
    """The best clause that holds what is sought, in a good sentence or right beside one."""
    scores = {(s.hit.passage.id, s.start): s.score for s in candidates}
    found = []
    for sentence in candidates[: 3 * CANDIDATE_SENTENCES]:
        starts = [a for a, _ in sentence.hit.passage.sentences]
        place = starts.index(sentence.start)
        beside = [
            scores.get((sentence.hit.passage.id, start), 0.0)
            for start in starts[max(0, place - 1) : place + 2]
        ]
        near = max(sentence.score, 0.5 * sentence.score + 0.5 * max(beside) - 0.1)
        for window in finder(question, sentence):
            score = near + window.coverage + 0.5 * window.year_fit + window.score
            found.append(replace(window, score=score))
    if not found:
        return [replace(piece, fits=False) for piece in _segment(question, candidates)]
    return [_with_subject(question, max(found, key=lambda window: window.score))]


# ---------------------------------------------------------------- sentences and stretches


def _segment(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """Of the best sentence, the part between semicolons that says most of the question."""
    best = candidates[0]
    text, folded = best.setting.report.text, best.setting.folded
    if best.end - best.start <= LONGEST_SUBJECT:
        return [Piece(best, best.start, _without_stop(text, best.end), best.coverage, True)]
    given = given_words(best.setting)
    clauses = clause_spans(text, best.start, best.end)
    segments: list[Span] = []
    begin = best.start
    for _, end in clauses:
        if end >= best.end - 1 or text[end] in "；;":
            segments.append((begin, end))
            begin = end + 1
    if begin < clauses[-1][1]:
        segments.append((begin, clauses[-1][1]))
    start, end = max(
        segments, key=lambda span: coverage(question.terms, folded[span[0] : span[1]], given)
    )
    start += len(text[start:end]) - len(text[start:end].lstrip())
    said = coverage(question.terms, folded[start:end], given)
    return [Piece(best, start, end, said, True)]


def _stretch(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The best sentence and those around it that go on about the same."""
    if question.kind is Kind.LIST:
        candidates = sorted(candidates, key=lambda s: -(s.score + _enumerates(question, s)))
    best = candidates[0]
    setting = best.setting
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
        leans = _LEANS_BACK.match(setting.report.text[spans[last + 1][0] :][:6])
        if not (topic or leans or scores.get(spans[last + 1], -9.0) >= bar):
            break
        last += 1
    while first and spans[last][1] - spans[first - 1][0] <= longest:
        if scores.get(spans[first - 1], -9.0) < bar:
            break
        first -= 1
    start, end = spans[first][0], _without_stop(setting.report.text, spans[last][1])
    said = coverage(question.terms, fold(setting.report.text[start:end]), given_words(setting))
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


def _without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] in "。；;" else end
