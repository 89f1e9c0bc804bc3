"""The answer in the report's own words: the clause, sentences or list that the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from youju.answering.evidence import Sentence, fits_tense
from youju.answering.matching import match
from youju.answering.question import Kind, Question, Term, is_percent
from youju.answering.stretches import Piece, segment, stretch, without_stop
from youju.answering.windows import (
    Window,
    contact_windows,
    date_windows,
    figure_windows,
    name_windows,
)

CANDIDATE_SENTENCES = 12
LONGEST_SUBJECT = 70
_NEAR = 6
"""Characters that may stand between a word and its figure: 达到了, 为, 突破."""
AS_GOOD = 0.15
"""How much less the best sentence of another passage may score to be told, too."""
_COMPLEMENT = 1.35
"""How much less a window may score that answers another part of the question."""
WINDOW_SAID, WINDOW_COUNTS, WINDOW_ENOUGH, WINDOW_BESIDE = 0.9, 0.5, 0.5, 0.15
"""Of a window's score, beside its sentence's."""
WINDOW_READ, WINDOW_TELLS, WINDOW_CROSSES = 0.5, 0.4, 0.3
"""What it counts that the reader finds the answer in it; that it tells a change or a share, where one
is asked; against it, that it goes on behind a semicolon."""
LENGTH_PENALTY = 0.006
"""Per character: of two windows that say as much, the shorter one answers."""
_SUBJECTLESS = re.compile(
    r"^(?:其中|比|同比|增长|下降|占|达|累计|较上年|增幅|比重|居|列|为|提高|超过|突破|同口径|按|实际)"
)
_CHANGES = re.compile(
    r"(?:增长|增加|上升|提高|上涨|回升|扩大|新增|下降|减少|降低|下跌|回落|缩小|收窄|[多少涨降减])[了约近超]?$"
)
_SHARES = re.compile(r"(?:占|比重|比例)[^,;]{0,12}$")
_BEFORE = 16
"""Characters before a figure that tell what it is."""
_GOES_ON = re.compile(r"^(?:达到|达|实际|总量|总数|总额)")


def extract(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The pieces that answer, in order of importance; none if there are no candidates."""
    if not candidates:
        return []
    finder = {
        Kind.FIGURE: _figures,
        Kind.DATE: _dates,
        Kind.PERSON: _people,
        Kind.CONTACT: _contacts,
        Kind.YES_NO: segment,
    }.get(question.kind, stretch)
    pieces = finder(question, candidates)
    if question.kind in (Kind.LIST, Kind.EXPLANATION):
        pieces += _as_good(question, candidates)
    return pieces


def _as_good(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    """The stretch of another passage that says as much: a report comes back to its subjects."""
    others = [s for s in candidates if s.hit.passage.id != candidates[0].hit.passage.id]
    if not others or others[0].score < candidates[0].score - AS_GOOD:
        return []
    return stretch(question, others)


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
        return [replace(piece, fits=False) for piece in segment(question, candidates)]
    chosen = [ranked[0]]
    if question.plural:
        chosen += _complements(question, ranked)
    pieces = [_with_subject(question, window) for window in chosen]
    if question.plural and len(chosen[0].figures) < question.asked_items:
        pieces += _of_which(chosen[0])
    return pieces


def _of_which(window: Window) -> list[Piece]:
    """The sentence after it, where that takes the figure apart (其中，中央…；地方…)."""
    sentence = window.sentence
    text = sentence.profile.report.text
    for start, end in sentence.hit.passage.sentences:
        if start >= sentence.end and text[start:].startswith("其中"):
            return [Piece(sentence, start, without_stop(text, end), window.coverage, True)]
        if start >= sentence.end:
            break
    return []


def _scored(question: Question, window: Window) -> Window:
    enough = min(len(window.figures), question.asked_items) / question.asked_items
    penalty = LENGTH_PENALTY / (2 if question.plural else 1)
    score = (
        window.sentence.score
        + WINDOW_SAID * window.coverage
        + WINDOW_COUNTS * _counts(question, window)
        + WINDOW_ENOUGH * enough
        + WINDOW_BESIDE * _is_beside(question.head, window)
        + WINDOW_TELLS * (question.asks_change and _tells(_CHANGES, window))
        + WINDOW_TELLS * (question.asks_share and _tells(_SHARES, window))
        + (0.2 if window.year_fit > 0 else 0.5) * window.year_fit
        - (0.6 if not fits_tense(window) else 0.0)
        - penalty * (window.end - window.start)
    )
    if not question.plural:
        score += WINDOW_READ * window.sentence.begins(window.start, window.end)
        score -= WINDOW_CROSSES * _crosses(window)
    return window._replace(score=score)


def _tells(what: re.Pattern[str], window: Window) -> bool:
    """Whether a figure is told as such."""
    folded = window.sentence.profile.folded
    places = ((max(window.start, f.start - _BEFORE), f.start) for f in window.figures)
    return any(what.search(folded[start:end]) for start, end in places)


def _crosses(window: Window) -> bool:
    return ";" in window.sentence.profile.folded[window.start : window.end]


def _counts(question: Question, window: Window) -> float:
    """1 if a figure's unit is the very classifier asked with, or the thing counted follows it."""
    if not question.classifier:
        odd = not question.units and all(is_percent(f.unit) for f in window.figures)
        return 0.0 if odd and question.is_chinese else 0.5
    folded = window.sentence.profile.folded
    for figure in window.figures:
        if figure.unit == question.classifier:
            return 1.0
        if question.counted and question.counted[:2] in folded[figure.end : figure.end + 6]:
            return 1.0
    return 0.3


def _is_beside(terms: Sequence[Term], window: Window) -> bool:
    """Whether a figure stands right behind one of the words (国内生产总值20.94万亿元), or before it."""
    folded = window.sentence.profile.folded
    words = [word for term in terms for word in term.forms if len(word) > 1]
    for figure in window.figures:
        before = folded[max(window.start, figure.start - 12) : figure.start]
        after = folded[figure.end : figure.end + 5]
        for word in words:
            place = before.rfind(word)
            if word in after or (place >= 0 and len(before) - place - len(word) <= _NEAR):
                return True
    return False


def _complements(question: Question, ranked: Sequence[Window]) -> list[Window]:
    """Windows elsewhere, for the listed things that have no figure beside them yet."""
    chosen = [ranked[0]]
    for item in question.items:
        shared = {term for other in question.items if other is not item for term in other}
        own = [term for term in item if term not in shared]
        if any(_is_of(item, own, window) for window in chosen):
            continue
        others = [w for w in ranked if _is_of(item, own, w) and not _overlaps(w, chosen)]
        if others and others[0].score > ranked[0].score - _COMPLEMENT:
            chosen.append(others[0])
    return chosen[1:]


def _is_of(item: Sequence[Term], own: Sequence[Term], window: Window) -> bool:
    """Whether the window has a figure of the listed thing: it says a word that is just its own."""
    text = window.sentence.profile.folded[window.start : window.end]
    return _is_beside(item, window) and (not own or any(match(t, text) >= 0.5 for t in own))


def _overlaps(window: Window, others: Sequence[Window]) -> bool:
    return any(
        window.sentence.profile is other.sentence.profile
        and window.start < other.end
        and other.start < window.end
        for other in others
    )


def _with_subject(question: Question, window: Window) -> Piece:
    """A window that opens without its subject takes the clause before it; one that breaks off
    (增加321元，达到784元) takes the next; several figures asked for go on to the semicolon."""
    sentence = window.sentence
    text = sentence.profile.report.text
    clauses = sentence.statement.clauses
    first = next(i for i, span in enumerate(clauses) if span[0] == window.start)
    last = next(i for i, span in enumerate(clauses) if span[1] == window.end)
    while first and _SUBJECTLESS.match(text[clauses[first][0] : clauses[first][1]]):
        if window.end - clauses[first - 1][0] > LONGEST_SUBJECT:
            break
        first -= 1
    while last + 1 < len(clauses):
        endssegment = text[clauses[last][1]] in "；;：:"
        goes_on = _GOES_ON.match(text[clauses[last + 1][0] : clauses[last + 1][1]])
        if endssegment or not (question.plural or goes_on):
            break
        last += 1
    return Piece(sentence, clauses[first][0], clauses[last][1], window.coverage, True)


# ---------------------------------------------------------------- dates, people


def _dates(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    return _best_beside(question, candidates, date_windows)


def _people(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    return _best_beside(question, candidates, name_windows)


def _contacts(question: Question, candidates: Sequence[Sentence]) -> list[Piece]:
    return _best_beside(question, candidates, contact_windows)


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
            found.append(window._replace(score=score))
    if not found:
        return [replace(piece, fits=False) for piece in segment(question, candidates)]
    return [_with_subject(question, max(found, key=lambda window: window.score))]
